"""Messages are cut where one question, or something told, may end and the next begin."""

from __future__ import annotations

import pytest

from bot.nlu.pieces import MOST_PIECES, is_asking, is_denied, pieces


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("c'est quoi les missions et ça paye combien ?", ["c'est quoi les missions", "ça paye", "combien"]),
        ("salaire + études", ["salaire", "études"]),
        ("le chef/les collègues", ["le chef", "les collègues"]),
        ("salaire études chef", ["salaire", "études", "chef"]),
        ("il fait koi kel etude et cb il gagne", ["il fait koi", "kel etude", "cb il gagne"]),
        ("J'ai 30 ans. Qui le dirige ?", ["J'ai 30 ans.", "Qui le dirige ?"]),
        ("1) les études\n2) la paie", ["les études", "la paie"]),
        ("l'étudiante et l'été", ["l'étudiante", "l'été"]),
    ],
)
def test_pieces_are_cut_where_a_question_may_end(text: str, among: list[str]) -> None:
    """At signs, joining words and question words, never within a word; words of a mere list alone."""
    assert [piece for piece in among if piece not in pieces(text)] == []


@pytest.mark.parametrize("text", ["", "?!", " \n"])
def test_nothing_has_no_pieces(text: str) -> None:
    """Signs alone ask nothing."""
    assert pieces(text) == []


def test_very_long_message_has_bounded_pieces() -> None:
    """Those at both ends: reading takes no longer than the message."""
    cut = pieces(", ".join(f"mot{n}" for n in range(1000)))
    assert len(cut) == MOST_PIECES
    assert cut[-1] == "mot999"


@pytest.mark.parametrize("piece", ["pas le salaire", "mais pas les études", "sauf la paie", "surtout pas le chef"])
def test_is_denied_sees_what_is_not_asked(piece: str) -> None:
    """What the person turns down."""
    assert is_denied(piece)


@pytest.mark.parametrize("piece", ["le salaire", "passer le bac", "pastèque", "les études", ""])
def test_is_denied_leaves_questions_alone(piece: str) -> None:
    """Words that begin alike too."""
    assert not is_denied(piece)


@pytest.mark.parametrize("piece", ["qui le dirige", "et le chef ?", "dites-moi la paie", "kel diplome"])
def test_is_asking_sees_questions_and_requests(piece: str) -> None:
    """With or without a question mark."""
    assert is_asking(piece)


@pytest.mark.parametrize("piece", ["j'ai trente ans", "mon chef était gentil", "il a un master"])
def test_is_asking_leaves_what_is_told(piece: str) -> None:
    """Words of questions told as facts."""
    assert not is_asking(piece)
