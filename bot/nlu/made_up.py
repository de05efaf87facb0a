"""Messages made up from training sentences: with several questions, something turned down, a story, other jobs."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from bot.nlu.labels import split_label
from bot.nlu.mentions import Mentions

Labelled = tuple[str, tuple[str, ...]]

MOST_QUESTIONS = 3
SHARE_OF_THREE = 0.2
LONGEST_PART = 90
LONGEST_QUESTION = 120
LONGEST_DENIED = 45
SHARE_WITHOUT_PUNCTUATION = 0.3
_JOINS = [" et ", " et ", " ? et ", ", ", " puis ", " + ", ", et aussi ", ". ", " ? ", " et sinon "]
_STORY_JOINS = [". ", ". ", " ", ", ", " et du coup ", " donc "]
# How many things are told; the question stands at the end more often than before or between them.
_TOLD = (1, 1, 2, 2, 3)
SHARE_AT_THE_END = 0.6


def make_pairs(sentences: Sequence[Labelled], joinable: Sequence[str], count: int, seed: int) -> list[Labelled]:
    """Join sentences of different labels into messages with two or three questions.

    Args:
        sentences: texts with their labels.
        joinable: labels that people ask together with others.
        count: how many messages to make.
        seed: of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311
    by_label = _by_label(sentences, joinable, LONGEST_PART)
    known = sorted(by_label)
    made: list[Labelled] = []
    while len(known) >= MOST_QUESTIONS and len(made) < count:
        together = chance.sample(known, MOST_QUESTIONS if chance.random() < SHARE_OF_THREE else 2)
        # A topic and its own variant are one question.
        if any(a.startswith(f"{b}@") for a in together for b in together):
            continue
        parts = [chance.choice(by_label[label]) for label in together]
        text = parts[0]
        for part in parts[1:]:
            text = text.rstrip(" ?.!") + chance.choice(_JOINS) + part[:1].lower() + part[1:]
        made.append((text, tuple(together)))
    return made


def make_denials(
    sentences: Sequence[Labelled], joinable: Sequence[str], frames: Sequence[str], count: int, seed: int
) -> list[Labelled]:
    """Turn one question down and ask another.

    Args:
        sentences: texts with their labels.
        joinable: labels that people ask together with others.
        frames: what to make of the two, with {denied} and {asked}.
        count: how many messages to make.
        seed: of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311
    by_label = _by_label(sentences, joinable, LONGEST_DENIED)
    known = sorted(by_label)
    intents = {split_label(label)[0] for label in known}
    made: list[Labelled] = []
    while len(intents) > 1 and len(made) < count:
        denied, asked = chance.sample(known, 2)
        if split_label(denied)[0] != split_label(asked)[0]:
            parts = [chance.choice(by_label[label]).rstrip(" ?.!") for label in (denied, asked)]
            made.append((chance.choice(frames).format(denied=parts[0], asked=parts[1]), (asked,)))
    return made


def make_stories(
    sentences: Sequence[Labelled], told: Sequence[str], asked: Sequence[str], count: int, seed: int
) -> list[Labelled]:
    """Put things that people tell before, between or behind their questions.

    Args:
        sentences: texts with their labels.
        told: texts that ask nothing.
        asked: intents of the questions to take; each is taken as often as the others.
        count: how many messages to make.
        seed: of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311
    by_intent: dict[tuple[str, ...], list[Labelled]] = defaultdict(list)
    for text, labels in sentences:
        intents = tuple(split_label(label)[0] for label in labels)
        if labels and set(intents) <= set(asked) and len(text) <= LONGEST_QUESTION:
            by_intent[intents if len(intents) == 1 else ()].append((text, labels))
    known = sorted(by_intent)
    made: list[Labelled] = []
    while known and told and len(made) < count:
        question, labels = chance.choice(by_intent[chance.choice(known)])
        parts = [chance.choice(told) for _ in range(chance.choice(_TOLD))]
        at_the_end = chance.random() < SHARE_AT_THE_END
        parts.insert(len(parts) if at_the_end else chance.randint(0, len(parts)), question)
        join = chance.choice(_STORY_JOINS)
        text = join.join(part.rstrip(" .") for part in parts)
        if chance.random() < SHARE_WITHOUT_PUNCTUATION:
            text = re.sub(r"[.?!,;]", "", text)
        made.append((text, labels))
    return made


def make_other_jobs(
    sentences: Sequence[Labelled], mentions: Mentions, told: str, count: int, seed: int
) -> list[Labelled]:
    """Put other jobs in place of those that people say somebody has: the job says nothing about what is asked.

    Args:
        sentences: texts with their labels.
        mentions: finds jobs.
        told: label of the texts that ask nothing; they are half of what is made.
        count: how many messages to make.
        seed: of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311
    names = sorted(mentions.jobs)
    halves: list[list[Labelled]] = [[], []]
    for text, labels in sentences:
        tells = labels == (told,)
        if labels and mentions.swap_jobs(text, lambda: names[0], only_somebodys=not tells):
            halves[tells].append((text, labels))
    made: list[Labelled] = []
    while all(halves) and len(made) < count:
        text, labels = chance.choice(halves[len(made) % 2])
        made.append((str(mentions.swap_jobs(text, lambda: chance.choice(names), only_somebodys=False)), labels))
    return made


def _by_label(sentences: Sequence[Labelled], joinable: Sequence[str], longest: int) -> dict[str, list[str]]:
    """Give the texts with a single question, not longer than so many characters, by its label."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, labels in sentences:
        if len(labels) == 1 and labels[0] in joinable and len(text) <= longest:
            by_label[labels[0]].append(text)
    return by_label
