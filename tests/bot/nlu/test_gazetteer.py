"""Names of a list are found in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.gazetteer import Gazetteer
from knowledge.data_file import DataFileError


@pytest.fixture
def jobs(tmp_path: Path) -> Gazetteer:
    """A short list."""
    file = tmp_path / "jobs.txt"
    file.write_text(
        "chef\nChef de rang\naide-soignant\nanalyste\nprofesseur des écoles\navocat\n", encoding="utf-8"
    )
    return Gazetteer(file)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("un chef de rang et un chef", ["chef de rang", "chef"]),
        ("deux chefs, trois aide-soignants", ["chefs", "aide-soignants"]),
        ("l'avocat, d'analystes", ["avocat", "analystes"]),
        ("professeur des ecoles", ["professeur des ecoles"]),
        # Parts of other words, and of names.
        ("chefferie, sous-chef", ["chef"]),
        ("professeur de dessin", []),
        ("", []),
    ],
)
def test_longest_name_is_found(jobs: Gazetteer, text: str, found: list[str]) -> None:
    """With a plural s or without."""
    assert [name[0] for name in jobs.find(text)] == found


def test_names_are_folded(jobs: Gazetteer) -> None:
    """As the texts are."""
    assert "professeur des ecoles" in jobs.names


@pytest.mark.parametrize("content", [None, "\n \n", "---\n"])
def test_list_without_a_name_is_refused(tmp_path: Path, content: str | None) -> None:
    """With the name of the file."""
    file = tmp_path / "jobs.txt"
    if content is not None:
        file.write_text(content)
    with pytest.raises(DataFileError, match=r"jobs\.txt"):
        Gazetteer(file)
