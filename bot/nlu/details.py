"""Reads details out of a message with the words and patterns of data/lexicon/details.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import StrictStr

from bot.nlu.folding import fold
from knowledge.data_file import DATA, Strict, checked_patterns, read_data_file
from knowledge.glossary import Term
from knowledge.profile import ExperienceLevel

LEXICON_FILE = DATA / "lexicon" / "details.yml"

# Beyond these, a figure is hardly a pay that the sheet's could be compared with.
LEAST_AMOUNT, MOST_AMOUNT = 800, 20_000
_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<figure>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{3,6}|\d{1,2}(?= ?k\b))"
    r" ?(?P<unit>k\b|euros?|€|balles)?"
)
_YEAR = re.compile(r"19\d\d|20[0-3][1-9]")
# What comes behind a figure that is no pay, or none for the period that the sheet's may be for.
_NOT_MONEY = re.compile(
    r"\s*(?:ans?\b|annees?|heures?|h\b|abonnes?|followers|personnes|par an|/ ?an|a l'annee|annuel|km\b)"
)


Table = dict[StrictStr, list[StrictStr]]


class Tables(Strict):
    """Details of which a message can say several values: how each value is said."""

    diploma_level: Table
    study_years: Table
    scope: Table
    study_level: Table
    dimension: Table


class Lexicon(Strict):
    """Words and patterns for details; patterns see folded text."""

    numbers: dict[StrictStr, float]
    experience_years: list[StrictStr]
    experience_words: dict[StrictStr, list[StrictStr]]
    negations: list[StrictStr]
    tables: Tables
    first: list[StrictStr]
    second: list[StrictStr]
    tu: list[StrictStr]


class DetailReader:
    """Finds what a message says of experience, diplomas, kinds of post, amounts, words of the trade.

    Args:
        levels: the levels to sort numbers of years into.
        terms: the words of the glossary.
        lexicon: where the patterns are.

    Raises:
        DataFileError: the lexicon is broken.
    """

    def __init__(self, levels: list[ExperienceLevel], terms: Iterable[Term], lexicon: Path = LEXICON_FILE) -> None:
        words = read_data_file(lexicon, Lexicon)
        self._levels = levels
        self._numbers = words.numbers
        number = "|".join(sorted(map(re.escape, words.numbers), key=len, reverse=True))
        with checked_patterns(lexicon):
            self._years = [
                re.compile(p.replace("NUMBER", rf"(?P<number>\d+(?:[.,]\d+)?|{number})"))
                for p in words.experience_years
            ]
            self._words = {level: _any(patterns) for level, patterns in words.experience_words.items()}
            self._negation = re.compile(rf"\b(?:{'|'.join(words.negations)})\s*$")
            self._tables = {
                name: {value: _any(patterns) for value, patterns in table.items()} for name, table in words.tables
            }
            self._ordinals = {1: _any(words.first), 2: _any(words.second)}
            self._tu = re.compile("|".join(words.tu))
        names = sorted(((fold(n), term.id) for term in terms for n in term.names), key=lambda pair: -len(pair[0]))
        self._terms = [(_any([re.escape(name)]), term) for name, term in names]

    def experience(self, text: str) -> str | None:
        """Give the id of the experience level a message speaks of, or None."""
        folded = fold(text)
        for pattern in self._years:
            for found in pattern.finditer(folded):
                if not self._denied(folded, found):
                    return self._level(found["number"])
        for level, pattern in self._words.items():
            if any(not self._denied(folded, found) for found in pattern.finditer(folded)):
                return level
        return None

    @property
    def tables(self) -> list[str]:
        """Names of the details that `values` reads."""
        return list(self._tables)

    def values(self, detail: str, text: str) -> list[str]:
        """Give every value of a detail that the lexicon has a table for, in the order said."""
        folded = fold(text)
        found: dict[str, int] = {}
        for value, pattern in self._tables[detail].items():
            hits = [hit.start() for hit in pattern.finditer(folded) if not self._denied(folded, hit)]
            if hits:
                found[value] = hits[0]
        return sorted(found, key=lambda value: found[value])

    def ordinal(self, text: str) -> int | None:
        """Tell whether a message points to the first (1) or the second (2) of two things."""
        folded = fold(text)
        return next((number for number, pattern in self._ordinals.items() if pattern.search(folded)), None)

    def terms(self, text: str) -> list[str]:
        """Give the ids of the glossary's words in a message, longest first."""
        folded = fold(text)
        return list(dict.fromkeys(term for name, term in self._terms if name.search(folded)))

    def amount(self, text: str) -> float | None:
        """Give the amount in euros that a message names, if it may be a pay like the sheet's."""
        folded = fold(text)
        for found in _AMOUNT.finditer(folded):
            euros = float(re.sub(r"\D", "", found["figure"])) * (1000 if found["unit"] == "k" else 1)
            is_year = not found["unit"] and _YEAR.fullmatch(found["figure"])
            if (
                LEAST_AMOUNT <= euros <= MOST_AMOUNT
                and not is_year
                and not _NOT_MONEY.match(folded[found.end() :])
            ):
                return euros
        return None

    def says_tu(self, text: str) -> bool:
        """Tell whether the person clearly says tu to the bot."""
        return bool(self._tu.search(fold(text)))

    def _denied(self, folded: str, found: re.Match[str]) -> bool:
        return bool(self._negation.search(folded[: found.start()]))

    def _level(self, number: str) -> str | None:
        years = self._numbers.get(number)
        if years is None:
            years = float(number.replace(",", "."))
        return next((level.id for level in self._levels if level.years.contains(years)), None)


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
