"""What the bot says when it is not sure what was asked."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, answer_part, known_answers, last_response, part, say
from knowledge.contacts import contacts

FIRST = ("utter_clarify", "utter_not_understood", "utter_default")
SECOND = "utter_not_understood_again"
MOST_MEANINGS = 3


class ActionClarify(Action):
    """First offers the likeliest meanings as real questions; after a second miss all topics and a person to ask.

    A third miss begins anew, so that the same words never come twice in a row.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the question back."""
        if last_response(tracker) in FIRST:
            say(dispatcher, [part(SECOND, counsellor=contacts().phrase("counsellor"))])
            return []
        likely = [name for name, _ in tracker.latest_message.get("likely_answers") or []]
        choices = [answer_part(answer, "utter_choice_") for answer in known_answers(likely)[:MOST_MEANINGS]]
        if choices:
            say(dispatcher, [part("utter_clarify"), *choices])
        else:
            dispatcher.utter_message(response="utter_not_understood")
        return []
