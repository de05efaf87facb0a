"""French grammar and typography: elision, lists, amounts, years, spaces. Holds no fact and no sentence.

Typography follows the "Lexique des règles typographiques en usage à l'Imprimerie nationale":
a narrow no-break space before ? ! ; and between thousands, a no-break space before : and € and inside « ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.profile import Amount, Years

NBSP = "\N{NO-BREAK SPACE}"
NARROW_NBSP = "\N{NARROW NO-BREAK SPACE}"

_VOWEL = re.compile(r"[aeiouyhàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
# Before these an h or y is a consonant, and web-words keep their article whole.
_ASPIRATED = re.compile(r"(haut|hors|hasard|huit|onze|yaourt|yacht|hotline|hashtag)", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")


def elide(word: str, following: str) -> str:
    """Join a word such as "de", "le", "que" with what follows it: `elide("de", "annonceur")` is "d'annonceur"."""
    first = following.lstrip("« ")
    if word[-1:] in "ea" and _VOWEL.match(first) and not _ASPIRATED.match(first):
        return f"{word[:-1]}'{following}"
    return f"{word} {following}"


def capitalise(phrase: str) -> str:
    """Make the first letter a capital and leave the rest: "le CRM" is "Le CRM"."""
    return phrase[:1].upper() + phrase[1:]


_CONTRACTED = (("de le ", "du "), ("de les ", "des "))


def of(phrase: str) -> str:
    """Put "de" before a phrase that has its article: "le stress" is "du stress", "l'âge" is "de l'âge"."""
    for plain, contracted in _CONTRACTED:
        if f"de {phrase}".startswith(plain):
            return contracted + f"de {phrase}"[len(plain) :]
    return elide("de", phrase)


def join_phrases(phrases: Sequence[str], conjunction: str = "et") -> str:
    """Join phrases into one: "a", "a et b", "a, b et c"."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} {conjunction} {phrases[-1]}"


def bullet_list(phrases: Sequence[str]) -> str:
    """One phrase a line, each behind "- "."""
    return "\n".join(f"- {phrase}" for phrase in phrases)


def format_number(number: int) -> str:
    """Group the thousands: 2000 is "2 000"."""
    return f"{number:,}".replace(",", NARROW_NBSP)


def format_amount(amount: Amount) -> str:
    """Say an amount in euros: "environ 2 000 €", "entre 2 500 € et 3 300 €"."""
    low, high = (f"{format_number(n)}{NBSP}€" for n in (amount.min, amount.max))
    said = low if low == high else f"entre {low} et {high}"
    return f"environ {said}" if amount.approximate else said


def format_span(amount: Amount) -> str:
    """Say the two ends of a range: "de 2 500 € à 3 300 €"."""
    low, high = (f"{format_number(n)}{NBSP}€" for n in (amount.min, amount.max))
    return f"de {low} à {high}"


def format_years(years: Years) -> str:
    """Say a span of years: "0 an", "1 an", "2 ou 3 ans", "4 ans ou plus"."""
    if years.max is None:
        return f"{years.min} ans ou plus"
    if years.min == years.max:
        return f"{years.min} an{'s' if years.min > 1 else ''}"
    return f"{years.min} {'ou' if years.max == years.min + 1 else 'à'} {years.max} ans"


def typeset(text: str) -> str:
    """Put French apostrophes and no-break spaces into a text; addresses of web pages are left alone."""
    pieces, end = [], 0
    for url in _URL.finditer(text):
        pieces += [_typeset_words(text[end : url.start()]), url.group()]
        end = url.end()
    return "".join([*pieces, _typeset_words(text[end:])])


def _typeset_words(text: str) -> str:
    text = re.sub(r"(?<=\w)'(?=[\w«])", "’", text)
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NARROW_NBSP, text)
    text = re.sub(r" (?=[?!;])", NARROW_NBSP, text)
    text = re.sub(r" (?=[:€»])", NBSP, text)
    return re.sub(r"« ?", f"«{NBSP}", text)
