"""Answers a question that the fact sheet answers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge.placeholders import placeholders
from knowledge.profile import Topic, profile


class ActionTellTopic(Action):
    """Says what the profile has on the topic that the intent asks for: `utter_<topic>`.

    Where the topic has variants and the message names one, `utter_<topic>_<variant>`.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_topic"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the answer."""
        topic = profile().topic_of_intent(tracker.get_intent_of_latest_message())
        dispatcher.utter_message(response=_response(topic, tracker), **placeholders(topic))
        return []


def _response(topic: Topic, tracker: Tracker) -> str:
    if topic.variants:
        for value in tracker.get_latest_entity_values(topic.variants.entity):
            if value in topic.variants.values:
                return f"utter_{topic.id}_{value}"
    return f"utter_{topic.id}"
