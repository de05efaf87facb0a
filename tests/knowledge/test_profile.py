"""A broken profile is refused with one clear line, by every command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from knowledge.data_file import DataFileError
from knowledge.profile import PROFILE_FILE, load_profile
from tests.conftest import QUIET, free_port

GOOD = PROFILE_FILE.read_text()
PAY = "amount: {min: 2000, max: 2000, unit: EUR, approximate: true}"
BROKEN = {
    "missing amount": (GOOD.replace("min: 2000, ", ""), ".amount.min: found nothing"),
    "unknown key": (GOOD.replace("job:\n", "job:\n  colour: red\n"), "job.colour: found 'red' (str)"),
    "wrong type": (GOOD.replace(PAY, PAY.replace("2000", "'2000'", 1)), "amount.min: found '2000' (str)"),
    "duplicate id": (GOOD.replace("- id: experienced_pay", "- id: junior_pay"), "come twice: junior_pay"),
    "empty file": ("", "found nothing, expected keys and values"),
    "not YAML": ("job: [", "expected valid YAML"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_load_profile_names_file_key_found_and_expected(case: str, tmp_path: Path) -> None:
    """The error is one line that says where to look and what to write."""
    content, problem = BROKEN[case]
    assert content != GOOD
    (tmp_path / "p.yml").write_text(content)
    with pytest.raises(DataFileError) as error:
        load_profile(tmp_path / "p.yml")
    assert problem in str(error.value)
    assert "p.yml" in str(error.value)
    assert "expected" in str(error.value)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("case", BROKEN)
def test_make_commands_refuse_a_broken_profile(case: str, project_copy: Path) -> None:
    """`make train` and `make run` stop before they do anything, with the same line and a non-zero exit."""
    (project_copy / "data/profiles/webmarketeur.yml").write_text(BROKEN[case][0])
    for target in ("train", "run"):
        done = subprocess.run(["make", target], cwd=project_copy, env=QUIET, capture_output=True, text=True)
        assert done.returncode != 0
        assert BROKEN[case][1] in done.stderr
        assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["train", "run"])
def test_stock_commands_refuse_a_broken_profile(command: str, project_copy: Path, model: Path) -> None:
    """`rasa train` and `rasa run` do not leave anything half-broken behind."""
    content, problem = BROKEN["wrong type"]
    (project_copy / "data/profiles/webmarketeur.yml").write_text(content)
    extra = ["--model", str(model), "--port", str(free_port())] if command == "run" else []
    done = subprocess.run(
        [project_copy / ".venv/bin/rasa", command, *extra],
        cwd=project_copy, env=QUIET, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode != 0
    assert problem in done.stdout + done.stderr
    assert not (project_copy / "models").exists()
