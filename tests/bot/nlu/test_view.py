"""Counts weighed by rarity: the numbers that scikit-learn would give."""

from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from bot.nlu.view import View

TEXTS = [
    "combien gagne-t-on",
    "combien combien combien",
    "quelles études faut-il",
    "on gagne quoi",
    "on y fait quoi",
]
NEW = ["combien gagne un débutant", "rien de connu ici", ""]


def test_numbers_are_those_of_scikit_learn() -> None:
    """Times the view's weight, for texts learned from and for others."""
    theirs = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    ours = View(CountVectorizer(ngram_range=(1, 2)), weight=0.5)
    np.testing.assert_allclose(ours.fit_transform(TEXTS).toarray(), theirs.fit_transform(TEXTS).toarray() * 0.5)
    for text in (*TEXTS, *NEW):
        row = np.zeros(len(ours.idf))
        places, numbers = ours.row(text)
        row[places] = numbers
        np.testing.assert_allclose(row, theirs.transform([text]).toarray()[0] * 0.5)
