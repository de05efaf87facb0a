"""Decides whether a message is about something else than the job.

The outside has no end, so a class of its own, learned from examples, misses much of it. A second small model looks
at what the first says together with what it does not see: words never met in questions about the job, and other
jobs being asked about. It is learned on scores for texts that the first model had not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from bot.nlu.mentions import Mentions

Floats = npt.NDArray[np.float64]

SHORTEST_WORD = 3
MOST_UNKNOWN = 3


class ScopeModel:
    """Gives the probability that a message is out of scope.

    Args:
        mentions: finds jobs.
        normalise: as for the topic model.
    """

    def __init__(self, mentions: Mentions, normalise: Callable[[str], str]) -> None:
        self.mentions = mentions
        self._normalise = normalise
        self.known: Counter[str] = Counter()
        self.parameters: Floats = np.zeros((0, 0))

    def fit(self, texts: Sequence[str], outside: Sequence[bool], scores: Floats, column: int) -> None:
        """Learn.

        Args:
            texts: messages.
            outside: whether each is out of scope.
            scores: of the topic model for each text, from a model that had not seen it.
            column: where the score of out of scope stands.
        """
        for text, out in zip(texts, outside, strict=True):
            if not out:
                self.known.update(set(self._words(text)))
        # A text's own words would all be known: it counts itself out.
        features = np.array(
            [self._features(t, s, column, int(not o)) for t, s, o in zip(texts, scores, outside, strict=True)]
        )
        mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-9
        model = LogisticRegression(max_iter=1000, class_weight="balanced")
        model.fit((features - mean) / deviation, outside)
        weights = model.coef_[0] / deviation
        self.parameters = np.append(weights, model.intercept_[0] - weights @ mean)

    def probability(self, text: str, scores: Floats, column: int) -> float:
        """Give the probability that a text is out of scope.

        Args:
            text: the message.
            scores: of the topic model.
            column: where the score of out of scope stands.
        """
        score = self.parameters[:-1] @ self._features(text, scores, column, 0) + self.parameters[-1]
        return float(1 / (1 + np.exp(-score)))

    def _words(self, text: str) -> list[str]:
        # Other jobs are counted by themselves: that somebody has one makes the message no stranger.
        jobs = self.mentions.jobs
        words = [word for word in self._normalise(text).split() if len(word) >= SHORTEST_WORD]
        return [word for word in words if not {word, word.removesuffix("s")} & jobs]

    def _features(self, text: str, scores: Floats, column: int, own: int) -> Floats:
        words = self._words(text)
        unknown = sum(self.known[word] <= own for word in words)
        rare = sum(self.known[word] <= own + 1 for word in words)
        out = scores[column]
        first, second = np.sort(np.delete(scores, column))[-1:-3:-1]
        ours, this, other, asked, only_other = self.mentions.features(text)
        return np.array(
            [
                out, first, second, out - first, first < -0.5,
                min(unknown, MOST_UNKNOWN), unknown / (len(words) or 1), rare / (len(words) or 1), len(words),
                ours, this, other, asked, only_other, only_other * (out > -1),
            ]
        )  # fmt: skip
