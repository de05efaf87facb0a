"""A new topic needs a profile section, sentences, responses, its line in `intents` and one rule, and no Python."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import QUIET, Server

PROFILE = """
  - id: mascot
    section: introduction
    facts:
      - id: animal
        phrase: le héron
"""
SENTENCES = """version: "3.1"

nlu:
  - intent: ask_mascot
    examples: |
      - quelle est la mascotte de la profession
      - c'est quoi l'animal fétiche
      - y a-t-il une mascotte
      - parle-moi de la mascotte
      - la mascotte, c'est quoi
      - quel animal sert d'emblème
      - mascotte ?
"""
RESPONSES = """
  utter_mascot:
    - text: "La mascotte est {animal}."
      buttons: [*salary, *training]
"""
OF_EACH_BLOCK = 5
RULE = """
  - rule: When the mascot is asked, tell it
    steps:
      - intent: ask_mascot
      - action: action_tell_topic
"""


def _insert(path: Path, before: str, text: str) -> None:
    content = path.read_text()
    assert before in content
    path.write_text(content.replace(before, text.lstrip("\n") + before, 1))


def _replace(path: Path, old: str, new: str) -> None:
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new, 1))


def _thin(path: Path) -> None:
    """Keep the first sentences of each block and every fourth of the others."""
    kept, place = [], 0
    for line in path.read_text().splitlines():
        place = place + 1 if line.startswith("      - ") else 0
        if place < OF_EACH_BLOCK or place % 4 == 0:
            kept.append(line)
    path.write_text("\n".join(kept) + "\n")


@pytest.mark.usefixtures("model")
def test_new_topic_needs_no_python(project_copy: Path, endpoints: Callable[..., Path]) -> None:
    """The copy of the project learns it from data alone, and answers."""
    _insert(project_copy / "data/profiles/webmarketeur.yml", '\n# "Is it for me?"', PROFILE)
    (project_copy / "data/nlu/ask_mascot.yml").write_text(SENTENCES)
    _insert(project_copy / "domain.yml", "\n  # What one does.", RESPONSES)
    _insert(project_copy / "domain.yml", "  # Several of them in one message", "  - ask_mascot\n")
    _insert(project_copy / "data/stories/rules.yml", "  - rule: When several things", RULE.lstrip("\n"))
    # Fewer sentences, whole or made up: the copy is trained in less time.
    for setting in ("pairs: 3000", "stories: 2000", "denials: 1000"):
        _replace(project_copy / "config.yml", setting, setting.split()[0] + " 300")
    for path in (project_copy / "data/nlu").glob("*.yml"):
        if path.name != "ask_mascot.yml":
            _thin(path)
    command = [
        project_copy / ".venv/bin/python",
        "-m",
        "rasa",
        "train",
        "--skip-validation",
        "--fixed-model-name",
        "m",
        "--out",
        "models",
    ]
    subprocess.run(command, cwd=project_copy, env=QUIET, check=True, stdout=subprocess.DEVNULL, timeout=900)
    server = Server(project_copy / "models/m.tar.gz", endpoints(), folder=project_copy)
    server.start()
    try:
        assert server.say("quelle est la mascotte ?", "a")[0]["text"] == "La mascotte est le héron."
        assert "2\u202f000" in server.say("et le salaire d'un débutant ?", "a")[0]["text"]
    finally:
        server.kill()
