"""What each part of the classifier adds: writes the table of docs/quality.md.

    make ablation                                     # about half an hour on two cores
    python -m benchmarks.ablation --only "words alone"   # prints, and writes nothing

Every variant learns from the same two fifths of the training data (half of four fifths; all would take an
hour), and is asked about a tenth that was left over and the held-out questions, with the same noise.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import mean

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from benchmarks.cross_validation import FOLDS, Answered, ask, asked_alone, trained
from benchmarks.held_out import Question, questions
from benchmarks.judging import ids_of_labels, ids_of_meaning, is_right
from benchmarks.noises import CLEAN, noises
from benchmarks.report import DOCS, replace_section, table
from benchmarks.scores import macro_f1, score
from benchmarks.training_data import examples, folds
from benchmarks.variants import variants
from bot.components.context_interpreter import ContextInterpreter
from bot.components.detail_extractor import DetailExtractor
from bot.components.topic_classifier import TopicClassifier
from bot.nlu.labels import OUT_OF_SCOPE

SEED = 1
# One of so many training sentences takes part.
THINNED = 2
HEAD = [
    "",
    "held out: all",
    "several",
    "topics, macro F1",
    "out of scope, F1",
    "typos",
    "phone",
    "everything",
    "unseen tenth: all",
    "everything",
]


def main() -> None:
    """Measure every variant, and write or print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(variants()), metavar="VARIANT")
    arguments = parser.parse_args()
    training, unseen = next(folds(examples()[::THINNED], FOLDS))
    rows: list[list[str | float]] = []
    for name, make in variants().items():
        if arguments.only and name not in arguments.only:
            continue
        print(f"{name}...", file=sys.stderr, flush=True)
        rows.append([name, *figures(trained(training, make), unseen)])
    text = table(HEAD, rows)
    print(text)
    if not arguments.only:
        intro = (
            f"Measured on {date.today()} by `make ablation`: share right in percent unless it says F1; each "
            "variant learned from the same two fifths of the training data. A point is "
            f"{len(questions()) // 100} held-out questions: less than that is chance."
        )
        replace_section(DOCS / "quality.md", "ablation", f"{intro}\n\n{text}")


def figures(classifier: TopicClassifier, unseen: Sequence[Message]) -> list[float]:
    """Measure one variant; the order is that of the table."""
    asked = questions()
    alone = asked_alone(unseen)
    held_out: dict[str, list[tuple[str, ...]]] = {}
    left_over: dict[str, list[Answered]] = {}
    for kind, noise in {CLEAN: None, **noises()}.items():
        chance = random.Random(SEED)
        held_out[kind] = understood(classifier, [noise(q.text, chance) if noise else q.text for q in asked])
        if kind in (CLEAN, "everything"):
            texts = [str(s.get(TEXT)) for s in alone]
            left_over[kind] = ask(classifier, alone, [noise(t, chance) if noise else t for t in texts])
    clean = held_out[CLEAN]
    pairs = [(ids_of_labels(question.labels), found) for question, found in zip(asked, clean, strict=True)]
    several = [i for i, question in enumerate(asked) if question.kind == "several_topics"]
    return [
        share_right(asked, clean),
        mean(is_right(asked[i], clean[i]) for i in several),
        macro_f1(pairs),
        score(pairs, OUT_OF_SCOPE).f1,
        *(share_right(asked, held_out[kind]) for kind in ("typos", "phone", "everything")),
        *(mean(set(a.asked) == set(a.found) for a in left_over[kind]) for kind in (CLEAN, "everything")),
    ]


def understood(classifier: TopicClassifier, texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Read texts with a classifier and the components behind it, as in config.yml."""
    messages = [Message({TEXT: text}) for text in texts]
    for component in (classifier, DetailExtractor(), ContextInterpreter()):
        messages = component.process(messages)
    return [ids_of_message(message) for message in messages]


def share_right(asked: Sequence[Question], found: Sequence[tuple[str, ...]]) -> float:
    """Give the share of questions understood right."""
    return mean(is_right(question, ids) for question, ids in zip(asked, found, strict=True))


def ids_of_message(message: Message) -> tuple[str, ...]:
    """Give the ids of a message that the pipeline has read."""
    entities: dict[str, list[str]] = defaultdict(list)
    for entity in message.get(ENTITIES):
        entities[entity["entity"]].append(entity["value"])
    return ids_of_meaning(message.get(INTENT)["name"], entities)


if __name__ == "__main__":
    main()
