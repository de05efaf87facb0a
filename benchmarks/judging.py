"""Whether what the bot understood is what a message asks: both as ids of answers, compared as sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.held_out import Question
from bot.nlu.interpretation import ABOUT_LAST, SILENT, answer_of
from bot.nlu.labels import NOT_COVERED, OUT_OF_SCOPE, SEVERAL, split_label
from knowledge.profile import profile

OTHER_LANGUAGE = "other_language"
NOT_UNDERSTOOD = "nlu_fallback"
CHITCHAT = "chitchat, commands"
UNKNOWN = "unknown"
# Answers that the labels of the held-out set do not know, and the answer that they refine: "after one year" and
# "with a BTS" are answered as pay and studies in general; beyond the sheet's experience, the sheet is silent.
REFINES = {
    "salary_one_year": "salary",
    "salary_senior": f"{SILENT}pay_senior",
    "training_below": "training",
    "training_above": "training",
    OTHER_LANGUAGE: OUT_OF_SCOPE,
}


def ids_of_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Give the ids that labels stand for: an answer, not_covered_<subject>, or an intent as it is."""
    return _unique(_id_of_label(label) for label in labels)


def ids_of_meaning(
    intent: str, entities: Mapping[str, Sequence[str]], before: Sequence[str] = ()
) -> tuple[str, ...]:
    """Give the ids that the actions answer for an understood message.

    Args:
        intent: final intent of the message.
        entities: its entities' values by name.
        before: ids of what was answered last, which "repeat" or "I don't get it" is about.
    """
    if intent == SEVERAL:
        return _unique(entities.get("topic", ()))
    if intent in ABOUT_LAST:
        return _unique(entities.get("topic") or before or (intent,))
    if intent == NOT_COVERED:
        return _unique(f"{SILENT}{subject}" for subject in entities.get("subject", (UNKNOWN,))[:1])
    topic = next((topic for topic in profile().topics if topic.intent == intent), None)
    if topic is None:
        return _unique((intent,))
    values = entities.get(topic.variants.entity, ()) if topic.variants else ()
    return _unique((f"{topic.id}_{values[0]}" if values else topic.id,))


def is_right(question: Question, found: Sequence[str]) -> bool:
    """Tell whether the ids found answer the question.

    What the sheet does not cover is right when the bot says so, whatever it takes the subject for (`is_exact`
    wants that right too); all else when the ids are the same, in any order.
    """
    if question.kind == "not_covered":
        return len(found) == 1 and found[0].startswith(SILENT)
    return is_exact(question, found)


def is_exact(question: Question, found: Sequence[str]) -> bool:
    """Tell whether the ids found are those asked, the subject included where the sheet is silent."""
    return set(found) == set(ids_of_labels(question.labels))


def group(identifier: str) -> str:
    """Give what an id is counted as among all there can be: a topic, a way to say no, or talk besides."""
    if identifier.startswith(SILENT):
        return "not covered"
    if identifier == OUT_OF_SCOPE:
        return "out of scope"
    if identifier == NOT_UNDERSTOOD:
        return "not understood"
    answer = profile().answers().get(identifier)
    return answer.topic.id if answer else CHITCHAT


def _id_of_label(label: str) -> str:
    intent, detail = split_label(label)
    if intent == NOT_COVERED:
        return f"{SILENT}{detail or UNKNOWN}"
    return answer_of(label) if any(topic.intent == intent for topic in profile().topics) else intent


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(REFINES.get(i, i) for i in ids))
