"""What every channel does with a conversation: one turn of it, starting afresh, and forgetting it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import Restarted

from bot.channels.bubbles import Bubble, BubbleCollector
from bot.channels.incoming import as_person_wrote, button_payloads
from bot.ratings import forget_ratings
from bot.store import sql_store

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

logger = logging.getLogger(__name__)


async def take_turn(
    agent: Agent,
    on_new_message: OnNewMessage,
    text: str,
    conversation: str,
    channel: str,
    draws: bool = False,
    message_id: str | None = None,
    shown: str | None = None,
) -> list[Bubble]:
    """Give the bot a message and return what it says.

    Args:
        agent: the running bot.
        on_new_message: Rasa's handler, as the channel's blueprint got it.
        text: what the person wrote, cleaned; a button's payload counts as such only when it is one of the bot's.
        conversation: id of the conversation, prefixed by the channel.
        channel: name of the channel.
        draws: the channel can draw tables and charts.
        message_id: by which `bot.turns` finds the turn again; a new one when not given.
        shown: what the person saw as their message, when it is not the text: a button's title.

    Returns:
        the bubbles; none when the message could not be handled, which is logged.
    """
    collector = BubbleCollector(draws)
    message = UserMessage(
        as_person_wrote(text, button_payloads(agent.domain)),
        collector,
        conversation,
        input_channel=channel,
        message_id=message_id,
        metadata={"shown": shown} if shown else None,
    )
    try:
        await on_new_message(message)
    except Exception:
        logger.exception("A message could not be handled")
        return []
    if collector.forget_asked:
        await forget(agent, conversation)
    return collector.bubbles


async def restart(agent: Agent, conversation: str) -> None:
    """Let a conversation begin afresh: the bot remembers nothing of it, though it stays stored."""
    async with agent.lock_store.lock(conversation):
        tracker = await agent.tracker_store.retrieve(conversation)
        if tracker is not None:
            tracker.update(Restarted())
            await agent.tracker_store.save(tracker)


async def forget(agent: Agent, conversation: str) -> None:
    """Delete all that is stored of a conversation.

    Raises:
        NotImplementedError: the tracker store is not an SQL one.
    """
    store = sql_store(agent.tracker_store)
    async with agent.lock_store.lock(conversation):
        with store.session_scope() as session:
            session.query(store.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()
        forget_ratings(store, conversation)
