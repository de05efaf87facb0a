"""One training a test run, and the bot as its users run it: a server on a free port of this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
# The messaging channels are on where their variables are set, which is up to the tests alone.
_CHANNEL_VARIABLES = ("PUBLIC_URL", "CHANNELS_", "TELEGRAM_", "TWILIO_", "MATRIX_")
QUIET = {
    **{name: value for name, value in os.environ.items() if not name.startswith(_CHANNEL_VARIABLES)},
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL": "WARNING",
}
START_SECONDS = 120


def free_port() -> int:
    """Give a port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running `rasa run`.

    Args:
        model: the model file.
        endpoints: its endpoints.yml.
        environment: further environment variables.
        folder: the project's folder.
    """

    def __init__(
        self, model: Path, endpoints: Path, environment: dict[str, str] | None = None, folder: Path = ROOT
    ) -> None:
        self._folder = folder
        self.database = endpoints.parent / "test.db"
        self.port = free_port()
        self._environment = {**QUIET, **(environment or {})}
        self._command = [sys.executable, "-m", "rasa", "run", "--model", str(model), "--endpoints", str(endpoints)]
        self._command += ["--interface", "127.0.0.1", "--port", str(self.port)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(self._command, cwd=self._folder, env=self._environment)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self._process.poll() is None, f"the server left with {self._process.returncode}"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/webhooks/rest/", timeout=1)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def post(
        self, body: bytes, content_type: str = "application/json", headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Post a raw body to the webhook; give the status and the decoded answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/webhooks/rest/webhook",
            body,
            {"Content-Type": content_type, **(headers or {})},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def say(self, message: str, sender: str) -> list[dict[str, Any]]:
        """Say something and give the bubbles."""
        status, bubbles = self.post(json.dumps({"sender": sender, "message": message}).encode())
        assert status == 200, bubbles
        return bubbles


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model, trained once a test run."""
    folder = tmp_path_factory.mktemp("model")
    command = [sys.executable, "-m", "rasa", "train", "--skip-validation"]
    command += ["--fixed-model-name", "tested", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, env=QUIET, check=True, stdout=subprocess.DEVNULL)
    return folder / "tested.tar.gz"


@pytest.fixture(scope="session")
def endpoints(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes an endpoints.yml like the project's own, with a database of its own and changes."""

    def make(replace: dict[str, str] | None = None) -> Path:
        folder = tmp_path_factory.mktemp("endpoints")
        text = (ROOT / "endpoints.yml").read_text()
        for old, new in {"var/conversations.db": str(folder / "test.db"), **(replace or {})}.items():
            assert old in text
            text = text.replace(old, new)
        (folder / "endpoints.yml").write_text(text)
        return folder / "endpoints.yml"

    return make


@pytest.fixture(scope="session")
def server(model: Path, endpoints: Callable[..., Path]) -> Iterator[Server]:
    """The bot, running."""
    running = Server(model, endpoints())
    running.start()
    yield running
    running.kill()


@pytest.fixture
def sender() -> str:
    """A conversation nobody else is in."""
    return uuid.uuid4().hex


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of the project whose data a test may break."""
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in files.stdout.splitlines():
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path
