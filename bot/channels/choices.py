"""The choices offered last, and taking one of them in writing, for channels without buttons of their own.

They are read from the stored conversation, not kept beside it: they survive a restart and are forgotten with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, UserUttered

from bot.channels.bubbles import Bubble, Button

# "2", "2.", "(2)", "n° 2", and the keycap 2️⃣, which is a digit and two marks.
_NUMBER = re.compile(r"[^\w]*(?:n\s*[°o]?\s*)?(\d{1,2})[^\w]*", re.IGNORECASE)


async def offered(agent: Agent, conversation: str) -> list[Button] | None:
    """Give the buttons of the bot's last answer, in the order in which they are numbered.

    Returns:
        the buttons; None when nothing is stored of the conversation.
    """
    tracker = await agent.tracker_store.retrieve(conversation)
    if tracker is None or not tracker.events:
        return None
    last: list[list[Button]] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            buttons = event.data.get("buttons") or []
            last.append([{"title": button["title"], "payload": button["payload"]} for button in buttons])
    return [button for buttons in reversed(last) for button in buttons]


def buttons_of(bubbles: Iterable[Bubble]) -> list[Button]:
    """Give the buttons of all bubbles, in the order in which they are numbered."""
    return [button for bubble in bubbles for button in bubble.get("buttons") or []]


def taken(text: str, choices: Sequence[Button]) -> str | None:
    """Give the payload of the choice that a text names by its number or by the words of its title.

    Args:
        text: what the person wrote.
        choices: what was offered, numbered from 1.

    Returns:
        the payload; None when the text names none of them.
    """
    number = _NUMBER.fullmatch(text)
    if number and 1 <= int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1]["payload"]
    words = _words(text)
    return next((choice["payload"] for choice in choices if words and words == _words(choice["title"])), None)


def numbered(bubbles: Iterable[Bubble]) -> str:
    """The bubbles as plain text: a paragraph each, then their choices, numbered as `taken` reads them."""
    bubbles = list(bubbles)
    paragraphs = [bubble["text"] for bubble in bubbles if bubble.get("text")]
    titles = [button["title"] for button in buttons_of(bubbles)]
    if titles:
        paragraphs.append("\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1)))
    return "\n\n".join(paragraphs)


def _words(text: str) -> list[str]:
    # Without case, accents and punctuation, which people leave out.
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE")).casefold()
    return re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c)))
