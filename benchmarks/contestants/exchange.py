"""What the contestants written in Python share: their files, their stopwatch, their scales."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# Texts whose parse is timed, after as many to warm up.
TIMED, WARM = 300, 50

Found = tuple[str, float]


def training_rows(folder: Path) -> list[tuple[str, str]]:
    """Give the texts to learn from with their intents."""
    return [(text, intent) for text, intent in json.loads((folder / "train.json").read_text())]


def write_training(folder: Path, seconds: float) -> None:
    """Say how long training took."""
    (folder / "train.out").write_text(json.dumps({"seconds": seconds}))


def parse_all(folder: Path, parse: Callable[[str], Found]) -> None:
    """Parse every text of the folder, and write down what was found and at what cost."""
    texts = json.loads((folder / "texts.json").read_text())
    milliseconds = _time(texts, parse)
    found = [parse(text) for text in texts]
    report = {"found": found, "p50_ms": milliseconds, "resident_mb": _resident()}
    (folder / "parse.out").write_text(json.dumps(report))


def _time(texts: Sequence[str], parse: Callable[[str], Found]) -> float:
    for text in texts[:WARM]:
        parse(text)
    taken = []
    for text in texts[:TIMED]:
        start = time.perf_counter()
        parse(text)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def _resident() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
