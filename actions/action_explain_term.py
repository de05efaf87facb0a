"""Explains a word of the trade."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, entity_values, part, say
from knowledge import french
from knowledge.glossary import glossary

EXAMPLES = 3


class ActionExplainTerm(Action):
    """Says what the glossary has on the word, marked as not coming from the fact sheet."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain_term"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the explanation."""
        terms = [term for term in map(glossary().term, entity_values(tracker, "term")) if term]
        if not terms:
            examples = [term.name for term in glossary().terms[:EXAMPLES]]
            say(dispatcher, [part("utter_term_unknown", terms_or=french.join_phrases(examples, "ou"))])
            return []
        name = french.capitalise(terms[0].name)
        say(dispatcher, [part("utter_explain_term", term=name, meaning=terms[0].meaning)])
        return []
