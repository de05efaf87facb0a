"""From probabilities to one label, several, or none: with probabilities made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.decision import Asked, Decision, Probabilities, Thresholds, decide

THRESHOLDS = Thresholds(
    answer=0.3, sure=0.95, asked=0.25, also=0.55, scope=0.5, strays=0.7, safety=0.5, likely=0.05, another=0.01
)
TOPICS = ["ask_salary", "ask_tasks", "ask_training", "ask_skills"]
OTHERS = [
    "ask_salary@junior", "ask_not_covered@tools", "ask_not_covered@ai", "greet", "thank", "affirm", "deny",
    "fit_yes", "stop_form", "refer_first", "safety", "out_of_scope", "tell_about_oneself",
]  # fmt: skip
NOTHING = dict.fromkeys([*TOPICS, *OTHERS], 0.01)


def decided(
    outside: float = 0.0,
    in_form: bool = False,
    refers: bool = False,
    about_job: bool = False,
    asked: Sequence[tuple[str, float]] | None = None,
    families: Probabilities | None = None,
    **probabilities: float,
) -> Decision:
    """Decide; `__` in a name stands for the @ of a label; `asked` are the questions in the order found.

    Where none are given, each question is found as likely as its label.
    """
    known = {**NOTHING, **{name.replace("__", "@"): p for name, p in probabilities.items()}}
    assert set(known) == set(NOTHING)
    if asked is None:
        asked = [(label, p) for label, p in known.items() if label.startswith("ask_")]
    found = [Asked(label, p, place) for place, (label, p) in enumerate(asked)]
    found.sort(key=lambda question: -question.probability)
    return decide(
        known,
        families or {},
        outside,
        THRESHOLDS,
        TOPICS,
        in_form=in_form,
        refers=refers,
        about_job=about_job,
        read=lambda: found,
    )


def test_likeliest_label_is_answered() -> None:
    """With the probability of its intent."""
    decision = decided(ask_salary=0.9)
    assert decision.labels == ["ask_salary"]
    assert decision.confidence > 0.9 - 1e-9


def test_an_intent_is_as_likely_as_its_family() -> None:
    """Its labels may be unsure each; the likeliest question is taken."""
    decision = decided(families={"ask_salary": 0.9}, ask_salary=0.2, ask_salary__junior=0.28, greet=0.5)
    assert decision.labels == ["ask_salary@junior"]


def test_nothing_likely_is_not_understood() -> None:
    """And what is likeliest is offered."""
    decision = decided(ask_salary=0.2, ask_tasks=0.1)
    assert decision.labels == []
    assert [label for label, _ in decision.likely] == ["ask_salary", "ask_tasks"]


def test_out_of_scope_beats_a_topic() -> None:
    """However close the words."""
    assert decided(outside=0.6, ask_salary=0.9).labels == ["out_of_scope"]
    assert decided(outside=0.4, ask_salary=0.9).labels == ["ask_salary"]


def test_a_courtesy_stays_one_where_no_question_is_found() -> None:
    """ "Cool merci": some words of a question, and none asked."""
    said = {"thank": 0.9, "ask_salary": 0.35}
    assert decided(asked=[("ask_salary", 0.1)], **said).labels == ["thank"]
    assert decided(asked=[("ask_salary", 0.6)], **said).labels == ["ask_salary"]
    # Where nothing was learned about questions.
    assert decided(asked=[], **said).labels == ["ask_salary"]


def test_it_takes_more_to_leave_a_conversation_about_the_job() -> None:
    """What comes after an answer is often too short to name what it is about."""
    assert decided(outside=0.6, about_job=True, ask_salary=0.9).labels == ["ask_salary"]
    assert decided(outside=0.8, about_job=True, ask_salary=0.9).labels == ["out_of_scope"]


def test_safety_beats_everything() -> None:
    """A form, another topic, being out of scope."""
    assert decided(safety=0.6, outside=0.99, in_form=True, ask_salary=0.99, fit_yes=0.99).labels == ["safety"]


def test_safety_below_its_threshold_is_no_answer() -> None:
    """Harmless words are not answered with emergency numbers."""
    assert decided(safety=0.45).labels == []
    assert decided(safety=0.45, ask_salary=0.4).labels == ["ask_salary"]


def test_answers_to_a_form_count_in_a_form_alone() -> None:
    """ "Un peu" means something only as an answer."""
    assert decided(in_form=True, fit_yes=0.6).labels == ["fit_yes"]
    assert decided(fit_yes=0.6).labels == []
    assert decided(fit_yes=0.9, ask_salary=0.4).labels == ["ask_salary"]


def test_short_yes_answers_a_form_though_it_is_unsure_or_outside() -> None:
    """Whatever the second model thinks of so short a reply."""
    assert decided(in_form=True, outside=0.9, affirm=0.2).labels == ["affirm"]


def test_question_interrupts_a_form() -> None:
    """A topic that is likelier than any reply is answered."""
    assert decided(in_form=True, ask_salary=0.9, fit_yes=0.3).labels == ["ask_salary"]


def test_references_count_after_several_answers_alone() -> None:
    """There must be a first and a second."""
    assert decided(refers=True, refer_first=0.8).labels == ["refer_first"]
    assert decided(refer_first=0.8).labels == []


def test_several_questions_come_in_the_order_asked() -> None:
    """Not in that of their probability."""
    decision = decided(asked=[("ask_tasks", 0.6), ("ask_salary", 0.9)], ask_salary=0.8)
    assert decision.labels == ["ask_tasks", "ask_salary"]
    assert decision.confidence == 0.9


def test_further_questions_must_be_likelier_than_the_first() -> None:
    """One question is answered before nothing is; another is not added on a guess."""
    assert decided(asked=[("ask_tasks", 0.3)], ask_salary=0.8).labels == ["ask_tasks"]
    assert decided(asked=[("ask_tasks", 0.5), ("ask_salary", 0.9)], ask_salary=0.8).labels == ["ask_salary"]


def test_several_are_three_at_most() -> None:
    """More would not be read."""
    asked = [("ask_salary", 0.9), ("ask_tasks", 0.8), ("ask_training", 0.7), ("ask_skills", 0.6)]
    assert decided(asked=asked, ask_salary=0.9).labels == ["ask_salary", "ask_tasks", "ask_training"]


def test_topic_and_its_variant_are_one_question() -> None:
    """The likelier of the two is answered."""
    asked = [("ask_salary", 0.6), ("ask_salary@junior", 0.9)]
    assert decided(asked=asked, ask_salary=0.9).labels == ["ask_salary@junior"]


def test_two_subjects_outside_the_sheet_are_two_questions() -> None:
    """Who asks two things wants to hear of both."""
    asked = [("ask_not_covered@tools", 0.9), ("ask_not_covered@ai", 0.8)]
    decision = decided(asked=asked, families={"ask_not_covered": 0.9})
    assert decision.labels == ["ask_not_covered@tools", "ask_not_covered@ai"]


def test_greeting_before_a_question_is_the_question() -> None:
    """ "Bonjour, ça paye combien ?" asks one thing."""
    assert decided(greet=0.9, ask_salary=0.4).labels == ["ask_salary"]
    assert decided(greet=0.9, ask_salary=0.2).labels == ["greet"]


def test_story_without_a_question_is_heard() -> None:
    """With a question in it, that is answered."""
    assert decided(tell_about_oneself=0.9, ask_salary=0.1).labels == ["tell_about_oneself"]
    assert decided(tell_about_oneself=0.9, asked=[("ask_salary", 0.6)]).labels == ["ask_salary"]
    assert decided(tell_about_oneself=0.9, outside=0.8).labels == ["out_of_scope"]
    # Surely told, and no question however it sounds.
    sure = decided(tell_about_oneself=0.97, outside=0.99, asked=[("ask_salary", 0.3)])
    assert sure.labels == ["tell_about_oneself"]


def test_question_may_be_found_where_no_label_is_likely() -> None:
    """A piece can say what the whole message does not."""
    assert decided(asked=[("ask_skills", 0.7)]).labels == ["ask_skills"]
