"""The response generator: Rasa's own, with French typography, several responses in one bubble, start-up checks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot import in_process_actions
from knowledge.data_file import DataFileError
from knowledge.everything import check_everything
from knowledge.french import typeset

# Up to so many buttons are next questions, which leave out what was told; more in one response are a menu.
MOST_NEXT_QUESTIONS = 4
FEWEST_NEXT_QUESTIONS = 2
NEXT_QUESTIONS = "utter_next"
TOLD_SLOT = "told_answers"


class FrenchResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Fills the responses of the domain and sets them in French typography.

    Beyond Rasa's own, a response may come with `or_else` (names to use where the first does not exist), with
    `then` (further responses, each with its own placeholders, whose text follows in the same bubble) and with
    `separator` (what stands between them; a part of `then` may have its own, for what stands before it).

    It is the one class of ours that every command which talks (`rasa run`, `rasa shell`) loads, and it is made
    before the server accepts anything: so it is here that actions are hooked in and that data which cannot be
    used stops the start. Later, Rasa would log the error and go on running, answering nothing.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        in_process_actions.install()
        try:
            check_everything()
        except DataFileError as error:
            # An exception would be shown as a stack trace by the web server that calls this.
            sys.exit(str(error))

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generate a bubble, typeset; see the base class for the arguments."""
        then, separator = kwargs.pop("then", []), kwargs.pop("separator", "\n\n")
        parts: list[dict[str, Any]] = [{"response": utter_action, **kwargs}, *then]
        said = [r for r in (self._one(part, filled_slots, output_channel) for part in parts) if r]
        if not said:
            return None
        bubble: dict[str, Any] = dict(said[0])
        bubble["text"] = _join(said, separator)
        bubble.pop("separator", None)
        offered = [response["buttons"] for response in said if response.get("buttons")]
        if offered:
            names = [part["response"].removeprefix("utter_") for part in parts]
            told = [*(filled_slots.get(TOLD_SLOT) or []), *names]
            is_menu = len(offered) == 1 and len(offered[0]) > MOST_NEXT_QUESTIONS
            bubble["buttons"] = offered[0] if is_menu else self._next_questions(chain(*offered), told)
        drawn = next((response["custom"] for response in said if response.get("custom")), None)
        if drawn:
            bubble["custom"] = _drawable(drawn)
        whole: dict[str, Any] = _typeset(bubble)
        return whole

    def _one(self, part: dict[str, Any], slots: dict[str, Any], channel: str) -> dict[str, Any] | None:
        known = {key: value for key, value in part.items() if key not in ("response", "or_else", "separator")}
        for name in (part["response"], *part.get("or_else", [])):
            response: dict[str, Any] | None = super().generate_from_slots(name, slots, channel, **known)
            if response is not None:
                return {**response, "separator": part.get("separator")}
        return None

    def _next_questions(self, buttons: Iterable[dict[str, str]], told: list[str]) -> list[dict[str, str]]:
        """Leave out repeated buttons and those that ask what was told already; add some where few are left."""
        different = list({button["payload"]: button for button in buttons}.values())
        known = {button["payload"] for name in told for button in self._buttons(f"utter_choice_{name}")}
        fresh = [button for button in different if button["payload"] not in known]
        more = [b for b in self._buttons(NEXT_QUESTIONS) if b["payload"] not in known and b not in fresh]
        return [*fresh, *more[: max(0, FEWEST_NEXT_QUESTIONS - len(fresh))]][:MOST_NEXT_QUESTIONS]

    def _buttons(self, response: str) -> Iterator[dict[str, str]]:
        for variation in self.responses.get(response, []):
            for button in variation.get("buttons", []):
                payload = button["payload"].replace("{{", "{").replace("}}", "}")
                yield {"title": button["title"], "payload": payload}


def _drawable(custom: dict[str, Any]) -> dict[str, Any]:
    """Make of filled placeholders, which are texts, the rows of a table and the numbers of a chart."""
    if "table" in custom:
        table = {key: value for key, value in custom["table"].items() if key != "columns"}
        columns = [
            [item.removeprefix("- ") for item in column.splitlines()] for column in custom["table"]["columns"]
        ]
        return {"table": {**table, "rows": [list(row) for row in zip_longest(*columns, fillvalue="")]}}
    if "chart" in custom:
        bars = [{**bar, "min": int(bar["min"]), "max": int(bar["max"])} for bar in custom["chart"]["bars"]]
        return {"chart": {**custom["chart"], "bars": bars}}
    return custom


def _join(said: list[dict[str, Any]], separator: str) -> str:
    """Put texts together; a part may say what stands before it in place of the common separator."""
    text = ""
    for response in said:
        before = response.pop("separator", None)
        words = (response.get("text") or "").strip()
        if words:
            text = f"{text}{separator if before is None else before}{words}" if text else words
    return text


def _typeset(said: Any, key: str = "") -> Any:
    if isinstance(said, dict):
        return {name: _typeset(value, name) for name, value in said.items()}
    if isinstance(said, list):
        return [_typeset(value, key) for value in said]
    return typeset(said) if isinstance(said, str) and key != "payload" else said
