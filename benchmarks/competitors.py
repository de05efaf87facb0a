"""Installs what only the comparison with others needs, into build/, when it is wanted for the first time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "bench-nlu"
FASTTEXT = "fasttext-wheel==0.9.2"
NODE_NLP = "node-nlp@4.27.0"


class MissingError(Exception):
    """A contestant cannot take part; the message says why."""


def fasttext_folder() -> Path:
    """Give the folder with fastText, installed there if need be.

    Raises:
        MissingError: it cannot be installed.
    """
    folder = BUILD / "fasttext"
    if not (folder / "fasttext").is_dir():
        uv = os.environ.get("UV", "uv")
        # numpy is in .venv already, and must stay as it is.
        where = ["--python", sys.executable, "--no-deps", "--target", str(folder)]
        _install([uv, "pip", "install", "--quiet", *where, FASTTEXT])
    return folder


def node_modules() -> Path:
    """Give the folder with node-nlp, installed there if need be.

    Raises:
        MissingError: it cannot be installed.
    """
    folder = BUILD / "nlpjs"
    modules = folder / "node_modules"
    if not (modules / "node-nlp").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        quiet = ["--silent", "--no-audit", "--no-fund", "--no-package-lock"]
        _install(["npm", "install", *quiet, "--prefix", str(folder), NODE_NLP])
    return modules


def _install(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise MissingError(f"{Path(command[0]).name} is not on this machine")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines()
        raise MissingError(f"{command[-1]} could not be installed: {reason[-1] if reason else 'no reason given'}")
