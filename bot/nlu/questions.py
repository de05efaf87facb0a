"""Decides which questions a message asks: each label by what the whole message and its pieces say for it.

A message may ask several things, deny one ("pas le salaire"), or tell a story in the words of other questions. The
topic model gives scores for the whole and for each piece; boosted trees learn from scores for messages that it
had not seen what they mean together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.nlu.boosted_trees import BoostedTrees
from bot.nlu.labels import NOT_COVERED, OUT_OF_SCOPE, TELL, split_label
from bot.nlu.pieces import Pieces

Floats = npt.NDArray[np.float64]

# How many labels of a message are looked at: those with the highest scores.
MOST_CANDIDATES = 6
# How much a message with several questions counts: people write more of them than the training data has.
SEVERAL_COUNT = 1.5
# A score that says no, where there is none to compare with.
LOW = -2.0
# Words from which on a message counts as long, and how many more make it as long as can be.
LONG_FROM, LONG_RANGE = 12, 40
SHORT = 5


class QuestionModel:
    """Gives the probability that a message asks each of the questions that it may ask.

    Args:
        pieces: cuts messages and tells what a piece does.
        trees: what was learned.
    """

    def __init__(self, pieces: Pieces, trees: BoostedTrees | None = None) -> None:
        self._pieces = pieces
        self.trees = trees
        self._intents: npt.NDArray[np.int_] = np.zeros(0, dtype=int)
        self._candidates: npt.NDArray[np.int_] = np.zeros(0, dtype=int)
        self._are_siblings = np.zeros((0, 0), dtype=bool)
        self._silent = np.zeros(0, dtype=bool)
        # Where the score of a label's whole intent stands.
        self._family: npt.NDArray[np.int_] = np.zeros(0, dtype=int)
        self._tell = self._outside = -1

    def set_labels(self, labels: Sequence[str], families: Sequence[str], questions: Sequence[str]) -> None:
        """Say which labels the scores are of.

        Args:
            labels: in the order of the scores.
            families: intents, in the order of the scores that follow those of the labels.
            questions: intents that ask something about the job.
        """
        intents = [split_label(label)[0] for label in labels]
        names = sorted(set(intents))
        self._intents = np.array([names.index(intent) for intent in intents])
        self._candidates = np.array([i for i, intent in enumerate(intents) if intent in questions], dtype=int)
        self._are_siblings = np.equal.outer(self._intents, self._intents) & ~np.eye(len(labels), dtype=bool)
        self._silent = np.array([intent == NOT_COVERED for intent in intents])
        family = [len(labels) + families.index(a) if a in families else i for i, a in enumerate(intents)]
        self._family = np.array(family, dtype=int)
        self._tell = labels.index(TELL) if TELL in labels else -1
        self._outside = labels.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in labels else -1

    def fit(
        self,
        texts: Sequence[str],
        targets: npt.NDArray[np.bool_],
        whole: Floats,
        cut: Sequence[Sequence[str]],
        parts: Sequence[Floats],
    ) -> None:
        """Learn; where no label is a question, or all are, there is nothing to learn.

        Args:
            texts: messages.
            targets: which labels each has, one row a message.
            whole: scores for each message.
            cut: the pieces of each message.
            parts: scores for the pieces of each message.
        """
        if not len(self._candidates):
            return
        found = [self._evidence(*message) for message in zip(texts, whole, cut, parts, strict=True)]
        asked = np.concatenate([targets[row, labels] for row, (labels, _) in enumerate(found)])
        if asked.any() and not asked.all():
            self.trees = BoostedTrees()
            several = targets[:, self._candidates].sum(axis=1) > 1
            counts = [np.full(len(found[i][0]), SEVERAL_COUNT if many else 1.0) for i, many in enumerate(several)]
            self.trees.fit(np.vstack([numbers for _, numbers in found]), asked, np.concatenate(counts))

    def probabilities(self, text: str, whole: Floats, cut: Sequence[str], parts: Floats) -> dict[int, float]:
        """Give the probability of each question, likeliest first, by the place of its label.

        Args:
            text: the message.
            whole: scores for it.
            cut: its pieces.
            parts: scores for them, one row a piece.
        """
        if self.trees is None:
            return {}
        labels, numbers = self._evidence(text, whole, cut, parts)
        found = self.trees.probabilities(numbers)
        return {int(labels[i]): float(found[i]) for i in np.argsort(-found, kind="stable")}

    def _margins(self, scores: Floats) -> Floats:
        """How far each label is ahead of the best one of another intent, or behind it; one row a text."""
        order = np.argsort(-scores, axis=1)
        rows = np.arange(len(scores))
        first = order[:, 0]
        others = self._intents[order] != self._intents[first][:, None]
        second = order[rows, others.argmax(axis=1)]
        same = self._intents[None, :] == self._intents[first][:, None]
        best_other = np.where(same, scores[rows, second][:, None], scores[rows, first][:, None])
        margins: Floats = scores - best_other
        return margins

    def _evidence(
        self, text: str, whole: Floats, cut: Sequence[str], parts: Floats
    ) -> tuple[npt.NDArray[np.int_], Floats]:
        """Give the labels that are looked at, and what speaks for and against each, one row a label."""
        if not len(cut):
            cut, parts = [text], whole[None]
        families, families_parts = whole, parts
        whole, parts = whole[: len(self._intents)], parts[:, : len(self._intents)]
        words = len(text.split())
        long = min(max(words - LONG_FROM, 0), LONG_RANGE) / LONG_RANGE * 2
        ahead, parts_ahead = self._margins(whole[None])[0], self._margins(parts)
        best = parts.argmax(axis=1)
        # What says more than a piece that is turned down says both; it speaks neither for a label nor against it.
        turned_down = [piece for piece in cut if self._pieces.is_denied(piece)]
        mixed = np.array([any(down in piece and down != piece for down in turned_down) for piece in cut])
        denied = np.array([piece in turned_down for piece in cut]) & ~mixed
        free = ~denied & ~mixed
        asking = np.array([self._pieces.is_asking(piece) for piece in cut])
        marked = np.array(["?" in piece for piece in cut])
        told = parts[:, self._tell] if self._tell >= 0 else np.full(len(cut), LOW)
        told_whole = whole[self._tell] if self._tell >= 0 else LOW
        outside = whole[self._outside] if self._outside >= 0 else LOW
        strength = np.maximum(whole, parts.max(axis=0))
        labels = self._candidates[np.argsort(-strength[self._candidates], kind="stable")[:MOST_CANDIDATES]]
        # From here on one column a label; of its pieces the strongest, and that in which it is farthest ahead.
        score, margin, by_part, by_part_ahead = (
            whole[labels],
            ahead[labels],
            parts[:, labels],
            parts_ahead[:, labels],
        )
        column = np.arange(len(labels))
        strongest, clearest = by_part.argmax(axis=0), by_part_ahead.argmax(axis=0)
        part, clear = by_part[strongest, column], by_part_ahead[clearest, column]
        live, dead = (np.equal.outer(best, labels) & kept[:, None] for kept in (free, denied))
        alive = live.any(axis=0)
        own = families_parts[:, self._family[labels]]
        family = families[self._family[labels]]
        siblings = self._are_siblings[labels]
        rows = [
            # The whole message, and those pieces.
            score, margin, part, clear,
            # Pieces that ask this above all, and those that only turn it down.
            alive, np.where(live, by_part, 0.0).sum(axis=0) / np.maximum(live.sum(axis=0), 1), live.sum(axis=0),
            dead.any(axis=0) & ~alive,
            # The strongest of the pieces that turn something down, and of the others.
            np.where(denied[:, None], by_part, LOW).max(axis=0), np.where(free[:, None], by_part, LOW).max(axis=0),
            # The same in a long message, in which the whole says less.
            np.maximum(margin, -1.5) * long, score * long, part * long, clear * long, alive * long, family * long,
            # Whether those pieces ask, or tell something.
            marked[strongest], marked.any() & ~marked[strongest], (live & marked[:, None]).any(axis=0),
            asking[strongest], asking[clearest], (live & asking[:, None]).any(axis=0),
            told[strongest] - part, told[clearest] - by_part[clearest, column],
            np.where(asking[:, None], by_part - told[:, None], LOW).max(axis=0),
            # How much its variants speak for, and its intent as a whole.
            _best(whole, siblings) - score, _best(parts.max(axis=0), siblings) - part,
            family, own.max(axis=0), own[strongest, column], own[clearest, column], self._silent[labels],
        ]  # fmt: skip
        # What else the message may be, and how long it is: the same for every label.
        same = [
            outside,
            told_whole,
            asking.sum(),
            math.log(words + 1),
            math.log(len(cut) + 1),
            long,
            float(words <= SHORT),
        ]
        columns = np.vstack(rows).astype(float).T
        return labels, np.hstack([columns, np.tile(np.array(same, dtype=float), (len(labels), 1))])


def _best(scores: Floats, among: npt.NDArray[np.bool_]) -> Floats:
    """Give the highest score among some labels, one row of them a question."""
    best: Floats = np.where(among, scores, LOW * 2).max(axis=1)
    return best
