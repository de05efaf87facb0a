"""The inbox: once, in order, and not lost in a crash."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from bot.channels.inbox import Inbox


def test_inbox_handles_each_delivery_once_and_in_order(tmp_path: Path) -> None:
    """Repeated ids are dropped; a conversation waits for itself and for no other; a failure hinders nothing."""
    handled: list[str] = []

    async def handle(content: dict[str, Any]) -> None:
        await asyncio.sleep(content.get("wait", 0))
        if content["text"] == "fails":
            raise ValueError(content["text"])
        handled.append(content["text"])

    async def run() -> None:
        inbox = Inbox(tmp_path / "new" / "inbox.db", "a", handle)
        inbox.receive("1", "zoé", {"text": "slow", "wait": 0.2})
        assert not handled
        inbox.start()
        inbox.receive("2", "zoé", {"text": "fails"})
        inbox.receive("3", "zoé", {"text": "after"})
        inbox.receive("3", "zoé", {"text": "repeated"})
        inbox.receive("4", "luc", {"text": "other"})
        await asyncio.sleep(0.1)
        assert handled == ["other"]
        await inbox.stop()
        assert handled == ["other", "slow", "after"]

    asyncio.run(run())


def test_inbox_goes_on_after_a_crash_and_forgets_what_was_written(tmp_path: Path) -> None:
    """What was not handled is handled at the next start; what was handled is not, and leaves its id alone."""
    database = tmp_path / "inbox.db"
    handled: list[str] = []

    async def hang(content: dict[str, Any]) -> None:
        if content["text"] == "secret hangs":
            await asyncio.sleep(60)

    async def handle(content: dict[str, Any]) -> None:
        handled.append(content["text"])

    async def run() -> None:
        crashed = Inbox(database, "a", hang)
        crashed.start()
        crashed.receive("1", "zoé", {"text": "secret done"})
        crashed.receive("2", "zoé", {"text": "secret hangs"})
        crashed.set_note("since", "t1")
        await asyncio.sleep(0.1)
        again = Inbox(database, "a", handle)
        other = Inbox(database, "b", handle)
        again.start()
        other.start()
        again.receive("1", "zoé", {"text": "secret done"})
        await again.stop()
        assert again.note("since") == "t1"
        assert other.note("since") is None

    asyncio.run(run())
    assert handled == ["secret hangs"]
    with sqlite3.connect(database) as opened:
        assert opened.execute("select id, conversation, content from deliveries order by id").fetchall() == [
            ("1", None, None),
            ("2", None, None),
        ]
