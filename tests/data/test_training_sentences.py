"""The training sentences: enough, really different, each under one label, none of them a held-out question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pytest
from rapidfuzz import fuzz, process
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.held_out import dialogues, questions, safety
from bot.importer import ProfileImporter
from bot.nlu.folding import fold
from bot.nlu.labels import (
    FORM_ANSWERS,
    NOT_COVERED,
    OUT_OF_SCOPE,
    REFERENCES,
    SEVERAL,
    labels_of,
    make_label,
    split_label,
)
from bot.nlu.normalise import Normaliser
from knowledge.data_file import DATA, ROOT
from knowledge.profile import profile

LEAST_FOR_A_TOPIC = 120
LEAST_NOT_COVERED = 400
LEAST_OUT_OF_SCOPE = 600
LEAST_FOR_A_SUBJECT = 5
# Of 100 by rapidfuzz: the same words but for a letter or a small word.
NEAR_DUPLICATE = 97
# What is left are pairs such as "doué"/"douée" and words in another order.
MOST_NEAR_DUPLICATES = 15
# Cosine (0 to 1) by which the nearest sentence of another intent must be nearer than the nearest of its own to
# count; near ones out of scope are close to the job on purpose. And how many in a hundred may be so.
CLEARLY_NEARER = 0.25
MOST_STRAYS = 3.0
# "bonjour" and "oui" must be both learned and measured; longer messages must not. In a hundred held-out messages:
LONGEST_COMMON = 2
MOST_COMMON = 5.0
HARMLESS = "harmless"


class Sentence(NamedTuple):
    """A training sentence and what it is learned as; `labels` are several in a message with several questions."""

    text: str
    intent: str
    labels: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its words alone: no accents, capitals or punctuation."""
        return words(self.text)


def words(text: str) -> str:
    """The words of a text, folded; signs count where there is nothing else (an emoji)."""
    return " ".join(re.findall(r"\w+", fold(text))) or fold(text)


@lru_cache(maxsize=1)
def sentences() -> list[Sentence]:
    """What `rasa train` learns from, read by the bot's own importer."""
    importer = ProfileImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(DATA)])
    return [_sentence(example.data) for example in importer.get_nlu_data().intent_examples]


def _sentence(example: dict[str, object]) -> Sentence:
    return Sentence(str(example["text"]), str(example["intent"]), labels_of(example) or (HARMLESS,))


def held_out() -> list[str]:
    """Every message of the held-out set."""
    turns = [turn for dialogue in dialogues() for turn in dialogue]
    return [
        *(question.text for question in (*questions(), *turns)),
        *(text for texts in safety() for text in texts),
    ]


def distinct(intent: str) -> int:
    """How many different sentences an intent has."""
    return len({sentence.words for sentence in sentences() if sentence.intent == intent})


@pytest.mark.parametrize("topic", profile().topics, ids=lambda topic: topic.id)
def test_topic_has_enough_sentences(topic: object) -> None:
    """Of each topic of the sheet, variants included."""
    assert distinct(topic.intent) >= LEAST_FOR_A_TOPIC


def test_what_lies_outside_has_enough_sentences() -> None:
    """What the sheet does not cover, and what is not about the job."""
    assert distinct(NOT_COVERED) >= LEAST_NOT_COVERED
    assert distinct(OUT_OF_SCOPE) >= LEAST_OUT_OF_SCOPE


@pytest.mark.parametrize("subject", profile().not_covered, ids=lambda subject: subject.id)
def test_subject_has_sentences(subject: object) -> None:
    """Beyond the profile's words, which are learned too."""
    label = make_label(NOT_COVERED, subject.id)
    found = {sentence.words for sentence in sentences() if sentence.labels == (label,)}
    assert len(found - {words(word) for word in subject.words}) >= LEAST_FOR_A_SUBJECT


def test_labels_are_known() -> None:
    """Each variant is one of its topic's, each subject one of the profile's, in several questions too."""
    known = {make_label(NOT_COVERED, subject.id) for subject in profile().not_covered} | {NOT_COVERED}
    for topic in profile().topics:
        values = topic.variants.values if topic.variants else []
        known |= {make_label(topic.intent, value) for value in (None, *values)}
    used = {label for s in sentences() for label in s.labels if split_label(label)[1] or s.intent == SEVERAL}
    assert used - known == set()


def test_every_section_is_reached_by_an_intent() -> None:
    """A section of the sheet belongs to a topic, and people's sentences lead there."""
    asked = {sentence.intent for sentence in sentences()}
    assert {topic.section for topic in profile().topics if topic.intent in asked} == set(profile().sections)


def test_messages_with_several_questions_have_several_labels() -> None:
    """Two or three different ones."""
    for sentence in sentences():
        if sentence.intent == SEVERAL:
            assert 2 <= len(set(sentence.labels)) == len(sentence.labels) <= 3, sentence.text


def test_no_sentence_has_two_labels() -> None:
    """The same words cannot be learned as two things."""
    labels: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for sentence in sentences():
        labels[sentence.words].add(sentence.labels)
    assert {text: sorted(found) for text, found in labels.items() if len(found) > 1} == {}


def test_both_apostrophes_are_learned() -> None:
    """Phones type the one, keyboards the other."""
    count = Counter(sign for sentence in sentences() for sign in "'’" if sign in sentence.text)
    assert min(count["'"], count["’"]) >= 100


def test_no_sentence_is_held_out() -> None:
    """What measures the understanding was not learned by heart."""
    learned = {sentence.words: sentence for sentence in sentences()}
    common = [learned[words(text)] for text in held_out() if words(text) in learned]
    assert [sentence for sentence in common if len(sentence.words.split()) > LONGEST_COMMON] == []
    assert 100 * len(common) / len(held_out()) <= MOST_COMMON


def test_no_sentence_comes_twice() -> None:
    """But for the profile's words, which people type as they are."""
    of_profile = {words(word) for subject in profile().not_covered for word in subject.words}
    count = Counter(sentence.words for sentence in sentences())
    assert [text for text, times in count.items() if times > 1 + (text in of_profile)] == []


def near_duplicates() -> list[tuple[float, str, str, str]]:
    """Pairs within a label that differ by hardly more than a letter: likeness, label, both texts."""
    by_labels: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sentence in {sentence.words: sentence for sentence in sentences()}.values():
        by_labels[sentence.labels].append(sentence.words)
    found = []
    for labels, texts in by_labels.items():
        alike = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_DUPLICATE)
        for first, second in np.argwhere(np.triu(alike, 1) >= NEAR_DUPLICATE):
            found.append((float(alike[first, second]), " ".join(labels), texts[first], texts[second]))
    return sorted(found)


def test_few_sentences_are_near_duplicates() -> None:
    """A sentence that hardly differs from another teaches nothing."""
    found = near_duplicates()
    assert len(found) <= MOST_NEAR_DUPLICATES, found


def strays() -> list[tuple[float, Sentence, Sentence]]:
    """Sentences whose nearest one is of another intent: by how much it is nearer, the sentence, the nearest."""
    # Labels that only the conversation tells apart are left out.
    in_context = (SEVERAL, *FORM_ANSWERS, *REFERENCES)
    asked = sorted(
        (s for s in sentences() if s.intent not in in_context and s.labels != (HARMLESS,)),
        key=lambda sentence: sentence.intent,
    )
    normalise = Normaliser()
    texts = [normalise(sentence.text) for sentence in asked]
    shared = {"lowercase": False, "sublinear_tf": True}
    features = hstack(
        [
            TfidfVectorizer(ngram_range=(1, 2), analyzer="word", **shared).fit_transform(texts),
            TfidfVectorizer(ngram_range=(4, 4), analyzer="char_wb", **shared).fit_transform(texts),
        ],
        format="csr",
    ).astype(np.float32)
    intents = np.array([sentence.intent for sentence in asked])
    begins = np.r_[True, intents[1:] != intents[:-1]]
    starts, group = np.flatnonzero(begins), np.cumsum(begins) - 1
    found = []
    for begin in range(0, len(asked), 500):
        # Two cosines, of words and of letters: their mean.
        likeness = (features[begin : begin + 500] @ features.T).toarray() / 2
        rows = np.arange(len(likeness))
        own = group[begin + rows]
        likeness[rows, begin + rows] = -1
        nearest = np.maximum.reduceat(likeness, starts, axis=1)
        nearest_own = nearest[rows, own].copy()
        nearest[rows, own] = -1
        for row in np.flatnonzero(nearest.max(axis=1) > nearest_own):
            theirs = np.where(group == own[row], -1, likeness[row])
            nearer = float(theirs.max() - nearest_own[row])
            found.append((nearer, asked[begin + row], asked[int(theirs.argmax())]))
    return sorted(found, key=lambda stray: -stray[0])


def test_few_sentences_lie_closer_to_another_intent() -> None:
    """By the words and letters that they share."""
    found = [stray for stray in strays() if stray[0] > CLEARLY_NEARER]
    share = 100 * len(found) / len(sentences())
    assert share <= MOST_STRAYS, "\n".join(f"{by:.2f} {one.text} | {other.text}" for by, one, other in found)
