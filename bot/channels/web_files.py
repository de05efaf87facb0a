"""The page, the widget's script and its source map, as `make widget` built them."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import NamedTuple

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

FOLDER = Path("build/widget")
PAGE = "index.html"
_CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".map": "application/json",
}
# No inline script or style, nothing from elsewhere, and HTML only through the sanitiser.
_PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types dompurify",
    ]
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Schools load the script from sites of their own, some of which isolate themselves.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}
_ONE_YEAR = "public, max-age=31536000, immutable"
_CHECK_AGAIN = "public, max-age=300, must-revalidate"


class _File(NamedTuple):
    content: bytes
    zipped: bytes
    version: str
    content_type: str


class WidgetFiles:
    """Files of one folder, read once and served from memory.

    Args:
        folder: where the build put them; when it is missing, every file is.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
        self._files = {path.name: _read(path) for path in paths if path.suffix in _CONTENT_TYPES}

    @property
    def built(self) -> bool:
        """Whether there is a page to serve."""
        return PAGE in self._files

    def serve(self, request: Request, name: str) -> HTTPResponse:
        """Answer with the file: 304 when the browser has it, 404 when there is none.

        An address with the right `?v=<version>` never changes its content, so browsers may keep it for good.
        """
        file = self._files.get(name)
        if file is None:
            return response.text("No such file. Was the widget built? `make widget` does it.", status=404)
        headers = {**_ALWAYS, "ETag": f'"{file.version}"', "Cache-Control": _CHECK_AGAIN}
        if request.args.get("v") == file.version:
            headers["Cache-Control"] = _ONE_YEAR
        if file.content_type.startswith("text/html"):
            headers |= {"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-cache"}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return response.empty(status=304, headers=headers)
        content = file.content
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            content = file.zipped
        return response.raw(content, headers=headers, content_type=file.content_type)


def _read(path: Path) -> _File:
    content = path.read_bytes()
    version = hashlib.sha256(content).hexdigest()[:16]
    return _File(content, gzip.compress(content, 9, mtime=0), version, _CONTENT_TYPES[path.suffix])
