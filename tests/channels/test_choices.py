"""Choices taken in writing."""

from __future__ import annotations

import pytest

from bot.channels.bubbles import Bubble, Button
from bot.channels.choices import numbered, taken

CHOICES: list[Button] = [
    {"title": "Et pour un débutant\u202f?", "payload": "/a"},
    {"title": "Que savez-vous faire\u202f?", "payload": "/b"},
    {"title": "Cœur de métier", "payload": "/c"},
]


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "/a"),
        (" 2. ", "/b"),
        ("(2)", "/b"),
        ("n°2", "/b"),
        ("N° 3", "/c"),
        ("2\ufe0f\u20e3", "/b"),
        ("Et pour un débutant\u202f?", "/a"),
        ("et pour un debutant", "/a"),
        ("QUE SAVEZ VOUS FAIRE", "/b"),
        ("coeur de metier !", "/c"),
        ("0", None),
        ("4", None),
        ("12", None),
        ("-", None),
        ("?", None),
        ("1 an d'expérience", None),
        ("débutant", None),
        ("2 000", None),
        ("", None),
    ],
)
def test_taken_reads_numbers_and_words(text: str, payload: str | None) -> None:
    """The number or all the words of the title; anything else is a question."""
    assert taken(text, CHOICES) == payload


def test_taken_without_choices_is_none() -> None:
    """A number alone means nothing then."""
    assert taken("1", []) is None


def test_numbered_counts_over_all_bubbles() -> None:
    """The choices of all bubbles stand at the end, so that every number is there once."""
    bubbles: list[Bubble] = [{"text": "Un.", "buttons": CHOICES[:2]}, {"text": "Deux.", "buttons": CHOICES[2:]}]
    assert numbered(bubbles) == (
        "Un.\n\nDeux.\n\n1. Et pour un débutant\u202f?\n2. Que savez-vous faire\u202f?\n3. Cœur de métier"
    )
