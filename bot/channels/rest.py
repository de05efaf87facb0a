"""The REST channel: Rasa's, with checked input, conversations that cannot be guessed, and no silence."""

from __future__ import annotations

import ipaddress
import re
import uuid
from typing import Any

from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.incoming import MAX_BODY_BYTES, MAX_MESSAGE_LENGTH, clean_text, parse_json_object
from bot.conversations import OnNewMessage, take_turn
from bot.readiness import announce_or_stop

_SENDER = re.compile(r"[A-Za-z0-9._:@+-]{1,128}")
# Keeps conversations of this channel apart from those of the others in the same store.
_PREFIX = "rest-"


class BadRequest(Exception):  # noqa: N818
    """A request that is refused, with its HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook` with `{"sender": ..., "message": ...}` gives the list of bubbles.

    A client on this machine may name the conversation (`sender`); elsewhere that would let anybody who guesses a
    name read along, so there the server makes a new one for each message.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name, part of its address."""
        return "rest"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of the channel; see the base class."""
        webhook = Blueprint("rest_webhook", __name__)

        @webhook.listener("before_server_start")
        async def limit_bodies(app: Sanic, _: Any) -> None:
            app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES

        @webhook.listener("after_server_start")
        async def check_ready(app: Sanic, _: Any) -> None:
            announce_or_stop(app)

        @webhook.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, message = _read(request)
            except BadRequest as error:
                return response.json({"error": str(error)}, status=error.status)
            bubbles = await take_turn(
                request.app.ctx.agent, on_new_message, message, f"{_PREFIX}{sender}", self.name()
            )
            if not bubbles:
                return response.json({"error": "the bot could not answer, see its log"}, status=500)
            return response.json([{"recipient_id": sender, **bubble} for bubble in bubbles])

        return webhook


def _read(request: Request) -> tuple[str, str]:
    if not request.content_type.lower().startswith("application/json"):
        raise BadRequest(415, "Content-Type must be application/json")
    try:
        body = parse_json_object(request.body)
    except ValueError as error:
        raise BadRequest(400, str(error)) from None
    message = body.get("message")
    if not isinstance(message, str):
        raise BadRequest(400, "'message' must be a text")
    if len(message) > MAX_MESSAGE_LENGTH:
        raise BadRequest(413, f"'message' is longer than {MAX_MESSAGE_LENGTH} characters")
    message = clean_text(message)
    if not message:
        raise BadRequest(400, "'message' is empty")
    return _sender(request, body.get("sender")), message


def _sender(request: Request, given: object) -> str:
    if given is None:
        return uuid.uuid4().hex
    if not _is_on_this_machine(request):
        raise BadRequest(403, "'sender' may be given only by programs on the bot's own machine")
    if not isinstance(given, str) or not _SENDER.fullmatch(given):
        raise BadRequest(400, "'sender' must be 1 to 128 letters, digits or . _ : @ + -")
    return given


def _is_on_this_machine(request: Request) -> bool:
    # Behind a proxy on this machine everybody seems local, so a forwarded request never counts as such.
    if any(request.headers.get(h) for h in ("forwarded", "x-forwarded-for", "x-real-ip")):
        return False
    local, remote = request.conn_info.sockname, request.conn_info.peername
    return all(isinstance(end, tuple) and is_loopback(end[0]) for end in (local, remote))


def is_loopback(address: str) -> bool:
    """Tell whether an IP address, as text, belongs to this machine alone."""
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_loopback)
