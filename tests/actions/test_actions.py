"""What every action keeps to, in every situation that actions tell apart (tests/replies.py)."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from knowledge.contacts import contacts
from knowledge.profile import profile
from tests import replies

# Its form speaks right after it.
SILENT_ACTIONS = ("action_restart_fit",)
SPEAKING = sorted(set(replies.executor().actions) - set(SILENT_ACTIONS))


def run(action: str, situation: replies.Situation, address: str | None = None) -> tuple[list[Any], list[Any]]:
    """Messages and events of an action."""
    dispatcher = CollectingDispatcher()
    events = replies.executor().actions[action](dispatcher, situation.tracker(address), {})
    return dispatcher.messages, events


def responses(action: str, situation: replies.Situation) -> list[str]:
    """Names of the responses that an action says, in order; the first of those that exist."""
    (message,), _ = run(action, situation)
    parts = [message, *message.get("then", [])]
    names = [(part["response"], *part.get("or_else", [])) for part in parts]
    return [next((name for name in some if name in replies.domain().responses), some[0]) for some in names]


def slots(events: list[Any]) -> dict[str, Any]:
    """What the events put into slots."""
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


@pytest.mark.parametrize("action", SPEAKING)
def test_action_always_says_one_bubble(action: str) -> None:
    """With words in it, and a way on: never silence, never a dead end."""
    for reply in (reply for reply in replies.replies() if reply.action == action):
        known = dict(reply.whole)
        bubble = replies.generate(known.pop("response"), reply.address, **known)
        assert bubble["text"].strip()
        assert bubble.get("buttons"), bubble["text"]
    for situation in replies.situations():
        assert len(run(action, situation)[0]) == 1, situation


@pytest.mark.parametrize("action", replies.executor().actions)
def test_action_answers_the_same_twice(action: str) -> None:
    """No chance in it: same message, same conversation, same words."""
    for situation in list(replies.situations())[::10]:
        assert run(action, situation) == run(action, situation)


@pytest.mark.parametrize("answer", profile().answers())
def test_tell_topic_tells_and_remembers(answer: str) -> None:
    """The answer's own response; a second time after a word that it was said."""
    topic, variant = profile().answers()[answer]
    entities = ((topic.variants.entity, variant),) if topic.variants and variant else ()
    assert responses("action_tell_topic", replies.Situation(topic.intent, entities)) == [f"utter_{answer}"]
    _, events = run("action_tell_topic", replies.Situation(topic.intent, entities))
    assert slots(events) == {"last_answers": [answer], "told_answers": [answer]}
    again = replies.Situation(topic.intent, entities, {"told_answers": [answer]})
    assert responses("action_tell_topic", again) == ["utter_told_before", f"utter_{answer}"]


def test_tell_topic_tells_several_in_the_order_asked() -> None:
    """What is not covered among them; all are remembered, silence is not told."""
    asked = (("topic", "tasks"), ("topic", "not_covered_ai"), ("topic", "salary_junior"))
    situation = replies.Situation("ask_several", asked, {"told_answers": ["role"]})
    names = ["utter_tasks", "utter_not_covered", "utter_salary_junior", "utter_ask_contact_for"]
    assert responses("action_tell_topic", situation) == names
    assert slots(run("action_tell_topic", situation)[1]) == {
        "last_answers": ["tasks", "not_covered_ai", "salary_junior"],
        "told_answers": ["role", "tasks", "salary_junior"],
    }


@pytest.mark.parametrize(
    ("subjects", "of_subject", "nearby"),
    [
        # The sheet has nothing that is close to both.
        (["remote_work", "holidays"], "du télétravail ni des congés", []),
        (
            ["pay_gross_net", "pay_period"],
            "de ce qui est brut ou net ni de la période que couvrent ses chiffres de paie",
            ["utter_nearby_salary"],
        ),
        # Words of its own are for a subject alone.
        (
            ["job_offers", "holidays", "freelance"],
            "des offres d'emploi, des congés ni du travail à son compte",
            [],
        ),
    ],
)
def test_tell_topic_tells_of_several_silences(subjects: list[str], of_subject: str, nearby: list[str]) -> None:
    """In one sentence, then what is close to all, then whom to ask, once."""
    situation = replies.Situation("ask_several", tuple(("topic", f"not_covered_{name}") for name in subjects))
    (message,), _ = run("action_tell_topic", situation)
    assert message["of_subject"] == of_subject
    names = ["utter_not_covered", *nearby, "utter_ask_contact_for"]
    assert responses("action_tell_topic", situation) == names


def test_silences_are_said_where_the_first_stands() -> None:
    """Among answers."""
    asked = (("topic", "not_covered_ai"), ("topic", "tasks"), ("topic", "not_covered_age"))
    names = responses("action_tell_topic", replies.Situation("ask_several", asked))
    assert names == ["utter_not_covered", "utter_tasks", "utter_ask_contact_for"]


@pytest.mark.parametrize(
    ("subjects", "names"),
    [
        (["holidays", "working_hours"], ["utter_ask_contact_for"]),
        (["holidays", "disability", "age"], ["utter_ask_contact_for", *["utter_ask_contact_also"] * 2]),
    ],
)
def test_whom_to_ask_about_several_subjects(subjects: list[str], names: list[str]) -> None:
    """Each contact once."""
    situation = replies.Situation("ask_several", tuple(("topic", f"not_covered_{name}") for name in subjects))
    assert responses("action_tell_topic", situation) == ["utter_not_covered", *names]
    (message,), _ = run("action_tell_topic", situation)
    asked = [contacts().phrase(profile().subject(name).contact) for name in subjects]
    assert [part["contact"] for part in message["then"]] == list(dict.fromkeys(asked))


@pytest.mark.parametrize(
    ("variant", "amount", "said"),
    [
        ("junior", "5000.0", ["utter_amount_above"]),
        ("junior", "1500", ["utter_amount_below"]),
        ("junior", "2000", ["utter_amount_within"]),
        ("confirmed", "3300", ["utter_amount_within"]),
        ("confirmed", "2499", ["utter_amount_below"]),
        ("confirmed", "3301", ["utter_amount_above"]),
        ("one_year", "5000", []),
        ("senior", "5000", []),
    ],
)
def test_amount_is_put_beside_the_sheets(variant: str, amount: str, said: list[str]) -> None:
    """A false premise is put right before the fact; where the sheet gives no figure nothing is compared."""
    situation = replies.Situation("ask_salary", (("experience", variant), ("amount", amount)))
    assert responses("action_tell_topic", situation) == [*said, f"utter_salary_{variant}"]


@pytest.mark.parametrize("subject", profile().not_covered, ids=lambda subject: subject.id)
def test_not_covered_says_silence_then_nearby_then_whom_to_ask(subject: Any) -> None:
    """In this order; and remembers it as said last, not as told."""
    situation = replies.Situation("ask_not_covered", (("subject", subject.id),))
    silence, *nearby, ask = responses("action_tell_not_covered", situation)
    own = f"utter_{subject.id}_not_covered"
    assert silence == (own if own in replies.domain().responses else "utter_not_covered")
    assert nearby == ([f"utter_nearby_{subject.nearby}"] if subject.nearby else [])
    assert ask == "utter_ask_contact_for"
    _, events = run("action_tell_not_covered", situation)
    assert slots(events) == {"last_answers": [f"not_covered_{subject.id}"], "told_answers": []}


@pytest.mark.parametrize("subject", ["", "no_such_subject"])
def test_not_covered_unnamed_is_still_answered(subject: str) -> None:
    """A subject that the profile does not know is no error."""
    situation = replies.Situation("ask_not_covered", (("subject", subject),) if subject else ())
    assert responses("action_tell_not_covered", situation) == [
        "utter_not_covered_unnamed",
        "utter_ask_contact_for",
    ]


def test_clarify_never_says_the_same_twice_in_a_row() -> None:
    """First the likely meanings, at most three; then all topics and a person; then anew."""
    likely = ("salary", "tasks", "role", "team")
    first = responses("action_clarify", replies.Situation("nlu_fallback", likely=likely))
    assert first == ["utter_clarify", "utter_choice_salary", "utter_choice_tasks", "utter_choice_role"]
    for said in ("utter_clarify", "utter_not_understood", "utter_default"):
        second = replies.Situation("nlu_fallback", likely=likely, last_response=said)
        assert responses("action_clarify", second) == ["utter_not_understood_again"]
    third = replies.Situation("nlu_fallback", last_response="utter_not_understood_again")
    assert responses("action_clarify", third) == ["utter_not_understood"]


def test_out_of_scope_changes_its_words() -> None:
    """The second time in a row, and back the third."""
    first, again = "utter_out_of_scope", "utter_out_of_scope_again"
    for said, next_said in [("", first), (first, again), (again, first), ("utter_salary", first)]:
        situation = replies.Situation("out_of_scope", last_response=said)
        assert responses("action_say_out_of_scope", situation) == [next_said]


def test_more_is_told_once() -> None:
    """Then that there is nothing more; without an answer before, which is meant."""
    last = {"last_answers": ["salary_junior"]}
    assert responses("action_tell_more", replies.Situation("ask_more", slots=last)) == ["utter_salary_more"]
    said = replies.Situation("ask_more", slots=last, last_response="utter_salary_more")
    assert responses("action_tell_more", said) == ["utter_nothing_more"]
    silent = replies.Situation("ask_more", slots={"last_answers": ["not_covered_ai"]})
    assert responses("action_tell_more", silent) == ["utter_nothing_more"]
    assert responses("action_tell_more", replies.Situation("ask_more"))[0] == "utter_which_detail"


def test_rephrase_uses_simpler_words_then_a_person() -> None:
    """Never the same words again."""
    last = {"last_answers": ["salary_junior"]}
    simple = "utter_salary_junior_simple"
    assert responses("action_rephrase", replies.Situation("rephrase", slots=last)) == [simple]
    again = replies.Situation("rephrase", slots=last, last_response=simple)
    assert responses("action_rephrase", again)[-1] == "utter_ask_contact_for"
    assert responses("action_rephrase", replies.Situation("rephrase")) == ["utter_nothing_to_repeat"]


def test_repeat_gives_the_same_facts() -> None:
    """Of all that was answered last, after a short word."""
    last = {"last_answers": ["tasks", "not_covered_ai"]}
    assert responses("action_repeat", replies.Situation("repeat", slots=last))[:3] == [
        "utter_told_before", "utter_tasks", "utter_not_covered",
    ]  # fmt: skip
    named = replies.Situation("repeat", (("topic", "tasks"),), last)
    assert responses("action_repeat", named)[:2] == ["utter_told_before", "utter_tasks"]
    assert responses("action_repeat", replies.Situation("repeat")) == ["utter_nothing_to_repeat"]


@pytest.mark.parametrize("topic", [topic.id for topic in profile().topics])
def test_source_names_the_section_and_what_is_open(topic: str) -> None:
    """Of each topic that was answered last."""
    situation = replies.Situation("ask_source", slots={"last_answers": [topic]})
    assert responses("action_tell_source", situation)[:2] == ["utter_source", f"utter_open_{topic}"]
    (message,), _ = run("action_tell_source", situation)
    assert message["section"] == profile().sections[profile().topic(topic).section]


def test_source_of_silence_and_of_nothing() -> None:
    """The sheet says nothing, or nothing was asked yet."""
    silent = replies.Situation("ask_source", slots={"last_answers": ["not_covered_ai"]})
    assert responses("action_tell_source", silent) == ["utter_source_silent"]
    assert responses("action_tell_source", replies.Situation("ask_source")) == ["utter_source_general"]


def test_summary_has_one_line_for_each_answer() -> None:
    """In the order told; a topic told in general says what its variants say."""
    told = {"told_answers": ["tasks", "salary_junior", "salary", "training_bac5"]}
    assert responses("action_summarize", replies.Situation("summarize", slots=told)) == [
        "utter_summary_start", "utter_summary_tasks", "utter_summary_salary", "utter_summary_training_bac5",
        "utter_summary_end",
    ]  # fmt: skip
    assert responses("action_summarize", replies.Situation("summarize")) == ["utter_nothing_to_summarize"]


def test_compare_takes_the_named_then_the_last_then_asks() -> None:
    """What is to be compared."""
    named = replies.Situation("compare", (("dimension", "salary"),), {"last_answers": ["training"]})
    assert responses("action_compare", named) == ["utter_compare_salary"]
    last = replies.Situation("compare", slots={"last_answers": ["training_bac3"]})
    assert responses("action_compare", last) == ["utter_compare_training"]
    assert responses("action_compare", replies.Situation("compare")) == ["utter_compare_what"]


def test_fit_lists_every_quality_once_by_its_answer() -> None:
    """What was recognised, in part, and what the job also asks; no score; the answers are forgotten."""
    ids = [question.id for question in profile().fit]
    given = dict(zip((f"fit_{i}" for i in ids), ["yes", "partly", "no", "yes", "yes", "no"], strict=True))
    (message,), events = run("action_tell_fit", replies.Situation(slots=given))
    parts = [message, *message["then"]]
    assert [part["response"] for part in parts] == [
        "utter_fit_recognised", "utter_fit_partly", "utter_fit_also_asked", "utter_fit_end",
    ]  # fmt: skip
    listed = [line[2:] for part in parts[:-1] for line in part["qualities_list"].splitlines()]
    assert sorted(listed) == sorted(question.quality for question in profile().fit)
    assert {slots(events)[f"fit_{i}"] for i in ids} == {None}


def test_restart_fit_forgets_the_answers() -> None:
    """And the question that was open."""
    messages, events = run("action_restart_fit", replies.Situation())
    assert messages == []
    assert set(slots(events)) == {"requested_slot", *(f"fit_{question.id}" for question in profile().fit)}
    assert set(slots(events).values()) == {None}


@pytest.mark.parametrize(
    ("entities", "said"), [((), "confirm"), ((("confirmed", "yes"),), "done"), ((("confirmed", "no"),), "kept")]
)
def test_data_is_deleted_only_after_yes(entities: tuple[tuple[str, str], ...], said: str) -> None:
    """It asks first."""
    situation = replies.Situation("delete_data", entities)
    assert responses("action_delete_data", situation) == [f"utter_delete_data_{said}"]


def test_data_is_kept_after_no() -> None:
    """Whatever a payload says that is not yes."""
    for value in ("no", "perhaps", ""):
        situation = replies.Situation("delete_data", (("confirmed", value),))
        assert "utter_delete_data_done" not in responses("action_delete_data", situation)


@pytest.mark.parametrize(("action", "address"), [("action_use_tu", "tu"), ("action_use_vous", "vous")])
def test_address_is_kept(action: str, address: str) -> None:
    """From the next turn on."""
    assert slots(run(action, replies.Situation())[1]) == {"address": address}


def test_unknown_values_are_answered_politely() -> None:
    """A payload written by hand never ends in silence or an error."""
    for entity in ("experience", "topic", "study_level", "dimension", "term", "subject", "amount", "confirmed"):
        for intent in ("ask_salary", "ask_several", "ask_path", "compare", "explain_term", "ask_not_covered"):
            for action in SPEAKING:
                value = "12" if entity == "amount" else "no_such_value"
                messages, _ = run(action, replies.Situation(intent, ((entity, value),)))
                known = dict(messages[0])
                assert replies.generate(known.pop("response"), None, **known)["text"].strip()
