"""What a message means in its conversation: labels and details in, intent and entities out."""

from __future__ import annotations

import pytest

from bot.nlu.conversation import Conversation
from bot.nlu.interpretation import Interpreter, Meaning, Reading, answer_of
from bot.nlu.labels import TELL
from knowledge.profile import profile

NEW = Conversation()
AFTER_SALARY = Conversation(last_answers=["salary"])
AFTER_TWO = Conversation(last_answers=["tasks", "salary"])
AFTER_PATH = Conversation(last_answers=["path"])
Details = dict[str, list[str]]


def meant(
    labels: list[str], details: Details | None = None, conversation: Conversation = NEW, text: str = "une question"
) -> Meaning:
    """Interpret with the bot's own profile."""
    return Interpreter(profile()).interpret(Reading(text, labels, [], details or {}), conversation)


def means(meaning: Meaning) -> tuple[str, Details]:
    """Intent and entities."""
    return meaning.intent, meaning.entities


@pytest.mark.parametrize(
    ("labels", "details", "intent", "entities"),
    [
        (["ask_salary"], {}, "ask_salary", {}),
        (["ask_salary@junior"], {}, "ask_salary", {"experience": ["junior"]}),
        (["ask_salary"], {"experience": ["junior"]}, "ask_salary", {"experience": ["junior"]}),
        # A figure read in the message beats what its wording suggests.
        (["ask_salary@junior"], {"experience": ["senior"]}, "ask_salary", {"experience": ["senior"]}),
        # Where the wording decides, it does.
        (["ask_training@bac3"], {"diploma_level": ["bac5"]}, "ask_training", {"diploma_level": ["bac3"]}),
        # "Avec mon BTS, quelle licence ?": what the sheet gives counts before what is beyond it.
        (["ask_training"], {"diploma_level": ["below", "bac3"]}, "ask_training", {"diploma_level": ["bac3"]}),
        (["ask_training"], {"diploma_level": ["below"]}, "ask_training", {"diploma_level": ["below"]}),
        (
            ["ask_training"], {"diploma_level": ["bac3", "bac5"]},
            "ask_several", {"topic": ["training_bac3", "training_bac5"]},
        ),
        # A detail of another topic is none here.
        (["ask_tasks"], {"experience": ["junior"]}, "ask_tasks", {}),
    ],
)  # fmt: skip
def test_details_choose_the_variant(labels: list[str], details: Details, intent: str, entities: Details) -> None:
    """As the profile says for each topic."""
    assert means(meant(labels, details)) == (intent, entities)


@pytest.mark.parametrize(("detail", "subject"), profile().topic("salary").silent_on.items())
def test_detail_that_the_sheet_does_not_cross_is_not_covered(detail: str, subject: str) -> None:
    """ "Combien à Lyon ?" is not answered with the general figure, unless a band is named as well."""
    assert means(meant(["ask_salary"], {detail: ["x"]})) == ("ask_not_covered", {"subject": [subject]})
    both = {detail: ["x"], "experience": ["junior"]}
    assert means(meant(["ask_salary"], both)) == ("ask_salary", {"experience": ["junior"]})
    assert means(meant(["follow_up"], {detail: ["x"]}, AFTER_SALARY)) == (
        "ask_not_covered",
        {"subject": [subject]},
    )


@pytest.mark.parametrize("level", ["junior", "one_year", "confirmed"])
def test_subject_is_covered_within_the_bands_of_the_sheet(level: str) -> None:
    """ "Après 3 ans ?" sounds like later pay, and is in the sheet."""
    asked = meant(["ask_not_covered@pay_senior"], {"experience": [level]})
    assert means(asked) == ("ask_salary", {"experience": [level]})


@pytest.mark.parametrize("details", [{}, {"experience": ["senior"]}])
def test_subject_beyond_the_bands_is_not_covered(details: Details) -> None:
    """The sheet stops."""
    asked = meant(["ask_not_covered@pay_senior"], details)
    assert means(asked) == ("ask_not_covered", {"subject": ["pay_senior"]})


def test_several_labels_become_answers_in_their_order() -> None:
    """Topics with their details, and what is not covered."""
    asked = meant(
        ["ask_not_covered@ai", "ask_salary", "ask_training"],
        {"experience": ["junior"], "diploma_level": ["bac5"]},
    )
    topics = ["not_covered_ai", "salary_junior", "training_bac5"]
    assert means(asked) == ("ask_several", {"topic": topics})


@pytest.mark.parametrize(
    ("details", "last", "intent", "entities"),
    [
        ({"experience": ["junior"]}, ["salary"], "ask_salary", {"experience": ["junior"]}),
        ({"diploma_level": ["bac5"]}, ["training_bac3"], "ask_training", {"diploma_level": ["bac5"]}),
        ({"scope": ["specialised"]}, ["other_titles"], "ask_other_titles", {"scope": ["specialised"]}),
        # A detail belongs to one topic, also after another.
        ({"scope": ["specialised"]}, ["salary"], "ask_other_titles", {"scope": ["specialised"]}),
        ({"experience": ["confirmed"]}, ["tasks"], "ask_salary", {"experience": ["confirmed"]}),
        ({"experience": ["junior"]}, ["not_covered_pay_region"], "ask_salary", {"experience": ["junior"]}),
    ],
)
def test_follow_up_goes_on_with_its_detail(
    details: Details, last: list[str], intent: str, entities: Details
) -> None:
    """ "Et pour un junior ?"."""
    assert means(meant(["follow_up"], details, Conversation(last_answers=last))) == (intent, entities)


def test_follow_up_without_context_is_of_the_topic_of_its_detail() -> None:
    """Only pay goes by experience, only studies by diploma."""
    assert means(meant(["follow_up"], {"experience": ["junior"]})) == ("ask_salary", {"experience": ["junior"]})


BEGINNERS, LICENCES = {"experience": ["junior"]}, {"diploma_level": ["bac3"]}
PAY_BY_DIPLOMA = "ask_not_covered@pay_diploma"


@pytest.mark.parametrize(
    ("labels", "likely", "details", "last", "expected"),
    [
        # "Même ceux qui débutent ?", not understood or taken for the pay by diploma.
        ([], [], BEGINNERS, "salary", ("ask_salary", BEGINNERS)),
        ([PAY_BY_DIPLOMA], [(PAY_BY_DIPLOMA, 0.7)], BEGINNERS, "salary", ("ask_salary", BEGINNERS)),
        ([], [], {**LICENCES, **BEGINNERS}, "training", ("ask_training", LICENCES)),
        # What was understood, or is clear, is not overruled.
        (["ask_tasks"], [("ask_tasks", 0.7)], BEGINNERS, "salary", None),
        (["delete_data"], [("delete_data", 0.7)], BEGINNERS, "salary", None),
        (["ask_not_covered@stress"], [("ask_not_covered@stress", 0.7)], BEGINNERS, "salary", None),
        ([PAY_BY_DIPLOMA], [(PAY_BY_DIPLOMA, 0.9)], BEGINNERS, "salary", None),
        ([PAY_BY_DIPLOMA], [(PAY_BY_DIPLOMA, 0.7)], LICENCES, "training", None),
        (["out_of_scope"], [], BEGINNERS, "salary", None),
        # Another topic was talked about, or the detail is none of its variants.
        ([], [], BEGINNERS, "tasks", None),
        ([], [], {"diploma_level": ["bac4"]}, "training", None),
    ],
)
def test_detail_of_what_was_talked_about_goes_on_with_it(
    labels: list[str],
    likely: list[tuple[str, float]],
    details: Details,
    last: str,
    expected: tuple[str, Details] | None,
) -> None:
    """Where nothing else is clear; never in a form, which asks something itself."""
    reading = Reading("même ceux qui débutent ?", labels, likely, details)
    interpreter = Interpreter(profile())
    by_itself = interpreter.interpret(reading, NEW)
    found = interpreter.interpret(reading, Conversation(last_answers=[last]))
    assert means(found) == (expected or means(by_itself))
    assert interpreter.interpret(reading, Conversation(last_answers=[last], form=True)) == by_itself


@pytest.mark.parametrize(
    ("details", "last"),
    [(BEGINNERS, "salary"), ({"study_years": ["bac3"]}, "training"), ({"study_level": ["college"]}, "path")],
)
def test_cry_for_help_is_one_whatever_was_talked_about(details: Details, last: str) -> None:
    """ "On me frappe depuis le début", "… depuis 3 ans", "… au collège"."""
    assert meant(["safety"], details, Conversation(last_answers=[last])).intent == "safety"


YEARS = {"study_years": ["bac3"], "experience": ["confirmed"]}


@pytest.mark.parametrize(
    ("labels", "likely", "last", "intent"),
    [
        # "Et en 3 ans ?"
        ([], [], "training", "ask_training"),
        (["follow_up"], [("follow_up", 0.9), ("ask_salary@confirmed", 0.8)], "training", "ask_training"),
        (["ask_salary@confirmed"], [("ask_salary@confirmed", 0.4)], "training", "ask_training"),
        (["ask_salary@confirmed"], [("ask_salary@confirmed", 0.4)], "not_covered_study_cost", "ask_training"),
        # "Et au bout de 3 ans, quelle paie ?"
        (["ask_salary@confirmed"], [("ask_salary@confirmed", 0.9)], "training", "ask_salary"),
        # After talk of pay, they are years of work.
        (["follow_up"], [], "salary", "ask_salary"),
        # "Et médecin, c'est 5 ans ?"
        (["out_of_scope"], [], "training", "out_of_scope"),
    ],
)
def test_years_are_of_study_after_talk_of_studies(
    labels: list[str], likely: list[tuple[str, float]], last: str, intent: str
) -> None:
    """Unless another topic is clearly meant."""
    conversation = Conversation(last_answers=[last])
    meaning = Interpreter(profile()).interpret(Reading("et en 3 ans", labels, likely, YEARS), conversation)
    assert meaning.intent == intent


PLACE = {"place": ["bretagne"], "bare_place": ["True"]}
REGION, SCHOOLS = "ask_not_covered@pay_region", "ask_not_covered@school_location"


@pytest.mark.parametrize(
    ("last", "labels", "details", "subjects"),
    [
        (["salary"], ["out_of_scope"], PLACE, ["pay_region"]),
        (["salary_junior"], [], PLACE, ["pay_region"]),
        (["salary"], [REGION, SCHOOLS], PLACE, ["pay_region"]),
        (["not_covered_pay_gross_net"], ["follow_up"], PLACE, ["pay_region"]),
        (["not_covered_remote_work", "salary"], ["out_of_scope"], PLACE, ["pay_region"]),
        # The sheet says no more of a place.
        (["not_covered_job_market"], [TELL], PLACE, ["job_market"]),
        (["not_covered_job_market"], ["follow_up"], PLACE, ["job_market"]),
        (["not_covered_ai", "not_covered_job_market"], ["out_of_scope"], PLACE, ["ai", "job_market"]),
        (["salary"], [SCHOOLS], PLACE, ["pay_region"]),
        (["training"], [SCHOOLS], PLACE, ["school_location"]),
        (["tasks"], [SCHOOLS], PLACE, ["school_location"]),
        # Another topic's place, more than a place.
        (["tasks"], ["out_of_scope"], PLACE, None),
        (["salary"], ["out_of_scope"], {"place": ["bretagne"]}, None),
    ],
)
def test_bare_place_goes_on_with_the_last_answers(
    last: list[str], labels: list[str], details: Details, subjects: list[str] | None
) -> None:
    """Where the sheet says nothing of places; else it is what it was."""
    asked = meant(labels, details, Conversation(last_answers=last), "et en Bretagne ?")
    if subjects is None:
        assert asked.intent == "out_of_scope"
    else:
        assert [*asked.entities.values()] in ([subjects], [[f"not_covered_{name}" for name in subjects]])


AFTER_ANOTHER_JOB = Conversation(turned_away=["out_of_scope", "ask_salary", "ask_tasks"])


@pytest.mark.parametrize(
    ("labels", "likely", "details", "intent"),
    [
        # "Et le webmarketeur ?" after "Combien gagne un notaire ?"
        (["ask_definition"], [("ask_definition", 0.9)], {"our_job": ["True"]}, "ask_salary"),
        ([], [], {"our_job": ["True"]}, "ask_salary"),
        # "Et le webmarketeur, il fait quoi ?"
        (["ask_tasks"], [("ask_tasks", 0.9)], {"our_job": ["True"]}, "ask_tasks"),
        ([], [], {}, "nlu_fallback"),
    ],
)
def test_our_job_after_another_one_is_asked_the_same(
    labels: list[str], likely: list[tuple[str, float]], details: Details, intent: str
) -> None:
    """Unless the message says what it asks."""
    reading = Reading("et le webmarketeur", labels, likely, details)
    assert Interpreter(profile()).interpret(reading, AFTER_ANOTHER_JOB).intent == intent


def test_repeat_with_a_topic_is_that_topic() -> None:
    """ "Tu disais quoi, pour la paie ?"."""
    likely = [("repeat", 0.7), ("ask_salary", 0.4)]
    interpreter = Interpreter(profile())
    asked = interpreter.interpret(Reading("tu disais quoi pour la paie", ["repeat"], likely), AFTER_TWO)
    assert means(asked) == ("ask_salary", {})
    likely = [("repeat", 0.9), ("ask_salary", 0.2)]
    asked = interpreter.interpret(Reading("répète", ["repeat"], likely), AFTER_TWO)
    assert asked.intent == "repeat"


def test_follow_up_without_detail_is_not_understood() -> None:
    """Nothing is guessed."""
    assert means(meant(["follow_up"], {}, AFTER_SALARY)) == ("nlu_fallback", {})


@pytest.mark.parametrize(("label", "answer"), [("refer_first", "tasks"), ("refer_second", "salary")])
def test_reference_goes_on_with_one_of_two(label: str, answer: str) -> None:
    """ "La deuxième"."""
    assert means(meant([label], {}, AFTER_TWO)) == ("ask_several", {"topic": [answer]})


def test_reference_to_a_second_that_is_none_asks_for_more() -> None:
    """After a single answer."""
    assert means(meant(["refer_second"], {}, AFTER_SALARY)) == ("ask_more", {})


@pytest.mark.parametrize("act", ["repeat", "rephrase", "ask_more", "ask_source"])
def test_act_about_one_of_two_names_it(act: str) -> None:
    """ "Plus de détails sur le deuxième"."""
    assert means(meant([act], {"ordinal": ["2"]}, AFTER_TWO)) == (act, {"topic": ["salary"]})
    assert means(meant([act], {}, AFTER_TWO)) == (act, {})
    assert means(meant([act], {"ordinal": ["2"]}, AFTER_SALARY)) == (act, {})


@pytest.mark.parametrize("labels", [[], ["ask_training"], ["follow_up"], ["affirm"]])
def test_short_level_answers_where_are_you_now(labels: list[str]) -> None:
    """Whatever it looks like on its own."""
    asked = meant(labels, {"study_level": ["lycee"]}, AFTER_PATH, "je suis au lycée")
    assert means(asked) == ("ask_path", {"study_level": ["lycee"]})


def test_long_question_after_where_are_you_now_is_a_question() -> None:
    """The person asks something else."""
    text = "je suis au lycée, et je voudrais savoir combien on gagne dans ce métier"
    assert means(meant(["ask_salary"], {"study_level": ["lycee"]}, AFTER_PATH, text)) == ("ask_salary", {})


def test_yes_deletes_only_after_the_question() -> None:
    """A yes to anything else keeps the data."""
    after = Conversation(last_response="utter_delete_data_confirm")
    assert means(meant(["affirm"], {}, after)) == ("delete_data", {"confirmed": ["yes"]})
    assert means(meant(["affirm"])) == ("affirm", {})
    assert means(meant(["deny"], {}, after)) == ("delete_data", {"confirmed": ["no"]})
    assert means(meant(["deny"])) == ("deny", {})


def test_every_variant_named_gets_the_general_answer() -> None:
    """ "Les noms généralistes et les spécialisés" asks for both lists."""
    both = {"scope": ["generalist", "specialised"]}
    assert means(meant(["ask_other_titles@generalist"], both)) == ("ask_other_titles", {})


@pytest.mark.parametrize(
    ("label", "details", "entities"),
    [
        ("ask_path", {"study_level": ["bac"]}, {"study_level": ["bac"]}),
        ("ask_path", {}, {}),
        ("compare", {"dimension": ["salary"]}, {"dimension": ["salary"]}),
        ("explain_term", {"term": ["seo"]}, {"term": ["seo"]}),
        ("greet", {"term": ["seo"], "place": ["lyon"]}, {}),
    ],
)
def test_details_stay_where_they_belong(label: str, details: Details, entities: Details) -> None:
    """An action gets what it asks for and nothing else."""
    asked = meant([label], details)
    assert asked.intent == label
    assert {name: values for name, values in asked.entities.items() if values} == entities


def test_address_is_kept_once_said() -> None:
    """Whoever asked for vous is not turned to tu by a "s'il te plaît"."""
    assert meant(["greet"], {"address": ["tu"]}).entities == {"address": ["tu"]}
    assert meant(["greet"], {"address": ["tu"]}, Conversation(address="vous")).entities == {}


def test_amount_goes_along() -> None:
    """So that the answer can put it right."""
    asked = meant(["ask_salary@junior"], {"amount": ["5000.0"]})
    assert asked.entities == {"experience": ["junior"], "amount": ["5000.0"]}


def test_likely_labels_are_answers_when_nothing_is_understood() -> None:
    """Chitchat is not offered as a question."""
    likely = [("greet", 0.3), ("ask_salary@junior", 0.2), ("ask_tasks", 0.1)]
    asked = Interpreter(profile()).interpret(Reading("hm", [], likely), NEW)
    assert asked.likely == [("salary_junior", 0.2), ("tasks", 0.1)]


def test_unnamed_subject_stays_unnamed() -> None:
    """The sheet is silent, and the bot does not guess on what."""
    assert means(meant(["ask_not_covered"])) == ("ask_not_covered", {})


@pytest.mark.parametrize(("label", "answer"), [("ask_salary@junior", "salary_junior"), ("ask_tasks", "tasks")])
def test_answer_of_names_the_answer(label: str, answer: str) -> None:
    """And the profile knows it."""
    assert answer_of(label) == answer
    assert answer in profile().answers()
