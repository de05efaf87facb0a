"""From probabilities to a decision: one label, several, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.nlu.labels import (
    FORM_ANSWERS,
    NOT_COVERED,
    OUT_OF_SCOPE,
    REFERENCES,
    SAFETY,
    STOP_FORM,
    TELL,
    split_label,
)
from bot.nlu.made_up import MOST_QUESTIONS

# Short replies that answer a form's question, beside the labels made for that.
FORM_REPLIES = (*FORM_ANSWERS, "affirm", "deny")
COURTESIES = ("greet", "thank", "affirm", "deny")
MOST_LIKELY = 5

Probabilities = dict[str, float]


@dataclass(frozen=True)
class Thresholds:
    """From which probability on something counts; set in config.yml."""

    answer: float
    sure: float
    asked: float
    also: float
    scope: float
    strays: float
    safety: float
    likely: float
    another: float


@dataclass(frozen=True)
class Asked:
    """A question that a message may ask: how likely, and where in the text."""

    label: str
    probability: float
    place: int


@dataclass(frozen=True)
class Decision:
    """What a message asks.

    Attributes:
        labels: in the order asked; none when it was not understood.
        confidence: how sure that is.
        likely: what it may mean as well, likeliest first; of a message out of scope, what it asks of another job;
            none for a cry for help and for replies to a form.
    """

    labels: list[str]
    confidence: float
    likely: list[tuple[str, float]] = field(default_factory=list)


def decide(
    probabilities: Probabilities,
    families: Probabilities,
    outside: float,
    thresholds: Thresholds,
    topics: Sequence[str],
    *,
    in_form: bool,
    refers: bool,
    about_job: bool,
    read: Callable[[], Sequence[Asked]],
) -> Decision:
    """Decide.

    Args:
        probabilities: of each label.
        families: of intents that have several labels, each as a whole.
        outside: probability that the message is out of scope.
        thresholds: see there.
        topics: intents that the sheet answers, which may be asked together.
        in_form: the bot has just asked something for a form.
        refers: the bot has just given several answers, which the person may refer to.
        about_job: the conversation is about the job already. Few messages leave it from there, and a short one
            seldom shows that it does not.
        read: gives the questions that the message may ask, likeliest first.
    """
    possible = {
        label: p
        for label, p in probabilities.items()
        if (in_form or label == STOP_FORM or label not in FORM_ANSWERS) and (refers or label not in REFERENCES)
    }
    ranked = sorted(possible, key=lambda label: -possible[label])
    intents: Probabilities = {}
    for label in ranked:
        intents.setdefault(split_label(label)[0], possible[label])
    intents.update(families)
    likely = [(label, possible[label]) for label in ranked[:MOST_LIKELY] if possible[label] >= thresholds.likely]

    if possible.get(SAFETY, 0) >= thresholds.safety:
        return Decision([SAFETY], possible[SAFETY])
    if in_form and ranked[0] in FORM_REPLIES and possible[ranked[0]] >= thresholds.likely:
        return Decision([ranked[0]], possible[ranked[0]])
    best = max((i for i in intents if i not in (OUT_OF_SCOPE, SAFETY)), key=lambda intent: intents[intent])
    joinable = {*topics, NOT_COVERED}
    sure = intents[best] >= thresholds.sure
    is_outside = outside >= (thresholds.strays if about_job else thresholds.scope)
    if is_outside and best == TELL and sure:
        return Decision([TELL], intents[TELL], likely)
    # Outside words do not make a greeting a question.
    if is_outside and (best in {*joinable, TELL} or not sure):
        # What it asks of another job: the person may go on with ours.
        asked_of_it = max(topics, key=lambda intent: intents.get(intent, 0.0))
        found = intents.get(asked_of_it, 0.0)
        return Decision([OUT_OF_SCOPE], outside, [(asked_of_it, found)] if found >= thresholds.another else [])
    # "Bonjour, ça paye combien ?" and "oui, et le chef ?" are questions.
    answered = best
    if best in COURTESIES and any(intents[intent] >= thresholds.answer for intent in joinable):
        answered = max(joinable, key=lambda intent: intents[intent])
    understood = intents[answered] >= thresholds.answer
    if answered in joinable or answered == TELL or not understood:
        asked = read()
        chosen = _chosen(asked, thresholds)
        if chosen:
            return Decision(chosen, asked[0].probability, likely)
        if asked and best in COURTESIES:
            # "Cool merci" asks nothing, though some of its words are those of a question.
            answered, understood = best, intents[best] >= thresholds.answer
        else:
            # Where nothing was learned about questions, the likeliest label is answered.
            understood = understood and (answered == TELL or not asked)
    if not understood:
        return Decision([], 1 - intents[best], likely)
    label = next(label for label in ranked if split_label(label)[0] == answered)
    return Decision([label], intents[answered], likely)


def _chosen(asked: Sequence[Asked], thresholds: Thresholds) -> list[str]:
    """Choose the questions to answer, in the order asked: the likeliest, and others that are likely enough."""
    likely = [
        question
        for rank, question in enumerate(asked)
        if question.probability >= (thresholds.also if rank else thresholds.asked)
    ]
    place = {question.label: question.place for question in likely}
    kept = _different([question.label for question in likely])[:MOST_QUESTIONS]
    return sorted(kept, key=lambda label: place[label])


def _different(labels: Sequence[str]) -> list[str]:
    """Keep one label of a topic and its variant."""
    kept: list[str] = []
    for label in labels:
        intent, detail = split_label(label)
        clashes = [k for k in kept if split_label(k)[0] == intent and (not detail or not split_label(k)[1])]
        if label not in kept and not clashes:
            kept.append(label)
    return kept
