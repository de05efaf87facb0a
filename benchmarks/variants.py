"""The classifier with one part changed or left out, made of the same classes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.components.topic_classifier import TopicClassifier
from bot.nlu.folding import fold
from bot.nlu.frames import Frames
from bot.nlu.made_up import Labelled
from bot.nlu.mentions import Mentions
from bot.nlu.noise import Noise
from bot.nlu.normalise import Normaliser
from bot.nlu.scope import ScopeModel
from bot.nlu.spelling import MODEL
from bot.nlu.topic_model import Floats, TopicModel, Unseen
from knowledge.profile import profile

Normalise = Callable[[str], str]
Make = Callable[[dict[str, Any], ModelStorage], TopicClassifier]

WORDS, CHARACTERS = 0, 1
# Between the two forms of a text for the variant with lemmas: no text holds it.
_BREAK = " \x00 "


class _WithoutNoise(TopicModel):
    def fit(self, sentences: Sequence[Labelled], noises: Sequence[Noise], *arguments: Any) -> Unseen:
        return super().fit(sentences, [], *arguments)


class _Views(TopicModel):
    """Counts some of what is counted."""

    def __init__(self, normalise: Normalise, frames: Frames, kinds: Sequence[int]) -> None:
        super().__init__(normalise, frames)
        self._views = [self._views[kind] for kind in kinds]


class _Lemmas(TopicModel):
    """Counts lemmas in place of words; characters and frames stay those of the text."""

    def __init__(self, normalise: Normalise, frames: Frames) -> None:
        super().__init__(lambda text: f"{lemmas(text)}{_BREAK}{normalise(text)}", frames)
        words, characters, parts = (view.vectorizer for view in self._views)
        words.set_params(preprocessor=_before)
        characters.set_params(preprocessor=_after)
        parts.set_params(preprocessor=lambda text: frames(_after(text)))


class _LabelAlone(ScopeModel):
    """Out of scope is a label like the others: no second model."""

    def __init__(self, mentions: Mentions, normalise: Normalise, model: TopicModel) -> None:
        super().__init__(mentions, normalise)
        self._topics = model

    def fit(self, texts: Sequence[str], outside: Sequence[bool], scores: Floats, column: int) -> None:
        # The classifier asks for a probability only where something was learned.
        self.parameters = np.ones(1)

    def probability(self, text: str, scores: Floats, column: int) -> float:
        return float(self._topics.probabilities(scores)[column])


def variants() -> dict[str, Make]:
    """Give what makes each variant, by its name; the first one has all parts."""
    return {
        "all parts": _maker(TopicModel),
        "without the phone lexicon": _maker(TopicModel, normaliser=_without_lexicon),
        "without spelling": _maker(TopicModel, spelling=False),
        "without noisy copies": _maker(_WithoutNoise),
        "without made-up messages of several questions": _maker(TopicModel, pairs=0),
        "without made-up stories": _maker(TopicModel, stories=0),
        "without made-up denials": _maker(TopicModel, denials=0),
        "without made-up jobs": _maker(TopicModel, other_jobs=0),
        "without the scope model": _maker(TopicModel, second_model=False),
        "without sentence frames": _maker(partial(_Views, kinds=(WORDS, CHARACTERS))),
        "words alone": _maker(partial(_Views, kinds=(WORDS,))),
        "characters alone": _maker(partial(_Views, kinds=(CHARACTERS,))),
        "spaCy's lemmas in place of words": _maker(_Lemmas),
    }


@cache
def lemmas(text: str) -> str:
    """Give spaCy's lemmas of a text, folded, with a space between them."""
    return " ".join(fold(token.lemma_) for token in _spacy()(text) if token.text.strip())


@cache
def _spacy() -> Any:
    return spacy.load(MODEL, exclude=["parser", "ner"])


def _maker(
    model: Callable[[Normalise, Frames], TopicModel],
    normaliser: Callable[[], Normaliser] = Normaliser,
    second_model: bool = True,
    **settings: Any,
) -> Make:
    unknown = settings.keys() - TopicClassifier.get_default_config().keys()
    if unknown:
        raise ValueError(f"the classifier has no settings {sorted(unknown)}")

    def make(config: dict[str, Any], storage: ModelStorage) -> TopicClassifier:
        normalise = normaliser()
        mentions = Mentions(profile().job.names)
        topics = model(normalise, Frames(mentions.jobs, mentions.places))
        scope = ScopeModel(mentions, normalise) if second_model else _LabelAlone(mentions, normalise, topics)
        return TopicClassifier({**config, **settings}, storage, Resource("classifier"), topics, scope, normalise)

    return make


def _without_lexicon() -> Normaliser:
    """A normaliser of a lexicon in which nothing is found: it takes no empty one."""
    with tempfile.TemporaryDirectory() as folder:
        lexicon = Path(folder) / "phone.yml"
        lexicon.write_text("forms: {xqzxqz: [xqzx, xqz xqz]}\n")
        return Normaliser(lexicon)


def _before(text: str) -> str:
    return text.split(_BREAK)[0]


def _after(text: str) -> str:
    return text.split(_BREAK)[1]
