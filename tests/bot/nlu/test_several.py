"""Messages with several questions: cut in pieces, and made up for training."""

from __future__ import annotations

import pytest

from bot.nlu.several import MOST_QUESTIONS, is_denied, make_pairs, pieces

SENTENCES = [(f"{topic} numéro {n} ?", (topic,)) for topic in ("a", "b", "c", "a@x") for n in range(5)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("c'est quoi les missions et ça paye combien ?", ["c'est quoi les missions", "ça paye combien"]),
        ("salaire + études", ["salaire", "études"]),
        ("le chef/les collègues", ["le chef", "les collègues"]),
        ("Où ? Quand ? Combien ?", ["Où", "Quand", "Combien"]),
        ("l'étudiante et l'été", ["l'étudiante", "l'été"]),
        ("une seule question", ["une seule question"]),
        ("?!", []),
        ("", []),
    ],
)
def test_pieces_are_cut_where_a_question_may_end(text: str, cut: list[str]) -> None:
    """At signs and joining words, never within a word."""
    assert pieces(text) == cut


@pytest.mark.parametrize("piece", ["pas le salaire", "mais pas les études", "sauf la paie", "surtout pas le chef"])
def test_is_denied_sees_what_is_not_asked(piece: str) -> None:
    """What the person turns down."""
    assert is_denied(piece)


@pytest.mark.parametrize("piece", ["le salaire", "passer le bac", "pastèque", "les études", ""])
def test_is_denied_leaves_questions_alone(piece: str) -> None:
    """Words that begin alike too."""
    assert not is_denied(piece)


def test_make_pairs_joins_different_labels() -> None:
    """Two or three, never a topic with its own variant, in the order of the text."""
    made = make_pairs(SENTENCES, ["a", "b", "c", "a@x"], 200, seed=1)
    assert len(made) == 200
    for text, labels in made:
        assert 2 <= len(set(labels)) == len(labels) <= MOST_QUESTIONS
        assert not {"a", "a@x"} <= set(labels)
        places = [text.lower().index(f"{label} numéro") for label in labels]
        assert places == sorted(places)


def test_make_pairs_is_the_same_for_a_seed() -> None:
    """Training twice gives the same model."""
    labels = ["a", "b", "c"]
    assert make_pairs(SENTENCES, labels, 20, seed=1) == make_pairs(SENTENCES, labels, 20, seed=1)
    assert make_pairs(SENTENCES, labels, 20, seed=1) != make_pairs(SENTENCES, labels, 20, seed=2)


def test_make_pairs_needs_three_labels() -> None:
    """With fewer there is nothing to put together, and no endless search."""
    assert make_pairs(SENTENCES, ["a", "b"], 20, seed=1) == []
