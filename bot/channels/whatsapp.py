"""The WhatsApp channel, through Twilio: a webhook that Twilio calls, and its REST interface for the answers."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientError
from multidict import MultiDict
from pydantic import AnyHttpUrl, Field, SecretStr
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels.choices import numbered
from bot.channels.insist import insist
from bot.channels.messaging_channel import ChannelSettings, MessagingChannel, PublicUrl
from bot.channels.rendering import split_text

# Twilio refuses longer ones.
_MAX_LENGTH = 1600
_PREFIX = "whatsapp:"
_SEND_SECONDS = 15

logger = logging.getLogger(__name__)


class WhatsAppSettings(ChannelSettings):
    """The Twilio account, and where Twilio reaches the bot."""

    account: str = Field(..., env="TWILIO_ACCOUNT_SID")
    token: SecretStr = Field(..., env="TWILIO_AUTH_TOKEN")
    public_url: PublicUrl = Field(..., env="PUBLIC_URL")
    api_url: AnyHttpUrl = Field("https://api.twilio.com", env="TWILIO_API_URL")


class WhatsAppChannel(MessagingChannel):
    """Answers text with text; choices are numbered. What is not text is told so, or its caption is answered."""

    Settings = WhatsAppSettings
    settings: WhatsAppSettings

    @classmethod
    def name(cls) -> str:
        """The channel's name, part of its address."""
        return "whatsapp"

    def add_routes(self, blueprint: Blueprint) -> None:
        """`POST /webhooks/whatsapp/webhook`, for Twilio alone; takes status callbacks, too, and ignores them."""

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            # Sanic's own form leaves out empty fields, which are signed, too.
            sent = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
            fields: MultiDict[str] = MultiDict(sent)
            if not self._is_from_twilio(request, fields):
                return response.json({"error": "not from Twilio"}, status=403)
            sender = fields.get("From", "")
            if sender.startswith(_PREFIX) and "MessageSid" in fields and "MessageStatus" not in fields:
                # The body of a place is its address.
                text = "" if "Latitude" in fields else fields.get("Body", "")
                self.inbox.receive(
                    fields["MessageSid"], sender, {"from": sender, "to": fields.get("To", ""), "text": text}
                )
            return response.text("<Response/>", content_type="text/xml")

    async def open(self) -> None:
        """Make the client; see the base class."""
        self._http = AsyncTwilioHttpClient()
        self._twilio = Client(
            self.settings.account, self.settings.token.get_secret_value(), http_client=self._http
        )
        self._twilio.api.base_url = str(self.settings.api_url)

    async def close(self) -> None:
        """Close the client."""
        await self._http.close()

    async def handle(self, delivery: dict[str, Any]) -> None:
        """Answer one message; see the base class."""
        person = delivery["from"]
        conversation = self.conversation(person.removeprefix(_PREFIX))
        bubbles = await self.messenger.answer(delivery["text"], conversation)
        for piece in split_text(numbered(bubbles), _MAX_LENGTH):
            if not await self._send(person, delivery["to"], piece):
                return

    async def _send(self, person: str, bot: str, text: str) -> bool:
        async def send() -> Any:
            created = self._twilio.messages.create_async(to=person, from_=bot, body=text)
            return await asyncio.wait_for(created, _SEND_SECONDS)

        try:
            await insist(send, _wait)
        except TwilioRestException as error:
            logger.warning("Twilio did not take an answer: %s %s (%s)", error.status, error.msg, error.code)
            return False
        except (ClientError, asyncio.TimeoutError) as error:
            logger.warning("Twilio cannot be reached: %s", error or type(error).__name__)
            return False
        return True

    def _is_from_twilio(self, request: Request, fields: MultiDict[str]) -> bool:
        # Twilio signs the address that it calls, which behind a proxy is not the one that arrives here.
        url = f"{self.settings.public_url.rstrip('/')}/webhooks/{self.name()}/webhook"
        if request.query_string:
            url += f"?{request.query_string}"
        validator = RequestValidator(self.settings.token.get_secret_value())
        return bool(validator.validate(url, fields, request.headers.get("X-Twilio-Signature", "")))


def _wait(error: Exception) -> float | None:
    if isinstance(error, TwilioRestException):
        return 0 if error.status == 429 or error.status >= 500 else None
    return 0 if isinstance(error, (ClientError, asyncio.TimeoutError)) else None
