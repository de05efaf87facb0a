"""Writes measured figures into a document whose other text is written by hand.

A section stands between `<!-- name -->` and `<!-- /name -->`; what is outside stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def replace_section(document: Path, name: str, text: str) -> None:
    """Put new text between a section's marks.

    Raises:
        ValueError: the document has no such section.
    """
    before = document.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.S)
    after, count = marks.subn(lambda found: f"{found[1]}\n{text.strip()}\n\n{found[2]}", before)
    if count != 1:
        raise ValueError(f"{document.name}: found {count} sections <!-- {name} -->, expected one")
    document.write_text(after, encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> str:
    """Make a Markdown table; a float becomes a percentage with one decimal."""
    lines = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(share: float) -> str:
    """Write a share between 0 and 1 as a percentage."""
    return f"{100 * share:.1f}"


def _cell(value: str | int | float) -> str:
    return percent(value) if isinstance(value, float) else str(value).replace("|", "\\|").replace("\n", " ")
