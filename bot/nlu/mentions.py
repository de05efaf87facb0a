"""Whose job a message speaks of: the webmarketeur's, or another; and which places it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.nlu.folding import fold
from bot.nlu.gazetteer import Gazetteer
from knowledge.data_file import DATA

JOBS_FILE = DATA / "lexicon" / "jobs.txt"
PLACES_FILE = DATA / "lexicon" / "places.txt"

# "ce métier", "là-dedans", "ça": the job we talk about, without its name.
_THIS_JOB = re.compile(
    r"\b(?:ce|cette|du|le|son|mon futur) "
    r"(?:metier|job|taf|boulot|travail|poste|profession|branche|domaine|secteur)\b"
    r"|\bla[ -]dedans\b|\bca\b"
)
# What stands before a job that somebody has or had, rather than asks about: "je suis", "mon frère est", "ancien"…
_SOMEBODYS = re.compile(
    r"(?:suis|etais|etait|j'ai ete|ancien|ancienne|ex|comme|poste d'?e?|mon|ma|mes|ton|son|sa|entre|quitte|quitter"
    r"|avec|que)\W+(?:\w+\W+){0,2}$"
)
# What may stand before a bare place.
_CONTINUES = re.compile(
    r"\W*(?:(?:et|mais|ou|alors|ok|surtout|plutot|meme|par exemple|genre|sinon|c'est|moi)\W+)*"
)
_BEFORE_PLACES = re.compile(r"\b(?:a|au|aux|en|dans|sur|vers|de|du|region)\s+(?:la |le |les |l')?$")


class Mentions:
    """Finds jobs and places with gazetteers.

    Args:
        our_names: what our job is called.
        jobs: file of other jobs, one a line.
        places: file of places, one a line.

    Raises:
        DataFileError: a gazetteer is missing or empty.
    """

    def __init__(self, our_names: Sequence[str], jobs: Path = JOBS_FILE, places: Path = PLACES_FILE) -> None:
        names = "|".join(sorted((re.escape(fold(n)).replace(r"\ ", r"[\s-]*") for n in our_names), key=len)[::-1])
        self._ours = re.compile(rf"\b(?:{names})\w*")
        self._jobs, self._places = Gazetteer(jobs), Gazetteer(places)
        self.jobs, self.places = self._jobs.names, self._places.names
        # Each word of their names.
        self.words = {word for name in (*self.jobs, *self.places) for word in name.split()}

    def features(self, text: str) -> list[float]:
        """Say as numbers: names our job, points to it, names another job, asks about that, about that alone."""
        folded = fold(text)
        ours, this = bool(self._ours.search(folded)), bool(_THIS_JOB.search(folded))
        others = self._others(folded)
        asked = not all(map(_is_somebodys, others))
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
        if only_somebodys and not all(map(_is_somebodys, others)):
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
            _CONTINUES.fullmatch(place.string[: preposition.start()])
            and not re.search(r"\w", place.string[place.end() :])
            for place, preposition in self._placed(text)
        )

    def _placed(self, text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
        """Find places, each with the preposition before it."""
        for place in self._places.find(fold(text)):
            preposition = _BEFORE_PLACES.search(place.string[: place.start()])
            if preposition:
                yield place, preposition


def _is_somebodys(job: re.Match[str]) -> bool:
    return bool(_SOMEBODYS.search(job.string[: job.start()]))
