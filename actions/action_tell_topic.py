"""Answers one question, or several at once, that the fact sheet answers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.amounts import amount_part
from actions.requests import is_subject, requested_ids
from actions.silence import silence_part
from actions.speech import TOLD_SLOT, Events, Part, answer_part, part, remember, say
from knowledge.profile import profile


class ActionTellTopic(Action):
    """Says what the profile has on each topic that the message asks for: `utter_<topic>[_<variant>]`.

    Before an answer that was given already comes a word that it was; before pay, what an amount that the person
    names is beside it.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answers in one bubble."""
        asked = requested_ids(tracker)
        known = profile().answers()
        told = tracker.get_slot(TOLD_SLOT) or []
        parts: list[Part] = []
        if len(asked) == 1 and asked[0] in told:
            parts.append(part("utter_told_before"))
        for answer in asked:
            if is_subject(answer):
                parts.append(silence_part(answer))
            elif answer in known:
                parts += amount_part(tracker, known[answer])
                parts.append(answer_part(known[answer]))
        say(dispatcher, parts or [part("utter_which_detail")])
        return remember(tracker, asked)
