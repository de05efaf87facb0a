"""Sending again what a service did not take, for as long as that can help."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

# With the usual pauses, a service may be away for a minute.
_TRIES = 6
# A longer wait than this is not a conversation any more.
_LONGEST_WAIT_SECONDS = 60.0

T = TypeVar("T")


async def insist(send: Callable[[], Awaitable[T]], wait: Callable[[Exception], float | None]) -> T:
    """Call until it succeeds, a few times at most.

    Args:
        send: what to do.
        wait: seconds to wait after an error; 0 for the usual growing pause, None where trying again is of no use.

    Raises:
        Exception: the last error of `send`, when trying again is of no use, no more tries are left, or the service
            wants a longer wait than a person would.
    """
    for attempt in range(1, _TRIES):
        try:
            return await send()
        except Exception as error:
            seconds = wait(error)
            if seconds is None or seconds > _LONGEST_WAIT_SECONDS:
                raise
            await asyncio.sleep(seconds or 2.0**attempt)
    return await send()
