"""What a messaging service delivered: handled once and in order, also when it comes twice or the bot restarts."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

# Services repeat for a day at most.
_KEEP_SECONDS = 3 * 24 * 3600
# What could not be handled for that long is not a question any more.
_STALE_SECONDS = 24 * 3600
_STOP_SECONDS = 5

Handler = Callable[[dict[str, Any]], Awaitable[None]]

logger = logging.getLogger(__name__)


class Inbox:
    """Keeps deliveries of one channel in a small database until they are handled, and their ids some days longer.

    A service is told "received" as soon as a delivery is stored, so a slow answer makes it repeat nothing, and
    what a crash cuts off is handled at the next start. What a person wrote is erased once it is handled.

    Args:
        database: the file; several channels may share it.
        channel: name of the channel.
        handle: handles one delivery; whatever it raises is logged.
    """

    def __init__(self, database: Path, channel: str, handle: Handler) -> None:
        self._channel = channel
        self._handle = handle
        self._last: dict[str, asyncio.Task[None]] = {}
        self._open = False
        database.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS deliveries (channel TEXT, id TEXT, received REAL, conversation TEXT,"
            " content TEXT, PRIMARY KEY (channel, id))"
        )
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS notes (channel TEXT, name TEXT, value TEXT, PRIMARY KEY (channel, name))"
        )

    def receive(self, delivery: str, conversation: str, content: dict[str, Any]) -> None:
        """Store a delivery and have it handled, after those of the same conversation; a repeated one is dropped.

        Args:
            delivery: the id that the service gave it.
            conversation: deliveries of one conversation are handled one after another.
            content: what came, as JSON can hold it.
        """
        row = (self._channel, delivery, time.time(), conversation, json.dumps(content))
        stored = self._database.execute("INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?)", row)
        if stored.rowcount and self._open:
            self._schedule(delivery, conversation, content)

    def start(self) -> None:
        """Begin to handle: first what was stored before, then what comes."""
        now = time.time()
        self._database.execute("DELETE FROM deliveries WHERE received < ?", [now - _KEEP_SECONDS])
        self._database.execute(
            "UPDATE deliveries SET content = NULL, conversation = NULL WHERE channel = ? AND received < ?",
            [self._channel, now - _STALE_SECONDS],
        )
        self._open = True
        waiting = self._database.execute(
            "SELECT id, conversation, content FROM deliveries WHERE channel = ? AND content NOT NULL"
            " ORDER BY received",
            [self._channel],
        )
        for delivery, conversation, content in waiting.fetchall():
            self._schedule(delivery, conversation, json.loads(content))

    async def stop(self) -> None:
        """Take no more, and give what is being handled a moment to end; the rest is handled at the next start."""
        self._open = False
        if self._last:
            await asyncio.wait(self._last.values(), timeout=_STOP_SECONDS)
        for task in self._last.values():
            task.cancel()

    def note(self, name: str) -> str | None:
        """Give what `set_note` kept under a name, None at first."""
        row = self._database.execute(
            "SELECT value FROM notes WHERE channel = ? AND name = ?", [self._channel, name]
        ).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str) -> None:
        """Keep a text of the channel's own under a name."""
        self._database.execute("REPLACE INTO notes VALUES (?, ?, ?)", [self._channel, name, value])

    def _schedule(self, delivery: str, conversation: str, content: dict[str, Any]) -> None:
        task = asyncio.create_task(self._run(self._last.get(conversation), delivery, content))
        self._last[conversation] = task
        task.add_done_callback(lambda done: self._clear(conversation, done))

    def _clear(self, conversation: str, task: asyncio.Task[None]) -> None:
        if self._last.get(conversation) is task:
            del self._last[conversation]

    async def _run(self, before: asyncio.Task[None] | None, delivery: str, content: dict[str, Any]) -> None:
        if before:
            await asyncio.wait([before])
        try:
            await self._handle(content)
        except Exception:
            logger.exception("A delivery of channel %s could not be handled", self._channel)
        self._database.execute(
            "UPDATE deliveries SET content = NULL, conversation = NULL WHERE channel = ? AND id = ?",
            [self._channel, delivery],
        )
