"""Answers one question, or several at once, that the fact sheet answers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.amounts import amount_part
from actions.answers import answer_parts
from actions.requests import requested_ids, silent_ids
from actions.silence import contact_parts, nearby_parts
from actions.speech import TOLD_SLOT, Events, answer_part, part, remember, say


class ActionTellTopic(Action):
    """Says what the profile has on each topic that the message asks for: `utter_<topic>[_<variant>]`.

    Before an answer that was given already comes a word that it was; before pay, what an amount that the person
    names is beside it. Behind what the sheet is silent on comes whom to ask.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the answers in one bubble."""
        asked = requested_ids(tracker)
        told = tracker.get_slot(TOLD_SLOT) or []
        silent = silent_ids(asked)
        parts = [part("utter_told_before")] if len(asked) == 1 and asked[0] in told else []
        parts += answer_parts(asked, lambda answer: [*amount_part(tracker, answer), answer_part(answer)])
        if silent == asked:
            parts += nearby_parts(silent)
        if silent:
            parts += contact_parts(silent)
        say(dispatcher, parts or [part("utter_which_detail")], "\n" if silent == asked else "\n\n")
        return remember(tracker, asked)
