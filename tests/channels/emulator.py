"""A small HTTP server that stands for a messaging service, and waiting for what the bot sends there."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qsl

T = TypeVar("T")
WAIT_SECONDS = 40


class Emulator:
    """Answers POST and GET with what `reply` gives; starts to listen at `start`, not before."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._http: ThreadingHTTPServer | None = None
        self._changed = threading.Condition()

    def reply(self, path: str, fields: dict[str, Any], headers: dict[str, str]) -> tuple[int, Any]:
        """Give the status and the JSON body of an answer; called with the lock held."""
        raise NotImplementedError

    def start(self) -> None:
        """Listen."""
        emulator = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Content-Type", "").startswith("application/json"):
                    fields = json.loads(body)
                else:
                    fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
                with emulator._changed:
                    status, content = emulator.reply(self.path, fields, dict(self.headers))
                    emulator._changed.notify_all()
                answer = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        self._http = _QuietServer(("127.0.0.1", self._port), Handler)
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        if self._http:
            self._http.shutdown()
            self._http.server_close()

    def wait_for(self, look: Callable[[], T | None], what: str) -> T:
        """Wait until `look` gives something true, and give that."""
        found: list[T] = []

        def seen() -> bool:
            value = look()
            if value:
                found.append(value)
            return bool(value)

        with self._changed:
            if not self._changed.wait_for(seen, WAIT_SECONDS):
                raise TimeoutError(f"{what} did not come")
        return found[-1]


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a bot that was killed."""


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post a body and give the status of the answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
