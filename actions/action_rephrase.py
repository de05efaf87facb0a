"""Says what was answered last in simpler words."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.requests import is_subject
from actions.silence import silence_part
from actions.speech import Events, answer_part, last_response, meant_answers, part, say
from knowledge.contacts import contacts
from knowledge.profile import profile


class ActionRephrase(Action):
    """Says `utter_<answer>_simple`; when that did not help either, whom to ask."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_rephrase"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the simpler answers."""
        known = profile().answers()
        meant = [answer for answer in meant_answers(tracker) if is_subject(answer) or answer in known]
        if not meant:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
            return []
        parts = [
            silence_part(answer) if is_subject(answer) else answer_part(known[answer], suffix="_simple")
            for answer in meant
        ]
        if parts[0]["response"] == last_response(tracker) or is_subject(meant[0]):
            contact = contacts().phrase("counsellor")
            parts = [*parts, part("utter_ask_contact_for", contact=contact)]
        say(dispatcher, parts)
        return []
