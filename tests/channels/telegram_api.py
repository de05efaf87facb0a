"""An emulator of Telegram's Bot API: it keeps to the real one's limits and refuses what the real one refuses."""

from __future__ import annotations

import html
import itertools
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.channels.emulator import Emulator, post

TOKEN = "4242:AAH-emulated"  # noqa: S105
BOT = {"id": 4242, "is_bot": True, "first_name": "Webmarketeur", "username": "webmarketeur_bot"}
_TAG = re.compile(r'</?(?:b|strong|i|em|u|s|code|pre|blockquote)>|<a href="[^"<>]*">|</a>')


@dataclass
class Sent:
    """A message of the bot, as a person sees it; `data` has the callback_data of each button."""

    message_id: int
    text: str
    titles: list[str]
    data: dict[str, str]
    reply_to: int | None
    thread: int | None


@dataclass
class TelegramChat:
    """A chat and what the bot sent there."""

    id: int
    type: str = "private"
    sent: list[Sent] = field(default_factory=list)
    blocked: bool = False
    topics: set[int] = field(default_factory=set)


class Refused(Exception):  # noqa: N818
    """What the API says no to."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.answer = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
        self.status = status


class TelegramApi(Emulator):
    """The API, its chats, and deliveries to the bot's webhook.

    Args:
        port: where the API listens.
        bot_port: where the bot's server listens, whatever public address it names.
    """

    def __init__(self, port: int, bot_port: int) -> None:
        super().__init__(port)
        self._bot_port = bot_port
        self._ids = itertools.count(1000)
        self._queries: set[str] = set()
        self.chats: dict[int, TelegramChat] = {}
        self.webhook: dict[str, Any] = {}
        self.actions: list[int] = []
        self.answered: list[str] = []
        self.floods: list[float] = []
        self.errors: list[str] = []
        self.refused_floods = 0

    def chat(self, type: str = "private") -> TelegramChat:
        """Open a chat with the bot."""
        chat = TelegramChat(next(self._ids), type)
        self.chats[chat.id] = chat
        return chat

    def update(self, **content: Any) -> dict[str, Any]:
        """Make an update."""
        return {"update_id": next(self._ids), **content}

    def message(self, chat: TelegramChat, person: int | None = None, **content: Any) -> dict[str, Any]:
        """Make a message of a person, alone in their private chat."""
        who = {"id": person or chat.id, "is_bot": False, "first_name": "Zoé"}
        about = {"id": chat.id, "type": chat.type, "first_name": "Zoé", "title": "Groupe"}
        return {"message_id": next(self._ids), "date": int(time.time()), "chat": about, "from": who, **content}

    def press(self, chat: TelegramChat, data: str, person: int | None = None, **about: Any) -> dict[str, Any]:
        """Make the update of a pressed button; further arguments belong to the message above it."""
        query = str(next(self._ids))
        self._queries.add(query)
        message = {**self.message(chat, text="?", **about), "from": BOT}
        who = {"id": person or chat.id, "is_bot": False, "first_name": "Zoé"}
        return self.update(
            callback_query={"id": query, "from": who, "message": message, "chat_instance": "1", "data": data}
        )

    def deliver(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Post an update to the webhook, as Telegram does, and give the status of the answer."""
        self.wait_for(lambda: self.webhook, "setWebhook")
        path = urlsplit(self.webhook["url"]).path
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"] if secret is None else secret,
        }
        return post(f"http://127.0.0.1:{self._bot_port}{path}", json.dumps(update).encode(), headers)

    def say(self, chat: TelegramChat, text: str, bubbles: int = 1, **about: Any) -> list[Sent]:
        """Write to the bot and give the messages that come back."""
        return self.after(chat, self.update(message=self.message(chat, text=text, **about)), bubbles)

    def after(self, chat: TelegramChat, update: dict[str, Any], messages: int = 1) -> list[Sent]:
        """Deliver an update and give the messages that come back."""
        before = len(chat.sent)
        assert self.deliver(update) == 200
        self.wait_for(lambda: len(chat.sent) >= before + messages, f"the answer to {update}")
        return chat.sent[before:]

    def reply(self, path: str, fields: dict[str, Any], headers: dict[str, str]) -> tuple[int, Any]:
        """Answer a call of the bot."""
        try:
            return 200, {"ok": True, "result": self._call(path, fields)}
        except Refused as refused:
            self.errors.append(str(refused))
            return refused.status, refused.answer

    def _call(self, path: str, fields: dict[str, Any]) -> Any:
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        if not found or found[1] != TOKEN:
            raise Refused(401, "Unauthorized")
        fields = {name: _decoded(value) for name, value in fields.items()}
        method = getattr(self, f"_call_{found[2]}", None)
        if method is None:
            raise Refused(404, "Not Found: method not found")
        return method(**fields)

    def _call_getMe(self) -> dict[str, Any]:  # noqa: N802
        return BOT

    def _call_setWebhook(self, **fields: Any) -> bool:  # noqa: N802
        if urlsplit(fields["url"]).scheme != "https":
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", fields.get("secret_token", "")):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = fields
        return True

    def _call_sendChatAction(self, chat_id: int, action: str, **_: Any) -> bool:  # noqa: N802
        self._chat(chat_id)
        self.actions.append(chat_id)
        return action == "typing"

    def _call_answerCallbackQuery(self, callback_query_id: Any, **_: Any) -> bool:  # noqa: N802
        query = str(callback_query_id)
        if query not in self._queries:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.remove(query)
        self.answered.append(query)
        return True

    def _call_sendMessage(self, chat_id: int, text: str, **about: Any) -> dict[str, Any]:  # noqa: N802
        if self.floods:
            seconds = self.floods.pop()
            self.refused_floods += 1
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        chat = self._chat(chat_id)
        if about.get("message_thread_id", 0) not in {0, *chat.topics}:
            raise Refused(400, "Bad Request: message thread not found")
        plain = _plain(str(text), about.get("parse_mode"))
        if not plain.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(plain.encode("utf-16-le")) // 2 > 4096:
            raise Refused(400, "Bad Request: message is too long")
        buttons = _buttons(about.get("reply_markup"))
        sent = Sent(
            next(self._ids),
            plain,
            [button["text"] for button in buttons],
            {button["text"]: button["callback_data"] for button in buttons},
            (about.get("reply_parameters") or {}).get("message_id"),
            about.get("message_thread_id"),
        )
        chat.sent.append(sent)
        return {**self.message(chat, text=plain), "message_id": sent.message_id, "from": BOT}

    def _chat(self, chat_id: int) -> TelegramChat:
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Refused(400, "Bad Request: chat not found")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat


def _decoded(value: Any) -> Any:
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value


def _plain(text: str, parse_mode: str | None) -> str:
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise Refused(400, "Bad Request: unsupported parse_mode")
    stripped = _TAG.sub("", text)
    if "<" in stripped:
        raise Refused(400, "Bad Request: can't parse entities: Unsupported start tag")
    return html.unescape(stripped)


def _buttons(markup: dict[str, Any] | None) -> list[dict[str, str]]:
    rows = (markup or {}).get("inline_keyboard", [])
    for row in rows:
        if len(row) != 1:
            raise Refused(400, "the project wants one button a row")
        if not 1 <= len(row[0]["callback_data"].encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not row[0]["text"].strip():
            raise Refused(400, "Bad Request: BUTTON_TEXT_INVALID")
    return [row[0] for row in rows]
