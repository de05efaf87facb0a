"""Says again what was answered last."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import answer_parts
from actions.requests import silent_ids
from actions.silence import contact_parts
from actions.speech import Events, answer_part, meant_answers, part, say


class ActionRepeat(Action):
    """Gives the same facts in the same words."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answers again."""
        meant = meant_answers(tracker)
        parts = answer_parts(meant, lambda answer: [answer_part(answer)])
        silent = silent_ids(meant)
        if parts:
            more = contact_parts(silent) if silent else [part("utter_next")]
            say(dispatcher, [part("utter_told_before"), *parts, *more])
        else:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
        return []
