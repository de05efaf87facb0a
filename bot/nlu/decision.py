"""From probabilities to a decision: one label, several, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.nlu.labels import FORM_ANSWERS, NOT_COVERED, OUT_OF_SCOPE, REFERENCES, STOP_FORM, split_label
from bot.nlu.several import MOST_QUESTIONS, is_denied, pieces

SAFETY = "safety"
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
    several: float
    hint: float
    piece: float
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
        if (in_form or label == STOP_FORM or label not in FORM_ANSWERS) and (refers or label not in REFERENCES)
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
    best = max((i for i in intents if i not in (OUT_OF_SCOPE, SAFETY)), key=lambda intent: intents[intent])
    joinable = {*topics, NOT_COVERED}
    # Outside words do not make a greeting a question.
    if outside >= thresholds.scope and (best in joinable or intents[best] < thresholds.sure):
        return Decision([OUT_OF_SCOPE], outside)
    # "Bonjour, ça paye combien ?" and "oui, et le chef ?" are questions.
    asked = [intent for intent in joinable if intents[intent] >= thresholds.answer]
    if best in COURTESIES and asked:
        best = max(asked, key=lambda intent: intents[intent])
    if intents[best] < thresholds.answer:
        return Decision([], 1 - intents[best], likely)
    first = next(label for label in ranked if split_label(label)[0] == best)
    if best in joinable:
        asked = _several(text, possible, joinable, thresholds, read)
        if asked:
            return Decision(asked, possible[first], likely)
    return Decision([first], intents[best], likely)


def _several(
    text: str,
    whole: Probabilities,
    joinable: set[str],
    thresholds: Thresholds,
    read: Callable[[Sequence[str]], list[Probabilities]],
) -> list[str]:
    """Find the questions of a message that asks more than one, in the order asked.

    A question counts when the message is almost surely about it, or when a piece asks this above all and the
    whole speaks for it, or hints at it while the piece speaks for it; not when the piece turns it down.
    """
    parts = pieces(text)
    if len(parts) < 2:
        return []
    asked = {label: p for label, p in whole.items() if split_label(label)[0] in joinable}
    strength: Probabilities = {}
    place: dict[str, int] = {}
    above_all: set[str] = set()
    denied: set[str] = set()
    for position, probabilities in enumerate(read(parts)):
        known = {label: probabilities[label] for label in asked}
        best = max(known, key=lambda name: known[name])
        (denied if is_denied(parts[position]) else above_all).add(best)
        for label, p in known.items():
            if p > strength.get(label, -1.0):
                strength[label], place[label] = p, position

    def counts(label: str, p: float) -> bool:
        by_piece = p >= thresholds.several or (p >= thresholds.hint and strength[label] >= thresholds.piece)
        return label not in denied - above_all and (p >= thresholds.sure or (label in above_all and by_piece))

    counted = {label: p for label, p in asked.items() if counts(label, p)}
    ranked = sorted(counted, key=lambda label: -counted[label])
    return sorted(_different(ranked)[:MOST_QUESTIONS], key=lambda label: place[label])


def _different(labels: Sequence[str]) -> list[str]:
    """Keep one label of a topic and its variant, and of two subjects that the sheet does not cover."""
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
