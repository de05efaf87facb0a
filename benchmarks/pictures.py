"""The pictures of docs/quality.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from benchmarks.scores import Bin

# The same run gives the same file.
METADATA = {"Software": None}


def draw_calibration(curves: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """Draw the share that is right over how sure the bot was, a line for each name."""
    figure, axes = pyplot.subplots(figsize=(5, 4.5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="perfect")
    for name, bins in curves.items():
        axes.plot([b.certainty for b in bins], [b.right for b in bins], marker="o", label=name)
    axes.set(xlabel="how sure the bot was", ylabel="share understood right", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend()
    figure.savefig(path, dpi=90, metadata=METADATA)
    pyplot.close(figure)


def draw_confusion(pairs: Sequence[tuple[str, str]], order: Sequence[str], path: Path) -> None:
    """Draw a confusion matrix: in rows what was asked, in columns what was understood, in percent of the row.

    Args:
        pairs: what was asked and what was understood, for each message.
        order: of rows and columns.
        path: the picture to write.
    """
    counts = Counter(pairs)
    rows = [name for name in order if any(asked == name for asked, _ in pairs)]
    totals = {name: sum(counts[name, other] for other in order) or 1 for name in rows}
    shares = [[counts[row, column] / totals[row] for column in order] for row in rows]
    figure, axes = pyplot.subplots(figsize=(9, 7.5), layout="constrained")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(order)), order, rotation=60, ha="right")
    axes.set_yticks(range(len(rows)), [f"{name} ({totals[name]})" for name in rows])
    axes.set(xlabel="understood", ylabel="asked (messages)")
    for y, row in enumerate(shares):
        for x, share in enumerate(row):
            if share:
                colour = "white" if share > 0.5 else "black"
                axes.text(x, y, f"{100 * share:.0f}", ha="center", va="center", fontsize=8, color=colour)
    figure.savefig(path, dpi=80, metadata=METADATA)
    pyplot.close(figure)
