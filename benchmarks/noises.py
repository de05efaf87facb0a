"""The kinds of noise that measurements are repeated under."""

from __future__ import annotations

from bot.nlu.noise import Noise, everything, phone, typos, without_accents
from bot.nlu.normalise import Normaliser

CLEAN = "as written"


def noises() -> dict[str, Noise]:
    """Give each kind of noise by its name."""
    return {
        "typos": typos,
        "without accents": without_accents,
        "phone": phone(Normaliser()),
        "everything": everything,
    }
