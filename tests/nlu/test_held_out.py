"""The held-out set measures something only as long as it is large, frozen, and not in the training data."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest
from rasa.shared.nlu.constants import TEXT

from benchmarks import held_out
from benchmarks.judging import ids_of_labels
from benchmarks.likeness import NEARLY_SAME, likeness
from benchmarks.training_data import examples
from knowledge.profile import profile

# A change here makes every earlier figure of docs/quality.md worthless: add a new set rather than edit this one.
FROZEN = {
    "questions.jsonl": "239c9fcf93f43e5a39c0b6068974738697db02bc2c76100549857f5cef4673f9",
    "questions_2.jsonl": "7ffb849cf09ade8ac86f986c71aadb0a563f4238f0f468d33ed25cee506fc68f",
    "dialogues.jsonl": "998b40c962fd48b1067a64cd933e3a1f05bee6563ff6978f1ec6c94a9561cc25",
    "safety_positive.txt": "6d56a4bb805e81af5f4d2250cf28106ee860bc15ae332a0a3565efaf5449f3f9",
    "safety_harmless.txt": "962ede1c3dc6c84979a07fe69d124836860c2caa0427dc67fec01f2749e3f7bf",
}
LEAST_OF_A_KIND, LEAST, LEAST_DIALOGUES = 100, 600, 80
# Short messages coincide by nature ("bonjour", "salaire ?"): the bar is for those of so many words and more.
LONG, HIGHEST = 6, 0.96
# At most this share may be nearly the same as a training sentence; cries for help are told in few ways.
MOST_NEARLY_SAME = {"questions": 0.08, "dialogues": 0.15, "safety": 0.08}


@pytest.mark.parametrize("name", FROZEN)
def test_it_is_frozen(name: str) -> None:
    """Nobody edits it after seeing results."""
    assert hashlib.sha256((held_out.FOLDER / name).read_bytes()).hexdigest() == FROZEN[name]


def test_it_is_large_enough() -> None:
    """There are enough of each kind to tell a point from chance."""
    kinds = Counter(question.kind for question in held_out.questions())
    assert set(kinds) == set(held_out.KINDS)
    assert min(kinds.values()) >= LEAST_OF_A_KIND
    assert sum(kinds.values()) >= LEAST
    assert len(held_out.dialogues()) >= LEAST_DIALOGUES


def test_its_labels_are_things_that_the_bot_knows() -> None:
    """A label with a slip of the pen would count as a mistake of the bot for ever."""
    known = {
        *profile().answers(),
        *(f"not_covered_{subject.id}" for subject in profile().not_covered),
        *(example.get("intent") for example in examples()),
    }
    turns = [turn for dialogue in held_out.dialogues() for turn in dialogue]
    for question in [*held_out.questions(), *turns]:
        assert set(ids_of_labels(question.labels)) <= known, question


@pytest.fixture(scope="module")
def ratios() -> dict[str, dict[str, float]]:
    """The likeness of each held-out message to the training data."""
    training = [example.get(TEXT) for example in examples()]
    texts = {
        "questions": [question.text for question in held_out.questions()],
        "dialogues": [turn.text for dialogue in held_out.dialogues() for turn in dialogue],
        "safety": [text for half in held_out.safety() for text in half],
    }
    return {name: dict(zip(found, likeness(found, training), strict=True)) for name, found in texts.items()}


def test_no_long_message_is_nearly_a_training_sentence(ratios: dict[str, dict[str, float]]) -> None:
    """A sentence of the held-out set that somebody copies into the training data shows up here."""
    long = {
        text: ratio
        for name in ("questions", "dialogues")
        for text, ratio in ratios[name].items()
        if len(re.findall(r"\w+", text)) >= LONG
    }
    assert {text: ratio for text, ratio in long.items() if ratio >= HIGHEST} == {}


@pytest.mark.parametrize("name", MOST_NEARLY_SAME)
def test_few_messages_are_nearly_a_training_sentence(ratios: dict[str, dict[str, float]], name: str) -> None:
    """Short ones coincide, but they may not carry the result."""
    near = [text for text, ratio in ratios[name].items() if ratio >= NEARLY_SAME]
    assert len(near) / len(ratios[name]) <= MOST_NEARLY_SAME[name], near
