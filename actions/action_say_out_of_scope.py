"""Says that the question is not about the job."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, last_response

FIRST, AGAIN = "utter_out_of_scope", "utter_out_of_scope_again"


class ActionSayOutOfScope(Action):
    """Says it in other words the second time in a row."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answer."""
        dispatcher.utter_message(response=AGAIN if last_response(tracker) == FIRST else FIRST)
        return []
