"""A list of names, such as jobs or places, and where a text has them."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from bot.nlu.folding import fold
from knowledge.data_file import DataFileError

_WORD = re.compile(r"\w+")


class Gazetteer:
    """Finds names, the longest that fits, with or without a plural s at their end.

    Names are looked up by their first word: one pattern of thousands of names would make reading a message take a
    fifth longer.

    Args:
        path: file with one name a line.

    Raises:
        DataFileError: the file is missing or empty.
    """

    def __init__(self, path: Path) -> None:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError:
            lines = []
        self.names = {fold(line.strip()) for line in lines if _WORD.search(line)}
        if not self.names:
            raise DataFileError(f"{path.name}: found nothing, expected one name a line")
        by_first_word: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            by_first_word[_WORD.findall(name)[0]].append(name)
        self._patterns = {
            word: re.compile(rf"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})s?\b")
            for word, names in by_first_word.items()
        }

    def find(self, folded: str) -> list[re.Match[str]]:
        """Find the names in a folded text; none overlaps another."""
        found: list[re.Match[str]] = []
        end = 0
        for word in _WORD.finditer(folded):
            if word.start() >= end:
                name = self._at(folded, word)
                if name:
                    found.append(name)
                    end = name.end()
        return found

    def _at(self, folded: str, word: re.Match[str]) -> re.Match[str] | None:
        for first in (word[0], word[0].removesuffix("s")):
            pattern = self._patterns.get(first)
            name = pattern.match(folded, word.start()) if pattern else None
            if name:
                return name
        return None
