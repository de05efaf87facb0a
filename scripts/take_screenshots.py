"""Takes pictures of the web widget with the real bot, into build/screenshots: `make screenshots`.

The pages around the widget and the bot's answers that draw are those of its tests.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT, Server, free_port
from tests.widget.conftest import CHROMIUM_FLAGS, Site
from tests.widget.widget_page import open_panel, say

FOLDER = ROOT / "build/screenshots"
MODEL = ROOT / "models/current.tar.gz"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 680}, "has_touch": True, "is_mobile": True}
TALK = ["quelles études faire ?", "combien gagne-t-on ?"]


def talk(page: Page) -> None:
    """Open it and ask."""
    open_panel(page)
    for text in TALK:
        say(page, text)


def talk_without_opening(page: Page) -> None:
    """Ask on the bot's own page."""
    page.locator("career-chat .entry.bot").wait_for()
    for text in TALK:
        say(page, text)


def ask_before_deleting(page: Page) -> None:
    """Up to the question."""
    open_panel(page)
    page.get_by_role("button", name="Autres actions").click()
    page.get_by_role("button", name="Supprimer mes données").click()


def lists(page: Page) -> None:
    """A list and a table."""
    open_panel(page)
    say(page, "que fait un webmarketeur ?")
    say(page, "quelles études faire ?")


def nothing(page: Page) -> None:
    """Only look."""
    page.locator("career-chat .launcher").wait_for()


def main() -> None:
    """Take all pictures."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        bot = Server(MODEL, _endpoints(Path(temporary)), {"CHAT_ORIGINS": f"http://127.0.0.1:{port}"})
        address = f"http://127.0.0.1:{bot.port}"
        site = Site(address, port)
        bot.start()
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
            _take(browser, "closed", f"{site.url}/plain.html", nothing, DESKTOP)
            _take(browser, "desktop", f"{site.url}/plain.html", talk, DESKTOP)
            _take(browser, "lists", f"{site.url}/plain.html", lists, DESKTOP)
            _take(browser, "dark", f"{site.url}/plain.html", talk, {**DESKTOP, "color_scheme": "dark"})
            _take(browser, "deleting", f"{site.url}/plain.html", ask_before_deleting, DESKTOP)
            _take(browser, "hostile", f"{site.url}/hostile.html", talk, DESKTOP)
            _take(browser, "phone", f"{site.url}/plain.html", talk, PHONE)
            _take(browser, "phone-dark", f"{site.url}/plain.html", lists, {**PHONE, "color_scheme": "dark"})
            _take(browser, "page", f"{address}/chat/", talk_without_opening, DESKTOP)
            _take(browser, "page-phone", f"{address}/chat/", talk_without_opening, PHONE)
            _take(browser, "example", f"{address}/chat/example.html", nothing, DESKTOP)
            _put_together(browser, ["desktop", "phone-dark"])
            browser.close()
        finally:
            bot.kill()
            site.stop()
    print(f"The pictures are in {FOLDER.relative_to(ROOT)}/")


def _endpoints(folder: Path) -> Path:
    text = (ROOT / "endpoints.yml").read_text()
    text = text.replace("var/conversations.db", str(folder / "pictures.db"))
    text = text.replace("bot.nlg.FrenchResponseGenerator", "tests.widget.drawing_responses.DrawingResponses")
    (folder / "endpoints.yml").write_text(text)
    return folder / "endpoints.yml"


def _take(browser: Browser, name: str, url: str, act: Callable[[Page], None], settings: dict[str, Any]) -> None:
    context = browser.new_context(locale="fr-FR", **settings)
    page = context.new_page()
    page.goto(url)
    act(page)
    page.wait_for_timeout(600)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


def _put_together(browser: Browser, names: list[str]) -> None:
    """The picture of the README: docs/widget.png is a copy of it."""
    shown = {name: base64.b64encode((FOLDER / f"{name}.png").read_bytes()).decode() for name in names}
    images = "".join(f'<img class="{name}" src="data:image/png;base64,{data}">' for name, data in shown.items())
    page = browser.new_page(viewport={"width": 1000, "height": 780})
    page.set_content(
        """<style>
            body { margin: 0; height: 780px; background: #dfe5f1;
                   display: flex; justify-content: center; align-items: center; gap: 60px; }
            img { border-radius: 20px; box-shadow: 0 10px 40px rgb(20 28 48 / 25%); object-fit: none; }
            .desktop { width: 408px; height: 680px; object-position: -852px -100px; }
            .phone-dark { width: 390px; height: 680px; object-position: 0 100%; border-radius: 28px; }
        </style>"""
        + images
    )
    page.screenshot(path=FOLDER / "readme.png")


if __name__ == "__main__":
    main()
