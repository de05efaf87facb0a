"""What is counted in texts, weighed by how rare it is: TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


class View:
    """Turns texts into rows of numbers, each as long as the view's weight.

    They are the numbers of scikit-learn's `TfidfVectorizer(sublinear_tf=True)`. Its own `transform` took most of
    the time in which a message is read: for however few texts, it sums up the whole vocabulary, then makes and
    checks a sparse matrix at every step.

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
        """Learn what there is to count, and count it; one row a text."""
        counts = self.vectorizer.fit_transform(texts)
        having = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf = np.log((1 + len(texts)) / (1 + having)) + 1
        weights = (1 + np.log(counts.data)) * self.idf[counts.indices]
        rows = csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape)
        return normalize(rows, copy=False) * self._weight

    def row(self, text: str) -> tuple[Places, Floats]:
        """Count what was learned in one text: the places in its row that are not zero, and the numbers there."""
        known = self.vectorizer.vocabulary_
        counts = Counter(known[thing] for thing in self._things(text) if thing in known)
        places = np.fromiter(counts, dtype=np.int64, count=len(counts))
        numbers = (1 + np.log(np.fromiter(counts.values(), dtype=float, count=len(counts)))) * self.idf[places]
        return places, numbers * (self._weight / (np.linalg.norm(numbers) or 1.0))

    @cached_property
    def _things(self) -> Callable[[str], list[str]]:
        """What cuts a text into the things to count; scikit-learn would make it anew at every call."""
        analyzer: Callable[[str], list[str]] = self.vectorizer.build_analyzer()
        return analyzer
