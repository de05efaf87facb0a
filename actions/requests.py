"""Reads from the latest message which answers of the profile it asks for."""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk import Tracker

from actions.speech import NOT_COVERED_PREFIX, entity_values
from knowledge.profile import Answer, profile

SEVERAL = "ask_several"


def requested_ids(tracker: Tracker) -> list[str]:
    """Ids of what the message asks, in its order: answers, or not_covered_<subject>."""
    intent = tracker.get_intent_of_latest_message()
    if intent == SEVERAL:
        return entity_values(tracker, "topic")
    topic = next((topic for topic in profile().topics if topic.intent == intent), None)
    if topic is None:
        return []
    variant = None
    if topic.variants:
        values = [v for v in entity_values(tracker, topic.variants.entity) if v in topic.variants.values]
        variant = values[0] if values else None
    return [Answer(topic, variant).id]


def requested_subject(tracker: Tracker) -> str | None:
    """Id of the subject outside the sheet that the message asks for, when it is one we know."""
    known = {subject.id for subject in profile().not_covered}
    return next((value for value in entity_values(tracker, "subject") if value in known), None)


def silent_ids(answers: Iterable[str]) -> list[str]:
    """Those of some ids that stand for something that the sheet does not cover."""
    return [answer for answer in answers if answer.startswith(NOT_COVERED_PREFIX)]
