"""Texts for messaging services: pieces of a bounded length, HTML."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rendering import as_html, split_text, utf16_length

# Letters, an emoji (two units), spaces of both kinds, ends of sentences and lines.
TEXTS = st.text(alphabet="aé\U0001f600 .?\n\u202f\u00a0«-1", max_size=300)


@given(text=TEXTS, limit=st.integers(min_value=2, max_value=60))
def test_split_text_keeps_limit_and_words(text: str, limit: int) -> None:
    """No piece is longer, and nothing is lost but spaces at the cuts."""
    pieces = split_text(text, limit)
    assert all(0 < utf16_length(piece) <= limit for piece in pieces)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("Un. Deux.", ["Un. Deux."]),
        ("Il gagne bien. Puis plus encore.", ["Il gagne bien.", "Puis plus encore."]),
        ("Il gagne bien\u202f? Puis plus encore.", ["Il gagne bien\u202f?", "Puis plus encore."]),
        ("Premier point\n\nSecond. Et fin.", ["Premier point", "Second. Et fin."]),
        ("environ deux dix 2\u202f000\u00a0€ net", ["environ deux dix", "2\u202f000\u00a0€ net"]),
        ("x" * 30, ["x" * 20, "x" * 10]),
    ],
)
def test_split_text_cuts_at_ends(text: str, pieces: list[str]) -> None:
    """Paragraph, sentence, word; a sum of money stays whole."""
    assert split_text(text, 20) == pieces


def test_as_html_makes_lists() -> None:
    """Bullets and numbers are lists, signs are escaped, blank lines part paragraphs."""
    text = "Il faut :\n- a < b\n- c\n\nOui.\nNon & si.\n\n1. Un\n2. Deux"
    assert as_html(text) == (
        "<p>Il faut :</p><ul><li>a &lt; b</li><li>c</li></ul>"
        '<p>Oui.<br>Non &amp; si.</p><ol start="1"><li>Un</li><li>Deux</li></ol>'
    )


@given(text=st.text(alphabet="a<>&\"' \n-1.", max_size=80))
def test_as_html_lets_no_markup_through(text: str) -> None:
    """Whatever the text, the only tags are ours, and they close."""
    made = as_html(text)
    tags = re.findall(r"<[^>]*>", made)
    assert all(re.fullmatch(r'</?(p|ul|ol|li)>|<br>|<ol start="\d+">', tag) for tag in tags)
    assert "<" not in re.sub(r"<[^>]*>", "", made)
    words = re.sub(r"(?m)^(- |\d+\. )", "", text)
    assert re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", made))) == re.sub(r"\s", "", words)
