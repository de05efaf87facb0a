"""How well the trained bot understands: writes the figures, pictures and mistakes of docs/quality.md.

    make eval                                    # trains when needed; about twelve minutes on two cores
    python -m benchmarks.understanding --quick   # one seed of the noise, one fold: prints, and writes nothing

Two measurements. The held-out questions and dialogues in tests/nlu/ go through the whole pipeline, as the running
bot has it. The training data goes through five-fold cross-validation of the classifier.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rasa.shared.nlu.constants import TEXT

from benchmarks import quality_page
from benchmarks.cross_validation import FOLDS, cross_validate
from benchmarks.held_out import Question, dialogues, questions, safety
from benchmarks.judging import group, ids_of_labels
from benchmarks.likeness import likeness
from benchmarks.noises import CLEAN, noises
from benchmarks.pictures import draw_calibration, draw_confusion
from benchmarks.quality_page import Judged, Measured
from benchmarks.report import DOCS, replace_section
from benchmarks.scores import calibration
from benchmarks.trained_bot import TrainedBot
from benchmarks.training_data import examples
from bot.nlu.labels import SAFETY

SEEDS = 5
COMMAND, PROGRAM = "make eval", "python -m benchmarks.understanding"


def main() -> None:
    """Measure, and write or print the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=Path("models/current.tar.gz"))
    parser.add_argument("--quick", action="store_true", help="one seed and one fold, printed instead of written")
    parser.add_argument(
        "--folds", type=int, default=FOLDS, choices=range(1, FOLDS + 1), help="ask fewer of the five"
    )
    arguments = parser.parse_args()
    started = time.monotonic()
    try:
        bot = TrainedBot(arguments.model)
    except FileNotFoundError as error:
        sys.exit(str(error))
    measured = measure(bot, 1 if arguments.quick else SEEDS, 1 if arguments.quick else arguments.folds)
    text = quality_page.understanding(measured)
    minutes = (time.monotonic() - started) / 60
    if arguments.quick:
        print(text)
    else:
        page = DOCS / "quality.md"
        draw(measured)
        command = COMMAND if arguments.folds == FOLDS else f"{PROGRAM} --folds {arguments.folds}"
        replace_section(page, "understanding", f"Measured on {date.today()} by `{command}`.\n\n{text}")
        print(quality_page.summary(measured))
        print(f"Wrote {page.relative_to(DOCS.parent)} and its pictures, after {minutes:.1f} minutes.")


def measure(bot: TrainedBot, seeds: int, folds: int) -> Measured:
    """Measure everything.

    Args:
        bot: the trained bot.
        seeds: how often each kind of noise is put on the held-out questions.
        folds: how many of the five folds of the training data are asked about.
    """
    asked = questions()
    _say(f"held-out questions ({len(asked)})")
    held_out = {CLEAN: [read(bot, asked, [q.text for q in asked])]}
    for name, noise in noises().items():
        _say(f"held-out questions, {name}")
        runs: list[list[Judged]] = []
        for seed in range(seeds):
            chance = random.Random(seed)
            texts = [noise(q.text, chance) for q in asked]
            # Some noise leaves nothing to chance.
            if runs and texts == [judged.text for judged in runs[0]]:
                break
            runs.append(read(bot, asked, texts))
        held_out[name] = runs
    _say("held-out dialogues")
    played = [
        [
            Judged(turn, turn.text, found)
            for turn, found in zip(turns, bot.play([t.text for t in turns]), strict=True)
        ]
        for turns in dialogues()
    ]
    positive, harmless = safety()
    alarms = [[t for t in texts if bot.understand(t).intent == SAFETY] for texts in (positive, harmless)]
    missed = [t for t in positive if t not in alarms[0]]
    _say("cross-validation")
    sentences = examples()
    crossed = cross_validate(sentences, most=folds)
    ratios = likeness([q.text for q in asked], [sentence.get(TEXT) for sentence in sentences])
    return Measured(held_out, played, len(positive), missed, len(harmless), alarms[1], crossed, ratios)


def read(bot: TrainedBot, asked: Sequence[Question], texts: Sequence[str]) -> list[Judged]:
    """Let the bot read questions, each in a given wording."""
    return [Judged(q, text, bot.understand(text)) for q, text in zip(asked, texts, strict=True)]


def draw(measured: Measured) -> None:
    """Draw the two pictures into docs/."""
    held_out = measured.held_out[CLEAN][0]
    judged = quality_page.certainties(held_out, measured.crossed[CLEAN])
    draw_calibration({name: calibration(found) for name, found in judged.items()}, DOCS / "calibration.png")
    single = [j for j in held_out if len(j.question.labels) == 1]
    asked = [group(ids_of_labels(j.question.labels)[0]) for j in single]
    found = [quality_page.SEVERAL if len(j.understood.ids) > 1 else group(j.understood.ids[0]) for j in single]
    draw_confusion(list(zip(asked, found, strict=True)), quality_page.groups(), DOCS / "confusion.png")


def _say(what: str) -> None:
    print(f"{what}...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
