"""Cuts a message where a question, or something told, may end and the next begin; tells what a piece does.

The words for that are in data/lexicon/pieces.yml.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, StrictStr

from knowledge.data_file import DATA, Strict, checked_patterns, read_data_file

LEXICON_FILE = DATA / "lexicon" / "pieces.yml"

# A message so short may be a list of words without anything between them: "salaire études chef".
LIST_OF_WORDS = 6
SHORTEST_LISTED = 4
MOST_PIECES = 40

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")
_SIGNS = r"[?!.;,:\n+/&()]+"
_WORD = re.compile(r"\w")


class PiecesLexicon(Strict):
    """Patterns over text as it is typed; see the file."""

    question_words: list[StrictStr] = Field(min_items=1)
    joins: list[StrictStr] = Field(min_items=1)
    asking: list[StrictStr] = Field(min_items=1)
    denials: list[StrictStr] = Field(min_items=1)
    denied_at_the_end: list[StrictStr] = Field(min_items=1)
    after_denials: list[StrictStr] = Field(min_items=1)
    made_up_denials: list[StrictStr] = Field(min_items=1)


class Pieces:
    """Cuts messages.

    Args:
        lexicon: where the words are.

    Raises:
        DataFileError: the lexicon is broken.
    """

    def __init__(self, lexicon: Path = LEXICON_FILE) -> None:
        words = read_data_file(lexicon, PiecesLexicon)
        self.made_up_denials = words.made_up_denials
        question, joins, asking, denials, at_the_end, after = (
            "|".join(found)
            for found in (
                words.question_words,
                words.joins,
                words.asking,
                words.denials,
                words.denied_at_the_end,
                words.after_denials,
            )
        )
        opening = rf"(?:(?:{joins}|non|bon|ok|ah)\b[ ,]*)*(?:{denials})"
        with checked_patterns(lexicon):
            self._break = re.compile(rf"{_SIGNS}|\b(?:{joins})\b|(?=\b(?:{question})\b)", re.IGNORECASE)
            self._asking = re.compile(rf"\?|\b(?:{asking})\b", re.IGNORECASE)
            self._denied = re.compile(rf"{opening}\b|.*\b(?:{at_the_end})\W*$", re.IGNORECASE | re.DOTALL)
            self._denial_alone = re.compile(rf"{opening}(?: ?(?:{after}))*", re.IGNORECASE)

    def cut(self, text: str) -> list[str]:
        """Cut a message: its sentences, the clauses in them, and the words of a mere list of words.

        The pieces overlap; one that says everything is among them. Of a very long message those at both ends.
        """
        sentences = [found.strip() for found in _SENTENCE.findall(text)]
        clauses = self._clauses(text)
        listed = []
        # Of "pas le chef, la paie" the words by themselves would say the contrary.
        if len(text.split()) <= LIST_OF_WORDS and not any(map(self.is_denied, clauses)):
            listed = re.findall(rf"[^\W_]{{{SHORTEST_LISTED},}}", text)
        found = dict.fromkeys(p for p in (*sentences, *clauses, *listed) if _WORD.search(p))
        cut = list(found)
        return cut if len(cut) <= MOST_PIECES else [*cut[: MOST_PIECES // 2], *cut[-MOST_PIECES // 2 :]]

    def is_denied(self, piece: str) -> bool:
        """Tell whether a piece says what is *not* asked: "pas le salaire"."""
        return bool(self._denied.match(piece))

    def is_asking(self, piece: str) -> bool:
        """Tell whether a piece has a word or sign that questions and requests have."""
        return bool(self._asking.search(piece))

    def _clauses(self, text: str) -> list[str]:
        clauses = []
        start = 0
        for found in self._break.finditer(text):
            # "je ne veux pas savoir" goes with what follows.
            if not self._denial_alone.fullmatch(text[start : found.start()].strip()):
                clauses.append(text[start : found.start()].strip())
                start = found.end()
        return [*clauses, text[start:].strip()]
