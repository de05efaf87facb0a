"""The Telegram channel: a webhook that Telegram calls, private chats and groups."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import re
from contextlib import suppress
from typing import Any

from pydantic import AnyHttpUrl, Field, SecretStr
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from telegram import Bot, CallbackQuery, Chat, Message, Update, User
from telegram.constants import ChatType
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.incoming import button_payloads, parse_json_object
from bot.channels.messaging_channel import ChannelSettings, MessagingChannel, PublicUrl
from bot.channels.messenger import NOT_TEXT_RESPONSE
from bot.channels.telegram_sender import TelegramSender, payload_of

_COMMANDS = {"start": "utter_greet", "help": "utter_channel_help"}
_EXPIRED_RESPONSE = "utter_channel_button_expired"
_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s|$)")
_FIRST_RETRY_SECONDS = 1
_LONGEST_RETRY_SECONDS = 300

logger = logging.getLogger(__name__)


class TelegramSettings(ChannelSettings):
    """What BotFather gave, and where Telegram reaches the bot."""

    # Its first part is the bot's id.
    token: SecretStr = Field(..., env="TELEGRAM_TOKEN")
    public_url: PublicUrl = Field(..., env="PUBLIC_URL")
    api_url: AnyHttpUrl = Field("https://api.telegram.org", env="TELEGRAM_API_URL")


class TelegramChannel(MessagingChannel):
    """Answers text, edited text and buttons; says so to what is not text; ignores every other kind of update.

    In a group it answers only where it is mentioned or replied to, each person in a conversation of their own.
    """

    Settings = TelegramSettings
    settings: TelegramSettings

    @classmethod
    def name(cls) -> str:
        """The channel's name, part of its address."""
        return "telegram"

    def add_routes(self, blueprint: Blueprint) -> None:
        """`POST /webhooks/telegram/webhook`, for Telegram alone."""

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret().encode()):
                return response.json({"error": "not from Telegram"}, status=403)
            try:
                content = parse_json_object(request.body)
                update = Update.de_json(content, self._bot)
            except (ValueError, TypeError, KeyError, AttributeError):
                # Refused, it would only come again.
                logger.warning("Telegram sent an update that cannot be read")
                return response.empty(status=200)
            chat = update.effective_chat
            self.inbox.receive(str(update.update_id), str(chat.id) if chat else "", content)
            return response.empty(status=200)

    async def open(self) -> None:
        """Make the client; see the base class."""
        # Its lines hold the token.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        token, api = self.settings.token.get_secret_value(), str(self.settings.api_url).rstrip("/")
        self._id = token.split(":")[0]
        self._bot = Bot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot", request=HTTPXRequest())
        self._registered = asyncio.Event()

    async def start(self) -> None:
        """Tell Telegram in the background where to call."""
        self._registration = asyncio.create_task(self._register())

    async def close(self) -> None:
        """Close the client. Telegram keeps what comes meanwhile and delivers it after the next start."""
        self._registration.cancel()
        await self._bot.shutdown()

    async def handle(self, delivery: dict[str, Any]) -> None:
        """Handle one update; see the base class."""
        update = Update.de_json(delivery, self._bot)
        message = update.message or update.edited_message
        if update.callback_query:
            await self._handle_button(update.callback_query)
        elif message and message.from_user and not message.from_user.is_bot:
            await self._handle_message(message, message.from_user, edited=update.edited_message is not None)

    async def _handle_button(self, query: CallbackQuery) -> None:
        # Stops the spinner on the button. Telegram refuses it when the press is too old.
        with suppress(TelegramError):
            await query.answer()
        if query.message is None:
            return
        message, chat = query.message, query.message.chat
        conversation = self._conversation_of(chat, query.from_user)
        thread = _topic_of(message) if isinstance(message, Message) else None
        sender = TelegramSender(self._bot, chat.id, thread)
        await sender.show_typing()
        payload = payload_of(query.data, button_payloads(self.messenger.agent.domain))
        if payload:
            await sender.send(await self.messenger.answer(payload, conversation))
        else:
            await sender.send(await self.messenger.say(_EXPIRED_RESPONSE, conversation))

    async def _handle_message(self, message: Message, person: User, edited: bool) -> None:
        text = message.text or message.caption
        if text is None and (edited or not message.effective_attachment):
            # A moving location, or "somebody joined the group".
            return
        group = message.chat.type != ChatType.PRIVATE
        if group:
            # Its own name, by which it is mentioned, the bot learns from Telegram.
            await self._registered.wait()
            mention = re.compile(rf"@{re.escape(self._bot.username)}\b", re.IGNORECASE)
            if not (mention.search(text or "") or self._is_reply_to_bot(message)):
                return
            text = (mention.sub("", text).strip() or "/start") if text else None
        conversation = self._conversation_of(message.chat, person)
        thread = _topic_of(message)
        sender = TelegramSender(self._bot, message.chat.id, thread, message.message_id if group else None)
        await sender.show_typing()
        command = _COMMAND.match(text or "")
        if text is None:
            bubbles = await self.messenger.say(NOT_TEXT_RESPONSE, conversation)
        elif command and command[1] in _COMMANDS:
            bubbles = await self.messenger.say(_COMMANDS[command[1]], conversation)
        else:
            bubbles = await self.messenger.answer(text, conversation)
        await sender.send(bubbles)

    def _is_reply_to_bot(self, message: Message) -> bool:
        replied = message.reply_to_message
        return bool(replied and replied.from_user and str(replied.from_user.id) == self._id)

    def _conversation_of(self, chat: Chat, person: User) -> str:
        if chat.type == ChatType.PRIVATE:
            return self.conversation(chat.id)
        return self.conversation(chat.id, person.id)

    def _secret(self) -> str:
        # From the token, so that there is no second secret to make and to keep.
        return hashlib.sha256(f"webhook of {self.settings.token.get_secret_value()}".encode()).hexdigest()

    async def _register(self) -> None:
        url = f"{self.settings.public_url.rstrip('/')}/webhooks/{self.name()}/webhook"
        delay = _FIRST_RETRY_SECONDS
        while True:
            try:
                await self._bot.initialize()
                await self._bot.set_webhook(url, secret_token=self._secret(), allowed_updates=_UPDATES)
            except InvalidToken:
                logger.error("Telegram refuses the token in TELEGRAM_TOKEN; the channel is off")
                return
            except TelegramError as error:
                logger.warning("Telegram cannot be told where the bot is (%s); next try in %s s", error, delay)
                await asyncio.sleep(delay)
                delay = min(2 * delay, _LONGEST_RETRY_SECONDS)
            else:
                self._registered.set()
                print(f"Telegram: @{self._bot.username} answers", flush=True)
                return


def _topic_of(message: Message) -> int | None:
    # Chains of replies in other groups have a thread's id, too, but nothing can be sent there.
    return message.message_thread_id if message.is_topic_message else None
