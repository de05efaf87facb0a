"""The classifiers of the ablation: each has the one part changed, and still works."""

from __future__ import annotations

from collections import defaultdict

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.cross_validation import ask, cross_validate, trained
from benchmarks.noises import CLEAN, noises
from benchmarks.training_data import examples, folds
from benchmarks.variants import _maker, lemmas, variants
from bot.nlu.labels import labels_of
from bot.nlu.topic_model import TopicModel

LABELS = [("ask_salary",), ("ask_tasks",), ("out_of_scope",), ("tell_about_oneself",)]
OF_EACH = 60


@pytest.fixture(scope="module")
def sentences() -> list[Message]:
    """A few sentences of four labels."""
    by_label: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for example in examples():
        by_label[labels_of(example.data)].append(example)
    return [sentence for label in LABELS for sentence in by_label[label][:OF_EACH]]


@pytest.mark.parametrize("name", variants())
def test_every_variant_learns(sentences: list[Message], name: str) -> None:
    """Most of what it learned is understood."""
    classifier = trained(TrainingData(sentences), variants()[name])
    answered = ask(classifier, sentences, [sentence.get(TEXT) for sentence in sentences])
    assert sum(a.asked == a.found for a in answered) / len(answered) > 0.8


def test_cross_validation_asks_about_every_sentence(sentences: list[Message]) -> None:
    """Under every noise, and mostly with success."""
    crossed = cross_validate(sentences, count=2, most=2)
    assert set(crossed) == {CLEAN, *noises()}
    assert {len(answered) for answered in crossed.values()} == {len(sentences)}
    assert sum(a.asked == a.found for a in crossed[CLEAN]) / len(sentences) > 0.5


def test_misspelt_setting_is_an_error() -> None:
    """Rather than a variant that is none."""
    with pytest.raises(ValueError, match=r"no settings \['stori'\]"):
        _maker(TopicModel, stori=0)


def test_lemmas() -> None:
    """Words in their plain form, folded."""
    assert lemmas("les salaires étaient élevés") == "le salaire etre eleve"


def test_folds_cover_everything_once(sentences: list[Message]) -> None:
    """Every sentence is asked about once, and never learned from then."""
    seen: list[str] = []
    for rest, unseen in folds(sentences, 5):
        texts = [sentence.get(TEXT) for sentence in unseen]
        assert not {*texts} & {sentence.get(TEXT) for sentence in rest.training_examples}
        assert {labels_of(sentence.data) for sentence in unseen} == set(LABELS)
        seen += texts
    assert sorted(seen) == sorted(sentence.get(TEXT) for sentence in sentences)
