"""The response generator: several responses in one bubble, and buttons that lead on."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlg import FEWEST_NEXT_QUESTIONS, MOST_NEXT_QUESTIONS
from knowledge.placeholders import placeholders
from knowledge.profile import profile
from tests import replies

PAY = placeholders(profile().topic("salary"))


def say(response: str, told: list[str] | None = None, address: str | None = None, **known: Any) -> Any:
    """One bubble, or None."""
    slots = {"told_answers": told or [], "address": address}
    return replies.generator().generate_from_slots(response, slots, "rest", **known)


def titles(bubble: Any) -> list[str]:
    """What the buttons say."""
    return [button["title"] for button in bubble["buttons"]]


def payloads(bubble: Any) -> list[str]:
    """What the buttons do."""
    return [button["payload"] for button in bubble["buttons"]]


def written_payloads(response: str) -> list[str]:
    """What the buttons of a response do, as the channel gets it."""
    shown = replies.domain().responses[response][0]["buttons"]
    return [button["payload"].replace("{{", "{").replace("}}", "}") for button in shown]


def test_text_is_filled_and_typeset() -> None:
    """With the facts of the profile and French spaces."""
    said = say("utter_salary_junior", **PAY)["text"]
    assert "environ 2\u202f000\u00a0€" in said
    assert "’" in said
    assert "'" not in said


def test_then_puts_responses_into_one_bubble() -> None:
    """Each with its own placeholders, in order, their buttons together."""
    bubble = say(
        "utter_told_before",
        then=[
            {"response": "utter_salary_junior", **PAY},
            {"response": "utter_not_covered", "of_subject": "du stress"},
        ],
    )
    first, second, third = bubble["text"].split("\n\n")
    assert first == say("utter_told_before")["text"]
    assert second == say("utter_salary_junior", **PAY)["text"].strip()
    assert "du stress" in third
    assert payloads(bubble) == payloads(say("utter_salary_junior", **PAY))


def test_separator_stands_between_parts() -> None:
    """As the summary needs it."""
    bubble = say(
        "utter_summary_start",
        then=[{"response": "utter_summary_salary", **PAY}, {"response": "utter_summary_end"}],
        separator="\n- ",
    )
    assert bubble["text"].count("\n- ") == 2
    assert "\n\n" not in bubble["text"]


def test_part_may_have_a_separator_of_its_own() -> None:
    """The line that ends a list stands under it; the bubble itself has nothing of this."""
    end = {"response": "utter_summary_end", "separator": "\n"}
    bubble = say("utter_summary_start", then=[{"response": "utter_summary_salary", **PAY}, end], separator="\n- ")
    assert bubble["text"].count("\n- ") == 1
    assert bubble["text"].endswith("\n" + say("utter_summary_end")["text"])


def test_bubble_holds_what_a_channel_can_show() -> None:
    """And no key of ours besides."""
    bubble = say("utter_told_before", then=[{"response": "utter_salary", **PAY, "separator": "\n"}])
    assert {key for key in bubble if key in ("separator", "then", "or_else", "response")} == set()


def test_or_else_is_used_where_the_first_does_not_exist() -> None:
    """In the first place and in what follows."""
    plain = say("utter_not_covered", of_subject="du stress")["text"]
    assert say("utter_stress_not_covered", or_else=["utter_not_covered"], of_subject="du stress")["text"] == plain
    part = {"response": "utter_stress_not_covered", "or_else": ["utter_not_covered"], "of_subject": "du stress"}
    assert say("utter_told_before", then=[part])["text"].endswith(plain)


def test_or_else_is_not_used_where_the_first_exists() -> None:
    """The particular beats the general."""
    said = say("utter_salary_junior", or_else=["utter_salary"], **PAY)
    assert said["text"] == say("utter_salary_junior", **PAY)["text"]


def test_unknown_response_is_none() -> None:
    """So that Rasa says that it is missing; beside others it is left out."""
    assert say("utter_nothing_of_that_name") is None
    bubble = say("utter_told_before", then=[{"response": "utter_nothing_of_that_name"}])
    assert bubble["text"] == say("utter_told_before")["text"]


def test_next_questions_leave_out_what_was_told() -> None:
    """And other ones take their place when too few are left."""
    everything = written_payloads("utter_tasks")
    assert payloads(say("utter_tasks", tasks_list="-")) == everything
    told = ["role", "skills"]
    left = payloads(say("utter_tasks", told, tasks_list="-"))
    assert "/ask_role" not in left
    assert "/ask_skills" not in left
    assert "/ask_coworkers" in left
    assert FEWEST_NEXT_QUESTIONS <= len(left) <= MOST_NEXT_QUESTIONS


def test_next_questions_leave_out_what_is_told_in_the_same_bubble() -> None:
    """The second answer is not offered under the first."""
    bubble = say(
        "utter_tasks", tasks_list="-", then=[{"response": "utter_role", **placeholders(profile().topic("role"))}]
    )
    assert "/ask_role" not in payloads(bubble)
    assert "/ask_tasks" not in payloads(bubble)


def test_next_questions_are_never_more_than_a_few() -> None:
    """However many parts a bubble has; none comes twice."""
    parts = [{"response": f"utter_{topic.id}", **placeholders(topic)} for topic in profile().topics[1:4]]
    bubble = say("utter_tasks", then=parts, tasks_list="-")
    assert len(payloads(bubble)) <= MOST_NEXT_QUESTIONS
    assert len(set(payloads(bubble))) == len(payloads(bubble))


def test_everything_told_still_leaves_a_way_on() -> None:
    """Never a dead end: after all topics there are buttons left."""
    bubble = say("utter_tasks", list(profile().answers()), tasks_list="-")
    assert len(payloads(bubble)) >= FEWEST_NEXT_QUESTIONS


@pytest.mark.parametrize("response", ["utter_ask_capabilities", "utter_path_ask_level"])
def test_menus_are_shown_whole(response: str) -> None:
    """What was told stays in a menu, in its order."""
    told = list(profile().answers())
    menu = written_payloads(response)
    assert len(menu) > MOST_NEXT_QUESTIONS
    assert payloads(say(response, told)) == menu


def test_form_answers_are_shown_whole() -> None:
    """Yes, partly, no and a way out, whatever was told."""
    told = list(profile().answers())
    response = f"utter_ask_fit_{profile().fit[0].id}"
    assert payloads(say(response, told)) == written_payloads(response)


def test_titles_are_typeset_and_payloads_are_not() -> None:
    """A payload is for the machine."""
    bubble = say("utter_compare_what")
    assert "Les deux niveaux d’études" in titles(bubble)
    assert '/compare{"dimension": "training"}' in payloads(bubble)


def test_chart_is_filled_and_typeset_and_kept_once() -> None:
    """Its numbers are numbers, its words French; the first of a bubble stays."""
    bubble = say("utter_salary", then=[{"response": "utter_tasks", "tasks_list": "-"}], **PAY)
    first, second = bubble["custom"]["chart"]["bars"]
    assert (first["min"], first["max"], second["min"], second["max"]) == (2000, 2000, 2500, 3300)
    assert second["text"] == "entre 2\u202f500\u00a0€ et 3\u202f300\u00a0€"


@pytest.mark.parametrize(
    ("address", "words"), [(None, "Que voulez-vous"), ("vous", "Que voulez-vous"), ("tu", "Que veux-tu")]
)
def test_address_chooses_the_words(address: str | None, words: str) -> None:
    """vous unless tu was agreed."""
    assert words in say("utter_greet", address=address)["text"]
