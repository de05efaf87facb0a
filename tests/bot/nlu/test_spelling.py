"""Misspelt words become words of the training data; words of the language, and names, stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.normalise import Normaliser
from bot.nlu.spelling import Spelling, french_words

SENTENCES = [
    "combien gagne un débutant",
    "quel salaire pour un débutant",
    "les études et le métier",
    "son équipe chez l'annonceur",
] * 10


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """Learned on a few sentences and spaCy's dictionary, with a name beside."""
    normalise = Normaliser()
    return Spelling.learn([normalise(text) for text in SENTENCES], {*french_words(), "decathlon"})


@pytest.mark.parametrize(
    ("written", "corrected"),
    [
        ("salzire", "salaire"),
        ("slaaire", "salaire"),
        ("sallaire", "salaire"),
        ("debuttnat", "debutant"),
        ("metoer", "metier"),
        ("eqiupe", "equipe"),
        ("lannonceur", "l' annonceur"),
        ("quelmetier", "quel metier"),
        ("combien gagne un debuatnt", "combien gagne un debutant"),
    ],
)
def test_misspelt_words_are_put_right(spelling: Spelling, written: str, corrected: str) -> None:
    """Neighbouring keys, swapped, doubled and forgotten letters, spaces and apostrophes; not what is a word."""
    assert spelling(written) == corrected


@pytest.mark.parametrize(
    "text",
    ["salir", "plombier", "plombiers", "decathlon", "un chirurgien gagne ?", "bac + 5", "c' est", ""],
)
def test_words_of_the_language_and_names_stay(spelling: Spelling, text: str) -> None:
    """Another job is never read as a word of ours."""
    assert spelling(text) == text


def test_saved_spelling_gives_the_same(spelling: Spelling, tmp_path: Path) -> None:
    """It is part of the trained model."""
    spelling.save(tmp_path)
    loaded = Spelling.load(tmp_path)
    assert (loaded.known, loaded.counts) == (spelling.known, spelling.counts)


def test_normaliser_spells_when_it_has_learned_to() -> None:
    """After folding and phone French, which are no mistakes."""
    normalise = Normaliser()
    assert normalise("c koi le SALZIRE") == "c' est quoi le salzire"
    normalise.spelling = Spelling({"c", "est", "quoi", "le"}, {"salaire": 9})
    assert normalise("c koi le SALZIRE") == "c' est quoi le salaire"
