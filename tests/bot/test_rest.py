"""The REST channel: refuses bad bodies clearly, answers everything else, keeps conversations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.rest import is_loopback
from tests.conftest import Server

BAD_BODIES = [
    (b"", 400),
    (b"nope", 400),
    (b"[1]", 400),
    (b"\xff\xfe{}", 400),
    (b"[" * 50_000, 400),
    (b"{}", 400),
    (b'{"message": null}', 400),
    (b'{"message": 42}', 400),
    (b'{"message": "  "}', 400),
    (b'{"message": "bonjour", "sender": {"$ne": null}}', 400),
    (b'{"message": "bonjour", "sender": "../../etc/passwd"}', 400),
    (b'{"message": "bonjour", "sender": "' + b"x" * 20_000 + b'"}', 400),
    (b'{"message": "' + b"a" * 11_000 + b'"}', 413),
    (b'{"message": "' + b"a" * 2_000_000 + b'"}', 413),
]


@pytest.mark.parametrize(("body", "status"), BAD_BODIES)
def test_webhook_refuses_bad_bodies(server: Server, body: bytes, status: int) -> None:
    """A clear 4xx, never a stack trace."""
    got, answer = server.post(body)
    assert got == status
    assert "Traceback" not in json.dumps(answer)


def test_webhook_refuses_other_content_types(server: Server) -> None:
    """Only JSON is read."""
    assert server.post(b'{"message": "bonjour"}', content_type="text/plain")[0] == 415


@pytest.mark.parametrize("message", ["\\ud800 salaire", "a\\u0000b", "/", "//", "/restart", "/n_existe_pas{}@9.9"])
def test_webhook_answers_odd_messages(server: Server, message: str) -> None:
    """Half characters, control characters and orders typed by hand get an ordinary reply."""
    status, bubbles = server.post(b'{"message": "%s"}' % message.encode())
    assert status == 200
    assert bubbles[0]["text"]


def test_webhook_takes_payloads_of_buttons_and_no_other(server: Server, sender: str) -> None:
    """What a button sends is an order; an order that no button sends is a text."""
    junior = server.say('/ask_salary{"experience": "junior"}', sender)
    assert "2\u202f000" in junior[0]["text"]
    assert "3\u202f300" not in junior[0]["text"]
    forged = server.say('/ask_salary{"experience": "one_year"}', sender)
    assert "un an" not in forged[0]["text"]


def test_webhook_lets_only_this_machine_name_the_sender(server: Server) -> None:
    """A forwarded request comes from elsewhere: it gets a conversation of its own, not one it names."""
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    assert server.post(b'{"sender": "a", "message": "bonjour"}', headers=elsewhere)[0] == 403
    first = server.post(b'{"message": "bonjour"}', headers=elsewhere)[1][0]["recipient_id"]
    second = server.post(b'{"message": "bonjour"}', headers=elsewhere)[1][0]["recipient_id"]
    assert first != second


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True), ("10.0.0.1", False)],
)
def test_is_loopback_knows_both_families(address: str, expected: bool) -> None:
    """IPv4, IPv6 and IPv4 in IPv6."""
    assert is_loopback(address) is expected


def test_conversation_survives_a_kill(model: Path, endpoints: Callable[..., Path], sender: str) -> None:
    """After kill -9 and a restart the person goes on, and what was said is still there."""
    import sqlite3

    settings = endpoints()
    server = Server(model, settings)
    server.start()
    server.say("combien gagne un webmarketeur ?", sender)
    server.kill()
    server.start()
    try:
        assert "2\u202f000" in server.say("et pour un webmarketeur débutant ?", sender)[0]["text"]
    finally:
        server.kill()
    with sqlite3.connect(settings.parent / "test.db") as database:
        (said,) = database.execute(
            "select count(*) from events where sender_id = ? and type_name = 'user'", [f"rest-{sender}"]
        ).fetchone()
    assert said == 2
