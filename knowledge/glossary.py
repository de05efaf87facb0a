"""Words of the trade in plain French: data/glossary.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, StrictStr

from knowledge.data_file import DATA, Strict, read_data_file

GLOSSARY_FILE = DATA / "glossary.yml"


class Term(Strict):
    """A word, how people write it, what it means, and where the explanation comes from."""

    id: StrictStr
    name: StrictStr
    names: list[StrictStr] = Field(min_items=1)
    meaning: StrictStr
    source: StrictStr


class Glossary(Strict):
    """The whole file."""

    terms: list[Term] = Field(min_items=1)

    def term(self, term: str) -> Term | None:
        """Find a term by its id."""
        return next((known for known in self.terms if known.id == term), None)


def load_glossary(path: Path = GLOSSARY_FILE) -> Glossary:
    """Read and validate the glossary.

    Raises:
        DataFileError: see `read_data_file`.
    """
    return read_data_file(path, Glossary)


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary, read once a process."""
    return load_glossary()
