"""Plays the conversations of this folder: what the person writes, the exact bubbles that come back.

The YAML files hold plain spaces and apostrophes; the expected text goes through the bot's typography.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.french import typeset
from tests.conftest import Server

FOLDER = Path(__file__).parent


def _read() -> list[tuple[str, list[dict[str, Any]]]]:
    found = []
    for path in sorted(FOLDER.glob("*/*.yml")):
        for conversation in YAML(typ="safe").load(path.read_text()):
            found.append((f"{path.parent.name}-{conversation['name']}".replace(" ", "_"), conversation["steps"]))
    return found


CONVERSATIONS = _read()


@pytest.mark.parametrize(("name", "steps"), CONVERSATIONS, ids=[name for name, _ in CONVERSATIONS])
def test_conversation(server: Server, sender: str, name: str, steps: list[dict[str, Any]]) -> None:
    """Every turn gives exactly the bubbles that the file has."""
    for step in steps:
        said = [
            {"text": b["text"], "buttons": [button["title"] for button in b.get("buttons", [])]}
            for b in server.say(step["user"], sender)
        ]
        expected = [
            {"text": typeset(b["text"].strip()), "buttons": [typeset(title) for title in b.get("buttons", [])]}
            for b in step["bot"]
        ]
        assert said == expected
