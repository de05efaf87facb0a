"""For those who embed the widget: size, speed, attributes, methods, events."""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.channels.incoming import MAX_MESSAGE_LENGTH
from tests.conftest import ROOT
from tests.widget.conftest import Site
from tests.widget.widget_page import answers, field, launcher, open_panel, say

MAX_ZIPPED_BYTES = 45_000
FIRST_BUBBLE_MS = 100
# Up to the frame that shows it.
MEASURE_FIRST_BUBBLE = """() => new Promise(resolve => {
    const root = document.querySelector('career-chat').shadowRoot;
    const start = performance.now();
    new MutationObserver(() => requestAnimationFrame(() => {
        if (root.querySelector('.entry.bot .bubble')) resolve(performance.now() - start);
    })).observe(root.querySelector('.messages'), {childList: true});
    root.querySelector('.launcher').click();
})"""


def test_script_is_small(address: str) -> None:
    """As the bot serves it."""
    with urlopen(f"{address}/chat/career-chat.js") as answer:
        assert len(gzip.compress(answer.read(), 9)) <= MAX_ZIPPED_BYTES


def test_first_bubble_is_there_at_once(site: Site, new_context: Callable[..., BrowserContext]) -> None:
    """From the click to the greeting, which the bot gives; the median of three, for others use the machine too."""
    taken = []
    for _ in range(3):
        page = new_context().new_page()
        page.goto(f"{site.url}/plain.html")
        expect(launcher(page)).to_be_visible()
        page.wait_for_timeout(400)
        taken.append(page.evaluate(MEASURE_FIRST_BUBBLE))
    print("first bubble after", [round(milliseconds) for milliseconds in taken], "ms")
    assert statistics.median(taken) < FIRST_BUBBLE_MS


def test_attributes_on_the_script(site: Site, page: Page) -> None:
    """Heading, colour, side, theme, greeting and the button's text, all from data- attributes."""
    page.goto(f"{site.url}/attributes.html")
    button = page.get_by_role("button", name="Posez votre question", exact=True)
    expect(button).to_have_css("background-color", "rgb(11, 110, 79)")
    assert (button.bounding_box() or {})["x"] == 20
    button.click()
    expect(page.get_by_role("dialog", name="Orientation")).to_be_visible()
    expect(answers(page)).to_contain_text("Bienvenue au CDI. Je suis un programme.")
    expect(answers(page).locator(".choice").first).to_be_visible()
    expect(page.locator("career-chat .panel")).to_have_css("background-color", "rgb(29, 33, 43)")
    expect(page.locator("career-chat .root")).to_have_attribute("lang", "fr")


def test_page_in_another_language_is_warned(site: Site, page: Page) -> None:
    """The button says that the conversation is in French."""
    page.goto(f"{site.url}/hostile.html")
    expect(page.get_by_role("button", name="Poser une question (en français)")).to_be_visible()


def test_it_says_that_it_is_a_program(site: Site, page: Page) -> None:
    """In the header, whatever the greeting is."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    expect(page.get_by_role("dialog")).to_contain_text("Un programme, pas une personne")


def test_methods_and_events(site: Site, page: Page) -> None:
    """A page opens, closes, asks and restarts, and hears of it."""
    page.goto(f"{site.url}/plain.html")
    expect(launcher(page)).to_be_visible()
    page.evaluate(
        """() => {
            window.chat = document.querySelector('career-chat');
            window.heard = [];
            for (const name of ['open', 'close', 'message'])
                document.addEventListener(`career-chat-${name}`, ({detail}) =>
                    heard.push([name, detail?.from, detail?.text]));
        }"""
    )
    page.evaluate("chat.open()")
    expect(field(page)).to_be_focused()
    page.evaluate("chat.toggle()")
    expect(launcher(page)).to_be_focused()
    page.evaluate("chat.send('bonjour')")
    expect(answers(page)).to_have_count(2)
    heard = page.evaluate("heard")
    assert [event[:2] for event in heard] == [
        ["open", None], ["close", None], ["open", None], ["message", "person"], ["message", "bot"],
    ]  # fmt: skip
    assert heard[3][2] == "bonjour"
    assert "Je suis un programme" in heard[4][2]
    assert page.evaluate("chat.isOpen") is True
    page.evaluate("chat.restart()")
    expect(answers(page)).to_have_count(1)
    page.evaluate("chat.close()")
    expect(launcher(page)).to_be_visible()


def test_open_at_start_leaves_the_focus_to_the_page(site: Site, page: Page) -> None:
    """The attribute `open`, on an element of the page's own; once closed it stays closed for who wrote."""
    page.goto(f"{site.url}/open.html")
    expect(answers(page)).to_have_count(1)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.locator("career-chat").count() == 1
    say(page, "bonjour")
    page.keyboard.press("Escape")
    page.reload()
    expect(launcher(page)).to_be_visible()


def test_copy_and_download(site: Site, new_context: Callable[..., BrowserContext]) -> None:
    """An answer to the clipboard, the conversation to a file."""
    page = new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True).new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "quelles études faire ?").get_by_role("button", name="Copier la réponse").click()
    expect(page.get_by_role("status").filter(has_text="Réponse copiée")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Il faut un niveau bac + 3")
    assert "- Master de commerce" in copied
    page.get_by_role("button", name="Autres actions").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger la conversation").click()
    assert download.value.suggested_filename.startswith("conversation-")
    text = download.value.path().read_text()
    assert text.startswith("Conversation du ")
    assert (
        text.index("Je suis un programme")
        < text.index("quelles études faire ?")
        < text.index("- Master de commerce")
    )


def test_copy_works_without_https(address: str, new_context: Callable[..., BrowserContext]) -> None:
    """Where browsers give pages no clipboard, the older way is taken."""
    page = new_context(permissions=[]).new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}/chat/")
    expect(answers(page)).to_have_count(1)
    say(page, "bonjour").get_by_role("button", name="Copier la réponse").click()
    expect(page.get_by_role("status").filter(has_text="Réponse copiée")).to_be_attached()


def test_phone_does_not_reopen_over_the_next_page(site: Site, new_context: Callable[..., BrowserContext]) -> None:
    """Where the panel covers everything, a page that was asked for is shown."""
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    page.reload()
    expect(launcher(page)).to_be_visible()
    open_panel(page)
    expect(answers(page)).to_have_count(2)


def test_limit_is_the_servers() -> None:
    """The widget refuses what the server would."""
    source = (ROOT / "widget/src/view/composer.ts").read_text()
    assert f"MAX_LENGTH = {MAX_MESSAGE_LENGTH:_};" in source


@pytest.mark.parametrize("name", ["heading", "color", "position", "theme", "launcher", "greeting", "page-lang"])
def test_attributes_are_documented(name: str) -> None:
    """docs/widget.md names every one."""
    assert f"`{name}`" in (ROOT / "docs/widget.md").read_text()
