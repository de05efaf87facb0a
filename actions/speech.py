"""What actions have in common when they speak: parts of a bubble, and what was said before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from knowledge.placeholders import placeholders
from knowledge.profile import Answer, profile

LAST_SLOT = "last_answers"
TOLD_SLOT = "told_answers"
# Ids in the slot of what was answered last are answers of the profile, or this and a subject of not_covered.
NOT_COVERED_PREFIX = "not_covered_"

Part = dict[str, Any]
Events = list[dict[str, Any]]


def part(response: str, *or_else: str, **known: Any) -> Part:
    """One response with its placeholders; `or_else` are used in its place where it does not exist."""
    return {"response": response, "or_else": list(or_else), **known}


def answer_part(answer: Answer, prefix: str = "utter_", suffix: str = "") -> Part:
    """The response of an answer, or of its topic where the variant has none of its own."""
    general = f"{prefix}{answer.topic.id}{suffix}"
    return part(f"{prefix}{answer.id}{suffix}", general, **placeholders(answer.topic))


def say(dispatcher: CollectingDispatcher, parts: Iterable[Part], separator: str = "\n\n") -> None:
    """Say parts in one bubble."""
    first, *then = parts
    dispatcher.utter_message(**first, then=then, separator=separator)


def remember(tracker: Tracker, answers: list[str]) -> Events:
    """Keep what was answered now, and add it to what was told in the conversation."""
    told = [*(tracker.get_slot(TOLD_SLOT) or [])]
    told += [a for a in answers if a not in told and not a.startswith(NOT_COVERED_PREFIX)]
    return [SlotSet(LAST_SLOT, answers), SlotSet(TOLD_SLOT, told)]


def entity_values(tracker: Tracker, entity: str) -> list[str]:
    """Every value of an entity in the latest message, in its order."""
    return list(tracker.get_latest_entity_values(entity))


def meant_answers(tracker: Tracker) -> list[str]:
    """What a message such as "repeat" is about: the answers it names, else what was answered last."""
    return entity_values(tracker, "topic") or tracker.get_slot(LAST_SLOT) or []


def known_answers(answers: list[str]) -> list[Answer]:
    """Those of some ids that are answers of the profile."""
    known = profile().answers()
    return [known[answer] for answer in answers if answer in known]


def last_response(tracker: Tracker) -> str:
    """Name of the response that the bot's last turn began with, empty at the beginning.

    The first of the turn: in a form, the form's question follows whatever else was answered.
    """
    first = ""
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            first = (event.get("metadata") or {}).get("utter_action") or ""
        elif event.get("event") == "user" and first:
            break
    return first
