"""What every channel does with a text before the bot reads it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.core.domain import Domain

# Long enough for any question; anything longer is refused by the channel, not cut.
MAX_MESSAGE_LENGTH = 10_000
# Any such text fits in, whatever its characters.
# For the whole server: the longest update of Telegram, with the message that it replies to, has to fit.
MAX_BODY_BYTES = 256 * 1024
_KEPT_CONTROLS = "\n\t"
_collected: dict[str, Any] = {}


def clean_text(text: str) -> str:
    """Make a text safe to store and to read: halves of surrogate pairs and control characters go."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in whole if c in _KEPT_CONTROLS or unicodedata.category(c) != "Cc").strip()


def button_payloads(domain: Domain) -> frozenset[str]:
    """Every payload that a button of the bot can send, collected once a domain.

    Payloads all stand in the domain, where they are written for Rasa's interpolation, with doubled braces.
    """
    # By identity: the hash of a domain is worked out from its whole content at every call.
    if _collected.get("domain") is not domain:
        _collected["payloads"] = frozenset(
            button["payload"].replace("{{", "{").replace("}}", "}")
            for variations in domain.responses.values()
            for variation in variations
            for button in variation.get("buttons") or []
        )
        _collected["domain"] = domain
    payloads: frozenset[str] = _collected["payloads"]
    return payloads


def as_person_wrote(text: str, payloads: frozenset[str]) -> str:
    """Take away the power of a leading slash unless the text is one of the bot's own payloads.

    Rasa reads "/intent" as an order to take that intent; typed by a person it is ordinary text.
    """
    if text in payloads or not text.startswith(INTENT_MESSAGE_PREFIX):
        return text
    words = re.sub(r"[/\s]+", " ", text, count=1).strip()
    return words or "?"


def parse_json_object(body: bytes) -> dict[str, object]:
    """Read a request's body.

    Raises:
        ValueError: it is not UTF-8, not JSON, nested too deep, or not an object.
    """
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("the body is not valid JSON in UTF-8") from None
    if not isinstance(content, dict):
        raise ValueError("the body is not a JSON object")
    return content
