"""All data files are checked together, by the command that `make` runs before training and start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.everything import check_everything
from tests.conftest import QUIET

# File, what stands there, what is put in its place, and what the error must say.
BROKEN = {
    "unknown contact": ("data/profiles/webmarketeur.yml", "contact: disability", "contact: nobody", "'nobody'"),
    "unknown nearby": ("data/profiles/webmarketeur.yml", "nearby: evolution", "nearby: nothing", "'nothing'"),
    "unknown subject": ("data/profiles/webmarketeur.yml", "place: pay_region", "place: pay_moon", "'pay_moon'"),
    "quality of its own": (
        "data/profiles/webmarketeur.yml",
        "quality: savoir rédiger",
        "quality: la joie",
        "writing",
    ),
    "broken contacts": ("data/contacts.yml", "emergency:", "urgence:", "contacts.yml"),
    "broken glossary": ("data/glossary.yml", "terms:", "words:", "glossary.yml"),
}


def test_data_files_are_good() -> None:
    """As they are in the project."""
    check_everything()


@pytest.mark.parametrize("case", BROKEN)
def test_broken_data_is_refused_without_a_stack_trace(case: str, project_copy: Path) -> None:
    """`python -m knowledge` says what is wrong and leaves with 1."""
    name, old, new, problem = BROKEN[case]
    path = project_copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "knowledge"], cwd=project_copy, env=QUIET, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert problem in done.stderr
    assert "expected" in done.stderr
    assert "Traceback" not in done.stderr
