"""Answers a question about the job that the fact sheet does not answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.requests import requested_subject
from actions.silence import silence_part
from actions.speech import NOT_COVERED_PREFIX, Events, part, remember, say
from knowledge.contacts import contacts
from knowledge.placeholders import placeholders
from knowledge.profile import profile


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
        subject = profile().subject(asked)
        answer = f"{NOT_COVERED_PREFIX}{asked}"
        silence = silence_part(answer)
        parts = [silence]
        # A response of the subject's own says itself what is nearby.
        if subject.nearby:
            topic = profile().topic(subject.nearby)
            parts.append(part(f"utter_nearby_{topic.id}", **placeholders(topic)))
        parts.append(part("utter_ask_contact_for", contact=contacts().phrase(subject.contact)))
        say(dispatcher, parts, "\n")
        return remember(tracker, [answer])
