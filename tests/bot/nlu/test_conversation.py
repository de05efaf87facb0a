"""What is read from Rasa's tracker of the conversation so far."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import SessionStarted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.conversation import Conversation


def said(text: str, intent: str, *ranking: str) -> UserUttered:
    """A message of the person, as it was understood."""
    parsed: dict[str, Any] = {"intent_ranking": [{"name": name, "confidence": 0.5} for name in (intent, *ranking)]}
    return UserUttered(text, {"name": intent}, parse_data=parsed)


ANSWERED = SlotSet("last_answers", ["salary"])
PAY, OTHER_PAY = said("combien ?", "ask_salary"), said("et un kiné ?", "out_of_scope", "ask_salary")


@pytest.mark.parametrize(
    ("events", "is_about_job"),
    [
        ([], False),
        ([said("bonjour", "greet")], False),
        ([PAY, ANSWERED], True),
        ([PAY, ANSWERED, said("merci", "thank")], True),
        ([PAY, ANSWERED, OTHER_PAY], False),
        ([PAY, ANSWERED, OTHER_PAY, said("ok", "affirm")], True),
        ([OTHER_PAY, PAY, ANSWERED], True),
        # The slot outlives the session.
        ([PAY, ANSWERED, SessionStarted(), ANSWERED], False),
    ],
)
def test_a_conversation_is_about_the_job_from_an_answer_on(events: list[Any], is_about_job: bool) -> None:
    """Until a message is about something else, or the session ends."""
    tracker = DialogueStateTracker.from_events("someone", events, [AnySlot("last_answers", mappings=[])])
    assert Conversation.of(tracker).is_about_job == is_about_job


def test_what_was_asked_of_another_job_is_kept() -> None:
    """The person may go on with ours."""
    tracker = DialogueStateTracker.from_events("someone", [PAY, OTHER_PAY], [])
    assert Conversation.of(tracker).turned_away == ["ask_salary"]
