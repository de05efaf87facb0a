"""Rasa tokenizer on spaCy's French model."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.spelling import MODEL


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class FrenchTokenizer(Tokenizer):
    """Splits a message into words as French does ("l'entreprise" is two).

    Rasa's own SpacyNLP loads the model twice, 200 MB each, and runs all of it for every message; here it is loaded
    once, and of it only what is used.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings that the base class expects."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._nlp = spacy.load(
            MODEL, exclude=["tok2vec", "morphologizer", "parser", "lemmatizer", "attribute_ruler", "ner"]
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchTokenizer:
        """Make the component."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Split one text of a message."""
        tokens = [Token(t.text, t.idx) for t in self._nlp.make_doc(message.get(attribute)) if t.text.strip()]
        split: list[Token] = self._apply_token_pattern(tokens)
        return split
