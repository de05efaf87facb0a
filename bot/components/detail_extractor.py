"""Rasa entity extractor on top of `DetailReader`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.details import DetailReader
from knowledge.profile import profile


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(EntityExtractorMixin, GraphComponent):
    """Adds the entity `experience` to messages that speak of one."""

    def __init__(self) -> None:
        self._reader = DetailReader(profile().experience_levels)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        """Make the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the details of each message to its entities."""
        for message in messages:
            text = message.get(TEXT) or ""
            experience = self._reader.experience(text)
            if experience:
                entity = {
                    ENTITY_ATTRIBUTE_TYPE: "experience",
                    ENTITY_ATTRIBUTE_VALUE: experience,
                    ENTITY_ATTRIBUTE_START: 0,
                    ENTITY_ATTRIBUTE_END: len(text),
                }
                found = self.add_extractor_name([entity])
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
