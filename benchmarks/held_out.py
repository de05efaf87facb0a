"""The questions and dialogues in tests/nlu/, written by a hand that had not seen the training data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "nlu"
# The first was written before the classifier; the second later, by others, when mistakes of the first were known.
QUESTION_SETS = (FOLDER / "questions.jsonl", FOLDER / "questions_2.jsonl")
DIALOGUES = FOLDER / "dialogues.jsonl"
SAFETY_POSITIVE = FOLDER / "safety_positive.txt"
SAFETY_HARMLESS = FOLDER / "safety_harmless.txt"

KINDS = ("one_topic", "several_topics", "not_covered", "out_of_scope", "chitchat")


@dataclass(frozen=True)
class Question:
    """One message, what it asks (labels as in the training data), and how it is written."""

    text: str
    kind: str
    labels: tuple[str, ...]
    style: tuple[str, ...] = ()
    source: str = ""


def questions() -> list[Question]:
    """Give the single questions."""
    return [_question(json.loads(line), path.stem) for path in QUESTION_SETS for line in _lines(path)]


def dialogues() -> list[list[Question]]:
    """Give the dialogues, each a list of turns."""
    return [[_question(turn) for turn in json.loads(line)["turns"]] for line in _lines(DIALOGUES)]


def safety() -> tuple[list[str], list[str]]:
    """Give the cries for help, and the harmless sentences that sound like some."""
    return list(_lines(SAFETY_POSITIVE)), list(_lines(SAFETY_HARMLESS))


def _question(row: dict[str, object], source: str = "") -> Question:
    return Question(
        str(row["text"]),
        str(row["kind"]),
        tuple(row["labels"]),  # type: ignore[arg-type]
        tuple(row.get("style", ())),  # type: ignore[arg-type]
        source,
    )


def _lines(path: Path) -> Iterable[str]:
    return (line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
