"""Answers "how do I get there from where I am?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, entity_values, part, remember, say
from knowledge.contacts import contacts
from knowledge.placeholders import placeholders
from knowledge.profile import profile

STUDY_TOPIC = "training"
# What the person is expected to answer with after utter_path_ask_level; see bot/nlu/context.py.
PATH = "path"


class ActionTellPath(Action):
    """Says `utter_path_<level>` for the person's present level, or asks for the level first."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_path"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answer."""
        levels = entity_values(tracker, "study_level")
        if not levels:
            dispatcher.utter_message(response="utter_path_ask_level")
            return remember(tracker, [PATH])
        whom = {contact.id: contact.phrase for contact in contacts().contacts}
        facts = placeholders(profile().topic(STUDY_TOPIC))
        say(dispatcher, [part(f"utter_path_{levels[0]}", "utter_path_ask_level", **facts, **whom)])
        return remember(tracker, [STUDY_TOPIC])
