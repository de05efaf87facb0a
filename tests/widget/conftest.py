"""The real bot, a site that embeds it, and Debian's Chromium."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import ROOT, Server, free_port

KEY = "0123456789abcdef0123456789abcdef-for-tests"
PAGES = Path(__file__).parent / "pages"
AXE = ROOT / "widget/node_modules/axe-core/axe.min.js"
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Site:
    """A school's site: serves this folder's pages, with the bot's address in place of BOT.

    Args:
        bot: the bot's address.
    """

    def __init__(self, bot: str, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = PAGES / self.path.strip("/").partition("?")[0]
                if not page.is_file():
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Type", f"text/{page.suffix[1:]}; charset=utf-8")
                if page.name == "hostile.html":
                    policy = (
                        f"default-src 'none'; script-src {bot}; connect-src {bot}; style-src 'self'; img-src data:"
                    )
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(page.read_text().replace("BOT", bot).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()


@pytest.fixture(scope="session")
def site_port() -> int:
    """Where the school's site will be, which the bot must know when it starts."""
    return free_port()


@pytest.fixture(scope="session")
def bot(model: Path, endpoints: Callable[..., Path], site_port: int) -> Iterator[Server]:
    """The bot, with answers that draw, and one site that may embed it."""
    own = {"bot.nlg.FrenchResponseGenerator": "tests.widget.drawing_responses.DrawingResponses"}
    environment = {"CHAT_KEY": KEY, "CHAT_ORIGINS": f"http://127.0.0.1:{site_port}"}
    running = Server(model, endpoints(own), environment)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def address(bot: Server) -> str:
    """The bot's address."""
    return f"http://127.0.0.1:{bot.port}"


@pytest.fixture(scope="session")
def site(address: str, site_port: int) -> Iterator[Site]:
    """A site that may embed the bot."""
    running = Site(address, site_port)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def foreign_site(address: str) -> Iterator[Site]:
    """A site that nobody allowed."""
    running = Site(address, free_port())
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers that share nothing; a console error in one of them fails the test.

    `expected` is a part of the errors that the test provokes.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(expected: str | None = None, **settings: Any) -> BrowserContext:
        context = browser.new_context(locale="fr-FR", **settings)
        context.set_default_timeout(10_000)

        def heard(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not (expected and expected in message.text):
                problems.append(f"{message.text} ({message.location.get('url')})")

        context.on("console", heard)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page in a browser of its own, as large as a school's computer shows it."""
    return new_context(viewport={"width": 1280, "height": 800}).new_page()
