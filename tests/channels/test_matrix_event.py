"""Reading Matrix events, also such as only a broken or hostile server sends."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.matrix_event import read_event, strip_mention


def _event(content: Any, type: str = "m.room.message") -> dict[str, Any]:
    about = {"event_id": "$1", "room_id": "!r:localhost", "sender": "@zoe:localhost", "origin_server_ts": 1}
    return {**about, "type": type, "content": content}


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"msgtype": 7, "body": "?"},
        {"msgtype": "m.text"},
        {"msgtype": "m.text", "body": ["?"]},
        {"msgtype": "m.image", "body": "?", "info": 3},
        {"msgtype": "m.text", "body": "?", "m.relates_to": []},
        {"msgtype": "m.text", "body": "?", "m.relates_to": {"rel_type": "m.replace"}, "m.new_content": 1},
        {"msgtype": "m.text", "body": "?", "m.relates_to": {"m.in_reply_to": 3}},
        {
            "msgtype": "m.text",
            "body": "?",
            "m.new_content": {"body": 2},
            "m.relates_to": {"rel_type": "m.replace"},
        },
        {"msgtype": "m.text", "body": "?", "m.mentions": {"user_ids": "@a"}, "formatted_body": 3},
        {"msgtype": "m.text", "body": "?", "m.mentions": []},
    ],
)
def test_read_event_takes_strange_content(content: dict[str, Any]) -> None:
    """Nothing, or a text; never an exception."""
    written = read_event(_event(content))
    assert written is None or isinstance(written.text, str) or written.text is None


def test_read_event_knows_edits_and_mentions() -> None:
    """The new text counts, with the mentions of the new text."""
    new = {"msgtype": "m.text", "body": "nouveau", "m.mentions": {"user_ids": ["@bot:localhost", 3]}}
    relation = {"rel_type": "m.replace", "event_id": "$0"}
    content = {"msgtype": "m.text", "body": "* nouveau", "m.new_content": new, "m.relates_to": relation}
    written = read_event(_event(content))
    assert written is not None
    assert (written.text, written.mentioned) == ("nouveau", ("@bot:localhost",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("webbot: bonjour", ("bonjour", True)),
        ("Robot Métier : bonjour", ("bonjour", True)),
        ("@webbot bonjour", ("bonjour", True)),
        ("bonjour @WebBot", ("bonjour", True)),
        ("@webbot:localhost, bonjour", ("bonjour", True)),
        ("@webbot:localhost: bonjour", ("bonjour", True)),
        ("dis-moi @webbot:localhost le salaire", ("dis-moi  le salaire", True)),
        ("que fait un webbot ?", ("que fait un webbot ?", False)),
        ("@webbots bonjour", ("@webbots bonjour", False)),
        ("@webbot:elsewhere bonjour", ("@webbot:elsewhere bonjour", False)),
        ("@webbot:localhost.org bonjour", ("@webbot:localhost.org bonjour", False)),
        ("webbot", ("webbot", False)),
    ],
)
def test_strip_mention_takes_names_where_they_are_mentions(text: str, expected: tuple[str, bool]) -> None:
    """A bot may be named like the job that people ask about."""
    assert strip_mention(text, "@webbot:localhost", ["webbot", "Robot Métier"]) == expected
