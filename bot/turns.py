"""The turns of a conversation as they were stored: what the person said, what the bot answered.

They are read from the events in the database, which Rasa writes once a turn, all or nothing. So a message that is
found here was answered, and one that is not may be given to the bot again, whatever happened in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypedDict

from rasa.core.tracker_store import SQLTrackerStore

from bot.channels.bubbles import Bubble, as_bubble

_KINDS = ("user", "bot", "restart")
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
        event = store.SQLEvent
        rows = session.query(event.type_name, event.data).filter(
            event.sender_id == conversation, event.type_name.in_(_KINDS)
        )
        return _turns(rows.order_by(event.id))[-_MAX_TURNS:]


def find_turn(store: SQLTrackerStore, conversation: str, message_id: str) -> Turn | None:
    """The turn that answered the message of this id, or None; `message_id` holds letters, digits and hyphens."""
    with store.session_scope() as session:
        event = store.SQLEvent
        said = session.query(event.id).filter(
            event.sender_id == conversation,
            event.type_name == "user",
            # Quotes inside a text are escaped in JSON: only the key itself can match.
            event.data.contains(f'"message_id": "{message_id}"', autoescape=True),
        )
        first = said.order_by(event.id).first()
        if first is None:
            return None
        rows = session.query(event.type_name, event.data).filter(
            event.sender_id == conversation, event.type_name.in_(_KINDS), event.id >= first.id
        )
        return next((turn for turn in _turns(rows.order_by(event.id)) if turn["id"] == message_id), None)


def _turns(rows: Iterable[Any]) -> list[Turn]:
    turns: list[Turn] = []
    for kind, data in rows:
        event = json.loads(data)
        if kind == "restart":
            turns = []
        elif kind == "user":
            text = (event.get("metadata") or {}).get("shown") or event.get("text") or ""
            at = event["timestamp"]
            turns.append({"id": event["message_id"], "text": text, "at": at, "bubbles": [], "answered_at": at})
        elif turns:
            bubble = as_bubble({"text": event.get("text"), **event.get("data", {})}, draws=True)
            if bubble:
                turns[-1]["bubbles"].append(bubble)
                turns[-1]["answered_at"] = event["timestamp"]
    return turns
