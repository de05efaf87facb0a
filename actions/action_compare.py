"""Puts two things of the sheet side by side."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, answer_part, entity_values, known_answers, meant_answers, remember, say
from knowledge.profile import Answer, profile

COMPARABLE = ("salary", "training", "workplace", "other_titles")


class ActionCompare(Action):
    """Says `utter_compare_<topic>`, for the topic that the message names, else the last one, else asks which."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the comparison."""
        named = entity_values(tracker, "dimension")
        last = [answer.topic.id for answer in known_answers(meant_answers(tracker))]
        topic = next((topic for topic in [*named, *last] if topic in COMPARABLE), None)
        if topic is None:
            dispatcher.utter_message(response="utter_compare_what")
            return []
        say(dispatcher, [answer_part(Answer(profile().topic(topic)), "utter_compare_")])
        return remember(tracker, [topic])
