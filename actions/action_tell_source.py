"""Answers "how do you know?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, Part, answer_part, known_answers, meant_answers, part, say
from knowledge.profile import Answer, profile


class ActionTellSource(Action):
    """Names the section of the fact sheet that the last answers come from, and what it leaves open there."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_source"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answer."""
        meant = meant_answers(tracker)
        parts: list[Part] = []
        for topic in {answer.topic.id: answer.topic for answer in known_answers(meant)}.values():
            parts.append(part("utter_source", section=profile().sections[topic.section]))
            parts.append(answer_part(Answer(topic), "utter_open_"))
        if parts:
            say(dispatcher, parts, "\n")
        else:
            dispatcher.utter_message(response="utter_source_silent" if meant else "utter_source_general")
        return []
