"""Messages are cut where one question, or something told, may end and the next begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.pieces import LEXICON_FILE, MOST_PIECES, Pieces
from knowledge.data_file import DataFileError


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """With the bot's own lexicon."""
    return Pieces()


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
        ("pas combien ça paye, combien d'années", ["pas combien ça paye", "combien d'années"]),
        ("je veux pas savoir qui dirige mais combien", ["je veux pas savoir qui dirige", "combien"]),
    ],
)
def test_pieces_are_cut_where_a_question_may_end(text: str, among: list[str], pieces: Pieces) -> None:
    """At signs, joining words and question words, never within a word; words of a mere list alone."""
    assert [piece for piece in among if piece not in pieces.cut(text)] == []


@pytest.mark.parametrize("text", ["", "?!", " \n"])
def test_nothing_has_no_pieces(text: str, pieces: Pieces) -> None:
    """Signs alone ask nothing."""
    assert pieces.cut(text) == []


def test_very_long_message_has_bounded_pieces(pieces: Pieces) -> None:
    """Those at both ends: reading takes no longer than the message."""
    cut = pieces.cut(", ".join(f"mot{n}" for n in range(1000)))
    assert len(cut) == MOST_PIECES
    assert cut[-1] == "mot999"


def test_words_are_not_listed_beside_a_denial(pieces: Pieces) -> None:
    """By itself, "chef" would be asked."""
    assert "chef" not in pieces.cut("pas le chef, la paie")


@pytest.mark.parametrize(
    "piece",
    [
        "pas le salaire",
        "mais pas les études",
        "sauf la paie",
        "surtout pas le chef",
        "ni la paie",
        "je m'en fiche des études",
        "les études je m'en fous",
        "je sais déjà combien il gagne",
        "le salaire, j'ai compris",
    ],
)
def test_is_denied_sees_what_is_not_asked(piece: str, pieces: Pieces) -> None:
    """What the person turns down."""
    assert pieces.is_denied(piece)


@pytest.mark.parametrize("piece", ["le salaire", "passer le bac", "pastèque", "les études", ""])
def test_is_denied_leaves_questions_alone(piece: str, pieces: Pieces) -> None:
    """Words that begin alike too."""
    assert not pieces.is_denied(piece)


@pytest.mark.parametrize("piece", ["qui le dirige", "et le chef ?", "dites-moi la paie", "kel diplome"])
def test_is_asking_sees_questions_and_requests(piece: str, pieces: Pieces) -> None:
    """With or without a question mark."""
    assert pieces.is_asking(piece)


@pytest.mark.parametrize("piece", ["j'ai trente ans", "mon chef était gentil", "il a un master"])
def test_is_asking_leaves_what_is_told(piece: str, pieces: Pieces) -> None:
    """Words of questions told as facts."""
    assert not pieces.is_asking(piece)


def test_broken_lexicon_is_one_clear_line(tmp_path: Path) -> None:
    """Somebody may edit the file by hand."""
    broken = tmp_path / "pieces.yml"
    broken.write_text(LEXICON_FILE.read_text(encoding="utf-8").replace('- "sauf"', '- "sauf("'), encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        Pieces(broken)
    assert "pieces.yml" in str(error.value)
    assert "\n" not in str(error.value)
