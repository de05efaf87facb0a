"""Which letters lie side by side on a French keyboard (AZERTY)."""

from __future__ import annotations

NEIGHBOURS = {
    "a": "zq", "z": "aes", "e": "zrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "om", "q": "aws", "s": "qdz", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli",
    "l": "kmo", "m": "lp", "w": "qx", "x": "wcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bhj",
}  # fmt: skip


def are_neighbours(one: str, other: str) -> bool:
    """Tell whether a finger may hit one key in place of the other."""
    return other in NEIGHBOURS.get(one, "") or one in NEIGHBOURS.get(other, "")
