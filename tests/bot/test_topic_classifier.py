"""What Rasa is told of the classifier."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.components import topic_classifier
from bot.components.topic_classifier import SOURCES, TopicClassifier


@pytest.mark.parametrize("name", ["jobs.txt", "phone.yml", "frames.py"])
def test_lexicon_or_code_that_changes_is_learned_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Rasa takes what it trained before only while this stays the same."""
    copies = tuple(Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in SOURCES)
    before = TopicClassifier.fingerprint_addon({})
    monkeypatch.setattr(topic_classifier, "SOURCES", copies)
    assert TopicClassifier.fingerprint_addon({}) == before
    changed = next(folder / name for folder in copies if (folder / name).exists())
    changed.write_text(changed.read_text() + "\n# more\n")
    assert TopicClassifier.fingerprint_addon({}) != before
