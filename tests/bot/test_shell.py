"""`make shell`: a conversation that a person can read."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import QUIET, ROOT, Server

SAID = """combien gagne un webmarketeur débutant ?
1
COMBIEN GAGNE UN WEBMARKETEUR DÉBUTANT
9
/stop
"""


def test_shell_is_readable_beside_a_running_server(model: Path, server: Server) -> None:
    """Choices are numbered and taken by number, payloads are not shown, and the port is another one."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.shell", "--model", str(model)],
        cwd=ROOT, env=QUIET, input=SAID, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "\n1. " in done.stdout
    assert "entre 2\u202f500\u00a0€ et 3\u202f300\u00a0€" in done.stdout
    assert done.stdout.count("environ 2\u202f000\u00a0€") == 2
    assert not any(sign in done.stdout for sign in ("/ask", "{", "<", "**"))
