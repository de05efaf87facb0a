"""Rasa intent classifier on top of `TopicModel` and `ScopeModel`."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import noise
from bot.nlu.conversation import Conversation
from bot.nlu.decision import SAFETY, Decision, Probabilities, Thresholds, decide
from bot.nlu.labels import NOT_COVERED, NOT_UNDERSTOOD, OUT_OF_SCOPE, SEVERAL, make_label, split_label
from bot.nlu.mentions import Mentions
from bot.nlu.normalise import Normaliser
from bot.nlu.safety import SafetyWords
from bot.nlu.scope import ScopeModel
from bot.nlu.several import Labelled, make_pairs
from bot.nlu.spelling import Spelling, french_words
from bot.nlu.topic_model import TopicModel
from knowledge.profile import profile

OTHER_LANGUAGE = "other_language"
# Set on the message for the components that follow.
LABELS = "labels"
LIKELY = "likely_labels"
THRESHOLDS = ("answer", "sure", "several", "hint", "piece", "scope", "safety", "likely")
# Longer messages are read by their beginning and their end, where questions stand.
LONGEST_READ = 2000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Finds what a message asks: one label, several, or none (`nlu_fallback`).

    Labels are intents with the variant or subject that the training data's metadata gives them; a message with
    several questions gets the intent `ask_several`. `ContextInterpreter` turns labels into entities.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings that config.yml may change; see there."""
        return {
            "regularization": 1.0,
            "pairs": 3000,
            "spelling": True,
            "answer_threshold": 0.3,
            "sure_threshold": 0.95,
            "several_threshold": 0.3,
            "hint_threshold": 0.05,
            "piece_threshold": 0.7,
            "scope_threshold": 0.5,
            "safety_threshold": 0.5,
            "likely_threshold": 0.05,
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: TopicModel,
        scope: ScopeModel,
        normaliser: Normaliser,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._scope = scope
        self._normaliser = normaliser
        self._safety = SafetyWords(Normaliser())
        self._topics = [topic.intent for topic in profile().topics]
        self._thresholds = Thresholds(*(config[f"{name}_threshold"] for name in THRESHOLDS))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Make an untrained component."""
        normaliser = Normaliser()
        scope = ScopeModel(Mentions(profile().job.names), normaliser)
        return cls(config, model_storage, resource, TopicModel(normaliser), scope, normaliser)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the labels of the training sentences and store what was learned."""
        sentences = [_labelled(e) for e in training_data.intent_examples if e.get(TEXT)]
        if self._config["spelling"]:
            known = french_words() | self._scope.mentions.words
            self._normaliser.spelling = Spelling.learn([self._normaliser(text) for text, _ in sentences], known)
        pairs = make_pairs(sentences, self._joinable(sentences), self._config["pairs"], seed=1)
        unseen = self._model.fit(
            [*sentences, *pairs], [noise.typos, noise.phone(self._normaliser)], self._config["regularization"]
        )
        if OUT_OF_SCOPE in self._model.labels:
            self._scope.fit(
                [text for text, _ in sentences],
                [labels == (OUT_OF_SCOPE,) for _, labels in sentences],
                unseen[: len(sentences)],
                self._model.labels.index(OUT_OF_SCOPE),
            )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
            if isinstance(self._normaliser.spelling, Spelling):
                self._normaliser.spelling.save(folder)
            (folder / "scope.json").write_text(
                json.dumps({"known": self._scope.known, "parameters": self._scope.parameters.tolist()})
            )
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> TopicClassifier:
        """Load what `train` stored."""
        normaliser = Normaliser()
        scope = ScopeModel(Mentions(profile().job.names), normaliser)
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / "scope.json").read_text())
            scope.known, scope.parameters = Counter(stored["known"]), np.array(stored["parameters"])
            if config["spelling"]:
                normaliser.spelling = Spelling.load(folder)
            return cls(config, model_storage, resource, TopicModel.load(folder, normaliser), scope, normaliser)

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Set the labels and the intent of each message."""
        conversation = Conversation.of(tracker)
        for message in messages:
            decision = self._decide(message.get(TEXT) or "", conversation)
            intents = list(dict.fromkeys(split_label(label)[0] for label in decision.labels))
            several = len(decision.labels) > 1
            name = SEVERAL if several else intents[0] if intents else NOT_UNDERSTOOD
            message.set(LABELS, decision.labels)
            message.set(LIKELY, decision.likely)
            message.set(INTENT, {"name": name, "confidence": decision.confidence}, add_to_output=True)
            ranking = [{"name": label, "confidence": p} for label, p in decision.likely]
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training sentences as they are: no later component learns from the intents."""
        return training_data

    def _decide(self, text: str, conversation: Conversation) -> Decision:
        if _is_foreign_script(text):
            return Decision([OTHER_LANGUAGE], 1.0)
        if len(text) > LONGEST_READ:
            text = f"{text[: LONGEST_READ // 2]} {text[-LONGEST_READ // 2 :]}"
        if self._safety.alarming(text):
            return Decision([SAFETY], 1.0)
        scores = self._model.scores([text])[0]
        probabilities = self._named(scores[None])[0]
        if self._safety.harmless(text):
            probabilities.pop(SAFETY, None)
        outside = 0.0
        if len(self._scope.parameters):
            outside = self._scope.probability(text, scores, self._model.labels.index(OUT_OF_SCOPE))
        return decide(
            text,
            probabilities,
            outside,
            self._thresholds,
            self._topics,
            conversation.form,
            len(conversation.last_answers) > 1,
            lambda texts: self._named(self._model.scores(texts)),
        )

    def _named(self, scores: Any) -> list[Probabilities]:
        rows = self._model.probabilities(scores)
        return [dict(zip(self._model.labels, map(float, row), strict=True)) for row in rows]

    def _joinable(self, sentences: Sequence[Labelled]) -> list[str]:
        """Labels for made-up messages with several questions; each topic as often as all that is not covered."""
        labels = sorted({label for _, found in sentences for label in found})
        covered = [label for label in labels if split_label(label)[0] in self._topics]
        silent = [label for label in labels if split_label(label)[0] == NOT_COVERED]
        return [*covered, *silent[:: max(1, len(silent) // 12)]]


def _labelled(example: Message) -> Labelled:
    metadata = example.get("metadata") or {}
    of_example, of_intent = metadata.get("example") or {}, metadata.get("intent") or {}
    if "topics" in of_example:
        return example.get(TEXT), tuple(of_example["topics"])
    if of_intent.get("harmless"):
        return example.get(TEXT), ()
    detail = of_intent.get("variant") or of_intent.get("subject")
    return example.get(TEXT), (make_label(example.get(INTENT), detail),)


def _is_foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    return bool(letters) and latin * 2 < len(letters)
