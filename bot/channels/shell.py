"""The terminal channel: a conversation a person can read, with choices answered by their number."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic

from bot.channels.choices import numbered
from bot.channels.incoming import clean_text
from bot.channels.messenger import Messenger
from bot.conversations import OnNewMessage
from bot.readiness import stop_unless_ready

# Rasa's shell ends with the same word.
_END = "/stop"
_PROMPT = "> "


class ShellChannel(InputChannel):
    """Reads lines from standard input and prints the bubbles; ends with /stop or the end of the input."""

    def __init__(self, sender: str) -> None:
        self._sender = sender

    @classmethod
    def name(cls) -> str:
        """The channel's name; not "cmdline", at which Rasa would start its own prompt."""
        return "shell"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """No routes: the conversation runs beside the server, and stops it when it ends."""
        terminal = Blueprint("shell", __name__)

        @terminal.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            stop_unless_ready(app)
            app.add_task(self._converse(app, on_new_message))

        return terminal

    async def _converse(self, app: Sanic, on_new_message: OnNewMessage) -> None:
        messenger = Messenger(app, on_new_message, self.name())
        print(f"Écrivez votre question ({_END} pour finir).", flush=True)
        while True:
            line = await asyncio.to_thread(_read_line)
            if line is None or line.strip() == _END:
                break
            if clean_text(line):
                print(f"\n{numbered(await messenger.answer(line, self._sender))}\n", flush=True)
        app.stop()


def _read_line() -> str | None:
    try:
        return input(_PROMPT if sys.stdin.isatty() else "")
    except (EOFError, KeyboardInterrupt):
        return None
