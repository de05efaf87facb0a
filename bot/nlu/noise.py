"""Makes clean sentences messy, as people's fingers do: for training on and for measuring with."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from bot.nlu.folding import fold
from bot.nlu.keyboard import NEIGHBOURS
from bot.nlu.normalise import Normaliser

TYPO_RATE = 0.06
PHONE_RATE = 0.7

Noise = Callable[[str, random.Random], str]


def typos(text: str, chance: random.Random) -> str:
    """Drop, double, swap or mistype about one letter in seventeen."""
    made: list[str] = []
    position = 0
    while position < len(text):
        letter = text[position]
        if letter.isalpha() and chance.random() < TYPO_RATE:
            kind = chance.randrange(4)
            if kind == 1:
                made.append(letter * 2)
            elif kind == 2 and text[position + 1 : position + 2].isalpha():
                made.append(text[position + 1] + letter)
                position += 1
            elif kind:
                made.append(chance.choice(NEIGHBOURS.get(fold(letter), letter)))
        else:
            made.append(letter)
        position += 1
    return "".join(made)


def without_accents(text: str, _: random.Random) -> str:
    """Take accents and capitals away."""
    return fold(text)


def phone(normaliser: Normaliser) -> Noise:
    """Make noise of the phone kind: short forms, hardly any punctuation."""

    def write(text: str, chance: random.Random) -> str:
        short = normaliser.shorten(text, chance, PHONE_RATE)
        return re.sub(r"[.,;:!?']", lambda found: "" if chance.random() < PHONE_RATE else found[0], short)

    return write


def everything(text: str, chance: random.Random) -> str:
    """No accents, no punctuation, and typos."""
    return typos(re.sub(r"[^\w\s]", " ", fold(text)), chance)
