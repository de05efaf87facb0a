"""Messages that ask several things: made up for training, and put in order when read."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

Labelled = tuple[str, tuple[str, ...]]

MOST_QUESTIONS = 3
SHARE_OF_THREE = 0.2
LONGEST_PART = 90
_JOINS = [" et ", " et ", " ? et ", ", ", " puis ", " + ", ", et aussi ", ". ", " ? ", " et sinon "]
_DENIAL = re.compile(
    r"(?:mais |et |non )*(?:surtout )?(?:pas|sauf|hormis|je n'ai pas demandé|je ne parle pas|peu importe)\b", re.I
)
_BREAKS = re.compile(r"[?!.;,:\n+/&]+|\b(?:et|é|puis|ensuite|aussi|enfin|sinon)\b", re.IGNORECASE)


def make_pairs(sentences: Sequence[Labelled], joinable: Sequence[str], count: int, seed: int) -> list[Labelled]:
    """Join sentences of different labels into messages with two or three questions.

    Args:
        sentences: texts with their labels.
        joinable: labels that people ask together with others.
        count: how many messages to make.
        seed: of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, labels in sentences:
        if len(labels) == 1 and labels[0] in joinable and len(text) <= LONGEST_PART:
            by_label[labels[0]].append(text)
    known = sorted(by_label)
    made: list[Labelled] = []
    while len(known) >= MOST_QUESTIONS and len(made) < count:
        together = chance.sample(known, MOST_QUESTIONS if chance.random() < SHARE_OF_THREE else 2)
        # A topic and its own variant are one question.
        if any(a.startswith(f"{b}@") for a in together for b in together):
            continue
        parts = [chance.choice(by_label[label]) for label in together]
        text = parts[0]
        for part in parts[1:]:
            text = text.rstrip(" ?.!") + chance.choice(_JOINS) + part[:1].lower() + part[1:]
        made.append((text, tuple(together)))
    return made


def is_denied(piece: str) -> bool:
    """Tell whether a piece says what is *not* asked: "pas le salaire"."""
    return bool(_DENIAL.match(piece))


def pieces(text: str) -> list[str]:
    """Cut a message where one question may end and the next begin."""
    return [piece.strip() for piece in _BREAKS.split(text) if piece.strip()]
