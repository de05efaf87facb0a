"""The same letters for the same word: no accents, no capitals."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"’": "'", "‘": "'", "`": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


# A message is folded by everything that reads it.
@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Lower case, without accents, with straight apostrophes."""
    plain = unicodedata.normalize("NFKC", text).translate(_LIGATURES)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).lower()
