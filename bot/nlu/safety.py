"""Finds messages of somebody who may be in danger, by the words of data/lexicon/safety.yml."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pydantic import Field, StrictStr

from knowledge.data_file import DATA, Strict, checked_patterns, read_data_file

LEXICON_FILE = DATA / "lexicon" / "safety.yml"


class SafetyLexicon(Strict):
    """Patterns over normalised text."""

    alarms: list[StrictStr] = Field(min_items=1)
    harmless: list[StrictStr] = Field(min_items=1)


class SafetyWords:
    """Tells alarming messages.

    Args:
        normalise: writes a message out.
        lexicon: where the patterns are.

    Raises:
        DataFileError: the lexicon is broken.
    """

    def __init__(self, normalise: Callable[[str], str], lexicon: Path = LEXICON_FILE) -> None:
        words = read_data_file(lexicon, SafetyLexicon)
        self._normalise = normalise
        with checked_patterns(lexicon):
            self._alarms, self._harmless = (re.compile("|".join(p)) for p in (words.alarms, words.harmless))

    def alarming(self, text: str) -> bool:
        """Tell whether a message speaks of danger to somebody."""
        return bool(self._alarms.search(self._normalise(text))) and not self.harmless(text)

    def harmless(self, text: str) -> bool:
        """Tell whether such words would be meant otherwise: a film, a joke."""
        return bool(self._harmless.search(self._normalise(text)))
