"""The bot's side of a conversation on a messaging service: an answer to everything, never silence."""

from __future__ import annotations

from collections import OrderedDict

from rasa.core.agent import Agent
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from bot.channels import choices
from bot.channels.bubbles import Bubble, BubbleCollector, Button
from bot.channels.incoming import MAX_MESSAGE_LENGTH, clean_text
from bot.conversations import OnNewMessage, take_turn
from bot.in_process_actions import PROBLEM_RESPONSE

NOT_TEXT_RESPONSE = "utter_channel_not_text"
TOO_LONG_RESPONSE = "utter_channel_too_long"
_SHOWN_CONVERSATIONS = 1000


class Messenger:
    """Answers for one channel.

    Args:
        app: the server, whose agent is the bot.
        on_new_message: Rasa's handler.
        channel: name of the channel.
    """

    def __init__(self, app: Sanic, on_new_message: OnNewMessage, channel: str) -> None:
        self._app = app
        self._on_new_message = on_new_message
        self._channel = channel
        # Of the latest conversations alone, for those of which nothing is stored.
        self._shown: OrderedDict[str, list[Button]] = OrderedDict()

    @property
    def agent(self) -> Agent:
        """The bot that runs now."""
        return self._app.ctx.agent

    async def answer(self, text: str, conversation: str) -> list[Bubble]:
        """Answer a text: a question, a choice by number or words, or a button's payload."""
        text = clean_text(text)
        if not text:
            return await self.say(NOT_TEXT_RESPONSE, conversation)
        if len(text) > MAX_MESSAGE_LENGTH:
            return await self.say(TOO_LONG_RESPONSE, conversation)
        offered = await choices.offered(self.agent, conversation)
        if offered is None:
            # New, or just forgotten: then the last answer still offers how to begin anew.
            offered = self._shown.get(conversation, [])
        text = choices.taken(text, offered) or text
        bubbles = await take_turn(self.agent, self._on_new_message, text, conversation, self._channel)
        self._remember(conversation, choices.buttons_of(bubbles))
        return bubbles or await self.say(PROBLEM_RESPONSE, conversation)

    def _remember(self, conversation: str, shown: list[Button]) -> None:
        self._shown[conversation] = shown
        self._shown.move_to_end(conversation)
        if len(self._shown) > _SHOWN_CONVERSATIONS:
            self._shown.popitem(last=False)

    async def say(self, response: str, conversation: str) -> list[Bubble]:
        """Give a response of the domain outside of a turn, for what the channel itself has to say."""
        tracker = await self.agent.tracker_store.retrieve(conversation)
        if tracker is None:
            tracker = DialogueStateTracker.from_events(conversation, [], self.agent.domain.slots)
        collector = BubbleCollector()
        said = await self.agent.nlg.generate(response, tracker, collector.name())
        await collector.send_response(conversation, said or {})
        return collector.bubbles
