"""The text classifier: TF-IDF over words, characters and sentence frames, and one linear model a label.

Each label has a probability of its own, so that one mechanism finds one topic, several, or none. It beats DIET on
French with little data, in a fraction of the training time; docs/quality.md has figures and what each part adds.
Saved as plain arrays: no pickle, and loading takes a tenth of a second.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed, effective_n_jobs
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.frames import Frames
from bot.nlu.labels import split_label
from bot.nlu.made_up import Labelled
from bot.nlu.noise import Noise
from bot.nlu.view import View

Floats = npt.NDArray[np.float64]

SEED = 1
WORDS = r"(?u)\b\w+\b"
FRAME_WORDS = r"\S+"
# What occurs in one text alone is left out: half the size, and nothing lost (docs/quality.md).
MIN_TEXTS = 2
# How much the frame of a sentence counts beside its words, and in how many texts a part of one must occur.
FRAME_WEIGHT, FRAME_MIN_TEXTS = 0.5, 3
# scikit-learn's tol; its default learns a seventh longer for the same answers.
TOLERANCE = 1e-2
# How sure the model may be is learned on texts that it has not seen, each third in turn.
FOLDS = 3
# From so many numbers on, a process a core learns labels: below, starting them takes longer.
LARGE = 2_000_000


@dataclass(frozen=True)
class Unseen:
    """Scores from models that had not seen the text: for each text, and for its parts; and what would be right.

    Columns are those of `TopicModel.scores`.
    """

    targets: npt.NDArray[np.bool_]
    whole: Floats
    parts: list[Floats]


class TopicModel:
    """One probability a label for a text.

    Args:
        normalise: brings a text to the form that is learned.
        frames: gives the frame of a normalised text.
    """

    def __init__(self, normalise: Callable[[str], str], frames: Frames) -> None:
        self.labels: list[str] = []
        # Intents with several labels: each is learned as a whole too, from all the sentences of its labels.
        self.families: list[str] = []
        self._normalise = normalise
        self._frames = frames
        shared = {"lowercase": False, "min_df": MIN_TEXTS}
        framed = {**shared, "min_df": FRAME_MIN_TEXTS, "preprocessor": frames, "token_pattern": FRAME_WORDS}
        self._views = [
            View(CountVectorizer(ngram_range=(1, 2), token_pattern=WORDS, **shared)),
            View(CountVectorizer(ngram_range=(3, 5), analyzer="char_wb", **shared)),
            View(CountVectorizer(ngram_range=(2, 3), **framed), FRAME_WEIGHT),
        ]
        # One row a feature: so the few rows that a text needs lie together.
        self._weights: Floats = np.zeros((0, 0))
        self._bias: Floats = np.zeros(0)
        self._slope, self._offset = 1.0, 0.0

    def fit(
        self,
        sentences: Sequence[Labelled],
        noises: Sequence[Noise],
        regularization: float,
        folds: Sequence[int] | None = None,
        parts: Sequence[Sequence[str]] | None = None,
    ) -> Unseen:
        """Learn from labelled texts.

        Args:
            sentences: texts with their labels: one, several, or none.
            noises: each adds a messy copy of every text.
            regularization: scikit-learn's C, the inverse of the regularization strength.
            folds: the third (0 to FOLDS - 1) that each text belongs to: texts that share a sentence must be in the
                same one. By default they are dealt out.
            parts: parts of each text to give scores for too.

        Raises:
            ValueError: there are fewer than two different labels.
        """
        self.labels = sorted({label for _, labels in sentences for label in labels})
        if len(self.labels) < 2:
            raise ValueError("there must be at least two different labels")
        chance = random.Random(SEED)  # noqa: S311
        texts = [text for text, _ in sentences]
        copies = [texts, *([noise(text, chance) for text in texts] for noise in noises)]
        normal = [self._normalise(text) for copy in copies for text in copy]
        self._frames.learn(normal)
        features = hstack([view.fit_transform(normal) for view in self._views], format="csr")
        intents = Counter(split_label(label)[0] for label in self.labels)
        self.families = sorted(intent for intent, count in intents.items() if count > 1)
        index = {label: i for i, label in enumerate(self.labels)}
        family = {intent: i for i, intent in enumerate(self.families, len(self.labels))}
        targets = np.zeros((len(texts), len(index) + len(family)), dtype=bool)
        for row, (_, labels) in enumerate(sentences):
            targets[row, [index[label] for label in labels]] = True
            targets[row, [family[i] for label in labels if (i := split_label(label)[0]) in family]] = True

        dealt = np.array(folds) if folds is not None else np.arange(len(texts)) % FOLDS
        cut = parts or [[] for _ in texts]
        unseen = self._cross_validate(features[: len(texts)], targets, regularization, dealt, cut)
        scaling = LogisticRegression(C=1e6).fit(unseen.whole.reshape(-1, 1), targets.reshape(-1))
        self._slope, self._offset = float(scaling.coef_[0, 0]), float(scaling.intercept_[0])
        self._learn(features, np.vstack([targets] * len(copies)), regularization)
        return unseen

    def scores(self, texts: Sequence[str]) -> Floats:
        """Give raw scores, one row a text: of each of `labels`, then of `families`; above 0 speaks for it."""
        scores: Floats = np.array([self._scores(self._normalise(text)) for text in texts])
        return scores

    def _scores(self, normal: str) -> Floats:
        scores = self._bias
        start = 0
        for view in self._views:
            places, numbers = view.row(normal)
            # In the precision of the weights: with another, the product would first convert them.
            scores = scores + numbers.astype(self._weights.dtype) @ self._weights.take(start + places, axis=0)
            start += len(view.idf)
        return scores

    def probabilities(self, scores: Floats) -> Floats:
        """Turn raw scores into calibrated probabilities, one for each label on its own (Platt scaling)."""
        probabilities: Floats = 1 / (1 + np.exp(-(self._slope * scores + self._offset)))
        return probabilities

    def _cross_validate(
        self,
        features: csr_matrix,
        targets: npt.NDArray[np.bool_],
        regularization: float,
        folds: npt.NDArray[np.int_],
        parts: Sequence[Sequence[str]],
    ) -> Unseen:
        whole: Floats = np.zeros(targets.shape)
        by_part: list[Floats] = [np.zeros((0, targets.shape[1]))] * len(targets)
        for fold in range(FOLDS):
            self._learn(features[folds != fold], targets[folds != fold], regularization)
            whole[folds == fold] = features[folds == fold] @ self._weights + self._bias
            rows = np.flatnonzero(folds == fold)
            together = [part for row in rows for part in parts[row]]
            ends = np.cumsum([len(parts[row]) for row in rows])
            if together:
                for row, scores in zip(rows, np.split(self.scores(together), ends[:-1]), strict=True):
                    by_part[row] = scores
        return Unseen(targets, whole, by_part)

    def _learn(self, features: csr_matrix, targets: npt.NDArray[np.bool_], regularization: float) -> None:
        # Processes, not threads: in these the solver's random numbers would mix, and no two trainings be the same.
        jobs = effective_n_jobs() if features.nnz >= LARGE else 1
        machines = Parallel(n_jobs=jobs)(
            delayed(_separate)(features, targets[:, column], regularization) for column in range(targets.shape[1])
        )
        self._weights = np.ascontiguousarray(np.array([weights for weights, _ in machines]).T)
        self._bias = np.array([bias for _, bias in machines])

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        np.savez(
            folder / "weights.npz",
            weights=self._weights.astype(np.float32),
            bias=self._bias,
            scaling=np.array([self._slope, self._offset]),
            **{f"idf_{i}": view.idf for i, view in enumerate(self._views)},
        )
        words = [{k: int(i) for k, i in v.vectorizer.vocabulary_.items()} for v in self._views]
        (folder / "labels.json").write_text(
            json.dumps(
                {
                    "labels": self.labels,
                    "families": self.families,
                    "words": words,
                    "common": sorted(self._frames.common),
                }
            )
        )

    @classmethod
    def load(cls, folder: Path, normalise: Callable[[str], str], frames: Frames) -> TopicModel:
        """Read a model that `save` wrote.

        Raises:
            FileNotFoundError: there is none in the folder.
        """
        model = cls(normalise, frames)
        arrays = np.load(folder / "weights.npz", allow_pickle=False)
        names = json.loads((folder / "labels.json").read_text())
        model.labels, model.families = names["labels"], names["families"]
        frames.common = frozenset(names["common"])
        model._weights, model._bias = arrays["weights"], arrays["bias"]
        model._slope, model._offset = arrays["scaling"].tolist()
        for i, view in enumerate(model._views):
            view.vectorizer.vocabulary_ = names["words"][i]
            view.idf = arrays[f"idf_{i}"]
        return model


def _separate(features: csr_matrix, targets: npt.NDArray[np.bool_], regularization: float) -> tuple[Floats, float]:
    """Give the weights and the bias that separate the texts with a label from those without."""
    if targets.all() or not targets.any():
        return np.zeros(features.shape[1]), -1.0
    machine = LinearSVC(C=regularization, random_state=SEED, tol=TOLERANCE).fit(features, targets)
    return machine.coef_[0], float(machine.intercept_[0])
