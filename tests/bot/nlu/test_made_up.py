"""Messages made up for training: with several questions, something turned down, a story, or other jobs."""

from __future__ import annotations

from bot.nlu.made_up import MOST_QUESTIONS, make_denials, make_other_jobs, make_pairs, make_stories
from bot.nlu.mentions import Mentions
from knowledge.profile import profile

SENTENCES = [(f"{topic} numéro {n} ?", (topic,)) for topic in ("a", "b", "c", "a@x") for n in range(5)]
TOLD = ["j'ai trente ans.", "mon frère rit", "il pleut"]


def test_make_pairs_joins_different_labels() -> None:
    """Two or three, never a topic with its own variant, in the order of the text."""
    made = make_pairs(SENTENCES, ["a", "b", "c", "a@x"], 200, seed=1)
    assert len(made) == 200
    for text, labels in made:
        assert 2 <= len(set(labels)) == len(labels) <= MOST_QUESTIONS
        assert not {"a", "a@x"} <= set(labels)
        places = [text.lower().index(f"{label} numéro") for label in labels]
        assert places == sorted(places)


def test_make_pairs_is_the_same_for_a_seed() -> None:
    """Training twice gives the same model."""
    labels = ["a", "b", "c"]
    assert make_pairs(SENTENCES, labels, 20, seed=1) == make_pairs(SENTENCES, labels, 20, seed=1)
    assert make_pairs(SENTENCES, labels, 20, seed=1) != make_pairs(SENTENCES, labels, 20, seed=2)


def test_make_pairs_needs_three_labels() -> None:
    """With fewer there is nothing to put together, and no endless search."""
    assert make_pairs(SENTENCES, ["a", "b"], 20, seed=1) == []


def test_make_denials_asks_the_one_and_not_the_other() -> None:
    """Two topics, never two variants of one."""
    made = make_denials(SENTENCES, ["a", "b", "a@x"], ["pas {denied}, {asked}"], 100, seed=1)
    assert len(made) == 100
    for text, labels in made:
        denied, asked = text.removeprefix("pas ").split(", ")
        assert (asked.split()[0],) == labels
        assert denied.split()[0].split("@")[0] != labels[0].split("@")[0]


def test_make_denials_needs_two_topics() -> None:
    """With one there is nothing to turn down, and no endless search."""
    assert make_denials(SENTENCES, ["a", "a@x"], ["pas {denied}, {asked}"], 10, seed=1) == []


def test_make_stories_keeps_the_labels_of_the_question() -> None:
    """The question stands among one to three things told; of several questions, all are meant."""
    sentences = [*SENTENCES, ("a et b ?", ("a", "b")), ("d ?", ("d",))]
    made = make_stories(sentences, TOLD, ["a", "b", "c"], 200, seed=1)
    assert len(made) == 200
    assert {labels for _, labels in made} == {("a",), ("b",), ("c",), ("a@x",), ("a", "b")}
    for text, labels in made:
        assert sum(text.count(told.rstrip(".")) for told in TOLD) in (1, 2, 3)
        assert all(label in text for label in labels)
    assert len({text.startswith(("a", "b", "c")) for text, _ in made}) == 2


def test_make_stories_needs_something_told() -> None:
    """As on data without such sentences."""
    assert make_stories(SENTENCES, [], ["a"], 20, seed=1) == []


def test_make_other_jobs_swaps_what_people_say_they_are() -> None:
    """Half of what is made asks nothing; a job that is asked about stays, and so does ours."""
    sentences = [
        ("je suis plombier", ("tell",)), ("il pleut", ("tell",)),
        ("ma mère est dentiste, ça paye ?", ("a",)), ("combien gagne un dentiste ?", ("b",)),
        ("et un webmarketeur ?", ("b",)),
    ]  # fmt: skip
    mentions = Mentions(profile().job.names)
    made = make_other_jobs(sentences, mentions, "tell", 100, seed=1)
    assert [labels for _, labels in made] == [("a",), ("tell",)] * 50
    assert len({text for text, _ in made}) > 50
    for text, labels in made:
        begin, end = ("je suis ", "") if labels == ("tell",) else ("ma mere est ", ", ca paye ?")
        assert text.startswith(begin)
        assert text.endswith(end)
        assert text.removeprefix(begin).removesuffix(end) in mentions.jobs


def test_make_other_jobs_needs_both_kinds() -> None:
    """As on data that tells nothing."""
    mentions = Mentions(profile().job.names)
    for label in ("tell", "a"):
        assert make_other_jobs([("je suis plombier", (label,))], mentions, "tell", 10, seed=1) == []
