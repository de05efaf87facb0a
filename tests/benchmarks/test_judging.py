"""How a measured answer is judged."""

from __future__ import annotations

from benchmarks.held_out import Question
from benchmarks.judging import CHITCHAT, group, ids_of_labels, ids_of_meaning, is_exact, is_right
from benchmarks.scores import calibration, calibration_error, macro_f1, score


def test_labels_and_meanings_become_the_same_ids() -> None:
    """What the training data calls ask_salary@junior, the bot understands as an intent with an entity."""
    assert ids_of_labels(["ask_salary@junior"]) == ids_of_meaning("ask_salary", {"experience": ["junior"]})
    assert ids_of_labels(["ask_salary", "ask_tasks"]) == ids_of_meaning(
        "ask_several", {"topic": ["salary", "tasks"]}
    )
    assert ids_of_labels(["ask_not_covered@age"]) == ids_of_meaning("ask_not_covered", {"subject": ["age"]})


def test_a_finer_answer_counts_as_the_one_that_it_refines() -> None:
    """The held-out labels do not know every variant."""
    assert ids_of_meaning("ask_salary", {"experience": ["one_year"]}) == ("salary",)
    assert ids_of_meaning("ask_salary", {"experience": ["senior"]}) == ("not_covered_pay_senior",)
    assert ids_of_meaning("other_language", {}) == ("out_of_scope",)


def test_repeat_is_about_what_was_answered_last() -> None:
    """A dialogue's "again" asks for the last topic; with nothing before it, it is what it says."""
    assert ids_of_meaning("repeat", {}, ["salary"]) == ("salary",)
    assert ids_of_meaning("ask_more", {"topic": ["tasks"]}, ["salary", "tasks"]) == ("tasks",)
    assert ids_of_meaning("repeat", {}) == ("repeat",)


def test_right_and_exact() -> None:
    """One wrong answer too many is wrong; another silent subject is right but not exact."""
    several = Question("", "several_topics", ("ask_salary", "ask_tasks"))
    assert is_right(several, ["tasks", "salary"])
    assert not is_right(several, ["salary"])
    assert not is_right(several, ["salary", "tasks", "team"])
    silent = Question("", "not_covered", ("ask_not_covered@age",))
    assert is_right(silent, ["not_covered_stress"])
    assert not is_exact(silent, ["not_covered_stress"])
    assert not is_right(silent, ["not_covered_age", "salary"])


def test_groups() -> None:
    """Everything has its row in the confusion matrix."""
    ids = ["salary_junior", "not_covered_age", "out_of_scope", "nlu_fallback", "greet"]
    assert [group(i) for i in ids] == ["salary", "not covered", "out of scope", "not understood", CHITCHAT]


def test_scores_by_hand() -> None:
    """Of three questions about pay, two found, and one more found where it was not asked."""
    pairs = [
        (["salary"], ["salary"]),
        (["salary", "tasks"], ["salary"]),
        (["salary"], ["tasks"]),
        ([], ["salary"]),
    ]
    pay = score(pairs, "salary")
    assert (pay.precision, pay.recall, pay.f1, pay.asked) == (2 / 3, 2 / 3, 2 / 3, 3)
    assert macro_f1(pairs) == (2 / 3 + 0) / 2


def test_calibration_by_hand() -> None:
    """Half right where it was sure to 0.9, all right where it was sure to 0.5."""
    bins = calibration([(0.9, True), (0.9, False), (0.5, True), (0.5, True)])
    assert [(b.count, b.certainty, b.right) for b in bins] == [(2, 0.5, 1.0), (2, 0.9, 0.5)]
    assert abs(calibration_error(bins) - 0.45) < 1e-9
