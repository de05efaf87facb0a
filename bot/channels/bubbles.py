"""What the bot says in answer to one message, before a channel draws it."""

from __future__ import annotations

from typing import Any, TypedDict

from rasa.core.channels.channel import OutputChannel


class Button(TypedDict):
    """A choice: what the person reads, and what the channel sends back when it is taken."""

    title: str
    payload: str


class Bubble(TypedDict, total=False):
    """One answer. `text` carries every fact; `custom` is the same as a table or chart, for channels that draw.

    `custom` is one of `{"table": {"caption", "headers", "rows"}}` or
    `{"chart": {"caption", "unit", "bars": [{"label", "min", "max", "text"}]}}`.
    """

    text: str
    buttons: list[Button]
    custom: dict[str, Any]


class BubbleCollector(OutputChannel):
    """Keeps each response whole, where Rasa's own collector takes text and picture for two messages.

    Args:
        draws: the channel can draw tables and charts; otherwise they are left out.
    """

    def __init__(self, draws: bool = False) -> None:
        self._draws = draws
        self.bubbles: list[Bubble] = []
        self.forget_asked = False

    @classmethod
    def name(cls) -> str:
        """The name by which responses may have a `channel:` of their own."""
        return "collector"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one response of the bot; one with `custom: {"forget": true}` asks to forget the conversation."""
        self.forget_asked = self.forget_asked or bool((message.get("custom") or {}).get("forget"))
        bubble = as_bubble(message, self._draws)
        if bubble:
            self.bubbles.append(bubble)


def as_bubble(message: dict[str, Any], draws: bool) -> Bubble:
    """One response of the bot as a bubble; an empty one when it has nothing for the person.

    Args:
        message: the response as Rasa sends or stores it.
        draws: keep tables and charts.
    """
    drawn = message.get("custom") or {}
    bubble: Bubble = {}
    if message.get("text"):
        bubble["text"] = message["text"]
    if message.get("buttons"):
        bubble["buttons"] = [{"title": b["title"], "payload": b["payload"]} for b in message["buttons"]]
    if draws and ("table" in drawn or "chart" in drawn):
        bubble["custom"] = drawn
    return bubble
