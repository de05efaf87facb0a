"""Sees the frame of a sentence: what stays when the words that change from person to person are taken out.

"Je suis plombier depuis 17 ans" and "je suis greffière depuis 17 ans" have one frame, in which somebody tells of
themselves; "combien gagne un plombier" has another. A model that sees frames reads a job that it never met, if the
gazetteer has it and it is one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

# A word, place or number stays when so many texts have it, noisy copies of sentences among them. Where no place or
# number stayed, and runs of plain words were left out, a third of the weights went; understanding got no better.
LEAST_COMMON = 40
JOB, PLACE, NUMBER, WORD = "JOB", "PLACE", "NUMBER", "WORD"
BEGIN, END = "^", "$"


class Frames:
    """Replaces jobs, places, numbers and uncommon words by their kind, and marks both ends.

    Args:
        jobs: names of other jobs, folded; those of several words are not seen.
        places: likewise.
        common: words that stay, once learned.
    """

    def __init__(self, jobs: Collection[str], places: Collection[str], common: Collection[str] = ()) -> None:
        self._kinds = {**dict.fromkeys(places, PLACE), **dict.fromkeys(jobs, JOB)}
        self.common = frozenset(common)

    def learn(self, texts: Iterable[str]) -> None:
        """Learn from normalised texts which words are common."""
        counts = Counter(word for text in texts for word in set(text.split()))
        self.common = frozenset(word for word, count in counts.items() if count >= LEAST_COMMON)

    def __call__(self, text: str) -> str:
        """Give the frame of a normalised text."""
        return " ".join((BEGIN, *map(self._kind, text.split()), END))

    def _kind(self, word: str) -> str:
        kind = self._kinds.get(word) or self._kinds.get(word.removesuffix("s"))
        if kind != JOB and (word in self.common or not word[0].isalnum()):
            return word
        return kind or (NUMBER if word[0].isdigit() else WORD)
