"""Whose job a message speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.mentions import LEXICON_FILE, Mentions
from knowledge.data_file import DataFileError
from knowledge.profile import profile

OURS, THIS, OTHER, ASKED, ONLY_OTHER = range(5)


@pytest.fixture(scope="module")
def mentions() -> Mentions:
    """With the bot's own gazetteers."""
    return Mentions(profile().job.names)


@pytest.mark.parametrize("name", [*profile().job.names, "WebMarketeuse", "WEB-MARKETEUR", "web  marketeur"])
def test_our_job_is_known_in_every_spelling(mentions: Mentions, name: str) -> None:
    """And is no other job."""
    seen = mentions.features(f"combien gagne un {name} ?")
    assert seen[OURS]
    assert not seen[OTHER]


@pytest.mark.parametrize(
    "text", ["ce métier paye ?", "que faire dans ce taf", "là-dedans on gagne quoi", "ça paye ?"]
)
def test_this_job_is_pointed_to(mentions: Mentions, text: str) -> None:
    """Without its name."""
    seen = mentions.features(text)
    assert seen[THIS]
    assert not seen[ONLY_OTHER]


@pytest.mark.parametrize(
    "text", ["un kiné gagne bien ?", "combien touche une infirmière", "la paie des dentistes"]
)
def test_another_job_is_asked_about(mentions: Mentions, text: str) -> None:
    """Feminine and plural too."""
    seen = mentions.features(text)
    assert seen[OTHER]
    assert seen[ASKED]
    assert seen[ONLY_OTHER]


@pytest.mark.parametrize("text", ["je suis infirmière", "ma mère est dentiste", "j'ai été kiné", "ex infirmier"])
def test_job_that_somebody_has_is_not_asked_about(mentions: Mentions, text: str) -> None:
    """It says who asks."""
    seen = mentions.features(f"{text}, le webmarketing paye bien ?")
    assert seen[OTHER]
    assert not seen[ASKED]
    assert not seen[ONLY_OTHER]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("un salaire à Lyon", "lyon"), ("et à Paris ?", "paris"), ("travailler en Suisse", "suisse"),
        ("Combien gagne un webmarketeur ?", None), ("je vise un poste nice", None), ("Lyon", None),
    ],
)  # fmt: skip
def test_place_stands_behind_a_preposition(mentions: Mentions, text: str, place: str | None) -> None:
    """A gazetteer must agree."""
    assert mentions.place(text) == place


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("et en Bretagne ?", True), ("à Lyon", True), ("surtout en Lozère...", True),
        ("mais moi c'est à Lille !", True), ("en Belgique c'est pareil ?", True), ("pareil à Lyon ?", True),
        ("il neige à Lyon ?", False), ("un hôtel à Nice", False), ("à Lyon ça donne quoi", False), ("Lyon", False),
        ("et en alternance ?", False), ("", False),
    ],
)  # fmt: skip
def test_bare_place_is_hardly_more_than_a_place(mentions: Mentions, text: str, bare: bool) -> None:
    """So that it goes on with what was talked about."""
    assert mentions.is_bare_place(text) == bare


def test_broken_lexicon_is_one_clear_line(tmp_path: Path) -> None:
    """A pattern that is none."""
    lexicon = tmp_path / "mentions.yml"
    lexicon.write_text(LEXICON_FILE.read_text().replace('"etais"', '"eta("'))
    with pytest.raises(DataFileError, match=r"^mentions\.yml: found the pattern "):
        Mentions(["webmarketeur"], lexicon=lexicon)


@pytest.mark.parametrize("content", [None, "", "\n\n"])
def test_broken_gazetteer_is_one_clear_line(tmp_path: Path, content: str | None) -> None:
    """Missing or empty."""
    if content is not None:
        (tmp_path / "jobs.txt").write_text(content)
    with pytest.raises(DataFileError, match=r"^jobs\.txt: found nothing, expected one name a line$"):
        Mentions(["webmarketeur"], tmp_path / "jobs.txt")


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("Je suis infirmière à Brest", "je suis zoologue a brest"),
        ("elle est kiné, lui prof, et un web marketeur", "elle est zoologue, lui zoologue, et un web marketeur"),
        ("combien gagne un kiné", "combien gagne un zoologue"),
        ("combien gagne un webmarketeur", None),
        ("je suis perdu", None),
        ("j'ai fait l'infirmière", None),
    ],
)  # fmt: skip
def test_jobs_are_swapped(mentions: Mentions, text: str, swapped: str | None) -> None:
    """All but ours; nothing else changes."""
    assert mentions.swap_jobs(text, lambda: "zoologue", only_somebodys=False) == swapped


@pytest.mark.parametrize(("text", "able"), [("je suis kiné, et toi", True), ("combien gagne un kiné", False)])
def test_only_somebodys_jobs_are_swapped(mentions: Mentions, text: str, able: bool) -> None:
    """Where another job is asked about, it stays."""
    assert (mentions.swap_jobs(text, lambda: "zoologue", only_somebodys=True) is not None) is able
