"""Says that the sheet does not speak of a subject."""

from __future__ import annotations

from actions.speech import NOT_COVERED_PREFIX, Part, part
from knowledge import french
from knowledge.placeholders import placeholders
from knowledge.profile import profile


def silence_part(answer: str) -> Part:
    """The part for an id not_covered_<subject>: `utter_<subject>_not_covered`, or else the general response."""
    subject = profile().subject(answer.removeprefix(NOT_COVERED_PREFIX))
    facts = placeholders(profile().topic(subject.nearby)) if subject.nearby else {}
    return part(
        f"utter_{subject.id}_not_covered", "utter_not_covered", of_subject=french.of(subject.phrase), **facts
    )
