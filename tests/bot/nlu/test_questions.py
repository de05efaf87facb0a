"""Which questions a message asks: learned from scores made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.boosted_trees import Floats
from bot.nlu.pieces import Pieces
from bot.nlu.questions import QuestionModel

LABELS = ["ask_chief", "ask_pay", "ask_pay@junior", "greet", "tell_about_oneself"]
FAMILIES = ["ask_pay"]
PIECES = Pieces()
WORDS = {"chef": 0, "paie": 1, "junior": 2, "bonjour": 3, "ans": 4}


def scores(text: str) -> Floats:
    """Score a text by its words, as the topic model would."""
    found = np.full(len(LABELS) + len(FAMILIES), -1.0)
    for word, column in WORDS.items():
        if word in text:
            found[column] = 1.0 / text.count(" ") if text.count(" ") > 3 else 1.0
    found[-1] = found[1:3].max()
    return found


def read(model: QuestionModel, text: str) -> dict[str, float]:
    """Give the probability of each question."""
    cut = PIECES.cut(text)
    found = model.probabilities(text, scores(text), cut, np.array([scores(piece) for piece in cut]))
    return {LABELS[i]: p for i, p in found.items()}


@pytest.fixture(scope="module")
def model() -> QuestionModel:
    """Learned on messages with one question, two, one turned down, or none."""
    messages = [
        ("le chef", ["ask_chief"]),
        ("la paie", ["ask_pay"]),
        ("la paie junior", ["ask_pay@junior"]),
        ("bonjour", ["greet"]),
        ("j'ai trente ans", ["tell_about_oneself"]),
        ("le chef et la paie", ["ask_chief", "ask_pay"]),
        ("la paie, le chef", ["ask_chief", "ask_pay"]),
        ("pas le chef, la paie", ["ask_pay"]),
        ("pas la paie, le chef", ["ask_chief"]),
    ] * 30
    made = QuestionModel(PIECES)
    made.set_labels(LABELS, FAMILIES, ["ask_chief", "ask_pay"])
    texts = [text for text, _ in messages]
    cut = [PIECES.cut(text) for text in texts]
    targets = np.array([[label in labels for label in LABELS] for _, labels in messages])
    parts = [np.array([scores(piece) for piece in found]) for found in cut]
    made.fit(texts, targets, np.array([scores(text) for text in texts]), cut, parts)
    return made


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("le chef ?", {"ask_chief"}),
        ("et la paie", {"ask_pay"}),
        ("la paie et le chef", {"ask_chief", "ask_pay"}),
        ("pas la paie, mais le chef", {"ask_chief"}),
        ("bonjour", set()),
        ("j'ai vingt ans", set()),
        ("", set()),
    ],
)
def test_questions_of_a_message_are_found(model: QuestionModel, text: str, asked: set[str]) -> None:
    """One, several, without what is turned down, or none; likeliest first."""
    found = read(model, text)
    assert {label for label, p in found.items() if p >= 0.5} == asked
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert set(found) <= {"ask_chief", "ask_pay", "ask_pay@junior"}


def test_model_that_has_learned_nothing_finds_nothing() -> None:
    """As on data without questions about the job."""
    model = QuestionModel(PIECES)
    model.set_labels(LABELS, FAMILIES, [])
    model.fit(["a"], np.array([[True] * len(LABELS)]), np.zeros((1, 6)), [["a"]], [np.zeros((1, 6))])
    assert read(model, "le chef") == {}
