"""Sends the bot's bubbles to a Telegram chat, within Telegram's limits."""

from __future__ import annotations

import base64
import hashlib
import html
import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.channels.bubbles import Bubble, Button
from bot.channels.insist import insist
from bot.channels.rendering import split_text

logger = logging.getLogger(__name__)


def button_id(payload: str) -> str:
    """Give a payload's `callback_data`, which Telegram limits to 64 bytes.

    A digest: nothing has to be stored for it to be understood, by this server or by the next one.
    """
    return base64.urlsafe_b64encode(hashlib.sha256(payload.encode()).digest()[:18]).decode()


def payload_of(callback_data: str | None, payloads: Iterable[str]) -> str | None:
    """Give the payload whose `button_id` a pressed button has sent, None when the bot has no such button now."""
    return next((payload for payload in payloads if button_id(payload) == callback_data), None)


class TelegramSender:
    """Sends to one chat.

    Args:
        bot: client of the Bot API.
        chat_id: the chat.
        thread_id: the topic, in a group that has topics.
        reply_to: id of the message that is answered, shown with the answer; for groups.
    """

    def __init__(self, bot: Bot, chat_id: int, thread_id: int | None = None, reply_to: int | None = None) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._thread_id = thread_id
        self._reply_to = reply_to

    async def show_typing(self) -> None:
        """Show that an answer is coming; when that fails, nothing is lost."""
        with suppress(TelegramError):
            await self._bot.send_chat_action(self._chat_id, ChatAction.TYPING, message_thread_id=self._thread_id)

    async def send(self, bubbles: list[Bubble]) -> None:
        """Send each bubble as a message, with its buttons under it, one a row.

        What Telegram does not take, after several tries where trying helps, is logged and dropped.
        """
        try:
            for bubble in bubbles:
                # Telegram wants a text above buttons.
                *first, last = split_text(bubble.get("text", "").strip() or "…", MessageLimit.MAX_TEXT_LENGTH)
                for piece in first:
                    await self._send_text(piece, None)
                await self._send_text(last, _keyboard(bubble.get("buttons") or []))
        except Forbidden as error:
            logger.warning("Somebody on Telegram does not want the bot any more: %s", error)
        except TelegramError as error:
            logger.warning("Telegram did not take an answer: %s", error)

    async def _send_text(self, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
        reply = ReplyParameters(self._reply_to, allow_sending_without_reply=True) if self._reply_to else None

        async def send() -> Any:
            return await self._bot.send_message(
                self._chat_id,
                # Escaping adds nothing to the length, which Telegram counts after reading the entities.
                html.escape(text, quote=False),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                reply_parameters=reply,
                message_thread_id=self._thread_id,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

        try:
            await insist(send, _wait)
        except ChatMigrated as moved:
            self._chat_id = moved.new_chat_id
            await insist(send, _wait)


def _keyboard(buttons: list[Button]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button["title"], callback_data=button_id(button["payload"]))] for button in buttons]
    )


def _wait(error: Exception) -> float | None:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    # It may have arrived all the same: a repeated answer is better than none. BadRequest only descends from it.
    return 0 if isinstance(error, NetworkError) and not isinstance(error, BadRequest) else None
