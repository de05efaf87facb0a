"""Cuts a message where a question, or something told, may end and the next begin."""

from __future__ import annotations

import re

# A message so short may be a list of words without anything between them: "salaire études chef".
LIST_OF_WORDS = 6
SHORTEST_LISTED = 4
MOST_PIECES = 40

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")
_QUESTION_WORD = (
    r"(?:quel(?:le)?s?|kel(?:le)?s?|combien|cb|comment|pourquoi|pk|est[- ]ce|o[uù] est"
    r"|c'?(?:est)? ?(?:quoi|koi|qui))"
)
_BREAK = re.compile(
    r"[?!.;,:\n+/&()]+"
    r"|\b(?:et|é|puis|ensuite|aussi|enfin|sinon|donc|alors|mais|parce que?|car|voil[aà]|bref|du coup|euh|ben"
    r"|ainsi que?)\b"
    rf"|(?=\b{_QUESTION_WORD}\b)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\?|\b(?:quel(?:le)?s?|kel(?:le)?s?|lesquel(?:le)?s|combien|cb|comment|cmt|pourquoi|pk|est[- ]ce|qui|ki|quoi"
    r"|koi|o[uù] (?:est|on|il|elle|ça|ca|trav|bos)|savoir|demande|demander|dites|dis|donne[zr]?|cite[zr]?"
    r"|expliqu\w+|pr[ée]cise[zr]?|ya|y a[- ]t|faut[- ]il|peut[- ]on|doit[- ]on|gagne[- ]t|t[- ](?:il|elle|on))\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"(?:mais |et |non )*(?:surtout )?(?:pas|sauf|hormis|je n'ai pas demandé|je ne parle pas|peu importe)\b", re.I
)


def pieces(text: str) -> list[str]:
    """Cut a message: its sentences, the clauses in them, and the words of a mere list of words.

    The pieces overlap; one that says everything is among them. Of a very long message those at both ends.
    """
    sentences = [found.strip() for found in _SENTENCE.findall(text)]
    clauses = [found.strip() for found in _BREAK.split(text)]
    listed = re.findall(rf"[^\W_]{{{SHORTEST_LISTED},}}", text) if len(text.split()) <= LIST_OF_WORDS else []
    cut = list(dict.fromkeys(p for p in (*sentences, *clauses, *listed) if re.search(r"\w", p)))
    return cut if len(cut) <= MOST_PIECES else [*cut[: MOST_PIECES // 2], *cut[-MOST_PIECES // 2 :]]


def is_denied(piece: str) -> bool:
    """Tell whether a piece says what is *not* asked: "pas le salaire"."""
    return bool(_DENIAL.match(piece))


def is_asking(piece: str) -> bool:
    """Tell whether a piece has a word or sign that questions and requests have."""
    return bool(_ASKING.search(piece))
