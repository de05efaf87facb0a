"""Whose job a message speaks of: the webmarketeur's, or another; and which places it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import Field, StrictStr

from bot.nlu.folding import fold
from bot.nlu.gazetteer import Gazetteer
from knowledge.data_file import DATA, Strict, checked_patterns, read_data_file

JOBS_FILE = DATA / "lexicon" / "jobs.txt"
PLACES_FILE = DATA / "lexicon" / "places.txt"
LEXICON_FILE = DATA / "lexicon" / "mentions.yml"


class MentionsLexicon(Strict):
    """Patterns over folded text; see the file."""

    this_job: list[StrictStr] = Field(min_items=1)
    somebodys: list[StrictStr] = Field(min_items=1)
    before_places: list[StrictStr] = Field(min_items=1)
    before_bare_places: list[StrictStr] = Field(min_items=1)
    after_bare_places: list[StrictStr] = Field(min_items=1)


class Mentions:
    """Finds jobs and places with gazetteers.

    Args:
        our_names: what our job is called.
        jobs: file of other jobs, one a line.
        places: file of places, one a line.
        lexicon: what stands around them.

    Raises:
        DataFileError: a gazetteer is missing or empty, or the lexicon is broken.
    """

    def __init__(
        self,
        our_names: Sequence[str],
        jobs: Path = JOBS_FILE,
        places: Path = PLACES_FILE,
        lexicon: Path = LEXICON_FILE,
    ) -> None:
        names = "|".join(sorted((re.escape(fold(n)).replace(r"\ ", r"[\s-]*") for n in our_names), key=len)[::-1])
        self._ours = re.compile(rf"\b(?:{names})\w*")
        self._jobs, self._places = Gazetteer(jobs), Gazetteer(places)
        self.jobs, self.places = self._jobs.names, self._places.names
        words = read_data_file(lexicon, MentionsLexicon)
        with checked_patterns(lexicon):
            self._this_job = re.compile(rf"\b(?:{'|'.join(words.this_job)})\b")
            self._somebodys = re.compile(rf"(?:{'|'.join(words.somebodys)})\W+(?:\w+\W+){{0,2}}$")
            self._before_places = re.compile(rf"\b(?:{'|'.join(words.before_places)})\s+(?:la |le |les |l')?$")
            self._before_bare_places = re.compile(rf"\W*(?:(?:{'|'.join(words.before_bare_places)})\W+)*")
            self._after_bare_places = re.compile(rf"\W*(?:(?:{'|'.join(words.after_bare_places)})\b\W*)*")
        # Each word of their names.
        self.words = {word for name in (*self.jobs, *self.places) for word in name.split()}

    def features(self, text: str) -> list[float]:
        """Say as numbers: names our job, points to it, names another job, asks about that, about that alone."""
        folded = fold(text)
        ours, this = bool(self._ours.search(folded)), bool(self._this_job.search(folded))
        others = self._others(folded)
        asked = not all(map(self._is_somebodys, others))
        return [float(f) for f in (ours, this, bool(others), asked, bool(others) and not ours and not this)]

    def swap_jobs(self, text: str, swap: Callable[[], str], only_somebodys: bool) -> str | None:
        """Put other names in place of the jobs that a message names; ours stays, and what an apostrophe goes with.

        Args:
            text: the message.
            swap: gives a name.
            only_somebodys: only if each job is somebody's ("je suis plombier"), not asked about.

        Returns:
            The message, folded; none where there is nothing to swap.
        """
        folded = fold(text)
        others = self._others(folded)
        if only_somebodys and not all(map(self._is_somebodys, others)):
            return None
        others = [other for other in others if folded[other.start() - 1 : other.start()] != "'"]
        for other in reversed(others):
            folded = folded[: other.start()] + swap() + folded[other.end() :]
        return folded if others else None

    def names_ours(self, text: str) -> bool:
        """Tell whether a message names our job."""
        return bool(self._ours.search(fold(text)))

    def _others(self, folded: str) -> list[re.Match[str]]:
        """Find other jobs than ours in a folded text."""
        # Ours is masked rather than taken out: so every letter keeps its place.
        return self._jobs.find(self._ours.sub(lambda ours: "#" * len(ours[0]), folded))

    def place(self, text: str) -> str | None:
        """Give the first place named behind a preposition ("à Lyon", "en Suisse"), folded."""
        return next((place[0] for place, _ in self._placed(text)), None)

    def is_bare_place(self, text: str) -> bool:
        """Tell whether a message is a place and hardly a word more ("et en Bretagne ?")."""
        return any(
            self._before_bare_places.fullmatch(place.string[: preposition.start()])
            and self._after_bare_places.fullmatch(place.string[place.end() :])
            for place, preposition in self._placed(text)
        )

    def _placed(self, text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
        """Find places, each with the preposition before it."""
        for place in self._places.find(fold(text)):
            preposition = self._before_places.search(place.string[: place.start()])
            if preposition:
                yield place, preposition

    def _is_somebodys(self, job: re.Match[str]) -> bool:
        return bool(self._somebodys.search(job.string[: job.start()]))
