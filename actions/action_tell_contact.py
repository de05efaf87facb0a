"""Answers "whom can I ask?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, part, say
from knowledge import french
from knowledge.contacts import contacts


class ActionTellContact(Action):
    """Names the counsellor of the organisation that runs the bot, if there is one, and the public bodies."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_contact"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answer."""
        here = contacts().counsellor_here
        parts = [part("utter_contact_here", counsellor_here=f"{here.name}, {here.reach}")] if here else []
        phrases = [contact.phrase for contact in contacts().contacts]
        say(dispatcher, [*parts, part("utter_contacts", contacts_list=french.bullet_list(phrases))])
        return []
