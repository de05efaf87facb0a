"""Turns the facts of a topic into the placeholders of its responses."""

from __future__ import annotations

from knowledge import french
from knowledge.profile import Fact, Topic


def placeholders(topic: Topic) -> dict[str, str]:
    """Give each fact of a topic as French text, under its id.

    A list comes twice: `{tasks}` within a sentence ("a, b et c") and `{tasks_list}`, one item a line.
    """
    said: dict[str, str] = {}
    for fact in topic.facts:
        said[fact.id] = _say(fact)
        if fact.items:
            said[f"{fact.id}_list"] = french.bullet_list(fact.items)
    return said


def _say(fact: Fact) -> str:
    if fact.amount:
        return french.format_amount(fact.amount)
    if fact.years:
        return french.format_years(fact.years)
    if fact.items:
        return french.join_phrases(fact.items)
    return fact.phrase or ""
