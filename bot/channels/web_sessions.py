"""Who may speak in which conversation on the web: tokens that the server signs and keeps no list of."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import NamedTuple

import jwt

_ALGORITHM = "HS256"
# A token made for something else with the same key is none of ours.
_AUDIENCE = "career-chat"
_KEY_BYTES = 32


class InvalidSession(Exception):  # noqa: N818
    """A token that is forged, expired or not ours."""


class Session(NamedTuple):
    """A token, and when it ends, in seconds since 1970."""

    token: str
    expires: int


class Sessions:
    """Starts sessions and reads their tokens.

    Args:
        key: what tokens are signed with; whoever has it can read every conversation.
        lifetime: of a session, in seconds.
    """

    def __init__(self, key: str, lifetime: int) -> None:
        self._key = key
        self._lifetime = lifetime

    def start(self) -> Session:
        """Start a session with a conversation of its own, which nobody can guess."""
        expires = int(time.time()) + self._lifetime
        claims = {"sub": secrets.token_urlsafe(24), "aud": _AUDIENCE, "exp": expires}
        return Session(jwt.encode(claims, self._key, _ALGORITHM), expires)

    def conversation(self, token: str) -> str:
        """The name of the token's conversation.

        Raises:
            InvalidSession: the token is forged, expired or not ours.
        """
        try:
            claims = jwt.decode(
                token, self._key, [_ALGORITHM], audience=_AUDIENCE, options={"require": ["sub", "aud", "exp"]}
            )
        except jwt.InvalidTokenError as error:
            raise InvalidSession(str(error)) from None
        return str(claims["sub"])


def load_key(given: str | None, path: Path) -> str:
    """The key to sign with: the one given, else the one in the file, which is made when missing.

    Raises:
        ValueError: the key is too short, or others than its owner may read the file.
    """
    if given:
        return _checked(given, "CHAT_KEY")
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise ValueError(f"{path} may be read by others than its owner: run `chmod 600 {path}`")
    return _checked(path.read_text().strip(), str(path))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(_KEY_BYTES) + "\n")
    try:
        # Whole or not at all, and the first of several servers that start together wins.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _checked(key: str, source: str) -> str:
    if len(key) < _KEY_BYTES:
        raise ValueError(f"the key in {source} is shorter than {_KEY_BYTES} characters")
    return key
