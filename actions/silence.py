"""Says that the sheet does not speak of something, what it gives nearby, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from actions.speech import NOT_COVERED_PREFIX, Part, part
from knowledge import french
from knowledge.contacts import contacts
from knowledge.placeholders import placeholders
from knowledge.profile import Subject, profile


def silence_part(answers: Sequence[str]) -> Part:
    """The part for ids not_covered_<subject>: of one alone `utter_<subject>_not_covered`, where it exists."""
    subjects = _subjects(answers)
    of_subject = french.join_phrases([french.of(subject.phrase) for subject in subjects], "ni")
    first, *others = subjects
    if others:
        return part("utter_not_covered", of_subject=of_subject)
    facts = placeholders(profile().topic(first.nearby)) if first.nearby else {}
    return part(f"utter_{first.id}_not_covered", "utter_not_covered", of_subject=of_subject, **facts)


def nearby_parts(answers: Sequence[str]) -> list[Part]:
    """What the sheet gives nearby, where that is the same for all."""
    topics = {subject.nearby for subject in _subjects(answers)}
    return [
        part(f"utter_nearby_{topic}", **placeholders(profile().topic(topic)))
        for topic in topics
        if topic and len(topics) == 1
    ]


def contact_parts(answers: Sequence[str]) -> list[Part]:
    """Whom to ask, each contact once."""
    first, *others = dict.fromkeys(contacts().phrase(subject.contact) for subject in _subjects(answers))
    also = [part("utter_ask_contact_also", contact=contact, separator="\n") for contact in others]
    return [part("utter_ask_contact_for", contact=first), *also]


def _subjects(answers: Sequence[str]) -> list[Subject]:
    return [profile().subject(answer.removeprefix(NOT_COVERED_PREFIX)) for answer in answers]
