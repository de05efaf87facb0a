"""What the channels of messaging services have in common: settings from the environment, an inbox, the bot."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any, ClassVar

from pydantic import AnyHttpUrl, BaseSettings, Field, ValidationError, root_validator
from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic

from bot.channels.inbox import Inbox
from bot.channels.messenger import Messenger
from bot.conversations import OnNewMessage

# As much as Rasa's table of events holds.
_MAX_CONVERSATION_ID = 255


class ChannelSettings(BaseSettings):
    """Settings of a channel, from environment variables.

    Rasa's own `${VARIABLE}` in credentials.yml stops the whole start when one is not set.
    """

    database: Path = Field(default=Path("var/channels.db"), env="CHANNELS_DATABASE")

    @root_validator(pre=True)
    def _empty_is_not_set(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        return {name: value for name, value in values.items() if value != ""}


class PublicUrl(AnyHttpUrl):
    """Address at which the services reach the bot; they call https alone."""

    allowed_schemes: ClassVar[set[str]] = {"https"}  # type: ignore[misc]


class MessagingChannel(InputChannel):
    """Base of the channels. One whose settings are not there is off, says so, and has no routes."""

    Settings: ClassVar[type[ChannelSettings]]

    def __init__(self, settings: ChannelSettings | None) -> None:
        self.settings = settings
        self.inbox: Inbox
        self.messenger: Messenger

    @classmethod
    def from_credentials(cls, _: dict[str, Any] | None) -> MessagingChannel:
        """Make the channel from the environment; credentials.yml only names it."""
        try:
            return cls(cls.Settings())
        except ValidationError as error:
            print(f"Channel {cls.name()} is off: {_reasons(cls.Settings, error)} (docs/channels.md)", flush=True)
            return cls(None)

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of the channel; see the base class.

        Raises:
            RasaException: the database cannot be opened.
        """
        blueprint = Blueprint(f"{self.name()}_channel", __name__)
        if self.settings is None:
            return blueprint
        try:
            self.inbox = Inbox(self.settings.database, self.name(), self.handle)
        except (OSError, sqlite3.Error) as error:
            # Rasa prints exceptions of its own in one line.
            raise RasaException(f"{self.settings.database} cannot be opened: {error}") from None

        @blueprint.listener("before_server_start")
        async def prepare(app: Sanic, _: Any) -> None:
            self.messenger = Messenger(app, on_new_message, self.name())
            await self.open()

        @blueprint.listener("after_server_start")
        async def start(_: Sanic, __: Any) -> None:
            self.inbox.start()
            await self.start()

        @blueprint.listener("before_server_stop")
        async def stop(_: Sanic, __: Any) -> None:
            await self.inbox.stop()
            await self.close()

        self.add_routes(blueprint)
        return blueprint

    def conversation(self, *parts: object) -> str:
        """Give the id of a conversation, kept apart from those of the other channels in the same store."""
        whole = "-".join([self.name(), *map(str, parts)])
        if len(whole) <= _MAX_CONVERSATION_ID:
            return whole
        return f"{self.name()}-{hashlib.sha256(whole.encode()).hexdigest()}"

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the addresses that the service calls."""

    async def open(self) -> None:
        """Make the client of the service, in the server's event loop and before anything comes in."""

    async def start(self) -> None:
        """Tell the service that the bot is here, when it can answer; must not wait for the service."""

    async def close(self) -> None:
        """Close what was opened and started."""

    async def handle(self, delivery: dict[str, Any]) -> None:
        """Handle one delivery from the inbox."""
        raise NotImplementedError


def _reasons(settings: type[ChannelSettings], error: ValidationError) -> str:
    missing, wrong = [], []
    for problem in error.errors():
        field = settings.__fields__[str(problem["loc"][0])]
        variable = next(iter(field.field_info.extra["env_names"])).upper()
        if problem["type"] == "value_error.missing":
            missing.append(variable)
        else:
            wrong.append(f"{variable}: {problem['msg']}")
    return "; ".join([f"not set: {', '.join(missing)}"] * bool(missing) + wrong)
