"""One person talking through each channel, all with the same interface.

A new channel gets a class here and a line in DRIVERS; tests/channels/test_same_facts.py does the rest.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Protocol

from bot.channels.telegram_sender import button_id
from tests.channels.conftest import Services
from tests.widget.web_client import Reply, WebClient


@dataclass(frozen=True)
class Choice:
    """A choice that was just offered: its place, from 1, what the person reads, and what it stands for."""

    number: int
    title: str
    payload: str


@dataclass(frozen=True)
class Shown:
    """What the person sees in answer to one message: the text of all bubbles, and the choices."""

    text: str
    titles: list[str]


class Driver(Protocol):
    """A person in a new conversation. `bubbles` is how many the answer has, for channels that send each apart."""

    def __init__(self, services: Services) -> None: ...

    def say(self, text: str, bubbles: int) -> Shown:
        """Write something."""

    def choose(self, choice: Choice, bubbles: int) -> Shown:
        """Take a choice of the last answer."""


class TelegramDriver:
    """Presses buttons."""

    def __init__(self, services: Services) -> None:
        self._api = services.telegram
        self._chat = services.telegram.chat()

    def say(self, text: str, bubbles: int) -> Shown:
        """See Driver."""
        return self._after(self._api.update(message=self._api.message(self._chat, text=text)), bubbles)

    def choose(self, choice: Choice, bubbles: int) -> Shown:
        """See Driver."""
        offered = {title: data for sent in self._chat.sent[-3:] for title, data in sent.data.items()}
        assert offered[choice.title] == button_id(choice.payload)
        return self._after(self._api.press(self._chat, offered[choice.title]), bubbles)

    def _after(self, update: dict[str, object], bubbles: int) -> Shown:
        sent = self._api.after(self._chat, update, bubbles)
        return Shown("\n\n".join(s.text for s in sent), [title for s in sent for title in s.titles])


class WhatsAppDriver:
    """Answers by number."""

    def __init__(self, services: Services) -> None:
        self._api = services.twilio
        self._person = services.twilio.telephone()

    def say(self, text: str, bubbles: int) -> Shown:
        """See Driver."""
        return _numbered(self._api.say(self._person, text))

    def choose(self, choice: Choice, bubbles: int) -> Shown:
        """See Driver."""
        return self.say(str(choice.number), bubbles)


class MatrixDriver:
    """Answers by number, or every other time by the words of the choice."""

    def __init__(self, services: Services) -> None:
        self._bot = services.matrix_bot.id
        self._person = services.synapse.person()
        self._room = self._person.room(self._bot)
        self._person.wait_for_member(self._room, self._bot)

    def say(self, text: str, bubbles: int) -> Shown:
        """See Driver."""
        return _numbered(self._person.say(self._room, self._bot, text)["body"])

    def choose(self, choice: Choice, bubbles: int) -> Shown:
        """See Driver."""
        return self.say(str(choice.number) if choice.number % 2 else choice.title.lower(), bubbles)


class WebDriver:
    """Presses buttons in the web widget, as far as the server sees it."""

    def __init__(self, services: Services) -> None:
        self._client = WebClient(f"http://127.0.0.1:{services.bot.port}")

    def say(self, text: str, bubbles: int) -> Shown:
        """See Driver."""
        return self._shown(self._client.say(text))

    def choose(self, choice: Choice, bubbles: int) -> Shown:
        """See Driver."""
        return self._shown(self._client.say(choice.title, payload=choice.payload))

    def _shown(self, reply: Reply) -> Shown:
        # After deleting, the answer belongs to no turn any more.
        said = reply.content.get("turn", reply.content)["bubbles"]
        titles = [button["title"] for bubble in said for button in bubble.get("buttons", [])]
        return Shown("\n\n".join(bubble["text"] for bubble in said), titles)


class RestDriver:
    """The reference: what REST gives, with the payloads."""

    def __init__(self, services: Services) -> None:
        self._bot = services.bot
        self._sender = uuid.uuid4().hex
        self.choices: list[Choice] = []
        self.bubbles = 0

    def say(self, text: str) -> Shown:
        """Write something, or send a payload."""
        said = self._bot.say(text, self._sender)
        buttons = [button for bubble in said for button in bubble.get("buttons", [])]
        self.choices = [Choice(n, b["title"], b["payload"]) for n, b in enumerate(buttons, 1)]
        self.bubbles = len(said)
        return Shown("\n\n".join(bubble["text"] for bubble in said), [choice.title for choice in self.choices])


DRIVERS: dict[str, type[Driver]] = {
    "telegram": TelegramDriver,
    "whatsapp": WhatsAppDriver,
    "matrix": MatrixDriver,
    "web": WebDriver,
}


def _numbered(said: str) -> Shown:
    # The choices are the last paragraph, when that is numbered from 1.
    text, _, last = said.rpartition("\n\n")
    lines = [re.fullmatch(r"(\d+)\. (.+)", line) for line in last.split("\n")]
    if text and all(line and int(line[1]) == number for number, line in enumerate(lines, 1)):
        return Shown(text, [line[2] for line in lines if line])
    return Shown(said, [])
