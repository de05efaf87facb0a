"""Gradient-boosted decision trees, kept as plain arrays: scikit-learn learns them, a few lines of numpy ask them.

scikit-learn has no way but a pickle to store such a model, so its trees are read from attributes that it does not
document; Rasa pins its version, and a test compares the probabilities.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

Floats = npt.NDArray[np.float64]

SEED = 1
TREES, LEAVES, DEPTH, RATE, SMALLEST_LEAF = 200, 15, 7, 0.08, 100


class BoostedTrees:
    """Says how likely something is, from numbers that speak for and against it in combination."""

    def __init__(self) -> None:
        self._start = 0.0
        # One row a tree, one column a node; a leaf is its own child.
        self._children = np.zeros((0, 0, 2), dtype=np.int32)
        self._feature = np.zeros((0, 0), dtype=np.int32)
        self._threshold: Floats = np.zeros((0, 0))
        self._value: Floats = np.zeros((0, 0))

    def fit(self, features: Floats, targets: npt.NDArray[np.bool_], weights: Floats) -> None:
        """Learn.

        Args:
            features: one row a case.
            targets: whether it was so.
            weights: how much each case counts.
        """
        model = HistGradientBoostingClassifier(
            max_iter=TREES,
            max_leaf_nodes=LEAVES,
            max_depth=DEPTH,
            learning_rate=RATE,
            min_samples_leaf=SMALLEST_LEAF,
            early_stopping=False,
            random_state=SEED,
        ).fit(features, targets, weights)
        trees = [stage[0].nodes for stage in model._predictors]
        shape = (len(trees), max(map(len, trees)))
        self._start = float(np.ravel(model._baseline_prediction)[0])
        self._children = np.zeros((*shape, 2), dtype=np.int32)
        self._feature = np.zeros(shape, dtype=np.int32)
        self._threshold, self._value = np.zeros(shape), np.zeros(shape)
        for row, nodes in enumerate(trees):
            size, leaf = len(nodes), nodes["is_leaf"].astype(bool)
            own = np.arange(size)
            for side, name in enumerate(("left", "right")):
                self._children[row, :size, side] = np.where(leaf, own, nodes[name])
            self._feature[row, :size] = np.where(leaf, 0, nodes["feature_idx"])
            self._threshold[row, :size] = nodes["num_threshold"]
            self._value[row, :size] = nodes["value"]

    def probabilities(self, features: Floats) -> Floats:
        """Give the probability of each row."""
        trees, rows = np.arange(len(self._value)), np.arange(len(features))[:, None]
        nodes = np.zeros((len(features), len(trees)), dtype=np.int32)
        for _ in range(DEPTH):
            right = features[rows, self._feature[trees, nodes]] > self._threshold[trees, nodes]
            nodes = self._children[trees, nodes, right.astype(np.int32)]
        found: Floats = 1 / (1 + np.exp(-(self._start + self._value[trees, nodes].sum(axis=1))))
        return found

    def save(self, path: Path) -> None:
        """Write the trees into a file."""
        np.savez(
            path,
            start=np.array(self._start),
            children=self._children,
            feature=self._feature,
            threshold=self._threshold,
            value=self._value,
        )

    @classmethod
    def load(cls, path: Path) -> BoostedTrees:
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: there is no such file.
        """
        trees = cls()
        with np.load(path, allow_pickle=False) as stored:
            trees._start = float(stored["start"])
            trees._children, trees._feature = stored["children"], stored["feature"]
            trees._threshold, trees._value = stored["threshold"], stored["value"]
        return trees
