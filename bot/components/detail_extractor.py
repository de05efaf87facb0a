"""Rasa entity extractor on top of `DetailReader` and `Mentions`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities import entity
from bot.nlu.conversation import Conversation
from bot.nlu.details import DetailReader
from bot.nlu.mentions import Mentions
from knowledge.glossary import glossary
from knowledge.profile import profile


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(EntityExtractorMixin, GraphComponent):
    """Adds what a message says of our job, experience, diplomas, posts, places, amounts and words of the trade."""

    def __init__(self) -> None:
        self._reader = DetailReader(profile().experience_levels, glossary().terms)
        self._mentions = Mentions(profile().job.names)

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

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Add the details of each message to its entities."""
        conversation = Conversation.of(tracker)
        for message in messages:
            text = message.get(TEXT) or ""
            details = self._details(text, conversation)
            found = self.add_extractor_name([entity(name, value, text) for name, value in details])
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _details(self, text: str, conversation: Conversation) -> list[tuple[str, str]]:
        details = [(name, value) for name in self._reader.tables for value in self._reader.values(name, text)]
        # "What does that word mean?" may be about a word of the message before.
        terms = self._reader.terms(text) or self._reader.terms(conversation.last_text)
        details += [("term", term) for term in terms]
        single = {
            "experience": self._reader.experience(text),
            "place": self._mentions.place(text),
            "our_job": True if self._mentions.names_ours(text) else None,
            "bare_place": True if self._mentions.is_bare_place(text) else None,
            "amount": self._reader.amount(text),
            "ordinal": self._reader.ordinal(text),
            "address": "tu" if self._reader.says_tu(text) else None,
        }
        return [*details, *((name, str(value)) for name, value in single.items() if value is not None)]
