"""What people think of single answers: thumbs up or down, kept beside the conversations."""

from __future__ import annotations

import time

from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import Column, Float, MetaData, String, Table

_metadata = MetaData()
_ratings = Table(
    "ratings",
    _metadata,
    Column("sender_id", String(255), primary_key=True),
    Column("message_id", String(64), primary_key=True),
    Column("rating", String(4), nullable=False),
    Column("timestamp", Float, nullable=False),
)


def rate(store: SQLTrackerStore, conversation: str, message_id: str, rating: str | None) -> None:
    """Keep the rating of the answer to a message in place of an earlier one; None takes it back."""
    _create_table(store)
    with store.engine.begin() as database:
        database.execute(
            _ratings.delete().where(_ratings.c.sender_id == conversation, _ratings.c.message_id == message_id)
        )
        if rating is not None:
            database.execute(
                _ratings.insert().values(
                    sender_id=conversation, message_id=message_id, rating=rating, timestamp=time.time()
                )
            )


def ratings(store: SQLTrackerStore, conversation: str) -> dict[str, str]:
    """The ratings of a conversation, by the id of the message that was answered."""
    _create_table(store)
    with store.engine.connect() as database:
        rows = database.execute(_ratings.select().where(_ratings.c.sender_id == conversation))
        return {row.message_id: row.rating for row in rows}


def forget_ratings(store: SQLTrackerStore, conversation: str) -> None:
    """Delete the ratings of a conversation."""
    _create_table(store)
    with store.engine.begin() as database:
        database.execute(_ratings.delete().where(_ratings.c.sender_id == conversation))


def _create_table(store: SQLTrackerStore) -> None:
    _metadata.create_all(store.engine)
