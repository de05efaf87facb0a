"""Rasa intent classifier on top of `TopicModel`."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.topic_model import TopicModel

RANKING_LENGTH = 5
NOT_UNDERSTOOD = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Gives a message its intent, or `nlu_fallback` when none is likely enough."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings that config.yml may change; see there."""
        return {"regularization": 10.0, "threshold": 0.3}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TopicModel
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Make an untrained component."""
        return cls(config, model_storage, resource, TopicModel())

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents of the training sentences and store what was learned."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model.fit(
            [e.get(TEXT) for e in examples],
            [e.get(INTENT) for e in examples],
            self._config["regularization"],
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
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
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, TopicModel.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the likeliest intents of each message."""
        for message in messages:
            probabilities = self._model.predict(message.get(TEXT) or "")
            likeliest = np.argsort(-probabilities)[:RANKING_LENGTH]
            ranking = [{"name": self._model.labels[i], "confidence": float(probabilities[i])} for i in likeliest]
            intent = ranking[0]
            best = float(probabilities[likeliest[0]])
            if best < self._config["threshold"]:
                intent = {"name": NOT_UNDERSTOOD, "confidence": 1.0 - best}
            message.set(INTENT, intent, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training sentences as they are: no later component learns from the intents."""
        return training_data
