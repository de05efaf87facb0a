"""Brings messy French to one form: no accents, no capitals, phone French written out."""

from __future__ import annotations

import random
import re
from pathlib import Path

from pydantic import StrictStr

from bot.nlu.folding import fold
from bot.nlu.spelling import Spelling
from knowledge.data_file import DATA, Strict, read_data_file

PHONE_FILE = DATA / "lexicon" / "phone.yml"

# An elided word keeps its apostrophe: "c'est" is "c'" and "est".
_WORDS = re.compile(r"[^\W_]+'?|[^\w\s]|_")
# Markup, template braces and web addresses say nothing of what is asked.
_NOT_WORDS = re.compile(r"<[^<>]*>|\{\{.*?\}\}|https?://\S+", re.DOTALL)
_REPEATED = re.compile(r"([a-z])\1{2,}")


class PhoneLexicon(Strict):
    """Ordinary words, each with the forms that people type for them."""

    forms: dict[StrictStr, list[StrictStr]]


class Normaliser:
    """Writes phone French out ("c koi" is "c'est quoi"), after folding.

    Args:
        lexicon: where the forms are.

    Raises:
        DataFileError: the lexicon is broken.
    """

    def __init__(self, lexicon: Path = PHONE_FILE) -> None:
        self._short = {
            fold(word): [f for f in forms if f.strip()]
            for word, forms in read_data_file(lexicon, PhoneLexicon).forms.items()
        }
        self._long = {fold(form): word for word, forms in self._short.items() for form in forms}
        several = sorted((f for f in self._long if len(_WORDS.findall(f)) > 1), key=len, reverse=True)
        self._several = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, several))})(?!\w)")
        # Puts words right in the end, once there are texts to learn from which words there are.
        self.spelling: Spelling | None = None
        words = sorted(self._short, key=len, reverse=True)
        self._words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")

    def __call__(self, text: str) -> str:
        """Give the text in its one form, words with a space between them."""
        folded = _REPEATED.sub(r"\1\1", fold(_NOT_WORDS.sub(" ", text)))
        folded = self._several.sub(lambda found: self._long[found[0]], folded)
        written = " ".join(self._long.get(word, word) for word in _WORDS.findall(folded))
        normal = " ".join(_WORDS.findall(written))
        return self.spelling(normal) if self.spelling else normal

    def shorten(self, text: str, chance: random.Random, rate: float) -> str:
        """Write as on a phone: each word that has short forms gets one of them, with the given probability."""
        return self._words.sub(
            lambda found: chance.choice(self._short[found[0]]) if chance.random() < rate else found[0], fold(text)
        )
