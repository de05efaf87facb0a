"""Clears the answers of "is it for me?" so that the form begins anew."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events
from knowledge.profile import profile


class ActionRestartFit(Action):
    """Says nothing; the form that follows asks its first question."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_restart_fit"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Empty the slots of the form."""
        return [SlotSet("requested_slot", None), *(SlotSet(f"fit_{q.id}", None) for q in profile().fit)]
