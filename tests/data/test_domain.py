"""The domain fits the profile, the rules and the actions: nothing is missing and nothing is left over."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML

from knowledge.data_file import ROOT
from knowledge.glossary import glossary
from knowledge.profile import profile
from tests import replies

RESPONSES = replies.domain().responses
ANSWERS = profile().answers()
TOPICS = [topic.id for topic in profile().topics]
# Rasa puts these intents in; nobody types them.
RASAS_OWN_INTENTS = {"restart", "back", "session_start"}
# The key under which Rasa keeps a response's name: the one string that only looks like a response.
RASAS_KEY = "utter_action"
PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?")


def buttons() -> Iterator[tuple[str, str, str]]:
    """Response, title and payload of every button, as the channel gets the payload."""
    for name, variations in RESPONSES.items():
        for variation in variations:
            for button in variation.get("buttons") or []:
                yield name, button["title"], button["payload"].replace("{{", "{").replace("}}", "}")


def read_payload(payload: str) -> tuple[str, dict[str, str]]:
    """Intent and entities of a payload."""
    found = PAYLOAD.fullmatch(payload)
    assert found, f"{payload}: not /intent or /intent{{…}}"
    return found["intent"], json.loads(found["entities"] or "{}")


def known_values(intent: str, entity: str) -> set[str]:
    """The values that an entity of an intent may have."""
    for topic in profile().topics:
        if topic.intent == intent and topic.variants and topic.variants.entity == entity:
            return set(topic.variants.values)
    return {
        ("ask_path", "study_level"): {r.removeprefix("utter_path_") for r in RESPONSES if "utter_path_" in r},
        ("compare", "dimension"): {topic for topic in TOPICS if f"utter_compare_{topic}" in RESPONSES},
        ("ask_not_covered", "subject"): {subject.id for subject in profile().not_covered},
        ("explain_term", "term"): {term.id for term in glossary().terms},
        ("delete_data", "confirmed"): {"yes", "no"},
    }.get((intent, entity), set())


@pytest.mark.parametrize("payload", sorted({payload for _, _, payload in buttons()}))
def test_button_payload_is_known(payload: str) -> None:
    """Its intent and entities are in the domain, and the values lead to an answer."""
    intent, entities = read_payload(payload)
    assert intent in replies.domain().intents
    for entity, value in entities.items():
        assert entity in replies.domain().entities
        assert value in known_values(intent, entity)


def test_buttons_of_a_response_differ() -> None:
    """No two buttons beside each other have the same words or do the same; none is empty."""
    for name, variations in RESPONSES.items():
        for variation in variations:
            shown = variation.get("buttons") or []
            for key in ("title", "payload"):
                said = [button[key] for button in shown]
                assert all(said), f"{name}: an empty {key}"
                assert len(set(said)) == len(said), f"{name}: {key} twice"


def test_a_title_always_asks_the_same() -> None:
    """The same words on a button lead to the same thing wherever they stand."""
    payloads: dict[str, set[str]] = {}
    for _, title, payload in buttons():
        payloads.setdefault(title, set()).add(payload)
    assert {title: found for title, found in payloads.items() if len(found) > 1} == {}


@pytest.mark.parametrize("answer", ANSWERS)
def test_answer_has_its_responses(answer: str) -> None:
    """Each answer is told in words of its own, simply, as a button and as a line of the summary."""
    topic = ANSWERS[answer].topic.id
    assert f"utter_{answer}" in RESPONSES
    for named in ("utter_{}_simple", "utter_choice_{}", "utter_summary_{}"):
        assert {named.format(answer), named.format(topic)} & set(RESPONSES)


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_has_its_responses(topic: str) -> None:
    """Each topic has more to add, says what the sheet leaves open, and what it gives nearby."""
    for named in ("utter_{}", "utter_{}_simple", "utter_{}_more", "utter_choice_{}", "utter_summary_{}"):
        assert named.format(topic) in RESPONSES
    assert f"utter_open_{topic}" in RESPONSES
    assert f"utter_nearby_{topic}" in RESPONSES
    assert profile().topic(topic).intent in replies.domain().intents


@pytest.mark.parametrize("answer", [answer for answer in ANSWERS if f"utter_choice_{answer}" in RESPONSES])
def test_choice_asks_for_its_answer(answer: str) -> None:
    """The button under an answer's name asks for that answer and nothing else."""
    topic, variant = ANSWERS[answer]
    (variation,) = RESPONSES[f"utter_choice_{answer}"]
    (button,) = variation["buttons"]
    intent, entities = read_payload(button["payload"].replace("{{", "{").replace("}}", "}"))
    assert intent == topic.intent
    assert list(entities.values()) == ([variant] if variant else [])


@pytest.mark.parametrize("level", replies.path_levels())
def test_study_level_has_its_way(level: str) -> None:
    """Wherever a person may say to be now, the way from there is told."""
    assert f"utter_path_{level}" in RESPONSES


@pytest.mark.parametrize("question", [question.id for question in profile().fit])
def test_quality_is_asked_for_in_the_form(question: str) -> None:
    """Each quality of "is it for me?" has its slot, its place in the form and its question."""
    domain = replies.domain()
    assert f"fit_{question}" in {slot.name for slot in domain.slots}
    assert f"fit_{question}" in domain.forms["fit_form"]["required_slots"]
    assert f"utter_ask_fit_{question}" in RESPONSES
    assert len(domain.forms["fit_form"]["required_slots"]) == len(profile().fit)


def named_in_python(folder: str) -> set[str]:
    """Every string of the sources in a folder that is, or begins, the name of a response."""
    named = set()
    for path in sorted((ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                named |= set(re.findall(r"^utter_\w*$", node.value))
    return named - {RASAS_KEY}


@pytest.mark.parametrize("name", sorted(named_in_python("actions") | named_in_python("bot")))
def test_response_named_in_python_exists(name: str) -> None:
    """A name that ends in _ is the beginning of several: at least one response begins so."""
    assert name in RESPONSES or (name.endswith("_") and any(known.startswith(name) for known in RESPONSES))


def test_actions_and_domain_name_the_same_actions() -> None:
    """Every action of the package is in the domain, and the other way round."""
    listed = YAML(typ="safe").load((ROOT / "domain.yml").read_text())["actions"]
    assert sorted(replies.executor().actions) == sorted(listed)
    for name in listed:
        assert (ROOT / f"actions/{name}.py").exists()


def test_rules_name_what_exists() -> None:
    """Every intent has a rule, and every intent and action of a rule is known."""
    rules = YAML(typ="safe").load((ROOT / "data/stories/rules.yml").read_text())["rules"]
    steps = [step for rule in rules for step in rule["steps"]]
    domain = replies.domain()
    assert {step["intent"] for step in steps if "intent" in step} == set(domain.intents) - RASAS_OWN_INTENTS
    actions = {step["action"] for step in steps if "action" in step}
    assert actions <= {*RESPONSES, *replies.executor().actions, *domain.forms, "action_deactivate_loop"}


def test_every_response_is_said_somewhere() -> None:
    """By an action, a rule or a form, by name in the code, as a topic's, or as a button that others show."""
    by_topic = {f"utter_{kind}_{topic}" for kind in ("nearby", "open", "choice", "summary") for topic in TOPICS}
    shown: dict[str, int] = {}
    for _, _, payload in buttons():
        shown[payload] = shown.get(payload, 0) + 1
    as_button = {name for name, _, payload in buttons() if name.startswith("utter_choice_") and shown[payload] > 1}
    said = {said.response for said in replies.everything_said()}
    used = said | named_in_python("bot") | by_topic | as_button
    assert sorted(set(RESPONSES) - used) == []


def test_subject_with_words_of_its_own_is_known() -> None:
    """`utter_<subject>_not_covered` belongs to a subject of the profile."""
    subjects = {subject.id for subject in profile().not_covered}
    own = {name[len("utter_") : -len("_not_covered")] for name in RESPONSES if name.endswith("_not_covered")}
    assert own - subjects - {""} == set()
