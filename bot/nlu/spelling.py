"""Puts misspelt words right: what is no French word becomes the word of the training data that is most like it.

Only words that no dictionary knows are touched, so that another job or a name is not read as a word of ours. The
classifier learns from corrected texts too, so a wrong correction is nothing new to it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from spacy.lookups import Lookups
from spacy.strings import StringStore
from spacy.util import get_model_meta, get_package_path

from bot.nlu.folding import fold
from bot.nlu.keyboard import are_neighbours

MODEL = "fr_core_news_sm"

SHORTEST = 3
# From this length on, two slips in a word are put right; in shorter ones too much is two letters away.
LONG = 7
# How many training texts must have a word: to correct into it, also if no dictionary knows it, to leave it alone.
LEAST, LEAST_STRANGE, LEAST_LEFT = 2, 6, 3
# So common must be both words of two written in one, and what a word of three letters is corrected into.
COMMON, VERY_COMMON = 5, 30
# What likely slips cost, in letters: neighbours on the keyboard, neighbours swapped, or one left out or too many,
# beside a letter put for another; and what each letter weighs beside how common (logarithm) the word is.
NEIGHBOUR, OTHER_LETTER, PER_LETTER, COMMONNESS, SECOND_SLIP, FIRST_LETTER = 0.8, 1.3, 5.0, 0.7, 1.0, 1.5

_ELIDED = re.compile(r"([ldsmtnjc]|qu)([aeiouyh]\w{2,})")


class Spelling:
    """Corrects words.

    Args:
        known: words that stay as they are.
        counts: words to correct into, with how common they are.
    """

    def __init__(self, known: Collection[str], counts: Mapping[str, int]) -> None:
        self.known = frozenset(known)
        self.counts = dict(counts)
        self._words = list(counts)
        self._corrected = lru_cache(maxsize=50_000)(self._correct)

    @classmethod
    def learn(cls, texts: Iterable[str], known: Iterable[str]) -> Spelling:
        """Learn which words there are.

        Args:
            texts: training texts, normalised.
            known: words of dictionaries, folded.
        """
        found = Counter(word for text in texts for word in set(text.split()) if word.isalpha())
        words = frozenset(known)
        counts = {
            word: count
            for word, count in found.items()
            if len(word) >= SHORTEST and count >= (LEAST if word in words else LEAST_STRANGE)
        }
        return cls(words | {word for word, count in found.items() if count >= LEAST_LEFT}, counts)

    def __call__(self, text: str) -> str:
        """Correct a normalised text."""
        return " ".join(word if self._is_right(word) else self._corrected(word) for word in text.split())

    def _is_right(self, word: str) -> bool:
        plural = word[-1] in "sx" and word[:-1] in self.known
        return word in self.known or plural or len(word) < SHORTEST or not word.isalpha()

    def _correct(self, word: str) -> str:
        # "lannonceur": the apostrophe was left out.
        elided = _ELIDED.fullmatch(word)
        if elided and self.counts.get(elided[2], 0) >= COMMON:
            return f"{elided[1]}' {elided[2]}"
        slips = 2 if len(word) >= LONG else 1
        near = extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if len(word) == SHORTEST:
            near = [found for found in near if self.counts[found[0]] >= VERY_COMMON]
        if near:
            return str(min(near, key=lambda found: self._cost(word, found[0], int(found[1])))[0])
        return self._separated(word)

    def _cost(self, typed: str, word: str, slips: int) -> float:
        cost = float(slips)
        if slips == 1 and len(typed) == len(word):
            different = [(a, b) for a, b in zip(typed, word, strict=True) if a != b]
            swapped = len(different) == 2
            cost = NEIGHBOUR if swapped or are_neighbours(*different[0]) else OTHER_LETTER
        return (
            PER_LETTER * cost
            + SECOND_SLIP * (slips > 1)
            + FIRST_LETTER * (typed[0] != word[0])
            - COMMONNESS * math.log(self.counts[word])
        )

    def _separated(self, word: str) -> str:
        """Put in the space that was left out between two common words."""
        halves = [
            (word[:i], word[i:])
            for i in range(2, len(word) - 1)
            if min(self.counts.get(word[:i], 0), self.counts.get(word[i:], 0)) >= COMMON
        ]
        return " ".join(max(halves, key=lambda half: sum(map(self.counts.__getitem__, half)), default=(word,)))

    def save(self, folder: Path) -> None:
        """Write the words into a folder."""
        (folder / "known_words.txt").write_text("\n".join(sorted(self.known)))
        (folder / "words.txt").write_text("\n".join(f"{word} {count}" for word, count in self.counts.items()))

    @classmethod
    def load(cls, folder: Path) -> Spelling:
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: there is none in the folder.
        """
        counts = (line.split() for line in (folder / "words.txt").read_text().splitlines())
        known = (folder / "known_words.txt").read_text().split("\n")
        return cls(known, {word: int(count) for word, count in counts})


@cache
def french_words() -> frozenset[str]:
    """Give the words of spaCy's French dictionary with their forms, folded: some 250,000.

    Read from the model's files, for making spaCy's whole pipeline takes longer than all else here; and kept, since
    programs that measure train many times.
    """
    package = get_package_path(MODEL)
    folder = package / f"{MODEL}-{get_model_meta(package)['version']}"
    lookups = Lookups().from_disk(folder / "lemmatizer" / "lookups")
    strings = StringStore().from_disk(folder / "vocab" / "strings.json")
    forms = lookups.get_table("lemma_lookup")
    by_class = [*lookups.get_table("lemma_exc").values(), *lookups.get_table("lemma_index").values()]
    # The first table keeps hashes of its forms: those that spaCy has as strings too can be told.
    written = (word for word in strings if word in forms)
    return frozenset(
        fold(word) for words in (written, *forms.values(), *by_class) for word in words if word.isalpha()
    )
