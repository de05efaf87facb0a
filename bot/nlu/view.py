"""What is counted in texts, weighed by how rare it is: TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

Floats = npt.NDArray[np.float64]


class View:
    """Turns texts into rows of numbers, each as long as the view's weight.

    They are the numbers of scikit-learn's `TfidfVectorizer(sublinear_tf=True)`, which at every call first sums up
    what it knows of its whole vocabulary: a quarter of the time in which a message is read.

    Args:
        vectorizer: what is counted.
        weight: how much this view counts beside others.
    """

    def __init__(self, vectorizer: CountVectorizer, weight: float = 1.0) -> None:
        self.vectorizer = vectorizer
        self._weight = weight
        # Inverse document frequency: how rare each thing that is counted is.
        self.idf: Floats = np.zeros(0)

    def fit_transform(self, texts: Sequence[str]) -> csr_matrix:
        """Learn what there is to count, and count it."""
        counts = self.vectorizer.fit_transform(texts)
        having = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf = np.log((1 + len(texts)) / (1 + having)) + 1
        return self._weighed(counts)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Count what was learned."""
        return self._weighed(self.vectorizer.transform(texts))

    def _weighed(self, counts: csr_matrix) -> csr_matrix:
        weights = (1 + np.log(counts.data)) * self.idf[counts.indices]
        rows = csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape)
        return normalize(rows, copy=False) * self._weight
