"""What of the conversation so far matters for understanding the next message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.nlu.labels import OUT_OF_SCOPE


@dataclass(frozen=True)
class Conversation:
    """The state before a message.

    Attributes:
        form: a form is asking the person something.
        last_answers: ids of what the bot answered last.
        last_response: name of the response that the bot said last.
        last_text: what the person wrote last.
        address: "tu", "vous", or None when nothing was said.
        strayed: the last message was about something else than the job.
        turned_away: what that message asked of another job or person, likeliest first.
    """

    form: bool = False
    last_answers: list[str] = field(default_factory=list)
    last_response: str = ""
    last_text: str = ""
    address: str | None = None
    strayed: bool = False
    turned_away: list[str] = field(default_factory=list)

    @property
    def is_about_job(self) -> bool:
        """Whether it has come to the job in this session, and the last message was about nothing else."""
        return bool(self.last_answers and self.last_text) and not self.strayed

    @classmethod
    def of(cls, tracker: Any) -> Conversation:
        """Read it from Rasa's tracker (None where a message is parsed outside any conversation)."""
        if tracker is None:
            return cls()
        last_response = last_text = ""
        strayed = False
        turned_away: list[str] = []
        for event in reversed(tracker.applied_events()):
            kind = event.type_name
            if kind == "bot" and not last_response:
                last_response = event.metadata.get("utter_action") or ""
            if kind == "user":
                last_text = event.text or ""
                strayed = event.intent_name == OUT_OF_SCOPE
                if strayed:
                    turned_away = [found["name"] for found in event.parse_data.get("intent_ranking", [])[1:]]
                break
        return cls(
            form=bool(tracker.active_loop_name),
            last_answers=list(tracker.get_slot("last_answers") or []),
            last_response=last_response,
            last_text=last_text,
            address=tracker.get_slot("address"),
            strayed=strayed,
            turned_away=turned_away,
        )
