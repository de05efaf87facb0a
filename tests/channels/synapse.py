"""A real Matrix server on loopback, and people who talk there."""

from __future__ import annotations

import itertools
import json
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.conftest import ROOT

PYTHON = ROOT / ".venv-synapse" / "bin" / "python"
WAIT_SECONDS = 60
_CONFIGURATION = """
server_name: localhost
pid_file: {folder}/synapse.pid
signing_key_path: {folder}/signing.key
media_store_path: {folder}/media
log_config: {folder}/log.yaml
report_stats: false
trusted_key_servers: []
macaroon_secret_key: tests
form_secret: tests
enable_registration: true
enable_registration_without_verification: true
database: {{name: sqlite3, args: {{database: {folder}/synapse.db}}}}
listeners: [{{port: {port}, type: http, bind_addresses: ["127.0.0.1"], resources: [{{names: [client]}}]}}]
rc_message: {{per_second: 1000, burst_count: 1000}}
rc_registration: {{per_second: 1000, burst_count: 1000}}
rc_joins: {{local: {{per_second: 1000, burst_count: 1000}}}}
rc_invites:
  per_issuer: {{per_second: 1000, burst_count: 1000}}
  per_user: {{per_second: 1000, burst_count: 1000}}
"""
_LOG = "version: 1\nroot: {level: ERROR}\n"


class Synapse:
    """The server.

    Args:
        folder: where it keeps everything.
        port: where it listens.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._names = itertools.count(1)
        (folder / "homeserver.yaml").write_text(_CONFIGURATION.format(folder=folder, port=port))
        (folder / "log.yaml").write_text(_LOG)

    def start(self) -> None:
        """Start, and wait until it answers."""
        assert PYTHON.exists(), "`make .venv-synapse/ready` installs the Matrix server that this test needs"
        command = [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(self._folder / "homeserver.yaml")]
        subprocess.run([*command, "--generate-keys"], cwd=self._folder, check=True, capture_output=True)
        self._process = subprocess.Popen(command, cwd=self._folder)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_matrix/client/versions", timeout=1)
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("Synapse did not start")

    def stop(self) -> None:
        """End it."""
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def person(self, name: str | None = None) -> MatrixPerson:
        """Register somebody."""
        body = {
            "username": name or f"zoe{next(self._names)}",
            "password": "tests",
            "auth": {"type": "m.login.dummy"},
        }
        account = call(self.url, "POST", "/register", body)
        return MatrixPerson(self.url, account["user_id"], account["access_token"])


class MatrixPerson:
    """Somebody with an account, seen through Matrix's own interface and no library of the bot's."""

    def __init__(self, url: str, id: str, token: str) -> None:
        self.id = id
        self.token = token
        self._url = url
        self._numbers = itertools.count(1)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Call the interface."""
        return call(self._url, method, path, body, self.token)

    def room(self, *invited: str, encrypted: bool = False, public: bool = False) -> str:
        """Make a room and invite people; give its id."""
        state = [{"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}]
        preset = "public_chat" if public else "private_chat"
        body = {"preset": preset, "invite": list(invited), "initial_state": state if encrypted else []}
        return str(self.call("POST", "/createRoom", body)["room_id"])

    def wait_for_member(self, room: str, user: str) -> None:
        """Wait until somebody has joined."""
        for _ in range(WAIT_SECONDS * 20):
            if user in self.call("GET", f"/rooms/{quote(room)}/joined_members")["joined"]:
                return
            time.sleep(0.05)
        raise TimeoutError(f"{user} did not join")

    def send(self, room: str, content: str | dict[str, Any], type: str = "m.room.message") -> str:
        """Send a text or any content; give the id of the event."""
        if isinstance(content, str):
            content = {"msgtype": "m.text", "body": content}
        path = f"/rooms/{quote(room)}/send/{type}/{next(self._numbers)}-{time.time_ns()}"
        return str(self.call("PUT", path, content)["event_id"])

    def messages(self, room: str, sender: str) -> list[dict[str, Any]]:
        """Give what somebody has written in a room, the oldest first."""
        chunk = self.call("GET", f"/rooms/{quote(room)}/messages?dir=b&limit=200")["chunk"]
        return [e for e in reversed(chunk) if e["type"] == "m.room.message" and e["sender"] == sender]

    def say(self, room: str, bot: str, content: str | dict[str, Any]) -> dict[str, Any]:
        """Send something and give the content of the bot's answer to it."""
        before = len(self.messages(room, bot))
        self.send(room, content)
        return self.answers(room, bot, before + 1)[-1]

    def answers(self, room: str, bot: str, count: int) -> list[dict[str, Any]]:
        """Wait until the bot has written so often in a room; give the contents."""
        for _ in range(WAIT_SECONDS * 20):
            found = self.messages(room, bot)
            if len(found) >= count:
                return [event["content"] for event in found]
            time.sleep(0.05)
        raise TimeoutError(f"answer {count} of the bot did not come")


def call(url: str, method: str, path: str, body: dict[str, Any] | None = None, token: str = "") -> Any:
    """Call Matrix's client-server interface; give the decoded answer."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    data = None if method == "GET" else json.dumps(body or {}).encode()
    request = urllib.request.Request(f"{url}/_matrix/client/v3{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{method} {path}: {error.read().decode()}") from error
