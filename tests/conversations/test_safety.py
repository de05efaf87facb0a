"""The safety reply comes to messy cries for help, and to nothing that only shares words with them."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT, Server


def _lines(name: str) -> list[str]:
    return (ROOT / "tests/nlu" / name).read_text(encoding="utf-8").splitlines()


def _is_safety_reply(server: Server, message: str, sender: str) -> bool:
    return "le 3114" in server.say(message, sender)[0]["text"]


@pytest.mark.parametrize("message", _lines("safety_positive.txt"))
def test_cry_for_help_gets_the_numbers(server: Server, sender: str, message: str) -> None:
    """In any spelling."""
    assert _is_safety_reply(server, message, sender)


def test_harmless_messages_get_other_answers(server: Server, sender: str) -> None:
    """Not one of two hundred."""
    harmless = _lines("safety_harmless.txt")
    assert len(harmless) == 200
    wrong = [m for n, m in enumerate(harmless) if _is_safety_reply(server, m, f"{sender}-{n}")]
    assert wrong == []
