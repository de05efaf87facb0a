"""The text classifier: TF-IDF over words and characters, and one linear model a label.

Each label has a probability of its own, so that one mechanism finds one topic, several, or none. It beats DIET on
French with little data, in a fraction of the training time; docs/quality.md has figures and what each part adds.
Saved as plain arrays: no pickle, and loading takes a tenth of a second.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.noise import Noise
from bot.nlu.several import Labelled

Floats = npt.NDArray[np.float64]

SEED = 1
WORDS = r"(?u)\b\w+\b"
# What occurs in one text alone is left out: half the size, and nothing lost (docs/quality.md).
MIN_TEXTS = 2
# How sure the model may be is learned on texts that it has not seen, each third in turn.
FOLDS = 3


class TopicModel:
    """One probability a label for a text.

    Args:
        normalise: brings a text to the form that is learned.
    """

    def __init__(self, normalise: Callable[[str], str]) -> None:
        self.labels: list[str] = []
        self._normalise = normalise
        shared = {"lowercase": False, "sublinear_tf": True, "min_df": MIN_TEXTS}
        self._vectorizers = [
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORDS, **shared),
            TfidfVectorizer(ngram_range=(3, 5), analyzer="char_wb", **shared),
        ]
        # One row a feature: so the few rows that a text needs lie together.
        self._weights: Floats = np.zeros((0, 0))
        self._bias: Floats = np.zeros(0)
        self._slope, self._offset = 1.0, 0.0

    def fit(self, sentences: Sequence[Labelled], noises: Sequence[Noise], regularization: float) -> Floats:
        """Learn from labelled texts.

        Args:
            sentences: texts with their labels: one, several, or none.
            noises: each adds a messy copy of every text.
            regularization: scikit-learn's C, the inverse of the regularization strength.

        Returns:
            the score of every label for every text, from a model that had not seen the text: one row a text.

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
        features = hstack([v.fit_transform(normal) for v in self._vectorizers], format="csr")
        index = {label: i for i, label in enumerate(self.labels)}
        targets = np.zeros((len(texts), len(self.labels)), dtype=bool)
        for row, (_, labels) in enumerate(sentences):
            targets[row, [index[label] for label in labels]] = True

        unseen = self._cross_validate(features[: len(texts)], targets, regularization)
        scaling = LogisticRegression(C=1e6).fit(unseen.reshape(-1, 1), targets.reshape(-1))
        self._slope, self._offset = float(scaling.coef_[0, 0]), float(scaling.intercept_[0])
        self._learn(features, np.vstack([targets] * len(copies)), regularization)
        return unseen

    def scores(self, texts: Sequence[str]) -> Floats:
        """Give the raw score of each of `labels` for each text, one row a text; above 0 speaks for the label."""
        normal = [self._normalise(text) for text in texts]
        # In the precision of the weights: with another, the product would first convert all of them.
        features: csr_matrix = hstack([v.transform(normal) for v in self._vectorizers], format="csr")
        features = features.astype(self._weights.dtype)
        scores: Floats = features @ self._weights + self._bias
        return scores

    def probabilities(self, scores: Floats) -> Floats:
        """Turn raw scores into calibrated probabilities, one for each label on its own (Platt scaling)."""
        probabilities: Floats = 1 / (1 + np.exp(-(self._slope * scores + self._offset)))
        return probabilities

    def _cross_validate(
        self, features: csr_matrix, targets: npt.NDArray[np.bool_], regularization: float
    ) -> Floats:
        folds = np.random.default_rng(SEED).integers(FOLDS, size=len(targets))
        unseen: Floats = np.zeros(targets.shape)
        for fold in range(FOLDS):
            self._learn(features[folds != fold], targets[folds != fold], regularization)
            unseen[folds == fold] = features[folds == fold] @ self._weights + self._bias
        return unseen

    def _learn(self, features: csr_matrix, targets: npt.NDArray[np.bool_], regularization: float) -> None:
        def separate(column: int) -> LinearSVC | None:
            if targets[:, column].all() or not targets[:, column].any():
                return None
            return LinearSVC(C=regularization, random_state=SEED).fit(features, targets[:, column])

        # One after the other: in threads the solver's random numbers would mix, and no two trainings be the same.
        machines = [separate(column) for column in range(targets.shape[1])]
        self._weights = np.ascontiguousarray(
            np.array([m.coef_[0] if m else np.zeros(features.shape[1]) for m in machines]).T
        )
        self._bias = np.array([m.intercept_[0] if m else -1.0 for m in machines])

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        np.savez(
            folder / "weights.npz",
            weights=self._weights.astype(np.float32),
            bias=self._bias,
            scaling=np.array([self._slope, self._offset]),
            **{f"idf_{i}": v.idf_ for i, v in enumerate(self._vectorizers)},
        )
        words = [{k: int(i) for k, i in v.vocabulary_.items()} for v in self._vectorizers]
        (folder / "labels.json").write_text(json.dumps({"labels": self.labels, "words": words}))

    @classmethod
    def load(cls, folder: Path, normalise: Callable[[str], str]) -> TopicModel:
        """Read a model that `save` wrote.

        Raises:
            FileNotFoundError: there is none in the folder.
        """
        model = cls(normalise)
        arrays = np.load(folder / "weights.npz", allow_pickle=False)
        names = json.loads((folder / "labels.json").read_text())
        model.labels = names["labels"]
        model._weights, model._bias = arrays["weights"], arrays["bias"]
        model._slope, model._offset = arrays["scaling"].tolist()
        for i, vectorizer in enumerate(model._vectorizers):
            vectorizer.vocabulary_ = names["words"][i]
            vectorizer.idf_ = arrays[f"idf_{i}"]
        return model
