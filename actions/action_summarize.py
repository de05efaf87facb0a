"""Sums up what was talked about, as one text to copy or print."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import TOLD_SLOT, Events, answer_part, known_answers, part, say


class ActionSummarize(Action):
    """Says one line for each answer given, in the order of the conversation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_summarize"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the summary."""
        told = known_answers(tracker.get_slot(TOLD_SLOT) or [])
        if not told:
            dispatcher.utter_message(response="utter_nothing_to_summarize")
            return []
        whole = {answer.topic.id for answer in told if answer.variant is None}
        # A topic told in general already says what its variants say.
        lines = [answer for answer in told if answer.variant is None or answer.topic.id not in whole]
        parts = {p["response"]: p for p in (answer_part(answer, "utter_summary_") for answer in lines)}
        say(
            dispatcher,
            [part("utter_summary_start"), *parts.values(), part("utter_summary_end", separator="\n")],
            "\n- ",
        )
        return []
