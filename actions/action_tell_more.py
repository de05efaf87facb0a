"""Answers "more, please" about what was answered last."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import Events, answer_part, known_answers, last_response, meant_answers, part, say
from knowledge.profile import Answer


class ActionTellMore(Action):
    """Says `utter_<topic>_more`, or that there is nothing more when that was just said."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answer."""
        meant = meant_answers(tracker)
        topics = list(dict.fromkeys(answer.topic.id for answer in known_answers(meant)))
        more = {a.topic.id: answer_part(Answer(a.topic), suffix="_more") for a in known_answers(meant)}
        said_last = last_response(tracker)
        parts = [more[topic] for topic in topics if more[topic]["response"] != said_last]
        if parts:
            say(dispatcher, parts)
        elif meant:
            dispatcher.utter_message(response="utter_nothing_more")
        else:
            say(dispatcher, [part("utter_which_detail")])
        return []
