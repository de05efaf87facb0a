"""Noise is like people's fingers, and the same for a seed."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import Levenshtein

from bot.nlu import noise
from bot.nlu.normalise import Normaliser

TEXT = "Combien gagne-t-on, quand c'est son premier métier d'été ? Beaucoup d'argent, vraiment ?"
NOISES = {
    "typos": noise.typos,
    "without_accents": noise.without_accents,
    "phone": noise.phone(Normaliser()),
    "everything": noise.everything,
}


@pytest.mark.parametrize("kind", NOISES)
def test_noise_is_the_same_for_a_seed(kind: str) -> None:
    """And, where there is chance in it, another for another."""
    made = [NOISES[kind](TEXT, random.Random(seed)) for seed in (1, 1, 2, 3)]  # noqa: S311
    assert made[0] == made[1]
    assert made[0] != TEXT
    assert len(set(made)) > 1 or kind == "without_accents"


@pytest.mark.parametrize("kind", NOISES)
@pytest.mark.parametrize("text", ["", " ", "?", "é", "你好", "🍕", "12"])
def test_noise_takes_every_text(kind: str, text: str) -> None:
    """Of one letter or none, in any script."""
    assert isinstance(NOISES[kind](text, random.Random(1)), str)  # noqa: S311


def test_typos_spoil_about_one_letter_in_seventeen() -> None:
    """Enough to learn from, and still to be read; figures and signs stay."""
    letters = "abcdefghij" * 100
    edits = Levenshtein.distance(letters, noise.typos(letters, random.Random(1)))  # noqa: S311
    assert len(letters) / 25 <= edits <= len(letters) / 10
    assert noise.typos("12 34 ?", random.Random(1)) == "12 34 ?"  # noqa: S311


def test_everything_leaves_no_accent_or_sign() -> None:
    """Dictation and haste at once."""
    made = noise.everything(TEXT, random.Random(1))  # noqa: S311
    assert not set(made) & set("éàè?,'-")
