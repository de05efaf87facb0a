"""What the measuring programs write, and what they say to bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.report import replace_section, table
from tests.conftest import QUIET, ROOT


def test_a_section_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    """Text written by hand survives every measurement; measuring twice changes nothing more."""
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- a -->\nold \\1\n<!-- /a -->\nbetween\n<!-- b -->\n<!-- /b -->\nafter\n")
    replace_section(page, "a", "new \\1")
    replace_section(page, "a", "new \\1")
    assert page.read_text() == (
        "before\n<!-- a -->\n\nnew \\1\n\n<!-- /a -->\nbetween\n<!-- b -->\n<!-- /b -->\nafter\n"
    )
    with pytest.raises(ValueError, match="found 0 sections"):
        replace_section(page, "c", "new")


def test_a_cell_cannot_break_its_table() -> None:
    """Messages hold anything."""
    assert table(["a"], [["x | y\nz"], [0.5]]) == "| a |\n| --- |\n| x \\| y z |\n| 50.0 |"


@pytest.mark.parametrize("name", ["quality.md", "bench-nlu.md"])
def test_the_pages_have_their_marks(name: str) -> None:
    """Else a measurement of half an hour is lost at its end."""
    text = (ROOT / "docs" / name).read_text()
    for section in {"quality.md": ["understanding", "ablation"], "bench-nlu.md": ["measured"]}[name]:
        assert text.count(f"<!-- {section} -->") == text.count(f"<!-- /{section} -->") == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "found no file"),
        ({"dev_in.jsonl": "no json"}, 'expected a JSON object with "text" and "intent"'),
        ({"dev_in.jsonl": json.dumps({"text": "a"})}, 'expected a JSON object with "text" and "intent"'),
        ({"dev_in.jsonl": "\n"}, "found no rows"),
    ],
)
def test_bad_public_data_gets_a_plain_word(tmp_path: Path, files: dict[str, str], said: str) -> None:
    """The folder is the user's."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    command = [sys.executable, "-m", "benchmarks.public_data", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=QUIET, capture_output=True, text=True)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
