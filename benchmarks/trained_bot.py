"""The trained bot in this process: Rasa's agent with our actions, without a server and without a database."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.agent import load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.utils.log_utils import configure_structlog

from benchmarks.judging import ids_of_meaning
from bot.components.context_interpreter import LIKELY_ANSWERS

Result = TypeVar("Result")


@dataclass(frozen=True)
class Understood:
    """What the bot understood: ids of answers, how sure it was, and what it offers when it understood nothing."""

    ids: tuple[str, ...]
    intent: str
    confidence: float
    offered: tuple[str, ...] = ()


class TrainedBot:
    """Reads messages as the running bot does.

    Args:
        model: the trained model.
        endpoints: Rasa's file of endpoints, of which the database is left aside.

    Raises:
        FileNotFoundError: there is no such model.
    """

    def __init__(self, model: Path, endpoints: Path = Path("endpoints.yml")) -> None:
        if not model.is_file():
            raise FileNotFoundError(f"found no model at {model}: run make train first")
        # Else Rasa writes every step of every message to the terminal.
        configure_structlog(logging.WARNING)
        logging.getLogger("rasa").setLevel(logging.WARNING)
        self._loop = asyncio.new_event_loop()
        known = AvailableEndpoints.read_endpoints(str(endpoints))
        known.tracker_store = None
        self._agent = self._wait(load_agent(model_path=str(model), endpoints=known))

    def understand(self, text: str) -> Understood:
        """Read one message, outside any conversation."""
        return _understood(self._wait(self._agent.parse_message(text)), ())

    def play(self, texts: Sequence[str]) -> list[Understood]:
        """Hold one conversation; give what was understood at each turn."""
        sender = uuid.uuid4().hex
        turns = []
        for text in texts:
            before = self._tracker(sender).get_slot("last_answers") or ()
            self._wait(self._agent.handle_message(UserMessage(text, CollectingOutputChannel(), sender)))
            turns.append(_understood(self._tracker(sender).latest_message.parse_data, before))
        return turns

    def _tracker(self, sender: str) -> Any:
        return self._wait(self._agent.tracker_store.get_or_create_tracker(sender))

    def _wait(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return self._loop.run_until_complete(coroutine)


def _understood(parsed: dict[str, Any], before: Sequence[str]) -> Understood:
    entities: dict[str, list[str]] = defaultdict(list)
    for entity in parsed["entities"]:
        entities[entity["entity"]].append(entity["value"])
    intent = parsed["intent"]
    ids = ids_of_meaning(intent["name"], entities, before)
    offered = tuple(answer for answer, _ in parsed.get(LIKELY_ANSWERS) or ())
    return Understood(ids, intent["name"], float(intent["confidence"]), offered)
