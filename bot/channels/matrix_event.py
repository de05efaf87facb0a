"""Reads a Matrix event as the bot has to: what was written, and whether the bot is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from mautrix.types import (
    JSON,
    LocationMessageEventContent,
    MediaMessageEventContent,
    MessageEvent,
    MessageType,
    SerializerError,
    TextMessageEventContent,
)

_STICKER = "m.sticker"


@dataclass(frozen=True)
class Written:
    """What a person wrote.

    Attributes:
        text: None for what is not text; a corrected message has its new text, a reply only its own.
        mentioned: ids of the users whom the message names.
        html: the formatted text, where a mention is a link.
        reply_to: id of the event that it replies to.
        thread: id of the event that began the thread in which it stands.
    """

    text: str | None
    mentioned: tuple[str, ...] = ()
    html: str = ""
    reply_to: str | None = None
    thread: str | None = None


def read_event(event: dict[str, Any]) -> Written | None:
    """Read a message or a sticker.

    Returns:
        what was written; None for what is nothing to answer: notices (by which bots talk), deleted messages, edits
            of pictures, kinds that are not meant for people.
    """
    if event.get("type") == _STICKER:
        return Written(None)
    body: Any = event["content"].get("body")
    if not isinstance(body, str):
        return None
    try:
        # Takes the new content of an edit; changes what it is given.
        content = MessageEvent.deserialize(cast(JSON, event)).content
    except (SerializerError, AttributeError, TypeError, ValueError):
        return None
    if isinstance(content, LocationMessageEventContent):
        return Written(None)
    if not isinstance(content, TextMessageEventContent) or content.msgtype == MessageType.NOTICE:
        return None
    content.trim_reply_fallback()
    text: str | None = content.body
    if isinstance(content, MediaMessageEventContent):
        # With a file name beside it, the body is a caption.
        text = content.body if content.filename and content.filename != content.body else None
        if text is None and content.get_edit():
            return None
    return Written(
        text, _mentioned(event), content.formatted_body or "", content.get_reply_to(), content.get_thread_parent()
    )


def strip_mention(text: str, user: str, names: list[str]) -> tuple[str, bool]:
    """Take the bot's name away where it is a mention: `name: question`, `@name question` or its whole id.

    The name alone, amid a sentence, may be an ordinary word.

    Args:
        text: what was written.
        user: the bot's id.
        names: other names of the bot.

    Returns:
        the text without mentions, and whether there were any.
    """
    name = "|".join(map(re.escape, filter(None, names)))
    whole = rf"{re.escape(user)}(?!\w|[.-]\w)\s*[:,]?"
    # "@name:elsewhere" is somebody else.
    pattern = rf"{whole}|^\s*@?(?:{name})\s*[:,](?=\s|$)|@(?:{name})(?!\w|:\w)[:,]?"
    stripped, found = re.subn(pattern, " ", text, flags=re.IGNORECASE)
    return stripped.strip(), bool(found)


def _mentioned(event: dict[str, Any]) -> tuple[str, ...]:
    content = event["content"]
    new = content.get("m.new_content")
    mentions = (new if isinstance(new, dict) else content).get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, dict) else None
    return tuple(user for user in users if isinstance(user, str)) if isinstance(users, list) else ()
