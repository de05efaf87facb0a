"""The Matrix channel: the bot is an ordinary user of a Matrix server and asks it for what is new."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from functools import partial
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from mautrix.api import HTTPAPI
from mautrix.client import ClientAPI
from mautrix.errors import MatrixConnectionError, MatrixError, MatrixInvalidToken, MatrixRequestError
from mautrix.types import (
    EventID,
    EventType,
    FilterID,
    Format,
    MessageType,
    RoomID,
    SyncToken,
    TextMessageEventContent,
    UserID,
)
from pydantic import AnyHttpUrl, Field, SecretStr

from bot.channels.bubbles import Bubble
from bot.channels.choices import numbered
from bot.channels.insist import insist
from bot.channels.matrix_event import Written, read_event, strip_mention
from bot.channels.messaging_channel import ChannelSettings, MessagingChannel
from bot.channels.messenger import NOT_TEXT_RESPONSE
from bot.channels.rendering import as_html, split_text

_ENCRYPTED_RESPONSE = "utter_channel_encrypted"
_ENCRYPTED = "m.room.encrypted"
_MEMBER = "m.room.member"
_FILTER = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {
        "timeline": {"types": ["m.room.message", "m.sticker", _ENCRYPTED, _MEMBER], "limit": 100},
        "state": {"types": []},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
}
_SYNC_MS = 30_000
_REQUEST_SECONDS = 60
_LONGEST_PAUSE_SECONDS = 60
# What was written while the bot was away for longer is not a question any more.
_STALE_SECONDS = 24 * 3600
# Far below the 65,536 bytes that an event may have, text and HTML together.
_MAX_LENGTH = 8_000

logger = logging.getLogger(__name__)


class MatrixSettings(ChannelSettings):
    """The bot's account on a Matrix server."""

    homeserver: AnyHttpUrl = Field(..., env="MATRIX_HOMESERVER")
    token: SecretStr = Field(..., env="MATRIX_TOKEN")


class MatrixChannel(MessagingChannel):
    """Joins where it is invited; answers in rooms of two, and in larger ones where it is mentioned or replied to.

    It answers with notices, which other bots do not answer. It has no keys: in an encrypted room it says once that
    it cannot read there.
    """

    Settings = MatrixSettings
    settings: MatrixSettings

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "matrix"

    async def open(self) -> None:
        """Make the client; see the base class."""
        self._session = ClientSession(timeout=ClientTimeout(total=_REQUEST_SECONDS))
        api = HTTPAPI(
            str(self.settings.homeserver), self.settings.token.get_secret_value(), client_session=self._session
        )
        self._client = ClientAPI(api=api)

    async def start(self) -> None:
        """Listen in the background."""
        self._listening = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Stop listening; the server keeps what comes meanwhile."""
        self._listening.cancel()
        await self._session.close()

    async def _listen(self) -> None:
        pause = 1
        while True:
            try:
                if not self._client.mxid:
                    self._client.mxid = (await self._client.whoami()).user_id
                    print(f"Matrix: {self._client.mxid} answers", flush=True)
                await self._sync()
                pause = 1
            except MatrixInvalidToken:
                logger.error("The Matrix server refuses the token in MATRIX_TOKEN; the channel is off")
                return
            # Whatever is wrong with one answer of the server, the next one may be better.
            except Exception as error:
                problem = str(error) or type(error).__name__
                logger.warning("The Matrix server cannot be asked (%s); next try in %s s", problem, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _sync(self) -> None:
        # Another account has another place in another server's history.
        note = f"since {self.settings.homeserver} {self._client.mxid}"
        since = self.inbox.note(note)
        # A filter may be given in place of a filter's id.
        new = await self._client.sync(SyncToken(since or ""), _SYNC_MS, FilterID(json.dumps(_FILTER)))
        rooms = new.get("rooms", {})
        for room in rooms.get("invite", {}):
            self.inbox.receive(f"invite {room} {new['next_batch']}", room, {"invite": room})
        # At the very first start, what is there was not written to the bot.
        for room, about in rooms.get("join", {}).items() if since else ():
            try:
                events = self._for_bot(about.get("timeline", {}).get("events", []))
            except (KeyError, TypeError, AttributeError):
                # Not to be asked for again and again.
                logger.warning("The Matrix server sent something about a room that cannot be read")
                continue
            for event in events:
                self.inbox.receive(event["event_id"], room, {**event, "room_id": room})
        self.inbox.set_note(note, new["next_batch"])

    def _for_bot(self, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        # A room that was just joined comes with what was said there before the bot was invited.
        ours = [
            (index, event["content"].get("membership"))
            for index, event in enumerate(events)
            if event["type"] == _MEMBER
            and event.get("state_key") == self._client.mxid
            and event.get("unsigned", {}).get("prev_content", {}).get("membership") != "join"
        ]
        invited = [index for index, membership in ours if membership == "invite"]
        joined = [index for index, membership in ours if membership == "join"]
        first = (invited or joined)[-1] + 1 if joined else 0
        oldest = (time.time() - _STALE_SECONDS) * 1000
        return [
            event
            for event in events[first:]
            if event["type"] != _MEMBER
            and event["sender"] != self._client.mxid
            and event["origin_server_ts"] > oldest
        ]

    async def handle(self, delivery: dict[str, Any]) -> None:
        """Join a room, or handle one event; see the base class."""
        # After a restart the inbox may be ahead of the account's name.
        while not self._client.mxid:
            await asyncio.sleep(1)
        try:
            if "invite" in delivery:
                await insist(lambda: self._client.join_room_by_id(RoomID(delivery["invite"])), _wait)
            elif delivery["type"] == _ENCRYPTED:
                await self._say_unreadable(delivery)
            else:
                await self._handle_message(delivery)
        except (MatrixError, asyncio.TimeoutError) as error:
            logger.warning("The Matrix server did not take what the bot did: %s", error or type(error).__name__)

    async def _handle_message(self, event: dict[str, Any]) -> None:
        written = read_event(event)
        if written is None:
            return
        room, sender = RoomID(event["room_id"]), event["sender"]
        members = await insist(lambda: self._client.get_joined_members(room), _wait)
        text, is_meant = written.text, len(members) <= 2
        if text is not None:
            own = members.get(UserID(self._client.mxid))
            names = [self._client.localpart, own.displayname if own else ""]
            text, is_named = strip_mention(text, self._client.mxid, names)
            is_meant = is_meant or is_named
        if not (is_meant or await self._is_mentioned(room, written)):
            return
        conversation = self.conversation(room, sender)
        if text is None:
            bubbles = await self.messenger.say(NOT_TEXT_RESPONSE, conversation)
        else:
            bubbles = await self.messenger.answer(text, conversation)
        await self._send(event, bubbles, written.thread, is_reply=len(members) > 2)

    async def _is_mentioned(self, room: RoomID, written: Written) -> bool:
        if self._client.mxid in written.mentioned or f"matrix.to/#/{self._client.mxid}" in written.html:
            return True
        if written.reply_to is None:
            return False
        replied_to = EventID(written.reply_to)
        try:
            answered = await insist(lambda: self._client.get_event(room, replied_to), _wait)
        except MatrixError:
            return False
        return bool(answered.sender == self._client.mxid)

    async def _say_unreadable(self, event: dict[str, Any]) -> None:
        room = event["room_id"]
        if self.inbox.note(f"unreadable {room}"):
            return
        bubbles = await self.messenger.say(_ENCRYPTED_RESPONSE, self.conversation(room, event["sender"]))
        await self._send(event, bubbles, thread=None, is_reply=False)
        self.inbox.set_note(f"unreadable {room}", "said")

    async def _send(
        self, event: dict[str, Any], bubbles: list[Bubble], thread: str | None, is_reply: bool
    ) -> None:
        for number, piece in enumerate(split_text(numbered(bubbles), _MAX_LENGTH)):
            content = TextMessageEventContent(
                msgtype=MessageType.NOTICE, body=piece, format=Format.HTML, formatted_body=as_html(piece)
            )
            if thread:
                content.set_thread_parent(EventID(thread), last_event_in_thread=EventID(event["event_id"]))
            elif is_reply:
                content.set_reply(EventID(event["event_id"]))
            await insist(partial(self._put, event, number, content), _wait)

    async def _put(self, event: dict[str, Any], number: int, content: TextMessageEventContent) -> None:
        # The same id for the same answer: the server takes a second try, or one after a crash, for the first.
        answer = f"{event['event_id']}-{number}"
        await self._client.send_message_event(RoomID(event["room_id"]), EventType.ROOM_MESSAGE, content, answer)


def _wait(error: Exception) -> float | None:
    if isinstance(error, MatrixRequestError):
        return 0 if error.http_status == 429 or error.http_status >= 500 else None
    return 0 if isinstance(error, (MatrixConnectionError, asyncio.TimeoutError)) else None
