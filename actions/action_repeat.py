"""Says again what was answered last."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import answer_parts
from actions.speech import Events, answer_part, meant_answers, part, say


class ActionRepeat(Action):
    """Gives the same facts in the same words."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answers again."""
        parts = answer_parts(meant_answers(tracker), lambda answer: [answer_part(answer)])
        if parts:
            # A silence has no next questions of its own.
            say(dispatcher, [part("utter_told_before"), *parts, part("utter_next")])
        else:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
        return []
