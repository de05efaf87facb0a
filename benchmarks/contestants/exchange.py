"""What the contestants written in Python share: their files, their stopwatch, their scales."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

# Texts whose parse is timed, after as many to warm up.
TIMED, WARM = 300, 50

Result = TypeVar("Result")

Found = tuple[str, float]


def training_rows(folder: Path) -> list[tuple[str, str]]:
    """Give the texts to learn from with their intents."""
    return [(text, intent) for text, intent in json.loads((folder / "train.json").read_text())]


def time_training(folder: Path, train: Callable[[], Result]) -> Result:
    """Train, and write down the seconds on the clock and on the processor, all cores together."""
    clock, processor = time.perf_counter(), time.process_time()
    model = train()
    costs = {"seconds": time.perf_counter() - clock, "cpu_seconds": time.process_time() - processor}
    (folder / "train.out").write_text(json.dumps(costs))
    return model


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
