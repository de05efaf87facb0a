"""Contestant: fastText's supervised classifier. See __init__.py for the protocol."""

from __future__ import annotations

import sys
from pathlib import Path

import fasttext

from benchmarks.contestants.exchange import Found, parse_all, time_training, training_rows

LABEL = "__label__"
# Words and characters as in our own model; more epochs than stock, which are made for far more sentences.
SETTINGS = {"epoch": 50, "lr": 0.5, "wordNgrams": 2, "minn": 3, "maxn": 5, "dim": 100, "bucket": 200_000}


def main() -> None:
    """Train or parse."""
    step, folder = sys.argv[1], Path(sys.argv[2])
    if step == "train":
        rows = folder / "train.txt"
        rows.write_text("".join(f"{LABEL}{intent} {_plain(text)}\n" for text, intent in training_rows(folder)))
        # One thread: the same data gives the same model.
        fixed = {"thread": 1, "seed": 1, "verbose": 0, **SETTINGS}
        model = time_training(folder, lambda: fasttext.train_supervised(str(rows), **fixed))
        model.save_model(str(folder / "model.bin"))
        return
    model = fasttext.load_model(str(folder / "model.bin"))

    def read(text: str) -> Found:
        labels, probabilities = model.predict(_plain(text))
        return (labels[0].removeprefix(LABEL), float(probabilities[0])) if labels else ("", 0.0)

    parse_all(folder, read)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


if __name__ == "__main__":
    main()
