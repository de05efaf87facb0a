"""Looks into the bot's database."""

from __future__ import annotations

import sqlite3

from tests.conftest import Server


def count(bot: Server, query: str, *values: str) -> int:
    """The number that a query gives."""
    with sqlite3.connect(bot.database) as database:
        (number,) = database.execute(query, values).fetchone()
    return int(number)


def said(bot: Server, conversation: str) -> int:
    """How many messages of the person are stored."""
    return count(bot, "select count(*) from events where sender_id = ? and type_name = 'user'", conversation)


def stored(bot: Server, conversation: str) -> int:
    """How much of a conversation is stored, ratings included."""
    return count(bot, "select count(*) from events where sender_id = ?", conversation) + count(
        bot, "select count(*) from ratings where sender_id = ?", conversation
    )
