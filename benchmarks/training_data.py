"""The training data as `rasa train` sees it, cut into folds."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.labels import labels_of


@cache
def examples() -> list[Message]:
    """Give every training sentence; read once, for it takes a quarter of a minute.

    Raises:
        RasaException: the data is broken.
    """
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    return [example for example in importer.get_nlu_data().intent_examples if example.get(TEXT)]


def folds(sentences: list[Message], count: int, seed: int = 1) -> Iterator[tuple[TrainingData, list[Message]]]:
    """Cut sentences into parts with the same share of each label; give each part with the rest to learn from.

    The same text never stands on both sides.
    """
    chance = random.Random(seed)
    by_label: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for sentence in sentences:
        by_label[labels_of(sentence.data)].add(sentence.get(TEXT))
    fold_of: dict[str, int] = {}
    position = 0
    for _, texts in sorted(by_label.items()):
        shuffled = sorted(texts)
        chance.shuffle(shuffled)
        for text in shuffled:
            fold_of.setdefault(text, position % count)
            position += 1
    for fold in range(count):
        rest = [s for s in sentences if fold_of[s.get(TEXT)] != fold]
        yield TrainingData(rest), [s for s in sentences if fold_of[s.get(TEXT)] == fold]
