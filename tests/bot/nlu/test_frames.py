"""What stays of a sentence when the words that change from person to person are taken out."""

from __future__ import annotations

import pytest

from bot.nlu.frames import LEAST_COMMON, Frames

COMMON = ["je", "suis", "depuis", "ans", "a", "un", "combien", "gagne", "3", "lyon", "plombier"]


@pytest.fixture
def frames() -> Frames:
    """With two jobs and two places."""
    return Frames({"plombier", "greffiere"}, {"brest", "lyon"}, COMMON)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("je suis plombier depuis 14 ans", "^ je suis JOB depuis NUMBER ans $"),
        ("je suis greffiere depuis 17 ans", "^ je suis JOB depuis NUMBER ans $"),
        ("combien gagne un plombier ?", "^ combien gagne un JOB ? $"),
        ("un xylophone a brest", "^ un WORD a PLACE $"),
        # A common place or number says more than its kind; a job is always one.
        ("un plombier a lyon", "^ un JOB a lyon $"),
        ("des plombiers", "^ WORD JOB $"),
        ("3 ans , 20h", "^ 3 ans , NUMBER $"),
        ("", "^ $"),
    ],
)
def test_frame(frames: Frames, text: str, frame: str) -> None:
    """Common words and punctuation stay."""
    assert frames(text) == frame


def test_words_that_many_texts_have_are_common() -> None:
    """However often one text says them."""
    frames = Frames([], [])
    frames.learn(["un mot"] * LEAST_COMMON + ["rare " * LEAST_COMMON])
    assert frames.common == {"un", "mot"}
