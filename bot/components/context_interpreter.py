"""Rasa component on top of `Interpreter`: the last word on a message's intent and entities."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, ENTITY_ATTRIBUTE_TYPE, ENTITY_ATTRIBUTE_VALUE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities import entity
from bot.components.topic_classifier import LABELS, LIKELY
from bot.nlu.conversation import Conversation
from bot.nlu.interpretation import Details, Interpreter, Reading
from knowledge.profile import profile

LIKELY_ANSWERS = "likely_answers"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContextInterpreter(EntityExtractorMixin, GraphComponent):
    """Sets the final intent, the entities that belong to it, and what is likely when nothing was understood.

    Rasa gives `process` the tracker because the parameter has that name.
    """

    def __init__(self) -> None:
        self._interpreter = Interpreter(profile())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContextInterpreter:
        """Make the component."""
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Interpret each message."""
        conversation = Conversation.of(tracker)
        for message in messages:
            text = message.get(TEXT) or ""
            details: Details = defaultdict(list)
            for found in message.get(ENTITIES, []):
                details[found[ENTITY_ATTRIBUTE_TYPE]].append(found[ENTITY_ATTRIBUTE_VALUE])
            reading = Reading(text, message.get(LABELS) or [], message.get(LIKELY) or [], dict(details))
            meaning = self._interpreter.interpret(reading, conversation)
            found = [entity(name, value, text) for name, values in meaning.entities.items() for value in values]
            message.set(ENTITIES, self.add_extractor_name(found), add_to_output=True)
            confidence = (message.get(INTENT) or {}).get("confidence", 1.0)
            intent = {"name": meaning.intent, "confidence": confidence}
            message.set(INTENT, intent, add_to_output=True)
            # The SDK takes the intent from the head of the ranking.
            message.set("intent_ranking", [intent, *message.get("intent_ranking", [])], add_to_output=True)
            message.set(LIKELY_ANSWERS, meaning.likely, add_to_output=True)
        return messages
