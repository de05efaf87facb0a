"""`make shell`: runs `rasa shell` with our terminal channel instead of Rasa's, which shows raw payloads.

`rasa shell` takes the channel that Rasa lists as "cmdline" whatever it is told, so ours is listed under that name.
It listens on a free port of this machine alone: stock `rasa shell` wants 0.0.0.0:5005 and dies beside `make run`.
"""

from __future__ import annotations

import socket
import sys
import uuid
from typing import Any

from rasa.__main__ import main as rasa_main
from rasa.core.channels import BUILTIN_CHANNELS

from bot.channels.shell import ShellChannel


class _CommandLine(ShellChannel):
    @classmethod
    def from_credentials(cls, _: dict[str, Any] | None) -> _CommandLine:
        return cls(sender=f"shell-{uuid.uuid4().hex}")


def main() -> None:
    """Start the conversation; further arguments go to `rasa shell`."""
    BUILTIN_CHANNELS["cmdline"] = _CommandLine
    sys.argv = [
        "rasa", "shell", "--interface", "127.0.0.1", "--port", str(_free_port()), *sys.argv[1:],
    ]  # fmt: skip
    rasa_main()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
