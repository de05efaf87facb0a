"""Turns the facts of a topic into the placeholders of its responses."""

from __future__ import annotations

from knowledge import french
from knowledge.profile import Fact, Topic


def placeholders(topic: Topic) -> dict[str, str]:
    """Give each fact of a topic as French text, under its id.

    A list comes three times: `{tasks}` within a sentence ("a, b et c"), `{tasks_or}` ("a, b ou c") and
    `{tasks_list}`, one item a line. An amount comes as `{pay}` ("environ 2 000 €"), as `{of_pay}` with "de" before
    it, as `{pay_span}` ("de 2 500 € à 3 300 €") and, for charts, as plain numbers `{pay_min}` and `{pay_max}`.
    """
    said: dict[str, str] = {}
    for fact in topic.facts:
        said.update(_say(fact))
    return said


def _say(fact: Fact) -> dict[str, str]:
    if fact.amount:
        amount = french.format_amount(fact.amount)
        return {
            fact.id: amount,
            f"of_{fact.id}": french.of(amount),
            f"{fact.id}_span": french.format_span(fact.amount),
            f"{fact.id}_min": str(fact.amount.min),
            f"{fact.id}_max": str(fact.amount.max),
        }
    if fact.years:
        return {fact.id: french.format_years(fact.years)}
    if fact.items:
        return {
            fact.id: french.join_phrases(fact.items),
            f"{fact.id}_or": french.join_phrases(fact.items, "ou"),
            f"{fact.id}_list": french.bullet_list(fact.items),
        }
    return {fact.id: fact.phrase or ""}
