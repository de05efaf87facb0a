"""Messy French is brought to one form."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.nlu.folding import fold
from bot.nlu.normalise import Normaliser
from knowledge.data_file import DataFileError


@pytest.fixture(scope="module")
def normalise() -> Normaliser:
    """With the bot's own lexicon."""
    return Normaliser()


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("L’ÉCOLE", "l'ecole"),
        ("Ça coûte ?", "ca coute ?"),
        ("cœur", "coeur"),
        ("e\u0301tude", "etude"),
        ("ｓａｌａｉｒｅ", "salaire"),
        ("", ""),
    ],
)
def test_fold_takes_accents_and_capitals_away(written: str, folded: str) -> None:
    """Composed or not, with every apostrophe, in wide letters too."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("messy", "clean"),
    [
        ("c koi", "c'est quoi"),
        ("cest koi ?", "c'est quoi ?"),
        ("c’est quoi", "c'est quoi"),
        ("t où", "t'es où"),
        ("pk", "pourquoi"),
        ("sa paye cb", "ça paye combien"),
        ("jsp", "je ne sais pas"),
        ("ya un chef ?", "il y a un chef ?"),
        ("g un bac", "j'ai un bac"),
        ("bcp d'argent", "beaucoup d'argent"),
        ("SALAIRE", "salaire"),
        ("salaire🤑", "salaire argent"),
        ("coooool", "cool"),
        ("combieeeeen", "combieen"),
        ("  ça   gagne\nbien  ", "ca gagne bien"),
        ("ki l'emploie", "qui l'emploie"),
    ],
)
def test_normaliser_gives_the_same_for_messy_and_clean(normalise: Normaliser, messy: str, clean: str) -> None:
    """What people type on a phone reads like what they would type at a desk."""
    assert normalise(messy) == normalise(clean)


@pytest.mark.parametrize("clean", ["c'est quoi", "j'ai un bac", "t'es où", "d'accord", "l'école", "qu'est-ce que"])
def test_normaliser_leaves_plain_french_as_it_is(normalise: Normaliser, clean: str) -> None:
    """Nothing is written out that was written out: the letters stay the same."""
    assert normalise(clean).replace(" ", "") == fold(clean).replace(" ", "")


@pytest.mark.parametrize("text", ["c koi", "jsp", "slt, sa paye cb", "kesk il fé", "ok", "t'es où", "", "?", "🤑"])
def test_normaliser_is_idempotent(normalise: Normaliser, text: str) -> None:
    """One form is one form."""
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize("text", ["", "   ", "\n", "١٢٣", "你好", "🍕" * 50, "a" * 5000, "' ' ' '", "\\(["])
def test_normaliser_takes_every_text(normalise: Normaliser, text: str) -> None:
    """Of any script and length."""
    assert isinstance(normalise(text), str)


def test_shorten_writes_phone_french_that_reads_the_same(normalise: Normaliser) -> None:
    """The way there and back."""
    written = normalise.shorten("combien gagne quelqu'un maintenant", random.Random(1), 1.0)  # noqa: S311
    assert written != "combien gagne quelqu'un maintenant"
    assert normalise(written) == normalise("combien gagne quelqu'un maintenant")


def test_shorten_is_the_same_for_a_seed(normalise: Normaliser) -> None:
    """Training twice gives the same model."""
    text = "pourquoi et combien, c'est quoi, tu sais ?"
    assert normalise.shorten(text, random.Random(3), 0.5) == normalise.shorten(text, random.Random(3), 0.5)  # noqa: S311
    assert normalise.shorten(text, random.Random(3), 0.0) == fold(text)  # noqa: S311


@pytest.mark.parametrize("content", ["", "forms: [a]", "forms: {}\nmots: {}", "forms: {a: b}"])
def test_broken_lexicon_is_one_clear_line(tmp_path: Path, content: str) -> None:
    """It says which file."""
    (tmp_path / "phone.yml").write_text(content)
    with pytest.raises(DataFileError, match=r"phone\.yml") as error:
        Normaliser(tmp_path / "phone.yml")
    assert len(str(error.value).splitlines()) == 1
