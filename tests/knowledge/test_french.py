"""French grammar and typography."""

import pytest

from knowledge import french
from knowledge.profile import Amount, Years


@pytest.mark.parametrize(
    ("word", "following", "joined"),
    [
        ("de", "annonceur", "d'annonceur"),
        ("le", "emploi", "l'emploi"),
        ("la", "école", "l'école"),
        ("de", "marketing", "de marketing"),
        ("le", "huit", "le huit"),
        ("un", "emploi", "un emploi"),
    ],
)
def test_elide_drops_the_vowel_before_a_vowel(word: str, following: str, joined: str) -> None:
    """Only words that elide do, and only before a vowel sound."""
    assert french.elide(word, following) == joined


@pytest.mark.parametrize(
    ("phrases", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_join_phrases_puts_et_before_the_last(phrases: list[str], joined: str) -> None:
    """A list is read as a sentence."""
    assert french.join_phrases(phrases) == joined


def test_format_amount_says_ranges_and_approximations() -> None:
    """Figures have grouped thousands and a no-break space before the euro sign."""
    about = Amount(min=2000, max=2000, unit="EUR", approximate=True)
    between = Amount(min=2500, max=3300, unit="EUR", approximate=False)
    assert french.format_amount(about) == "environ 2\u202f000\u00a0€"
    assert french.format_amount(between) == "entre 2\u202f500\u00a0€ et 3\u202f300\u00a0€"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0, 0, "0 an"), (1, 1, "1 an"), (2, 3, "2 ou 3 ans"), (2, 5, "2 à 5 ans"), (4, None, "4 ans ou plus")],
)
def test_format_years_agrees_in_number(low: int, high: int | None, said: str) -> None:
    """An is singular up to one."""
    assert french.format_years(Years(min=low, max=high)) == said


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_typeset_puts_in_apostrophes_and_spaces(apostrophe: str) -> None:
    """Both apostrophes come out typographic; punctuation cannot be cut off at a line's end."""
    written = f"Qu{apostrophe}est-ce que c{apostrophe}est ? Ceci : « oui » !"
    assert french.typeset(written) == "Qu’est-ce que c’est\u202f? Ceci\u00a0: «\u00a0oui\u00a0»\u202f!"


def test_typeset_leaves_web_addresses_alone() -> None:
    """An address must stay what it is."""
    assert french.typeset("Voir https://a.fr/l'x?y=1 !") == "Voir https://a.fr/l'x?y=1\u202f!"
