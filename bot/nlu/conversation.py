"""What of the conversation so far matters for understanding the next message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Conversation:
    """The state before a message.

    Attributes:
        form: a form is asking the person something.
        last_answers: ids of what the bot answered last.
        last_response: name of the response that the bot said last.
        last_text: what the person wrote last.
        address: "tu", "vous", or None when nothing was said.
    """

    form: bool = False
    last_answers: list[str] = field(default_factory=list)
    last_response: str = ""
    last_text: str = ""
    address: str | None = None

    @classmethod
    def of(cls, tracker: Any) -> Conversation:
        """Read it from Rasa's tracker (None where a message is parsed outside any conversation)."""
        if tracker is None:
            return cls()
        last_response = last_text = ""
        for event in reversed(tracker.applied_events()):
            kind = event.type_name
            if kind == "bot" and not last_response:
                last_response = event.metadata.get("utter_action") or ""
            if kind == "user":
                last_text = event.text or ""
                break
        return cls(
            form=bool(tracker.active_loop_name),
            last_answers=list(tracker.get_slot("last_answers") or []),
            last_response=last_response,
            last_text=last_text,
            address=tracker.get_slot("address"),
        )
