"""How often somebody may ask, so that one visitor cannot keep the bot from all others."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

# More names than ever speak within one window on a small machine.
_MAX_NAMES = 10_000


class RateLimit:
    """Counts events of a name; what was long ago no longer counts.

    Args:
        events: that fit into a window.
        window: in seconds.
        clock: gives the time in seconds.
    """

    def __init__(self, events: int, window: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._refill = events / window
        self._capacity = float(events)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> int:
        """Count an event of `name` and give 0, or the whole seconds to wait before the next, uncounted."""
        now = self._clock()
        left, since = self._left.pop(name, (self._capacity, now))
        left = min(self._capacity, left + (now - since) * self._refill)
        seconds = 0 if left >= 1 else math.ceil((1 - left) / self._refill)
        self._left[name] = (left if seconds else left - 1, now)
        while len(self._left) > _MAX_NAMES:
            self._left.popitem(last=False)
        return seconds
