"""The measured part of docs/quality.md, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from actions.action_clarify import MOST_MEANINGS
from benchmarks.cross_validation import Answered
from benchmarks.held_out import KINDS, QUESTION_SETS, Question
from benchmarks.judging import CHITCHAT, NOT_UNDERSTOOD, ids_of_labels, is_exact, is_right
from benchmarks.likeness import NEARLY_SAME
from benchmarks.noises import CLEAN
from benchmarks.report import percent, table
from benchmarks.scores import Pair, Score, by_answer, by_group, calibration, calibration_error, macro_f1, score
from benchmarks.trained_bot import Understood
from bot.nlu.labels import OUT_OF_SCOPE
from knowledge.profile import profile

WORST = 40
LONGEST = 110
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, NEARLY_SAME, 1.01)
SEVERAL = "several"
NOT_COVERED = "not covered"


@dataclass(frozen=True)
class Judged:
    """A question, the wording in which it was asked, and what the bot understood."""

    question: Question
    text: str
    understood: Understood

    @property
    def right(self) -> bool:
        """Whether the bot understood what was asked."""
        return is_right(self.question, self.understood.ids)

    @property
    def pair(self) -> Pair:
        """Ids asked and ids understood."""
        return ids_of_labels(self.question.labels), self.understood.ids


@dataclass(frozen=True)
class Measured:
    """All that was measured.

    Attributes:
        held_out: by kind of noise, for every seed, the questions.
        dialogues: the turns of each.
        cries: how many cries for help there are; `missed` are those that the bot did not hear.
        harmless: how many sentences sound like one; `alarms` are those that the bot took for one.
        crossed: by kind of noise, sentences of the training data that the classifier had not seen.
        likeness: of each held-out question to the training sentence most like it.
    """

    held_out: Mapping[str, Sequence[Sequence[Judged]]]
    dialogues: Sequence[Sequence[Judged]]
    cries: int
    missed: Sequence[str]
    harmless: int
    alarms: Sequence[str]
    crossed: Mapping[str, Sequence[Answered]]
    likeness: Sequence[float]


def groups() -> list[str]:
    """Everything that a message can be understood as, in the order of the confusion matrix."""
    topics = [topic.id for topic in profile().topics]
    return [*topics, NOT_COVERED, "out of scope", CHITCHAT, SEVERAL, "not understood"]


def certainties(clean: Sequence[Judged], crossed: Sequence[Answered]) -> dict[str, list[tuple[float, bool]]]:
    """How sure the bot was of each message that it says it understood, and whether it was right."""
    return {
        "held-out questions": [
            (j.understood.confidence, j.right) for j in clean if j.understood.intent != NOT_UNDERSTOOD
        ],
        "cross-validation": [
            (a.confidence, set(a.asked) == set(a.found)) for a in crossed if NOT_UNDERSTOOD not in a.found
        ],
    }


def summary(measured: Measured) -> str:
    """The held-out questions under every noise, as a table."""
    names = list(measured.held_out)

    def row(name: str, figure: Callable[[Sequence[Judged]], float]) -> list[str | float]:
        return [name, *(mean(figure(run) for run in measured.held_out[noise]) for noise in names)]

    rows = [row(f"{kind}, right", _of_kind(kind)) for kind in KINDS]
    rows += [row(f"`{path.name}`, right", _of_source(path.stem)) for path in QUESTION_SETS]
    rows += [row(f"`{path.name}`, topics, macro F1", _macro_of_source(path.stem)) for path in QUESTION_SETS]
    rows += [
        row("**all, right**", _share_right),
        row("**topics, macro F1**", lambda run: macro_f1([j.pair for j in run])),
        row("**out of scope, F1**", lambda run: score([j.pair for j in run], OUT_OF_SCOPE).f1),
        row("**not covered, F1**", lambda run: by_group([j.pair for j in run])[NOT_COVERED].f1),
        row("not covered, subject right too", _subject_right),
        row("not understood", lambda run: mean(float(j.understood.intent == NOT_UNDERSTOOD) for j in run)),
        row("… and the answer offered among others", _offered),
    ]
    return table(["held-out questions, %", *names], rows)


def understanding(measured: Measured) -> str:
    """The whole section."""
    clean = measured.held_out[CLEAN][0]
    parts = [
        _held_out(measured, clean),
        _topics(clean, measured.crossed[CLEAN]),
        _crossed(measured),
        _dialogues(measured),
        _safety(measured),
        _calibration(clean, measured.crossed[CLEAN]),
        "### What is taken for what\n\nHeld-out questions that ask one thing, in percent of the row.\n\n"
        "![Confusion matrix](confusion.png)",
        _worst(clean),
    ]
    return "\n\n".join(parts)


def _held_out(measured: Measured, clean: Sequence[Judged]) -> str:
    seeds = max(len(runs) for runs in measured.held_out.values())
    styles = sorted({style for j in clean for style in j.question.style})
    by_style = [
        (style, len(run), _share_right(run))
        for style in styles
        for run in [[j for j in clean if style in j.question.style]]
    ]
    bands = []
    for low, high in pairwise(BANDS):
        run = [j for j, ratio in zip(clean, measured.likeness, strict=True) if low <= ratio < high]
        bands.append((f"{low:.1f} to {min(high, 1):.1f}", len(run), _share_right(run) if run else ""))
    return "\n\n".join(
        [
            "### Held-out questions",
            f"{len(clean)} questions; noise made by `bot/nlu/noise.py`, mean of {seeds} seeds.",
            summary(measured),
            "As written, by the way they are written (a question can have several):",
            table(["style", "questions", "right, %"], by_style),
            "As written, by how like they are to the training sentence most like them (1: the same but for "
            "accents and capitals):",
            table(["likeness", "questions", "right, %"], bands),
        ]
    )


def _topics(clean: Sequence[Judged], crossed: Sequence[Answered]) -> str:
    held_out = [j.pair for j in clean]
    training: list[Pair] = [(a.asked, a.found) for a in crossed]
    head = ["", "asked", "precision", "recall", "F1", "asked", "precision", "recall", "F1"]
    held, cross = by_group(held_out), by_group(training)
    wanted = [*(topic.id for topic in profile().topics), NOT_COVERED, "out of scope", CHITCHAT]
    rows = [[name, *_cells(held.get(name)), *_cells(cross.get(name))] for name in wanted]
    of_variants = by_answer(held_out)
    of_training = by_answer(training)
    variants = [answer.id for answer in profile().answers().values() if answer.topic.variants]
    rows_of_variants = [
        [name, *_cells(of_variants[name]), *_cells(of_training.get(name))]
        for name in variants
        if name in of_variants
    ]
    return "\n\n".join(
        [
            "### Topic by topic",
            "In percent; first the held-out questions, then the training data in cross-validation. A message "
            "with several questions counts for each. "
            f"Macro F1 over the topics: {percent(macro_f1(held_out))} held out, "
            f"{percent(macro_f1(training))} in cross-validation.",
            table(head, rows),
            "The answers of topics that are answered differently by a detail:",
            table(head, rows_of_variants),
        ]
    )


def _crossed(measured: Measured) -> str:
    names = list(measured.crossed)
    pairs: dict[str, list[Pair]] = {n: [(a.asked, a.found) for a in measured.crossed[n]] for n in names}

    def row(name: str, figure: Callable[[list[Pair]], float]) -> list[str | float]:
        return [name, *(figure(pairs[noise]) for noise in names)]

    def exact(wanted: Iterable[Pair]) -> float:
        return mean(float(set(asked) == set(found)) for asked, found in wanted)

    rows = [
        row("all, exactly right", exact),
        row("topics, macro F1", macro_f1),
        row("out of scope, F1", lambda found: score(found, OUT_OF_SCOPE).f1),
        row("not covered, F1", lambda found: by_group(found)[NOT_COVERED].f1),
        row("several questions, exactly right", lambda found: exact(p for p in found if len(p[0]) > 1)),
        row("not understood", lambda found: mean(float(NOT_UNDERSTOOD in p[1]) for p in found)),
    ]
    return "\n\n".join(
        [
            "### Cross-validation",
            f"{len(pairs[CLEAN])} training sentences, each asked of a classifier that had not seen its fifth of "
            "them: the classifier and its decision alone; each fifth has a seed of its own for the noise.",
            table(["training sentences, %", *names], rows),
        ]
    )


def _dialogues(measured: Measured) -> str:
    turns = [turn for turns in measured.dialogues for turn in turns]
    later = [turn for turns in measured.dialogues for turn in turns[1:]]
    whole = mean(all(turn.right for turn in turns) for turns in measured.dialogues)
    wrong = [turn for turn in turns if not turn.right]
    return "\n\n".join(
        [
            "### Held-out dialogues",
            f"{len(measured.dialogues)} dialogues of {len(turns)} turns, played through Rasa's agent with the "
            f"real actions: {percent(_share_right(turns))} % of the turns right, "
            f"{percent(_share_right(later))} % of those after the first; "
            f"{percent(whole)} % of the dialogues right from end to end.",
            _mistakes(wrong),
        ]
    )


def _safety(measured: Measured) -> str:
    heard = measured.cries - len(measured.missed)
    lines = [
        "### Cries for help",
        "",
        f"{heard} of {measured.cries} heard; {len(measured.alarms)} false alarms on {measured.harmless} harmless "
        "sentences that sound like one.",
        "",
        *(f"- missed: {text}" for text in measured.missed),
        *(f"- false alarm: {text}" for text in measured.alarms),
    ]
    return "\n".join(lines)


def _calibration(clean: Sequence[Judged], crossed: Sequence[Answered]) -> str:
    judged = certainties(clean, crossed)
    rows = [
        (name, b.count, b.certainty, b.right, f"{100 * (b.right - b.certainty):+.1f}")
        for name, found in judged.items()
        for b in calibration(found)
    ]
    errors = ", ".join(f"{percent(calibration_error(calibration(f)))} points on {n}" for n, f in judged.items())
    return "\n\n".join(
        [
            "### Can its certainty be trusted?",
            "How sure the bot was, and the share that it understood right; without what it said that it did not "
            f"understand. Mean distance: {errors}.",
            "![Calibration curve](calibration.png)",
            table(["", "messages", "how sure", "right", "difference"], rows),
        ]
    )


def _worst(clean: Sequence[Judged]) -> str:
    wrong = sorted((j for j in clean if not j.right), key=lambda j: -j.understood.confidence)
    return "\n\n".join(
        [
            "### The worst mistakes",
            f"{len(wrong)} of the {len(clean)} held-out questions are misunderstood; here are those that the "
            f"bot was surest of, {WORST} at most.",
            _mistakes(wrong[:WORST]),
        ]
    )


def _mistakes(wrong: Sequence[Judged]) -> str:
    rows = [
        (
            j.text if len(j.text) <= LONGEST else f"{j.text[:LONGEST]}…",
            ", ".join(ids_of_labels(j.question.labels)),
            ", ".join(j.understood.ids),
            j.understood.confidence,
        )
        for j in wrong
    ]
    return table(["message", "asked", "understood", "how sure"], rows)


def _cells(found: Score | None) -> list[str | int | float]:
    return [found.asked, found.precision, found.recall, found.f1] if found else ["", "", "", ""]


def _share_right(run: Sequence[Judged]) -> float:
    return mean(float(j.right) for j in run)


def _of_kind(kind: str) -> Callable[[Sequence[Judged]], float]:
    return lambda run: _share_right([j for j in run if j.question.kind == kind])


def _of_source(source: str) -> Callable[[Sequence[Judged]], float]:
    return lambda run: _share_right([j for j in run if j.question.source == source])


def _macro_of_source(source: str) -> Callable[[Sequence[Judged]], float]:
    return lambda run: macro_f1([j.pair for j in run if j.question.source == source])


def _subject_right(run: Sequence[Judged]) -> float:
    return mean(float(is_exact(j.question, j.understood.ids)) for j in run if j.question.kind == "not_covered")


def _offered(run: Sequence[Judged]) -> float:
    """Share of all messages that were not understood, while the right answer was among those offered."""
    return mean(
        j.understood.intent == NOT_UNDERSTOOD
        and bool({*j.understood.offered[:MOST_MEANINGS]} & {*ids_of_labels(j.question.labels)})
        for j in run
    )
