"""Figures about what was understood: precision, recall and F1, and how far the bot's certainty can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.judging import group
from knowledge.profile import profile

BINS = 10

# What was asked, and what was understood: ids of both.
Pair = tuple[Collection[str], Collection[str]]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 between 0 and 1; `asked` is how often it was asked."""

    precision: float
    recall: float
    f1: float
    asked: int


@dataclass(frozen=True)
class Bin:
    """Messages of like certainty: how many, the mean certainty, the share understood right."""

    count: int
    certainty: float
    right: float


def score(pairs: Iterable[Pair], wanted: str) -> Score:
    """Score one id over all messages."""
    hit = extra = missed = 0
    for asked, found in pairs:
        hit += wanted in asked and wanted in found
        extra += wanted not in asked and wanted in found
        missed += wanted in asked and wanted not in found
    precision = hit / (hit + extra) if hit + extra else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    f1 = 2 * hit / (2 * hit + extra + missed) if hit else 0.0
    return Score(precision, recall, f1, hit + missed)


def by_answer(pairs: Sequence[Pair]) -> dict[str, Score]:
    """Score every answer of the profile that was asked at least once."""
    scores = {answer: score(pairs, answer) for answer in profile().answers()}
    return {answer: found for answer, found in scores.items() if found.asked}


def by_group(pairs: Iterable[Pair]) -> dict[str, Score]:
    """Score topics whatever the variant, and what is not covered, out of scope and chitchat."""
    grouped = [({group(i) for i in asked}, {group(i) for i in found}) for asked, found in pairs]
    groups = sorted({g for asked, _ in grouped for g in asked})
    return {g: score(grouped, g) for g in groups}


def macro_f1(pairs: Iterable[Pair]) -> float:
    """Mean F1 over the topics of the profile that were asked."""
    scores = by_group(pairs)
    return mean(scores[topic.id].f1 for topic in profile().topics if topic.id in scores)


def calibration(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Sort messages into ten bins of like certainty.

    Args:
        judged: of each message how sure the bot was, from 0 to 1, and whether it was right.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for certainty, right in judged:
        bins[min(int(certainty * BINS), BINS - 1)].append((certainty, right))
    return [Bin(len(b), mean(c for c, _ in b), mean(r for _, r in b)) for b in bins if b]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance between certainty and the share that is right, weighted by the number of messages."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.certainty - b.right) for b in bins) / total if total else 0.0
