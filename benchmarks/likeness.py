"""How like a held-out message is to the training sentence that is most like it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bot.nlu.folding import fold

# From here on a message is as good as known.
NEARLY_SAME = 0.9


def likeness(texts: Sequence[str], training: Iterable[str]) -> list[float]:
    """Give the highest likeness of each text to a training sentence.

    Args:
        texts: messages.
        training: training sentences.

    Returns:
        rapidfuzz's ratio of the folded texts (no accents, no capitals), from 0 to 1.
    """
    known = sorted({fold(text) for text in training})
    ratios = process.cdist([fold(text) for text in texts], known, scorer=fuzz.ratio)
    return [float(row.max()) / 100 for row in ratios]
