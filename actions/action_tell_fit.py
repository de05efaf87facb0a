"""Ends "is it for me?": which of the job's qualities the person recognised in themself."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import LAST_SLOT, Events, part, say
from knowledge import french
from knowledge.contacts import contacts
from knowledge.profile import profile

# The value of each question's slot, and the response that lists the qualities answered so.
RESULTS = {"yes": "utter_fit_recognised", "partly": "utter_fit_partly", "no": "utter_fit_also_asked"}


class ActionTellFit(Action):
    """Lists the qualities by answer; never a score, and it decides nothing."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_fit"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the result and forget the answers."""
        parts = []
        for value, response in RESULTS.items():
            qualities = [q.quality for q in profile().fit if tracker.get_slot(f"fit_{q.id}") == value]
            if qualities:
                parts.append(part(response, qualities_list=french.bullet_list(qualities)))
        parts.append(part("utter_fit_end", counsellor=contacts().phrase("counsellor")))
        say(dispatcher, parts)
        return [*(SlotSet(f"fit_{q.id}", None) for q in profile().fit), SlotSet(LAST_SLOT, ["skills"])]
