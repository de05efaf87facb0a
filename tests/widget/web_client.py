"""Speaks with the web channel as the widget does, for tests that need no browser."""

from __future__ import annotations

import json
import uuid
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import jwt

from tests.widget.conftest import KEY


class Reply(NamedTuple):
    """An HTTP answer; `content` is decoded JSON, or None."""

    status: int
    content: Any
    headers: dict[str, str]


class WebClient:
    """One session, started with the first request that needs it.

    Args:
        address: the bot's.
        token: of an existing session.
    """

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = address
        self.token = token or self.ask("POST", "sessions").content["token"]

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Reply:
        """Make a request below /chat/; `body` is bytes, or encoded as JSON."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        if token := getattr(self, "token", None):
            sent = {"Authorization": f"Bearer {token}", **sent}
        request = Request(f"{self.address}/chat/{path}", data, sent, method=method)
        try:
            with urlopen(request, timeout=30) as answer:
                return _reply(answer.status, answer.read(), answer.headers)
        except HTTPError as error:
            return _reply(error.code, error.read(), error.headers)

    def say(self, text: str, message_id: str | None = None, payload: str | None = None) -> Reply:
        """Send a message."""
        body = {"id": message_id or uuid.uuid4().hex, "text": text, "payload": payload}
        return self.ask("POST", "messages", body)

    def turns(self) -> list[dict[str, Any]]:
        """What the conversation holds."""
        return self.ask("GET", "messages").content["turns"]

    @property
    def conversation(self) -> str:
        """The name by which the bot stores it."""
        return "web-" + jwt.decode(self.token, options={"verify_signature": False})["sub"]


def token(expires: float, key: str = KEY, audience: str = "career-chat", subject: str = "x" * 32) -> str:
    """A token of the tests' own."""
    return jwt.encode({"sub": subject, "aud": audience, "exp": int(expires)}, key, "HS256")


def _reply(status: int, body: bytes, headers: Any) -> Reply:
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    return Reply(status, content, {name.lower(): value for name, value in headers.items()})
