"""The web channel: what the widget speaks, over plain HTTPS requests, and the page to chat at.

Every request stands alone. The session is a signed token, a message has an id made by the widget, and both mean
the same to any server that has the key and the database: a request may be repeated, to another server too.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.bubbles import as_bubble
from bot.channels.incoming import (
    MAX_BODY_BYTES,
    MAX_MESSAGE_LENGTH,
    as_person_wrote,
    button_payloads,
    clean_text,
    parse_json_object,
)
from bot.channels.web_files import PAGE, WidgetFiles
from bot.channels.web_limits import RateLimit
from bot.channels.web_sessions import InvalidSession, Sessions, load_key
from bot.conversations import OnNewMessage, forget, restart, take_turn
from bot.ratings import rate, ratings
from bot.store import sql_store
from bot.turns import find_turn, last_turns

logger = logging.getLogger(__name__)

PREFIX = "/chat"
# Keeps conversations of this channel apart from those of the others in the same store.
_CONVERSATION_PREFIX = "web-"
_GREETING = "utter_greet"
_DEFAULT_KEY_FILE = "var/web.key"
_DEFAULT_SESSION_HOURS = 24
_MESSAGE_ID = re.compile(r"[A-Za-z0-9-]{16,64}")
_RATINGS = ("up", "down", None)
_ONE_MINUTE = 60
_MESSAGES_A_MINUTE = 30
# A whole class may sit behind one address.
_REQUESTS_A_MINUTE = 1200
_METHODS = "GET, POST, DELETE"

Handler = Callable[[Request], Awaitable[HTTPResponse]]


class Refused(Exception):  # noqa: N818
    """A request that is refused: the HTTP status, a code that the widget knows, and a reason for developers."""

    def __init__(self, status: int, code: str, reason: str, **details: int) -> None:
        super().__init__(reason)
        self.status = status
        self.code = code
        self.details = details


class Message(NamedTuple):
    """What the widget sent: `text` is what the person saw, `payload` what the button they took stands for."""

    id: str
    text: str
    payload: str | None


class WebChannel(InputChannel):
    """Routes below /chat; docs/widget.md describes them.

    Args:
        sessions: makes and reads the tokens.
        origins: other sites that may talk with the bot, such as "https://www.ecole.example".
    """

    def __init__(self, sessions: Sessions, origins: frozenset[str]) -> None:
        self._sessions = sessions
        self._origins = origins
        self._messages = RateLimit(_MESSAGES_A_MINUTE, _ONE_MINUTE)
        self._requests = RateLimit(_REQUESTS_A_MINUTE, _ONE_MINUTE)

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Make it from its section in credentials.yml: `origins`, `session_hours`, `key_file`, all optional.

        Raises:
            RasaException: something in there cannot be used.
        """
        given = credentials or {}
        try:
            unknown = set(given) - {"origins", "session_hours", "key_file"}
            if unknown:
                raise ValueError(f"unknown setting {', '.join(sorted(unknown))}")
            hours = given.get("session_hours", _DEFAULT_SESSION_HOURS)
            if not isinstance(hours, (int, float)) or isinstance(hours, bool) or hours <= 0:
                raise ValueError("session_hours must be a number above 0")
            listed = given.get("origins") or []
            if not isinstance(listed, list):
                raise ValueError("origins must be a list")
            key = load_key(os.environ.get("CHAT_KEY"), Path(given.get("key_file", _DEFAULT_KEY_FILE)))
            origins = frozenset(_checked_origin(o) for o in [*listed, *os.environ.get("CHAT_ORIGINS", "").split()])
        except (ValueError, OSError) as error:
            raise RasaException(f"The web channel cannot start: {error}") from None
        return cls(Sessions(key, int(hours * 3600)), origins)

    def url_prefix(self) -> str:
        """Where the routes are; the slash in front leaves Rasa's /webhooks/ aside."""
        return PREFIX

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of the channel; see the base class."""
        web = Blueprint("web", __name__)
        files = WidgetFiles()
        if not files.built:
            logger.warning("The widget is not built, so there is no page to chat at: `make widget` builds it.")

        @web.listener("before_server_start")
        async def prepare(app: Sanic, _: Any) -> None:
            app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
            app.ctx.page = f"{PREFIX}/" if files.built else None

        @web.middleware("response")
        async def allow_origin(request: Request, answer: HTTPResponse) -> None:
            self._add_origin_headers(request, answer)

        def api(path: str, method: str) -> Callable[[Handler], Handler]:
            def decorate(handler: Handler) -> Handler:
                checked = self._checked(handler)
                web.add_route(checked, path, methods=[method], name=handler.__name__)
                return checked

            return decorate

        for path in ("/sessions", "/greeting", "/messages", "/restart", "/conversation", "/ratings"):
            # Rasa's own middleware answers these; the routes are there for the headers to be added.
            web.add_route(_preflight, path, methods=["OPTIONS"], name=f"preflight_{path[1:]}")

        @api("/sessions", "POST")
        async def start_session(_: Request) -> HTTPResponse:
            session = self._sessions.start()
            return response.json({"token": session.token, "expires": session.expires}, status=201)

        @api("/greeting", "GET")
        async def greet(request: Request) -> HTTPResponse:
            return response.json({"bubbles": await _greeting(request.app.ctx.agent)})

        @api("/messages", "GET")
        async def restore(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            store = sql_store(request.app.ctx.agent.tracker_store)
            rated = ratings(store, conversation)
            turns = last_turns(store, conversation)
            return response.json({"turns": [{**turn, "rating": rated.get(turn["id"])} for turn in turns]})

        @api("/messages", "POST")
        async def receive(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            message = _message(_body(request))
            return response.json(await self._turn(request.app.ctx.agent, on_new_message, conversation, message))

        @api("/ratings", "POST")
        async def take_rating(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            body = _body(request)
            rating = body.get("rating")
            if rating not in _RATINGS:
                raise Refused(400, "bad_request", '\'rating\' must be "up", "down" or null')
            store = sql_store(request.app.ctx.agent.tracker_store)
            message_id = _message_id(body)
            if find_turn(store, conversation, message_id) is None:
                raise Refused(404, "unknown_message", "this conversation has no message of this id")
            rate(store, conversation, message_id, None if rating is None else str(rating))
            return response.empty()

        @api("/restart", "POST")
        async def start_afresh(request: Request) -> HTTPResponse:
            await restart(request.app.ctx.agent, self._conversation(request))
            return response.empty()

        @api("/conversation", "DELETE")
        async def delete(request: Request) -> HTTPResponse:
            await forget(request.app.ctx.agent, self._conversation(request))
            return response.empty()

        @web.route("/", methods=["GET", "HEAD"])
        async def page(_: Request) -> HTTPResponse:
            # The page names its files by relative addresses, which work behind any proxy.
            return response.redirect(f"{PREFIX.rpartition('/')[2]}/", status=308)

        # Sanic takes "/chat/" for a file without a name.
        @web.route("/<name:str>", methods=["GET", "HEAD"])
        async def file(request: Request, name: str) -> HTTPResponse:
            return files.serve(request, name or PAGE)

        return web

    async def _turn(
        self, agent: Agent, on_new_message: OnNewMessage, conversation: str, message: Message
    ) -> dict[str, Any]:
        store = sql_store(agent.tracker_store)
        # Between looking a message up and answering it, nobody else may do the same. Rasa's lock store holds among
        # several servers too; its lock on the conversation itself is taken further down, so this is another one.
        async with agent.lock_store.lock(f"{conversation}/turn", wait_time_in_seconds=0.05):
            stored = find_turn(store, conversation, message.id)
            if stored is None:
                wait = self._messages.wait(conversation)
                if wait:
                    raise Refused(429, "too_many", "too many messages in a minute", seconds=wait)
                known = message.payload in button_payloads(agent.domain)
                said = message.payload if known else as_person_wrote(message.text, frozenset())
                bubbles = await take_turn(
                    agent, on_new_message, said or "?", conversation, self.name(), draws=True,
                    message_id=message.id, shown=message.text,
                )  # fmt: skip
                if not bubbles:
                    raise Refused(500, "no_answer", "the bot could not answer, see its log")
                stored = find_turn(store, conversation, message.id)
                if stored is None:
                    # The person asked to be forgotten, and was.
                    return {"forgotten": True, "bubbles": bubbles}
        if not stored["bubbles"]:
            raise Refused(500, "no_answer", "the bot could not answer, see its log")
        return {"turn": stored}

    def _checked(self, handler: Handler) -> Handler:
        @wraps(handler)
        async def checked(request: Request) -> HTTPResponse:
            try:
                if not self._is_welcome(request):
                    raise Refused(403, "foreign_origin", "this site is not among the bot's `origins`")
                wait = self._requests.wait(client_address(request))
                if wait:
                    raise Refused(429, "too_many", "too many requests in a minute", seconds=wait)
                answer = await handler(request)
            except Refused as refused:
                body = {"error": refused.code, "reason": str(refused), **refused.details}
                answer = response.json(body, status=refused.status)
                if "seconds" in refused.details:
                    answer.headers["Retry-After"] = str(refused.details["seconds"])
                if refused.code == "foreign_origin":
                    # The refusal itself may be read, so that the widget can say what is wrong.
                    answer.headers["Access-Control-Allow-Origin"] = "*"
            answer.headers["Cache-Control"] = "no-store"
            answer.headers["X-Content-Type-Options"] = "nosniff"
            return answer

        return checked

    def _conversation(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused(401, "no_session", "the Authorization header holds no token")
        try:
            return _CONVERSATION_PREFIX + self._sessions.conversation(token.strip())
        except InvalidSession as error:
            raise Refused(401, "no_session", str(error)) from None

    def _is_welcome(self, request: Request) -> bool:
        # Programs and same-site readings send no origin; they need a token like anybody else.
        origin = request.headers.get("origin")
        return origin is None or origin in self._origins or urlsplit(origin).netloc == request.headers.get("host")

    def _add_origin_headers(self, request: Request, answer: HTTPResponse) -> None:
        if request.route is not None and request.route.name.endswith("web.file"):
            # Anybody may load the script; `integrity` and `crossorigin` need it said.
            answer.headers["Access-Control-Allow-Origin"] = "*"
            return
        origin = request.headers.get("origin")
        if origin is None or not self._is_welcome(request):
            return
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Vary"] = "Origin"
        answer.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if request.method == "OPTIONS":
            answer.headers["Access-Control-Allow-Methods"] = _METHODS
            answer.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            answer.headers["Access-Control-Max-Age"] = "86400"


async def _preflight(_: Request) -> HTTPResponse:
    return response.empty()


async def _greeting(agent: Agent) -> list[Any]:
    nobody = DialogueStateTracker.from_events("", [], slots=agent.domain.slots)
    said = await agent.nlg.generate(_GREETING, nobody, WebChannel.name())
    return [as_bubble(said, draws=True)] if said else []


def _body(request: Request) -> dict[str, object]:
    if not request.content_type.lower().startswith("application/json"):
        raise Refused(415, "bad_request", "Content-Type must be application/json")
    try:
        return parse_json_object(request.body)
    except ValueError as error:
        raise Refused(400, "bad_request", str(error)) from None


def _message(body: dict[str, object]) -> Message:
    text, payload = body.get("text"), body.get("payload")
    if not isinstance(text, str):
        raise Refused(400, "bad_request", "'text' must be a text")
    if payload is not None and not isinstance(payload, str):
        raise Refused(400, "bad_request", "'payload' must be a text or left out")
    if len(text) > MAX_MESSAGE_LENGTH:
        reason = f"'text' is longer than {MAX_MESSAGE_LENGTH} characters"
        raise Refused(413, "too_long", reason, limit=MAX_MESSAGE_LENGTH)
    text = clean_text(text)
    if not text:
        raise Refused(400, "empty", "'text' is empty")
    return Message(_message_id(body), text, payload)


def _message_id(body: dict[str, object]) -> str:
    message_id = body.get("id")
    if not isinstance(message_id, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise Refused(400, "bad_request", "'id' must be 16 to 64 letters, digits or hyphens")
    return message_id


def client_address(request: Request) -> str:
    """The address a request came from, as a proxy on this machine tells it; proxies elsewhere are not believed."""
    direct = str(request.ip)
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    try:
        if forwarded and ipaddress.ip_address(direct).is_loopback:
            return str(ipaddress.ip_address(forwarded))
    except ValueError:
        pass
    return direct


def _checked_origin(origin: object) -> str:
    parts = urlsplit(origin) if isinstance(origin, str) else None
    if parts is None or parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != origin:
        raise ValueError(f"origin {origin!r} must be like https://www.ecole.example, without a path")
    return origin
