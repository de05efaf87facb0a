"""Random conversations: no crash, no empty reply, no miss twice in a row, no figure from nowhere."""

from __future__ import annotations

import pytest

from benchmarks.random_walks import walk
from tests.conftest import Server


@pytest.mark.parametrize("seed", range(20))
def test_walk_finds_nothing_wrong(server: Server, seed: int) -> None:
    """Twelve turns, buttons and sentences mixed; benchmarks/random_walks.py plays thousands."""
    assert not list(walk(server.say, seed))
