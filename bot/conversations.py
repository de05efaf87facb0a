"""What every channel does with a conversation: one turn of it, and forgetting it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, SQLTrackerStore, TrackerStore

from bot.channels.bubbles import Bubble, BubbleCollector
from bot.channels.incoming import as_person_wrote, button_payloads

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

logger = logging.getLogger(__name__)


async def take_turn(
    agent: Agent, on_new_message: OnNewMessage, text: str, conversation: str, channel: str, draws: bool = False
) -> list[Bubble]:
    """Give the bot a message and return what it says.

    Args:
        agent: the running bot.
        on_new_message: Rasa's handler, as the channel's blueprint got it.
        text: what the person wrote, cleaned; a button's payload counts as such only when it is one of the bot's.
        conversation: id of the conversation, prefixed by the channel.
        channel: name of the channel.
        draws: the channel can draw tables and charts.

    Returns:
        the bubbles; none when the message could not be handled, which is logged.
    """
    collector = BubbleCollector(draws)
    message = UserMessage(
        as_person_wrote(text, button_payloads(agent.domain)), collector, conversation, input_channel=channel
    )
    try:
        await on_new_message(message)
    except Exception:
        logger.exception("A message could not be handled")
        return []
    if collector.forget_asked:
        await forget(agent, conversation)
    return collector.bubbles


async def forget(agent: Agent, conversation: str) -> None:
    """Delete all that is stored of a conversation.

    Raises:
        NotImplementedError: the tracker store is not an SQL one.
    """
    store = _sql_store(agent.tracker_store)
    async with agent.lock_store.lock(conversation):
        with store.session_scope() as session:
            session.query(store.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()


def _sql_store(store: TrackerStore) -> SQLTrackerStore:
    # Rasa wraps the store that endpoints.yml names.
    while isinstance(store, (AwaitableTrackerStore, FailSafeTrackerStore)):
        store = store._tracker_store
    if not isinstance(store, SQLTrackerStore):
        raise NotImplementedError(f"conversations in a {type(store).__name__} cannot be deleted")
    return store
