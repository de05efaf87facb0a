"""Actions inside the server and in a server of their own give the same conversations."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import rasa
from rasa.shared.exceptions import RasaException

from bot import in_process_actions
from tests.conftest import QUIET, ROOT, Server, free_port
from tests.conversations.test_conversations import CONVERSATIONS


def test_install_refuses_another_version_of_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written for one version says so rather than misbehave on another."""
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RasaException, match=r"written for Rasa 3\.6\.21 and found 3\.7\.0"):
        in_process_actions.install()


def test_separate_action_server_gives_the_same_conversations(
    server: Server, model: Path, endpoints: Callable[..., Path], sender: str
) -> None:
    """Only the configuration differs; when the action server is gone, the person is told."""
    port = free_port()
    actions = subprocess.Popen(
        [sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)], cwd=ROOT, env=QUIET
    )
    url = f'url: "http://127.0.0.1:{port}/webhook"'
    remote = Server(model, endpoints({"actions_module: actions": url}))
    try:
        remote.start()
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health")
                break
            except OSError:
                time.sleep(0.2)
        for number, (_, steps) in enumerate(CONVERSATIONS):
            for step in steps:
                assert remote.say(step["user"], f"{sender}-{number}") == server.say(
                    step["user"], f"{sender}-{number}"
                )
        actions.kill()
        actions.wait()
        assert "problème technique" in remote.say("combien gagne un webmarketeur ?", sender)[0]["text"]
    finally:
        actions.kill()
        remote.kill()
