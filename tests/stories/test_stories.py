"""Rasa's own test stories pass under `rasa test`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import QUIET, ROOT


def test_native_stories_pass(model: Path, tmp_path: Path) -> None:
    """Every intent, entity and action is as written."""
    done = subprocess.run(
        [
            sys.executable, "-m", "rasa", "test", "core", "--model", str(model), "--stories", "tests/stories",
            "--out", str(tmp_path), "--no-plot", "--fail-on-prediction-errors",
        ],
        cwd=ROOT, env=QUIET, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text() if failed.exists() else done.stderr[-2000:]
    assert "None of the test stories failed" in failed.read_text()
