"""Answers a question about the job that the fact sheet does not answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.requests import requested_subject
from actions.silence import contact_parts, nearby_parts, silence_part
from actions.speech import NOT_COVERED_PREFIX, Events, part, remember, say
from knowledge.contacts import contacts


class ActionTellNotCovered(Action):
    """Says that the sheet is silent, then what it gives nearby, then whom to ask."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_not_covered"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answer."""
        asked = requested_subject(tracker)
        if asked is None:
            contact = contacts().phrase("counsellor")
            say(
                dispatcher,
                [part("utter_not_covered_unnamed"), part("utter_ask_contact_for", contact=contact)],
                "\n",
            )
            return []
        answers = [f"{NOT_COVERED_PREFIX}{asked}"]
        say(dispatcher, [silence_part(answers), *nearby_parts(answers), *contact_parts(answers)], "\n")
        return remember(tracker, answers)
