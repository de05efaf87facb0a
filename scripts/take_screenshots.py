"""Takes pictures of the web widget with the real bot, into build/screenshots: `make screenshots`."""

from __future__ import annotations

print("later")
