"""Makes of the bot's plain text what messaging services take: pieces of a bounded length, and HTML."""

from __future__ import annotations

import html
import re

# From the best place for a cut to the worst; never at a no-break space, inside "2 000 €".
_ENDS = [re.compile(p) for p in (r"\n[ \t]*\n\s*", r"(?<=[.!?…»])[ \n]", r"\n", r"[ \t]")]
_LIST_LINE = re.compile(r"(?P<bullet>- )|(?P<number>\d+)\. ")


def split_text(text: str, limit: int) -> list[str]:
    """Cut a text into pieces, after a paragraph or a sentence wherever that can be done.

    Args:
        text: plain text.
        limit: greatest length of a piece in UTF-16 code units, which is how Telegram counts; no service that
            counts in characters finds more.

    Returns:
        the pieces, none of them empty.
    """
    pieces = []
    rest = text.strip()
    while utf16_length(rest) > limit:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [piece for piece in [*pieces, rest] if piece]


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units: most characters are one, an emoji two."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, limit: int) -> int:
    fits = len(text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore"))
    # One more: a space that follows what fits is a good place, too.
    head = text[: fits + 1]
    for pattern in _ENDS:
        ends = [match.start() for match in pattern.finditer(head) if match.start() > 0]
        if ends:
            return ends[-1]
    return fits


def as_html(text: str) -> str:
    """Give a plain text as HTML: lines behind "- " or "1. " become lists, other lines paragraphs with breaks."""
    blocks: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        found = _LIST_LINE.match(line)
        if not found:
            opening, content = "", html.escape(line)
        else:
            opening = "<ul>" if found["bullet"] else f'<ol start="{found["number"]}">'
            content = f"<li>{html.escape(line[found.end() :])}</li>"
        kind = opening[:3]
        if blocks and blocks[-1][0][:3] == kind:
            blocks[-1][1].append(content)
        else:
            blocks.append((opening, [content]))
    return "".join(_element(opening, lines) for opening, lines in blocks)


def _element(opening: str, lines: list[str]) -> str:
    if opening:
        return f"{opening}{''.join(lines)}</{opening[1:3]}>"
    paragraphs = "\n".join(lines).strip("\n").split("\n\n")
    return "".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in paragraphs if paragraph)
