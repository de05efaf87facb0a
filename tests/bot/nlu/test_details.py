"""Details are read in the words people use, and not where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.details import LEXICON_FILE, DetailReader
from knowledge.data_file import DataFileError
from knowledge.glossary import glossary
from knowledge.profile import profile


@pytest.fixture(scope="module")
def reader() -> DetailReader:
    """With the bot's own lexicon, profile and glossary."""
    return DetailReader(profile().experience_levels, glossary().terms)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("et pour un junior ?", "junior"),
        ("Combien gagne une débutante ?", "junior"),
        ("sans expérience", "junior"),
        ("mon premier emploi", "junior"),
        ("quand on débute", "junior"),
        ("même ceux qui sortent de l'école ?", "junior"),
        ("et quand on sort juste de l'école", "junior"),
        ("quelqu'un qui démarre", "junior"),
        ("pis en commençant ?", "junior"),
        ("ceux qui arrivent en fin de carrière", "senior"),
        ("zéro expérience", "junior"),
        ("1 an d'expérience", "one_year"),
        ("un an de boîte", "one_year"),
        ("1,5 an d'expérience", "one_year"),
        ("2 ans d’expérience", "confirmed"),
        ("trois ans d'expérience", "confirmed"),
        ("2 ou 3 ans d'expérience", "confirmed"),
        ("et après 3 ans ?", "confirmed"),
        ("un salaire de confirmé", "confirmed"),
        ("avec 4 ans de métier", "senior"),
        ("quinze ans dans le métier", "senior"),
        ("au bout de 10 ans", "senior"),
        ("passé les deux premières années", "confirmed"),
        ("après les deux ou trois premières années", "confirmed"),
        ("au bout des 5 premières années", "senior"),
        ("et un sénior ?", "senior"),
        ("fin de carrière", "senior"),
    ],
)
def test_experience_is_read_in_words_and_digits(reader: DetailReader, text: str, level: str) -> None:
    """With and without accents."""
    assert reader.experience(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "j'ai 17 ans", "ma fille a 15 ans", "à 16 ans", "j'ai 40 ans et je veux changer de métier",
        "3 ans d'études", "on a 5 ans d'études", "une licence en 3 ans", "il y a 3 ans", "le salaire",
        "quelle sorte d'études", "en commençant par quel diplôme", "ceux qui arrivent à 3000",
        "pas les débutants", "pas pour un junior", "sauf les seniors", "un salaire non débutant",
        "après les trois premières années d'études", "plutôt que débutant", "",
    ],
)  # fmt: skip
def test_ages_studies_and_denials_are_no_experience(reader: DetailReader, text: str) -> None:
    """Years are not always years in the job."""
    assert reader.experience(text) is None


def test_denied_level_leaves_the_other(reader: DetailReader) -> None:
    """What is turned down does not hide what is asked."""
    assert reader.experience("pas pour un junior, pour un sénior") == "senior"


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("5 000 € en junior ?", 5000), ("5000 euros", 5000), ("5\u202f000\u00a0€", 5000), ("2k", 2000),
        ("2.500 €", 2500), ("1 800€", 1800), ("2000 balles", 2000), ("on m'a dit 3 300", 3300),
        ("2010 euros", 2010), ("entre 2 000 € et 3 000 €", 2000),
    ],
)  # fmt: skip
def test_amount_is_read(reader: DetailReader, text: str, euros: int) -> None:
    """In the ways people write money."""
    assert reader.amount(text) == euros


@pytest.mark.parametrize(
    "text",
    [
        "en 2024", "depuis 1998", "la rentrée 2026", "15 euros", "30000 euros", "35k par an", "35 000 par an",
        "5000 abonnés", "2000 followers", "1200 heures", "combien ?", "",
    ],
)  # fmt: skip
def test_years_and_other_figures_are_no_amount(reader: DetailReader, text: str) -> None:
    """Nor is what cannot be compared with the sheet's figures."""
    assert reader.amount(text) is None


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("avec un BTS", ["below"]), ("mon DUT", ["below"]), ("juste le bac", ["below"]), ("bac+2", ["below"]),
        ("une licence pro", ["bac3"]), ("bac + 3", ["bac3"]), ("bac plus trois", ["bac3"]),
        ("un BUT MMI", ["bac3"]),
        ("un bachelor", ["bac3"]), ("Isit", ["bac3"]), ("un master", ["bac5"]), ("et à bac+5 ?", ["bac5"]),
        ("école de commerce", ["bac5"]), ("Sciences Po", ["bac5"]), ("un IEP", ["bac5"]),
        ("un doctorat", ["above"]),
        ("bac+3 et bac+5", ["bac3", "bac5"]), ("master ou licence", ["bac5", "bac3"]),
        ("pas un master, une licence", ["bac3"]), ("le but du métier", []), ("", []),
    ],
)  # fmt: skip
def test_diploma_levels_are_read_in_their_order(reader: DetailReader, text: str, levels: list[str]) -> None:
    """Abbreviations, spellings and schools; what is turned down is left out."""
    assert reader.values("diploma_level", text) == levels


@pytest.mark.parametrize(
    ("detail", "text", "value"),
    [
        ("scope", "et si on est spécialisé ?", "specialised"), ("scope", "consultante SEO", "specialised"),
        ("scope", "un poste généraliste", "generalist"), ("scope", "chef de projet web", "generalist"),
        ("study_level", "je suis en 3e", "college"), ("study_level", "en quatrième", "college"),
        ("study_level", "au lycée", "lycee"), ("study_level", "en terminale", "lycee"),
        ("study_level", "en première générale", "lycee"), ("study_level", "j'ai le bac", "bac"),
        ("study_level", "j'ai un BTS", "bac2"), ("study_level", "en L3", "bac3"),
        ("study_level", "en master", "bac5"), ("study_level", "je bosse", "working"),
        ("study_level", "demandeuse d'emploi", "working"),
        ("dimension", "agence ou annonceur", "workplace"), ("dimension", "junior ou confirmé", "salary"),
        ("dimension", "bac+3 ou bac+5", "training"), ("dimension", "bac + 3 ou bac + 5", "training"),
        ("dimension", "généraliste ou spécialisé", "other_titles"),
    ],
)  # fmt: skip
def test_other_details_are_read(reader: DetailReader, detail: str, text: str, value: str) -> None:
    """Kind of post, where the person is now, what to compare."""
    assert reader.values(detail, text) == [value]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("la première", 1),
        ("le 1er", 1),
        ("la deuxième", 2),
        ("le second", 2),
        ("l'autre", 2),
        ("le salaire", None),
    ],
)
def test_ordinal_points_to_one_of_two(reader: DetailReader, text: str, number: int | None) -> None:
    """The first or the second of what was just answered."""
    assert reader.ordinal(text) == number


@pytest.mark.parametrize("text", ["tu peux m'aider ?", "t’es qui", "dis-moi", "s'il te plaît", "stp", "peux-tu"])
def test_says_tu_is_seen(reader: DetailReader, text: str) -> None:
    """Whoever says tu is called tu."""
    assert reader.says_tu(text)


@pytest.mark.parametrize("text", ["vous pouvez ?", "s'il vous plaît", "il tue le temps", "têtu", "dire tu ?", ""])
def test_says_tu_is_not_guessed(reader: DetailReader, text: str) -> None:
    """A word that looks like it is not enough."""
    assert not reader.says_tu(text)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("c'est quoi le CRM ?", ["crm"]), ("SEO et SEM", ["seo", "sem"]), ("le BUT MMI", ["but_mmi"]),
        ("surveille", []), ("la veille", ["watch"]), ("rien", []),
    ],
)  # fmt: skip
def test_terms_of_the_glossary_are_found(reader: DetailReader, text: str, terms: list[str]) -> None:
    """As whole words, longest first."""
    assert reader.terms(text) == terms


@pytest.mark.parametrize("term", glossary().terms, ids=lambda term: term.id)
def test_every_name_of_a_term_finds_it(reader: DetailReader, term: object) -> None:
    """No name is hidden behind another term's."""
    for name in term.names:
        assert term.id in reader.terms(f"c'est quoi {name} ?")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("numbers:", "nombres:", "numbers"),
        ('first: ["premiere?s?"', 'first: ["(premiere?s?"', "found the pattern"),
        ("dimension:", "dimension: 3 #", "expected"),
    ],
)
def test_broken_lexicon_is_one_clear_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """It says which file and what is wrong there."""
    good = LEXICON_FILE.read_text(encoding="utf-8")
    assert old in good
    (tmp_path / "details.yml").write_text(good.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"details\.yml") as error:
        DetailReader(profile().experience_levels, [], tmp_path / "details.yml")
    assert problem in str(error.value)
    assert "Traceback" not in str(error.value)
