"""The parts of several answers, in the order asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.requests import silent_ids
from actions.silence import silence_part
from actions.speech import Part
from knowledge.profile import Answer, profile


def answer_parts(asked: Sequence[str], parts_of: Callable[[Answer], list[Part]]) -> list[Part]:
    """Give the parts; all that the sheet is silent on is one, where the first of it stands.

    Args:
        asked: ids of answers, or of what is not covered.
        parts_of: gives the parts of an answer.
    """
    known = profile().answers()
    different = list(dict.fromkeys(asked))
    silent = silent_ids(different)
    parts: list[Part] = []
    for answer in different:
        if answer in known:
            parts += parts_of(known[answer])
        elif answer in silent[:1]:
            parts.append(silence_part(silent))
    return parts
