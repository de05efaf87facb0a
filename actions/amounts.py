"""Compares an amount that the person names with what the sheet gives."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.speech import Part, entity_values, part
from knowledge.profile import Amount, Answer


def amount_part(tracker: Tracker, answer: Answer) -> list[Part]:
    """Say whether the amount is above, below or within what the answer gives.

    Nothing is said where the answer gives no amount, or several at once (pay in general): then its figures do.
    """
    named = entity_values(tracker, "amount")
    given = _amount(answer)
    if not named or given is None:
        return []
    euros = float(named[0])
    if euros < given.min:
        return [part("utter_amount_below")]
    return [part("utter_amount_above" if euros > given.max else "utter_amount_within")]


def _amount(answer: Answer) -> Amount | None:
    if answer.variant is None:
        return None
    return next((f.amount for f in answer.topic.facts if f.amount and f.variant == answer.variant), None)
