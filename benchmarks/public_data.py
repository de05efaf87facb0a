"""Our classifier beside others on public French data, in one run: prints a table and writes docs/bench-nlu.md.

    make bench-nlu DATA=folder                                # three draws: over half an hour, most of it DIET's
    python -m benchmarks.public_data folder --draws 1 --only ours fasttext

The folder holds JSON lines with "text" and "intent": train_40_0.jsonl, train_40_1.jsonl… (draws of training
sentences), dev_in.jsonl (messages of the same intents), dev_oos.jsonl (messages of other intents).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean

from sklearn.metrics import roc_auc_score

from benchmarks.competitors import MissingError, fasttext_folder, node_modules
from benchmarks.noises import CLEAN, noises
from benchmarks.report import DOCS, percent, replace_section, table

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(__file__).parent / "contestants"
MOST_DRAWS = 3
OURS, DIET = "ours", "diet"
NAMES = {
    OURS: "ours (config.yml)",
    DIET: "stock Rasa, DIET",
    "logistic-regression": "stock Rasa, logistic regression",
    "nlpjs": "NLP.js",
    "fasttext": "fastText",
}

Rows = list[tuple[str, str]]


class BadDataError(Exception):
    """The folder does not hold what is needed; the message says what."""


@dataclass(frozen=True)
class Result:
    """What one contestant reached in one draw: shares right by kind of noise, area under ROC, and its costs."""

    right: dict[str, float]
    area: float
    training_seconds: float
    training_cpu_seconds: float
    p50_ms: float
    resident_mb: float


def main() -> None:
    """Compare, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder with the public data")
    parser.add_argument("--draws", type=int, default=MOST_DRAWS, choices=range(1, MOST_DRAWS + 1))
    parser.add_argument("--only", nargs="+", choices=list(NAMES), default=list(NAMES), metavar="CONTESTANT")
    arguments = parser.parse_args()
    if not arguments.data:
        parser.error("say where the data is: make bench-nlu DATA=folder")
    try:
        inside, outside = (rows(Path(arguments.data) / f"dev_{part}.jsonl") for part in ("in", "oos"))
        draws = [rows(Path(arguments.data) / f"train_40_{draw}.jsonl") for draw in range(arguments.draws)]
    except BadDataError as error:
        sys.exit(str(error))
    results: dict[str, list[Result]] = {}
    absent: dict[str, str] = {}
    for draw, training in enumerate(draws):
        for name in arguments.only:
            if name in absent:
                continue
            print(f"draw {draw}: {NAMES[name]}...", file=sys.stderr, flush=True)
            try:
                results.setdefault(name, []).append(compete(name, training, inside, outside, draw))
            except MissingError as error:
                absent[name] = str(error)
    text = page(results, absent, len(draws))
    print(text)
    if set(arguments.only) == set(NAMES):
        command = f"make bench-nlu DATA=… DRAWS={len(draws)}"
        replace_section(DOCS / "bench-nlu.md", "measured", f"Measured on {date.today()} by `{command}`.\n\n{text}")


def rows(path: Path) -> Rows:
    """Read texts with their intents.

    Raises:
        BadDataError: the file is missing or is not of the format.
    """
    try:
        read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [(str(row["text"]), str(row["intent"])) for row in read]
    except OSError:
        raise BadDataError(f"found no file {path}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise BadDataError(
            f'{path}: expected a JSON object with "text" and "intent" on each line ({error})'
        ) from None
    if not found:
        raise BadDataError(f"{path}: found no rows")
    return found


def compete(name: str, training: Rows, inside: Rows, outside: Rows, seed: int) -> Result:
    """Train one contestant and ask it about everything.

    Args:
        name: of the contestant.
        training: rows to learn from.
        inside: rows of the same intents.
        outside: rows of other intents.
        seed: of the noise.

    Raises:
        MissingError: the contestant cannot be installed.
        RuntimeError: it failed.
    """
    command, environment = _command(name)
    texts = {CLEAN: [text for text, _ in inside]}
    for kind, noise in noises().items():
        chance = random.Random(seed)
        texts[kind] = [noise(text, chance) for text, _ in inside]
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        (folder / "train.json").write_text(json.dumps(training))
        every = [*(text for kind in texts.values() for text in kind), *(text for text, _ in outside)]
        (folder / "texts.json").write_text(json.dumps(every))
        for step in ("train", "parse"):
            done = subprocess.run(
                [*command, step, path], cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace"
            )
            if not (folder / f"{step}.out").is_file():
                raise RuntimeError(f"{NAMES[name]} failed to {step}:\n{done.stderr[-2000:]}")
        costs = json.loads((folder / "train.out").read_text())
        parsed = json.loads((folder / "parse.out").read_text())
    found = parsed["found"]
    size = len(inside)
    right = {
        kind: mean(found[k * size + i][0] == intent for i, (_, intent) in enumerate(inside))
        for k, kind in enumerate(texts)
    }
    confidence = [row[1] for row in (*found[:size], *found[-len(outside) :])]
    area = float(roc_auc_score([True] * size + [False] * len(outside), confidence))
    times = costs["seconds"], costs["cpu_seconds"]
    return Result(right, area, *times, parsed["p50_ms"], parsed["resident_mb"])


def page(results: dict[str, list[Result]], absent: dict[str, str], draws: int) -> str:
    """Make the table, and what it says of ours beside DIET."""
    kinds = [CLEAN, *noises()]
    head = [
        "",
        *(f"{kind}, %" for kind in kinds),
        "outside, area",
        "training",
        "… on the processor",
        "parse, p50",
        "resident",
    ]
    lines = [
        [
            NAMES[name],
            *(percent(mean(r.right[kind] for r in runs)) for kind in kinds),
            f"{mean(r.area for r in runs):.3f}",
            f"{mean(r.training_seconds for r in runs):.1f} s",
            f"{mean(r.training_cpu_seconds for r in runs):.1f} s",
            f"{mean(r.p50_ms for r in runs):.2f} ms",
            f"{mean(r.resident_mb for r in runs):.0f} MB",
        ]
        for name, runs in results.items()
    ]
    said = [f"Mean of {draws} draw{'s' if draws > 1 else ''}.", table(head, lines)]
    if OURS in results and DIET in results:
        said.append(beside_diet(results[OURS], results[DIET]))
    said += [f"{NAMES[name]} was not measured: {why}." for name, why in absent.items()]
    return "\n\n".join(said)


def beside_diet(ours: Sequence[Result], diet: Sequence[Result]) -> str:
    """Say by how much ours is ahead."""
    points = {k: 100 * (mean(r.right[k] for r in ours) - mean(r.right[k] for r in diet)) for k in ours[0].right}
    area = mean(r.area for r in ours) - mean(r.area for r in diet)
    cost = mean(r.training_cpu_seconds for r in diet) / mean(r.training_cpu_seconds for r in ours)
    parse = mean(r.p50_ms for r in ours) / mean(r.p50_ms for r in diet)
    ahead = ", ".join(f"{kind} {ahead:+.1f}" for kind, ahead in points.items())
    return (
        f"Ours beside DIET, in points: {ahead}; area {area:+.3f}; trains with 1/{cost:.0f} of the processor "
        f"time; parses in {100 * parse:.0f} % of the time."
    )


def _command(name: str) -> tuple[list[str], dict[str, str]]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    if name == "nlpjs":
        return ["node", str(SCRIPTS / "nlpjs.js")], {**environment, "NODE_PATH": str(node_modules())}
    if name == "fasttext":
        path = os.pathsep.join([str(ROOT), str(fasttext_folder())])
        return [sys.executable, "-m", "benchmarks.contestants.fasttext_model"], {**environment, "PYTHONPATH": path}
    return [sys.executable, "-m", "benchmarks.contestants.rasa_pipeline", name], environment


if __name__ == "__main__":
    main()
