"""From probabilities to a decision: one label, several, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.nlu.labels import FORM_ANSWERS, NOT_COVERED, OUT_OF_SCOPE, REFERENCES, split_label
from bot.nlu.several import MOST_QUESTIONS, pieces

SAFETY = "safety"
# Short replies that answer a form's question, beside the labels made for that.
FORM_REPLIES = (*FORM_ANSWERS, "affirm", "deny")
MOST_LIKELY = 5

Probabilities = dict[str, float]


@dataclass(frozen=True)
class Thresholds:
    """From which probability on something counts; set in config.yml."""

    answer: float
    several: float
    scope: float
    safety: float
    likely: float


@dataclass(frozen=True)
class Decision:
    """What a message asks: labels in the order asked (none: not understood), how sure, and what else is likely."""

    labels: list[str]
    confidence: float
    likely: list[tuple[str, float]] = field(default_factory=list)


def decide(
    text: str,
    probabilities: Probabilities,
    outside: float,
    thresholds: Thresholds,
    topics: Sequence[str],
    in_form: bool,
    refers: bool,
    read: Callable[[Sequence[str]], list[Probabilities]],
) -> Decision:
    """Decide.

    Args:
        text: the message.
        probabilities: of each label.
        outside: probability that the message is out of scope.
        thresholds: see there.
        topics: intents that the sheet answers, which may be asked together.
        in_form: the bot has just asked something for a form.
        refers: the bot has just given several answers, which the person may refer to.
        read: gives the probabilities for other texts (the pieces of this one).
    """
    possible = {
        label: p
        for label, p in probabilities.items()
        if (in_form or label not in FORM_ANSWERS) and (refers or label not in REFERENCES)
    }
    ranked = sorted(possible, key=lambda label: -possible[label])
    intents: dict[str, float] = defaultdict(float)
    for label, p in possible.items():
        intent = split_label(label)[0]
        intents[intent] = 1 - (1 - intents[intent]) * (1 - p)
    likely = [(label, possible[label]) for label in ranked[:MOST_LIKELY] if possible[label] >= thresholds.likely]

    if possible.get(SAFETY, 0) >= thresholds.safety:
        return Decision([SAFETY], possible[SAFETY])
    if in_form and ranked[0] in FORM_REPLIES and possible[ranked[0]] >= thresholds.likely:
        return Decision([ranked[0]], possible[ranked[0]])
    if outside >= thresholds.scope:
        return Decision([OUT_OF_SCOPE], outside)

    best = max((i for i in intents if i != OUT_OF_SCOPE), key=lambda intent: intents[intent])
    if intents[best] < thresholds.answer:
        return Decision([], 1 - intents[best], likely)
    first = next(label for label in ranked if split_label(label)[0] == best)
    joinable = {*topics, NOT_COVERED}
    if best in joinable:
        asked = [
            label
            for label in ranked
            if split_label(label)[0] in joinable and possible[label] >= thresholds.several
        ]
        asked = _different([first, *asked])[:MOST_QUESTIONS]
        if len(asked) > 1:
            return Decision(_in_order(text, asked, read), possible[first], likely)
    return Decision([first], intents[best], likely)


def _different(labels: Sequence[str]) -> list[str]:
    """Keep one label where a topic and its variant, or two subjects that the sheet does not cover, are both likely."""
    kept: list[str] = []
    for label in labels:
        intent, detail = split_label(label)
        clashes = [
            k
            for k in kept
            if split_label(k)[0] == intent and (not detail or not split_label(k)[1] or intent == NOT_COVERED)
        ]
        if label not in kept and not clashes:
            kept.append(label)
    return kept


def _in_order(text: str, labels: list[str], read: Callable[[Sequence[str]], list[Probabilities]]) -> list[str]:
    parts = pieces(text)
    if len(parts) < 2:
        return labels
    read_parts = read(parts)

    def place(label: str) -> int:
        return max(range(len(parts)), key=lambda i: read_parts[i].get(label, 0.0))

    return sorted(labels, key=place)
