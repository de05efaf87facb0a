"""The turns of a conversation as they were stored: what the person said, what the bot answered.

They are read from the events in the database, which Rasa writes once a turn, all or nothing. So a message that is
found here was answered, and one that is not may be given to the bot again, whatever happened in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypedDict

from rasa.core.tracker_store import SQLTrackerStore

from bot.channels.bubbles import Bubble, as_bubble

# More than anybody reads again; keeps the answer small.
_MAX_TURNS = 200


class Turn(TypedDict):
    """A message and its answer; times are seconds since 1970."""

    id: str
    text: str
    at: float
    bubbles: list[Bubble]
    answered_at: float


def last_turns(store: SQLTrackerStore, conversation: str) -> list[Turn]:
    """The turns since the conversation was last restarted, oldest first, 200 at most; tables and charts drawn."""
    with store.session_scope() as session:
        turns: list[Turn] = []
        for kind, event in _events(session, store, conversation):
            if kind == "restart":
                turns = []
            elif kind == "user":
                turns.append(_begin(event))
            elif turns:
                _add_answer(turns[-1], event)
        return turns[-_MAX_TURNS:]


def find_turn(store: SQLTrackerStore, conversation: str, message_id: str) -> Turn | None:
    """The turn that answered the message of this id, or None; `message_id` holds letters, digits and hyphens."""
    with store.session_scope() as session:
        said = session.query(store.SQLEvent.id).filter(
            store.SQLEvent.sender_id == conversation,
            store.SQLEvent.type_name == "user",
            # Quotes inside a text are escaped in JSON: only the key itself can match.
            store.SQLEvent.data.contains(f'"message_id": "{message_id}"', autoescape=True),
        )
        first = said.order_by(store.SQLEvent.id).first()
        if first is None:
            return None
        events = _events(session, store, conversation, first.id)
        turn = _begin(next(events)[1])
        for kind, event in events:
            if kind != "bot":
                break
            _add_answer(turn, event)
        return turn


def _events(
    session: Any, store: SQLTrackerStore, conversation: str, first: int = 0
) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = session.query(store.SQLEvent.type_name, store.SQLEvent.data).filter(
        store.SQLEvent.sender_id == conversation,
        store.SQLEvent.type_name.in_(("user", "bot", "restart")),
        store.SQLEvent.id >= first,
    )
    for kind, data in rows.order_by(store.SQLEvent.id):
        yield kind, json.loads(data)


def _begin(event: dict[str, Any]) -> Turn:
    text = (event.get("metadata") or {}).get("shown") or event.get("text") or ""
    at = event["timestamp"]
    return {"id": event["message_id"], "text": text, "at": at, "bubbles": [], "answered_at": at}


def _add_answer(turn: Turn, event: dict[str, Any]) -> None:
    bubble = as_bubble({"text": event.get("text"), **event.get("data", {})}, draws=True)
    if bubble:
        turn["bubbles"].append(bubble)
        turn["answered_at"] = event["timestamp"]
