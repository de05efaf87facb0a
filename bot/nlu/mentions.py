"""Whose job a message speaks of: the webmarketeur's, or another; and which places it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.nlu.folding import fold
from knowledge.data_file import DATA, DataFileError

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
        self.jobs, self.places = _names(jobs), _names(places)
        self._jobs, self._places = _pattern(self.jobs), _pattern(self.places)
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
        return list(self._jobs.finditer(self._ours.sub(lambda ours: "#" * len(ours[0]), folded)))

    def place(self, text: str) -> str | None:
        """Give the first place named behind a preposition ("à Lyon", "en Suisse"), folded."""
        for found in self._places.finditer(fold(text)):
            if re.search(
                r"\b(?:a|au|aux|en|dans|sur|vers|de|du|region)\s+(?:la |le |les |l')?$",
                fold(text)[: found.start()],
            ):
                return found[0]
        return None


def _is_somebodys(job: re.Match[str]) -> bool:
    return bool(_SOMEBODYS.search(job.string[: job.start()]))


def _names(path: Path) -> set[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = {fold(line.strip()) for line in lines if line.strip()}
    if not names:
        raise DataFileError(f"{path.name}: found nothing, expected one name a line")
    return names


def _pattern(names: set[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})s?\b")
