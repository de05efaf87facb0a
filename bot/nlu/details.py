"""Reads details out of a message (experience so far) with the words and patterns of data/lexicon/details.yml."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pydantic import StrictStr

from knowledge.data_file import DATA, Strict, read_data_file
from knowledge.profile import ExperienceLevel

LEXICON_FILE = DATA / "lexicon" / "details.yml"


class Lexicon(Strict):
    """Words and patterns for details; patterns see folded text: lower case, no accents, one kind of apostrophe."""

    numbers: dict[StrictStr, float]
    experience_years: list[StrictStr]
    experience_words: dict[StrictStr, list[StrictStr]]


def fold(text: str) -> str:
    """Lower case, without accents, with straight apostrophes; as long as the text itself where it is French."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


class DetailReader:
    """Finds the experience that a message speaks of.

    Args:
        levels: the levels to sort numbers of years into.
        lexicon: where the words are.

    Raises:
        DataFileError: the lexicon is broken.
    """

    def __init__(self, levels: list[ExperienceLevel], lexicon: Path = LEXICON_FILE) -> None:
        words = read_data_file(lexicon, Lexicon)
        self._levels = levels
        self._numbers = words.numbers
        number = "|".join(sorted(map(re.escape, words.numbers), key=len, reverse=True))
        self._years = [
            re.compile(p.replace("NUMBER", rf"(?P<number>\d+(?:[.,]\d+)?|{number})"))
            for p in words.experience_years
        ]
        self._words = {
            level: re.compile(rf"\b(?:{'|'.join(patterns)})\b")
            for level, patterns in words.experience_words.items()
        }

    def experience(self, text: str) -> str | None:
        """Give the id of the experience level a message speaks of, or None."""
        folded = fold(text)
        for pattern in self._years:
            found = pattern.search(folded)
            if found:
                return self._level(found["number"])
        for level, pattern in self._words.items():
            if pattern.search(folded):
                return level
        return None

    def _level(self, number: str) -> str | None:
        years = self._numbers.get(number)
        if years is None:
            years = float(number.replace(",", "."))
        return next((level.id for level in self._levels if level.years.contains(years)), None)
