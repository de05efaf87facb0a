"""Words of somebody who may be in danger are found, and harmless ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.normalise import Normaliser
from bot.nlu.safety import SafetyWords
from knowledge.data_file import DataFileError


@pytest.fixture(scope="module")
def safety() -> SafetyWords:
    """With the bot's own lexicons."""
    return SafetyWords(Normaliser())


@pytest.mark.parametrize(
    "text", ["je veux mourir", "Je veux me suicider", "jve mourir", "JE VEUX MOURIR", "je pense au suicide"]
)
def test_alarm_is_seen(safety: SafetyWords, text: str) -> None:
    """In capitals and in phone French too."""
    assert safety.alarming(text)


@pytest.mark.parametrize("text", ["", "mort de rire", "je meurs d'envie d'y aller", "ça paye combien ?", "salut"])
def test_harmless_is_left_alone(safety: SafetyWords, text: str) -> None:
    """Though words are shared."""
    assert not safety.alarming(text)


def test_alarm_and_harmless_exclude_each_other(safety: SafetyWords) -> None:
    """A message that is harmless is not alarming, whatever else it says."""
    for text in ["je veux mourir de rire", "je vais me tuer à la tâche", "un film sur le suicide"]:
        assert not (safety.alarming(text) and safety.harmless(text))


@pytest.mark.parametrize("content", ["", "alarms: []\nharmless: [a]", "alarms: ['(']\nharmless: [a]"])
def test_broken_lexicon_is_one_clear_line(tmp_path: Path, content: str) -> None:
    """It says which file."""
    (tmp_path / "safety.yml").write_text(content)
    with pytest.raises(DataFileError, match=r"safety\.yml") as error:
        SafetyWords(str, tmp_path / "safety.yml")
    assert len(str(error.value).splitlines()) == 1
