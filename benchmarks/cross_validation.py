"""Five-fold cross-validation of the classifier: trained on four fifths, asked about the fifth it has not seen."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed, effective_n_jobs
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from benchmarks.judging import NOT_UNDERSTOOD, ids_of_labels
from benchmarks.noises import CLEAN, noises
from benchmarks.training_data import folds
from bot.components.topic_classifier import LABELS, TopicClassifier
from bot.nlu.labels import FORM_ANSWERS, REFERENCES, labels_of

FOLDS = 5
# Mean something only in a conversation.
IN_CONTEXT = {*FORM_ANSWERS, *REFERENCES}

Make = Callable[[dict[str, Any], ModelStorage], TopicClassifier]


@dataclass(frozen=True)
class Answered:
    """A sentence that the classifier had not seen: ids asked, ids found, how sure it was."""

    text: str
    asked: tuple[str, ...]
    found: tuple[str, ...]
    confidence: float


def configuration() -> dict[str, Any]:
    """Give the classifier's settings of config.yml, on top of its defaults."""
    pipeline = YAML(typ="safe").load(Path("config.yml").read_text())["pipeline"]
    name = f"{TopicClassifier.__module__}.{TopicClassifier.__name__}"
    own = next(component for component in pipeline if component["name"] == name)
    return {**TopicClassifier.get_default_config(), **own}


def stock(config: dict[str, Any], storage: ModelStorage) -> TopicClassifier:
    """Make the classifier as Rasa does."""
    return TopicClassifier.create(config, storage, Resource("classifier"), None)


def trained(data: TrainingData, make: Make = stock) -> TopicClassifier:
    """Make a classifier and train it.

    Args:
        data: sentences to learn from.
        make: makes it from its settings.
    """
    with tempfile.TemporaryDirectory() as folder:
        classifier = make(configuration(), LocalModelStorage(Path(folder)))
        classifier.train(data)
    return classifier


def cross_validate(
    sentences: list[Message], count: int = FOLDS, most: int = FOLDS, make: Make = stock
) -> dict[str, list[Answered]]:
    """Cross-validate; every fold has its own seed of the noise.

    Args:
        sentences: the training data.
        count: into how many parts it is cut.
        most: how many of the parts are asked about.
        make: makes the classifier.

    Returns:
        what was answered, by kind of noise; without what means something only in a conversation, or nothing.
    """
    parts = list(folds(sentences, count))[:most]
    # A process a core: a good part of training is not parallel.
    done = Parallel(n_jobs=min(most, effective_n_jobs()))(
        delayed(_one_fold)(rest, unseen, seed, make) for seed, (rest, unseen) in enumerate(parts)
    )
    return {noise: [answer for fold in done for answer in fold[noise]] for noise in done[0]}


def _one_fold(rest: TrainingData, unseen: Sequence[Message], seed: int, make: Make) -> dict[str, list[Answered]]:
    classifier = trained(rest, make)
    asked = asked_alone(unseen)
    texts = [str(s.get(TEXT)) for s in asked]
    answered = {CLEAN: ask(classifier, asked, texts)}
    for name, noise in noises().items():
        chance = random.Random(seed)
        answered[name] = ask(classifier, asked, [noise(text, chance) for text in texts])
    return answered


def asked_alone(sentences: Sequence[Message]) -> list[Message]:
    """Leave out what means something only in a conversation, and what has no meaning to find."""
    return [s for s in sentences if labels_of(s.data) and not IN_CONTEXT.intersection(labels_of(s.data))]


def ask(classifier: TopicClassifier, asked: Sequence[Message], texts: Sequence[str]) -> list[Answered]:
    """Ask a classifier about sentences, each in a given wording."""
    messages = classifier.process([Message({TEXT: text}) for text in texts])
    return [
        Answered(
            text,
            ids_of_labels(labels_of(sentence.data)),
            ids_of_labels(message.get(LABELS) or (NOT_UNDERSTOOD,)),
            float(message.get(INTENT)["confidence"]),
        )
        for sentence, text, message in zip(asked, texts, messages, strict=True)
    ]
