"""Everything the bot can say: each action in each situation that it tells apart, through the real generator.

A situation is a message (intent and entities) in a conversation (slots, the response said last). The list is made
from the profile, so that a new topic, subject or word is in it without a change here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import structlog
from rasa.shared.core.domain import Domain
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

import actions
from bot.nlg import FrenchResponseGenerator
from knowledge.contacts import Counsellor, contacts
from knowledge.data_file import ROOT
from knowledge.glossary import glossary
from knowledge.profile import profile

ADDRESSES = (None, "tu")
# Stands for what an organisation may write into data/contacts.yml, which names none by default.
COUNSELLOR_HERE = Counsellor(name="Le CDI du lycée", reach="au rez-de-chaussée")
SILENT = "not_covered_"
AMOUNTS = ("900", "2000", "3000", "9000")


@dataclass(frozen=True)
class Situation:
    """A message, and what of the conversation before it an action may look at."""

    intent: str = "greet"
    entities: tuple[tuple[str, str], ...] = ()
    slots: dict[str, Any] = field(default_factory=dict)
    last_response: str = ""
    likely: tuple[str, ...] = ()

    def tracker(self, address: str | None) -> Tracker:
        """The tracker that the SDK would hand to an action."""
        message = {
            "intent": {"name": self.intent, "confidence": 1.0},
            "entities": [{"entity": name, "value": value} for name, value in self.entities],
            "intent_ranking": [{"name": self.intent, "confidence": 1.0}],
            "likely_answers": [(answer, 0.2) for answer in self.likely],
        }
        said = [{"event": "bot", "metadata": {"utter_action": self.last_response}}] if self.last_response else []
        slots = {"address": address, **self.slots}
        return Tracker("me", slots, message, said, False, None, {}, "action_listen")


@lru_cache(maxsize=1)
def domain() -> Domain:
    """The domain, as Rasa reads it."""
    return Domain.load(str(ROOT / "domain.yml"))


@lru_cache(maxsize=1)
def generator() -> FrenchResponseGenerator:
    """The bot's own response generator."""
    return FrenchResponseGenerator(None, domain())


@lru_cache(maxsize=1)
def executor() -> ActionExecutor:
    """Every action of the package, as the action server finds them."""
    found = ActionExecutor()
    found.register_package(actions)
    return found


def situations() -> Iterator[Situation]:
    """Every situation that some action tells from the others."""
    answers = profile().answers()
    subjects = [f"{SILENT}{subject.id}" for subject in profile().not_covered]
    yield Situation()
    for answer in answers.values():
        variants = answer.topic.variants
        detail = ((variants.entity, answer.variant),) if variants and answer.variant else ()
        yield Situation(answer.topic.intent, detail)
        yield Situation(answer.topic.intent, detail, {"told_answers": [answer.id]})
        yield Situation("ask_several", (("topic", answer.id), ("topic", subjects[0])))
        for amount in AMOUNTS:
            yield Situation(answer.topic.intent, (*detail, ("amount", amount)))
        yield Situation("nlu_fallback", likely=(answer.id,))
    for subject in subjects:
        yield Situation("ask_not_covered", (("subject", subject.removeprefix(SILENT)),))
        yield Situation("ask_several", (("topic", subject), ("topic", next(iter(answers)))))
        yield Situation("ask_several", (("topic", subject), ("topic", subjects[0])))
    for asked in [*answers, *subjects, "path"]:
        # What was answered last, with the acts that are about it.
        yield Situation("rephrase", slots={"last_answers": [asked], "told_answers": [asked]})
        for suffix in ("", "_simple", "_more"):
            said = f"utter_{asked}{suffix}"
            yield Situation("rephrase", slots={"last_answers": [asked]}, last_response=said)
    yield Situation("summarize", slots={"told_answers": list(answers)})
    for term in glossary().terms:
        yield Situation("explain_term", (("term", term.id),))
    for level in path_levels():
        yield Situation("ask_path", (("study_level", level),))
    for topic in profile().topics:
        yield Situation("compare", (("dimension", topic.id),))
    for confirmed in ("yes", "no"):
        yield Situation("delete_data", (("confirmed", confirmed),))
    for response in domain().responses:
        yield Situation(last_response=response)
    for value in ("yes", "partly", "no"):
        yield Situation(slots={f"fit_{question.id}": value for question in profile().fit})


def path_levels() -> list[str]:
    """Where a person may say to be now: what data/lexicon/details.yml tells apart."""
    from bot.nlu.details import LEXICON_FILE, Lexicon
    from knowledge.data_file import read_data_file

    return list(read_data_file(LEXICON_FILE, Lexicon).tables.study_level)


@dataclass(frozen=True)
class Reply:
    """One thing an action says: a bubble's parts, before the responses are filled in."""

    action: str
    address: str | None
    parts: tuple[dict[str, Any], ...]
    whole: dict[str, Any]


@lru_cache(maxsize=1)
def replies() -> list[Reply]:
    """Every different thing that the actions say, with and without somebody to talk to in the organisation."""
    found: dict[str, Reply] = {}
    known = contacts()
    try:
        for here in (None, COUNSELLOR_HERE):
            # The file is read once a process; an organisation's own entry is put where it would stand.
            known.__dict__["counsellor_here"] = here
            for action, run in executor().actions.items():
                for situation in situations():
                    for address in ADDRESSES:
                        for message in _run(run, situation, address):
                            found.setdefault(f"{address} {message}", _reply(action, address, message))
    finally:
        known.__dict__["counsellor_here"] = None
    return list(found.values())


def _run(run: Any, situation: Situation, address: str | None) -> list[dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    done = run(dispatcher, situation.tracker(address), {})
    if asyncio.iscoroutine(done):
        asyncio.run(done)
    return dispatcher.messages


def _reply(action: str, address: str | None, message: dict[str, Any]) -> Reply:
    kwargs = {k: v for k, v in message.items() if k not in _SDK_KEYS or v}
    first = {k: v for k, v in kwargs.items() if k not in ("then", "separator")}
    return Reply(action, address, (first, *kwargs.get("then", [])), kwargs)


# What the SDK puts into every message; empty unless an action sets it.
_SDK_KEYS = ("text", "buttons", "elements", "custom", "template", "image", "attachment")


@lru_cache(maxsize=1)
def spoken_by_rule() -> frozenset[str]:
    """Responses that a rule, a form or Rasa itself says, without an action of ours and so without placeholders."""
    from ruamel.yaml import YAML

    rules = YAML(typ="safe").load((ROOT / "data/stories/rules.yml").read_text())["rules"]
    named = {step["action"] for rule in rules for step in rule["steps"] if "action" in step}
    asked = {f"utter_ask_{slot}" for form in domain().forms.values() for slot in form["required_slots"]}
    said_by_rasa = {"utter_default"}
    return frozenset({name for name in named if name.startswith("utter_")} | asked | said_by_rasa)


@dataclass(frozen=True)
class Said:
    """One response, filled in and typeset, as one person hears it."""

    response: str
    address: str | None
    text: str
    titles: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()

    @property
    def everything(self) -> str:
        """All that the person reads of it: text, buttons, what a chart or table shows."""
        return "\n".join([self.text, *self.titles, *self.drawn])


@lru_cache(maxsize=1)
def everything_said() -> list[Said]:
    """Every response in every filling, once each."""
    said: dict[Said, None] = {}
    for reply in replies():
        for part in reply.parts:
            said.update(dict.fromkeys(_fill(part, reply.address)))
    for response in spoken_by_rule():
        for address in ADDRESSES:
            said.update(dict.fromkeys(_fill({"response": response}, address)))
    return list(said)


def _fill(part: dict[str, Any], address: str | None) -> Iterator[Said]:
    known = {key: value for key, value in part.items() if key not in ("response", "or_else")}
    for name in (part["response"], *part.get("or_else", [])):
        if name in domain().responses:
            bubble = generate(name, address, **known)
            titles = tuple(button["title"] for button in bubble.get("buttons") or [])
            yield Said(name, address, bubble.get("text") or "", titles, tuple(_strings(bubble.get("custom"))))
            return


def generate(response: str, address: str | None = None, **known: Any) -> dict[str, Any]:
    """One bubble of the bot's response generator."""
    slots = {"address": address, "told_answers": []}
    # Rasa logs a stack trace for a placeholder that it cannot fill; the tests find it by the brace that is left.
    with structlog.testing.capture_logs():
        bubble = generator().generate_from_slots(response, slots, "rest", **known)
    assert bubble is not None, f"{response} gives nothing to somebody whom the bot calls {address or 'vous'}"
    return bubble


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, (str, int, float)):
        yield str(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
