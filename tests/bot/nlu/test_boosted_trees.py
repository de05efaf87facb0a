"""The trees kept as arrays say what scikit-learn's own would say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.nlu import boosted_trees
from bot.nlu.boosted_trees import BoostedTrees


def test_probabilities_are_those_of_the_library(tmp_path: Path) -> None:
    """Also after they were stored; on cases where neither number alone says anything."""
    random = np.random.default_rng(1)
    features = random.normal(size=(3000, 3))
    targets = features[:, 0] * features[:, 1] > 0
    weights = random.uniform(1, 3, size=3000)
    trees = BoostedTrees()
    trees.fit(features, targets, weights)
    library = HistGradientBoostingClassifier(
        max_iter=boosted_trees.TREES,
        max_leaf_nodes=boosted_trees.LEAVES,
        max_depth=boosted_trees.DEPTH,
        learning_rate=boosted_trees.RATE,
        min_samples_leaf=boosted_trees.SMALLEST_LEAF,
        early_stopping=False,
        random_state=boosted_trees.SEED,
    ).fit(features, targets, weights)
    unseen = random.normal(size=(500, 3))
    found = trees.probabilities(unseen)
    assert np.allclose(found, library.predict_proba(unseen)[:, 1])
    assert ((found > 0.5) == (unseen[:, 0] * unseen[:, 1] > 0)).mean() > 0.95
    trees.save(tmp_path / "trees.npz")
    assert np.array_equal(BoostedTrees.load(tmp_path / "trees.npz").probabilities(unseen), found)
