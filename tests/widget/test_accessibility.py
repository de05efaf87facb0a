"""Everybody can use the widget: axe, the keyboard, screen readers, zoom.

axe sees neither the Tab order, nor whether an answer is read out, nor that a keyboard cannot open something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.widget.conftest import AXE, Site
from tests.widget.drawing_responses import CHART
from tests.widget.widget_page import answers, field, launcher, open_panel, questions, say

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
EVERYTHING = ["que fait un webmarketeur ?", "quelles études faire ?", "combien gagne-t-on ?"]


def at_rest(page: Page) -> None:
    """Wait until nothing moves."""
    page.wait_for_function("!document.querySelector('career-chat').shadowRoot.getAnimations().length")


def violations(page: Page) -> list[str]:
    """What axe finds on the whole page, once nothing moves."""
    at_rest(page)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(r => r.violations)")
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def focused(page: Page) -> str:
    """The name of what has the focus."""
    name: str = page.evaluate(
        """() => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            return element?.getAttribute('aria-label') || element?.textContent.trim() || element?.tagName;
        }"""
    )
    return name


@pytest.mark.parametrize(
    "settings",
    [DESKTOP, {**DESKTOP, "color_scheme": "dark"}, PHONE, {**PHONE, "color_scheme": "dark"}],
    ids=["desktop", "dark", "phone", "dark phone"],
)
def test_axe_finds_nothing(
    site: Site, new_context: Callable[..., BrowserContext], settings: dict[str, Any]
) -> None:
    """Closed, open, after a list, a table, a chart and buttons, with the menu and the question before deleting."""
    page = new_context(**settings).new_page()
    page.goto(f"{site.url}/plain.html")
    expect(launcher(page)).to_be_visible()
    assert violations(page) == []
    open_panel(page)
    assert violations(page) == []
    for text in EVERYTHING:
        say(page, text)
    assert violations(page) == []
    page.get_by_role("button", name="Autres actions").click()
    assert violations(page) == []
    page.get_by_role("button", name="Supprimer mes données").click()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_bots_pages(
    address: str, new_context: Callable[..., BrowserContext], scheme: str
) -> None:
    """The page to chat at and the example."""
    page = new_context(**DESKTOP, color_scheme=scheme).new_page()
    page.goto(f"{address}/chat/")
    expect(answers(page)).to_have_count(1)
    for text in EVERYTHING:
        say(page, text)
    assert violations(page) == []
    page.goto(f"{address}/chat/example.html")
    expect(launcher(page)).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("color", ["#ffdd00", "#000", "white", "rgb(255 120 0)", "nonsense", "transparent"])
def test_any_colour_stays_readable(site: Site, page: Page, color: str) -> None:
    """The site chooses the colour; the widget sees to the contrast."""
    page.goto(f"{site.url}/plain.html")
    expect(launcher(page)).to_be_visible()
    page.evaluate("color => document.querySelector('career-chat').setAttribute('color', color)", color)
    open_panel(page)
    say(page, "que fait un webmarketeur ?")
    assert violations(page) == []


def test_keyboard_does_everything(site: Site, page: Page) -> None:
    """Opens, goes through the controls in the order they are seen, chooses, closes; the focus comes back."""
    page.goto(f"{site.url}/plain.html")
    expect(launcher(page)).to_be_visible()
    page.keyboard.press("Tab")
    assert focused(page) == "Une autre page"
    page.keyboard.press("Tab")
    assert focused(page) == "Poser une question"
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(answers(page)).to_have_count(1)
    suggestions = page.locator("career-chat .choice").all_inner_texts()
    assert len(suggestions) > 1
    page.keyboard.press("Tab")
    order = [focused(page)]
    for _ in range(len(suggestions) + 4):
        page.keyboard.press("Shift+Tab")
        order.insert(0, focused(page))
    controls = ["Autres actions", "Fermer la discussion", "Conversation", *suggestions, "Votre message", "Envoyer"]
    assert order == controls
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(answers(page)).to_have_count(2)
    expect(questions(page)).to_contain_text(suggestions[0])
    expect(field(page)).to_be_focused()
    say(page, "combien gagne-t-on ?")
    for name in ["Que savez-vous faire ?", "Et pour un débutant ?", "Réponse peu utile"]:
        page.keyboard.press("Shift+Tab")
        assert focused(page) == name
    page.keyboard.press("Escape")
    assert focused(page) == "Poser une question"
    expect(field(page)).to_be_hidden()


def test_escape_closes_one_thing_at_a_time(site: Site, page: Page) -> None:
    """The question before deleting, then the menu, then the panel; each gives the focus back."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    page.get_by_role("button", name="Autres actions").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "Recommencer"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Supprimer mes données"
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert focused(page) == "Annuler"
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert focused(page) == "Autres actions"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert focused(page) == "Autres actions"
    expect(field(page)).to_be_visible()
    page.keyboard.press("Escape")
    assert focused(page) == "Poser une question"


def test_phone_panel_keeps_the_focus(site: Site, new_context: Callable[..., BrowserContext]) -> None:
    """Over the whole screen the page behind cannot be reached, and the title has the focus, without a keyboard."""
    page = new_context(**PHONE).new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    assert focused(page) == "Conseil métier"
    at_rest(page)
    box = page.locator("career-chat dialog.panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(focused(page))
    assert "Une autre page" not in seen
    assert "Votre message" in seen
    answers(page).last.locator(".choice").first.click()
    expect(answers(page)).to_have_count(2)
    assert focused(page) == "Conversation"


def test_answers_are_read_out_once(site: Site, page: Page) -> None:
    """A polite log gets each answer whole and once, buttons included; what was said before is not read again."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    log = page.get_by_role("log", name="Messages")
    expect(log).to_have_attribute("aria-live", "polite")
    watch = """log => {
        window.heard = [];
        new MutationObserver(changes => {
            for (const change of changes) for (const node of change.addedNodes) {
                // The nearest says whether it is read out.
                const live = change.target.closest('[aria-live]').getAttribute('aria-live');
                if (live === 'polite') window.heard.push(node.textContent);
            }
        }).observe(log, {childList: true, subtree: true, characterData: true});
    }"""
    log.evaluate(watch)
    say(page, "combien gagne-t-on ?")
    heard = page.evaluate("heard")
    assert len([text for text in heard if "Une personne qui débute gagne" in text]) == 1
    assert len(heard) == 2
    assert heard[0].startswith("Vous")
    assert heard[1].startswith("Le programme")
    assert "Que savez-vous faire" in heard[1]
    held: list[Any] = []
    page.route("**/chat/messages", lambda route: held.append(route))
    with page.expect_request("**/chat/messages"):
        page.reload()
    log.evaluate(watch)
    held[0].continue_()
    page.unroute("**/chat/messages")
    expect(answers(page)).to_have_count(2)
    page.wait_for_timeout(400)
    assert page.evaluate("heard") == []
    expect(log).to_have_attribute("aria-live", "polite")
    say(page, "bonjour")
    assert len(page.evaluate("heard")) == 2


def test_waiting_is_announced(site: Site, page: Page) -> None:
    """While the answer is prepared a status says so, outside of the log."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    held: list[Any] = []
    page.route("**/chat/messages", lambda route: held.append(route))
    field(page).fill("bonjour")
    with page.expect_request("**/chat/messages"):
        field(page).press("Enter")
    expect(page.get_by_role("status").filter(has_text="prépare sa réponse")).to_be_attached()
    expect(page.locator("career-chat .typing")).to_be_visible()
    held[0].continue_()
    expect(answers(page)).to_have_count(2)
    expect(page.locator("career-chat .typing")).to_be_hidden()
    page.unroute("**/chat/messages")


def test_chart_has_a_text_alternative(site: Site, page: Page) -> None:
    """A screen reader gets every figure of the drawing."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "combien gagne-t-on ?")
    image = page.get_by_role("img", name="Salaire selon l’expérience")
    bars = "; ".join(f"{bar['label']}\u00a0: {bar['text']}\u202f" for bar in CHART["bars"]).strip("\u202f")
    expect(image).to_have_accessible_name(f"{CHART['caption']} {bars}")


@pytest.mark.parametrize("zoom", [2, 4])
def test_zoom_loses_nothing(site: Site, new_context: Callable[..., BrowserContext], zoom: int) -> None:
    """At 200 % and 400 % of a 1280 by 1024 screen everything is there, and nothing needs scrolling sideways."""
    page = new_context(viewport={"width": 1280 // zoom, "height": 1024 // zoom}).new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    for text in [*EVERYTHING, "montre un mot long"]:
        say(page, text)
    for name in ["Autres actions", "Fermer la discussion", "Envoyer"]:
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(field(page)).to_be_in_viewport(ratio=1)
    assert (
        page.evaluate("document.querySelector('career-chat').shadowRoot.querySelector('.scroll').clientHeight")
        > 60
    )
    for selector in [".panel", ".scroll", ".bubble"]:
        sideways = page.locator(f"career-chat {selector}").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        )
        assert sideways == [], selector


def test_reduced_motion_moves_nothing(site: Site, new_context: Callable[..., BrowserContext]) -> None:
    """No animation for those who ask for none."""
    page = new_context(**DESKTOP, reduced_motion="reduce").new_page()
    page.goto(f"{site.url}/plain.html")
    launcher(page).click()
    assert page.evaluate("document.querySelector('career-chat').shadowRoot.getAnimations().length") == 0
