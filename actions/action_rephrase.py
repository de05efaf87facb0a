"""Says what was answered last in simpler words."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import answer_parts
from actions.requests import silent_ids
from actions.silence import contact_parts
from actions.speech import Events, answer_part, last_response, meant_answers, part, say
from knowledge.contacts import contacts


class ActionRephrase(Action):
    """Says `utter_<answer>_simple`; when that did not help either, whom to ask."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_rephrase"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the simpler answers."""
        meant = meant_answers(tracker)
        parts = answer_parts(meant, lambda answer: [answer_part(answer, suffix="_simple")])
        if not parts:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
            return []
        silent = silent_ids(meant)
        if silent:
            parts += contact_parts(silent)
        elif parts[0]["response"] == last_response(tracker):
            parts.append(part("utter_ask_contact_for", contact=contacts().phrase("counsellor")))
        say(dispatcher, parts)
        return []
