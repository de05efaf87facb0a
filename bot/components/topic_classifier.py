"""Rasa intent classifier on top of `TopicModel` and `ScopeModel`."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
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
from bot.nlu.boosted_trees import BoostedTrees
from bot.nlu.conversation import Conversation
from bot.nlu.decision import Asked, Decision, Thresholds, decide
from bot.nlu.frames import Frames
from bot.nlu.labels import (
    NOT_COVERED,
    NOT_UNDERSTOOD,
    OUT_OF_SCOPE,
    SAFETY,
    SEVERAL,
    TELL,
    labels_of,
    split_label,
)
from bot.nlu.made_up import Labelled, make_denials, make_other_jobs, make_pairs, make_stories
from bot.nlu.mentions import Mentions
from bot.nlu.normalise import Normaliser
from bot.nlu.pieces import Pieces
from bot.nlu.questions import QuestionModel
from bot.nlu.safety import SafetyWords
from bot.nlu.scope import ScopeModel
from bot.nlu.spelling import Spelling, french_words
from bot.nlu.topic_model import FOLDS, Floats, TopicModel
from knowledge.data_file import DATA
from knowledge.profile import profile

OTHER_LANGUAGE = "other_language"
# Set on the message for the components that follow.
LABELS = "labels"
LIKELY = "likely_labels"
# Longer messages are read by their beginning and their end, where questions stand.
LONGEST_READ = 2000
# Of so many messages, spread evenly, the pieces are learned from.
MOST_CUT = 20_000
QUESTIONS_FILE = "questions.npz"
# What is learned depends on these files too.
SOURCES = (DATA / "lexicon", Path(noise.__file__).parent)


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
            "stories": 2000,
            "denials": 1000,
            "other_jobs": 1500,
            "spelling": True,
            "answer_threshold": 0.3,
            "sure_threshold": 0.95,
            "asked_threshold": 0.25,
            "also_threshold": 0.5,
            "scope_threshold": 0.45,
            "strays_threshold": 0.65,
            "safety_threshold": 0.5,
            "likely_threshold": 0.05,
            "another_threshold": 0.01,
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: TopicModel,
        scope: ScopeModel,
        normaliser: Normaliser,
        trees: BoostedTrees | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._scope = scope
        self._normaliser = normaliser
        self._pieces = Pieces()
        self._questions = QuestionModel(self._pieces, trees)
        self._safety = SafetyWords(Normaliser())
        self._topics = [topic.intent for topic in profile().topics]
        self._questions.set_labels(model.labels, model.families, self._asking)
        self._thresholds = Thresholds(*(config[f"{field.name}_threshold"] for field in fields(Thresholds)))

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
        mentions = Mentions(profile().job.names)
        model = TopicModel(normaliser, Frames(mentions.jobs, mentions.places))
        return cls(config, model_storage, resource, model, ScopeModel(mentions, normaliser), normaliser)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Give what the training depends on besides sentences and settings.

        Rasa keeps what it trained until something changes that it sees: neither the lexicons nor bot/nlu.
        """
        files = [path for folder in SOURCES for path in sorted(folder.iterdir()) if path.is_file()]
        contents = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
        return f"{contents} {profile().job.names}"

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the labels of the training sentences and store what was learned."""
        sentences = [(e.get(TEXT), labels_of(e.data)) for e in training_data.intent_examples if e.get(TEXT)]
        if self._config["spelling"]:
            known = french_words() | self._scope.mentions.words
            self._normaliser.spelling = Spelling.learn([self._normaliser(text) for text, _ in sentences], known)
        fold_of = _deal(sentences)
        made = [self._made_up(sentences, fold_of, fold) for fold in range(FOLDS)]
        messages = [*sentences, *(message for fold in made for message in fold)]
        folds = [*(fold_of[text] for text, _ in sentences), *(i for i, fold in enumerate(made) for _ in fold)]
        texts = [text for text, _ in messages]
        read = np.linspace(0, len(texts) - 1, min(len(texts), MOST_CUT)).astype(int)
        cut: list[list[str]] = [[] for _ in texts]
        for row in read:
            cut[row] = self._pieces.cut(texts[row])
        unseen = self._model.fit(
            messages,
            [noise.phone(self._normaliser)],
            self._config["regularization"],
            folds,
            cut,
        )
        self._questions.set_labels(self._model.labels, self._model.families, self._asking)
        self._questions.fit(
            [texts[row] for row in read],
            unseen.targets[read],
            unseen.whole[read],
            [cut[row] for row in read],
            [unseen.parts[row] for row in read],
        )
        if OUT_OF_SCOPE in self._model.labels:
            self._scope.fit(
                [text for text, _ in sentences],
                [labels == (OUT_OF_SCOPE,) for _, labels in sentences],
                unseen.whole[: len(sentences), : len(self._model.labels)],
                self._model.labels.index(OUT_OF_SCOPE),
            )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
            if self._normaliser.spelling:
                self._normaliser.spelling.save(folder)
            if self._questions.trees:
                self._questions.trees.save(folder / QUESTIONS_FILE)
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
        mentions = Mentions(profile().job.names)
        scope = ScopeModel(mentions, normaliser)
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / "scope.json").read_text())
            scope.known, scope.parameters = Counter(stored["known"]), np.array(stored["parameters"])
            if config["spelling"]:
                normaliser.spelling = Spelling.load(folder)
            questions = folder / QUESTIONS_FILE
            trees = BoostedTrees.load(questions) if questions.exists() else None
            model = TopicModel.load(folder, normaliser, Frames(mentions.jobs, mentions.places))
            return cls(config, model_storage, resource, model, scope, normaliser, trees)

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
        # Whole and pieces at once: most of the time goes into each call, whatever it is given.
        cut = self._pieces.cut(text)
        scores, *parts = self._model.scores([text, *cut])
        known = len(self._model.labels)
        found = self._model.probabilities(scores).tolist()
        probabilities = dict(zip(self._model.labels, found[:known], strict=True))
        if self._safety.harmless(text):
            probabilities.pop(SAFETY, None)
        outside = 0.0
        if len(self._scope.parameters):
            outside = self._scope.probability(text, scores[:known], self._model.labels.index(OUT_OF_SCOPE))
        return decide(
            probabilities,
            dict(zip(self._model.families, found[known:], strict=True)),
            outside,
            self._thresholds,
            self._topics,
            in_form=conversation.form,
            refers=len(conversation.last_answers) > 1,
            about_job=conversation.is_about_job,
            read=lambda: self._read(text, scores, cut, np.array(parts)),
        )

    def _read(self, text: str, scores: Floats, cut: Sequence[str], parts: Floats) -> list[Asked]:
        found = self._questions.probabilities(text, scores, cut, parts)
        labels = list(found)
        places = dict.fromkeys(labels, 0)
        if cut and len(labels) > 1:
            # A question stands where it is farthest ahead of the others: the whole message is a piece too.
            strength = parts[:, labels]
            for column, label in enumerate(labels):
                ahead = strength[:, column] - np.delete(strength, column, axis=1).max(axis=1)
                places[label] = text.find(cut[int(ahead.argmax())])
        return [Asked(self._model.labels[label], found[label], places[label]) for label in labels]

    @property
    def _asking(self) -> list[str]:
        return [*self._topics, NOT_COVERED]

    def _made_up(self, sentences: Sequence[Labelled], fold_of: dict[str, int], fold: int) -> list[Labelled]:
        """Make messages up of the sentences of one fold: who has not seen the fold has not seen those either."""
        own = [(text, labels) for text, labels in sentences if fold_of[text] == fold]
        joinable = self._joinable(sentences, fold)
        pairs = make_pairs(own, joinable, self._config["pairs"] // FOLDS, seed=fold)
        frames = self._pieces.made_up_denials
        denials = make_denials(own, joinable, frames, self._config["denials"] // FOLDS, seed=fold)
        told = [text for text, labels in own if labels == (TELL,)]
        asked = [*self._asking, OUT_OF_SCOPE]
        stories = make_stories(own, told, asked, self._config["stories"] // FOLDS, seed=fold)
        mentions = self._scope.mentions
        others = make_other_jobs(own, mentions, TELL, self._config["other_jobs"] // FOLDS, seed=fold)
        return [*pairs, *denials, *stories, *others]

    def _joinable(self, sentences: Sequence[Labelled], fold: int) -> list[str]:
        """Labels for made-up messages with several questions: each topic, in each fold a third of the subjects.

        All subjects would be three of four labels.
        """
        labels = sorted({label for _, found in sentences for label in found})
        covered = [label for label in labels if split_label(label)[0] in self._topics]
        silent = [label for label in labels if split_label(label)[0] == NOT_COVERED]
        return [*covered, *silent[fold::FOLDS]]


def _deal(sentences: Sequence[Labelled]) -> dict[str, int]:
    """Deal the texts out to the folds, each label evenly."""
    fold_of: dict[str, int] = {}
    for text, _ in sorted(sentences, key=lambda sentence: sentence[1]):
        fold_of.setdefault(text, len(fold_of) % FOLDS)
    return fold_of


def _is_foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    return bool(letters) and latin * 2 < len(letters)
