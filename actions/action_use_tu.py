"""Says tu from now on."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events


class ActionUseTu(Action):
    """Keeps how the person wants to be spoken to."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_use_tu"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Confirm, and keep it."""
        dispatcher.utter_message(response="utter_use_tu")
        return [SlotSet("address", "tu")]
