"""Deletes what is kept of the conversation, when the person asks and confirms."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, entity_values

RESPONSES = {"yes": "utter_delete_data_done", "no": "utter_delete_data_kept"}


class ActionDeleteData(Action):
    """Asks first; the response that follows a yes tells the channel to forget (bot/conversations.py)."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_delete_data"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the question or the confirmation."""
        confirmed = next(iter(entity_values(tracker, "confirmed")), "")
        dispatcher.utter_message(response=RESPONSES.get(confirmed, "utter_delete_data_confirm"))
        return []
