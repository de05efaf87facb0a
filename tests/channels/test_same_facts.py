"""The same conversations give the same text and the same choices on every channel."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.french import typeset
from tests.channels.conftest import Services
from tests.channels.drivers import DRIVERS, RestDriver
from tests.conftest import ROOT
from tests.conversations.test_conversations import CONVERSATIONS

HOW_MANY = 20


def _titles() -> dict[str, set[str]]:
    # For each payload the titles that it has.
    found: dict[str, set[str]] = {}
    for variations in YAML(typ="safe").load((ROOT / "domain.yml").read_text())["responses"].values():
        for button in (button for variation in variations for button in variation.get("buttons", [])):
            payload = button["payload"].replace("{{", "{").replace("}}", "}")
            found.setdefault(payload, set()).add(typeset(button["title"]))
    return found


TITLES = _titles()


def _can_be_played(steps: list[dict[str, Any]]) -> bool:
    # A person takes a choice of the last answer; only programs send payloads out of the blue. A number is a choice
    # where choices are numbered, and a text elsewhere.
    offered: list[str] = []
    for step in steps:
        titles = TITLES.get(step["user"])
        if step["user"].isdecimal() or (titles and not titles & set(offered)):
            return False
        offered = [typeset(title) for bubble in step["bot"] for title in bubble.get("buttons", [])]
    return True


PLAYABLE = [(name, steps) for name, steps in CONVERSATIONS if _can_be_played(steps)]
# Those in which choices are taken, then some from all folders alike.
CHOOSING = [played for played in PLAYABLE if any(step["user"] in TITLES for step in played[1])][: HOW_MANY // 2]
OTHERS = [played for played in PLAYABLE if played not in CHOOSING]
PLAYED = [*CHOOSING, *OTHERS[:: max(1, len(OTHERS) // (HOW_MANY - len(CHOOSING)))]][:HOW_MANY]


@pytest.mark.parametrize("channel", DRIVERS)
@pytest.mark.parametrize(("name", "steps"), PLAYED, ids=[name for name, _ in PLAYED])
def test_channels_say_the_same(services: Services, channel: str, name: str, steps: list[dict[str, Any]]) -> None:
    """Word for word; a choice is taken in the channel's own way."""
    rest, driver = RestDriver(services), DRIVERS[channel](services)
    for step in steps:
        taken = next((choice for choice in rest.choices if choice.payload == step["user"]), None)
        expected = rest.say(step["user"])
        if taken:
            assert driver.choose(taken, rest.bubbles) == expected
        else:
            assert driver.say(step["user"], rest.bubbles) == expected


def test_there_are_conversations_to_play() -> None:
    """Some of them with choices taken."""
    assert len(PLAYED) == min(HOW_MANY, len(PLAYABLE))
    assert any(step["user"] in TITLES for _, steps in PLAYED for step in steps)
