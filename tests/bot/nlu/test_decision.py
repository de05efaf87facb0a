"""From probabilities to one label, several, or none: with probabilities made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.decision import Decision, Probabilities, Thresholds, decide

THRESHOLDS = Thresholds(
    answer=0.3, sure=0.95, several=0.3, hint=0.05, piece=0.7, scope=0.5, safety=0.5, likely=0.05
)
TOPICS = ["ask_salary", "ask_tasks", "ask_training", "ask_skills"]
OTHERS = [
    "ask_salary@junior", "ask_not_covered@tools", "ask_not_covered@ai", "greet", "affirm", "deny", "fit_yes",
    "stop_form", "refer_first", "safety", "out_of_scope",
]  # fmt: skip
NOTHING = dict.fromkeys([*TOPICS, *OTHERS], 0.01)


def decided(
    text: str = "une question",
    outside: float = 0.0,
    in_form: bool = False,
    refers: bool = False,
    by_piece: Sequence[Probabilities] = (),
    **probabilities: float,
) -> Decision:
    """Decide; `__` in a name stands for the @ of a label, `by_piece` are the probabilities of the pieces."""
    known = {**NOTHING, **{name.replace("__", "@"): p for name, p in probabilities.items()}}
    assert set(known) == set(NOTHING)

    def read(texts: Sequence[str]) -> list[Probabilities]:
        assert len(texts) == len(by_piece)
        return [{**NOTHING, **p} for p in by_piece]

    return decide(text, known, outside, THRESHOLDS, TOPICS, in_form, refers, read)


def test_likeliest_label_is_answered() -> None:
    """With the probability of its intent."""
    decision = decided(ask_salary=0.9)
    assert decision.labels == ["ask_salary"]
    assert decision.confidence > 0.9 - 1e-9


def test_variants_speak_for_their_intent_together() -> None:
    """Two that are unsure alone are sure together; the likelier is taken."""
    assert decided(ask_salary=0.2, ask_salary__junior=0.25).labels == ["ask_salary@junior"]


def test_nothing_likely_is_not_understood() -> None:
    """And what is likeliest is offered."""
    decision = decided(ask_salary=0.2, ask_tasks=0.1)
    assert decision.labels == []
    assert [label for label, _ in decision.likely] == ["ask_salary", "ask_tasks"]


def test_out_of_scope_beats_a_topic() -> None:
    """However close the words."""
    assert decided(outside=0.6, ask_salary=0.9).labels == ["out_of_scope"]
    assert decided(outside=0.4, ask_salary=0.9).labels == ["ask_salary"]


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
    decision = decided(
        "les missions et la paye",
        by_piece=[{"ask_tasks": 0.9}, {"ask_salary": 0.9}],
        ask_salary=0.8,
        ask_tasks=0.5,
    )
    assert decision.labels == ["ask_tasks", "ask_salary"]


def test_several_are_three_at_most() -> None:
    """More would not be read."""
    decision = decided(
        "paye, missions, études, qualités",
        by_piece=[{topic: 0.9} for topic in TOPICS],
        ask_salary=0.9, ask_tasks=0.8, ask_training=0.7, ask_skills=0.6,
    )  # fmt: skip
    assert decision.labels == ["ask_salary", "ask_tasks", "ask_training"]


def test_denied_question_is_not_answered() -> None:
    """ "Pas le salaire, les études"."""
    decision = decided(
        "pas le salaire, les études",
        by_piece=[{"ask_salary": 0.9}, {"ask_training": 0.9}],
        ask_salary=0.6,
        ask_training=0.6,
    )
    assert decision.labels == ["ask_training"]


def test_topic_and_its_variant_are_one_question() -> None:
    """The likelier of the two is answered."""
    decision = decided(
        "la paye, celle d'un débutant",
        by_piece=[{"ask_salary": 0.9}, {"ask_salary@junior": 0.9}],
        ask_salary=0.5,
        ask_salary__junior=0.9,
    )
    assert decision.labels == ["ask_salary@junior"]


def test_two_subjects_outside_the_sheet_are_one_silence() -> None:
    """Saying twice that the sheet is silent helps nobody."""
    decision = decided(
        "les logiciels et l'IA",
        by_piece=[{"ask_not_covered@tools": 0.9}, {"ask_not_covered@ai": 0.9}],
        ask_not_covered__tools=0.9,
        ask_not_covered__ai=0.8,
    )
    assert decision.labels == ["ask_not_covered@tools"]


def test_chitchat_is_never_one_of_several() -> None:
    """ "Bonjour, ça paye combien ?" asks one thing."""
    decision = decided(
        "bonjour, ça paye combien ?",
        by_piece=[{"greet": 0.9}, {"ask_salary": 0.9}],
        greet=0.6,
        ask_salary=0.8,
    )
    assert decision.labels == ["ask_salary"]
