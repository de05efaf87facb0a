"""Nothing that the bot or a person writes runs, and nothing of it is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from knowledge.french import typeset
from tests.widget.conftest import Site
from tests.widget.drawing_responses import PROBES, WHOLE
from tests.widget.widget_page import answers, open_panel, questions, say

UNSAFE = "img, style, script, iframe, form, math, svg:not(.icon), noscript, [onerror], [onload], [onmouseover]"


def assert_nothing_ran(page: Page) -> None:
    """No script ran, nothing active is there, links lead to the web."""
    assert page.evaluate("window.hacked") is None
    assert page.locator("career-chat .messages").locator(UNSAFE).count() == 0
    links = page.locator("career-chat .bubble a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert [link for link in links if link and not link.startswith(("https://", "http://"))] == []


def test_attacks_by_the_bot_do_not_run(site: Site, page: Page) -> None:
    """Whatever stands in a response, or is quoted there."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    for number in range(len(PROBES)):
        say(page, f"sonde {number}")
        for link in answers(page).last.get_by_role("link").all():
            link.dispatch_event("mouseover")
    page.wait_for_timeout(300)
    assert_nothing_ran(page)
    page.reload()
    expect(answers(page)).to_have_count(len(PROBES) + 1)
    assert_nothing_ran(page)


def test_attacks_by_the_person_do_not_run(site: Site, page: Page) -> None:
    """What one writes is shown as written, after a reload too."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    for probe in PROBES:
        say(page, probe)
        assert questions(page).last.locator(".bubble").inner_text() == probe
    assert_nothing_ran(page)
    page.reload()
    expect(questions(page)).to_have_count(len(PROBES))
    assert [text.inner_text() for text in questions(page).locator(".bubble").all()] == PROBES
    assert_nothing_ran(page)


def test_ordinary_signs_stay_whole(site: Site, page: Page) -> None:
    """What Markdown or HTML would take for a sign of theirs."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    for number, text in enumerate(WHOLE):
        assert say(page, f"entier {number}").locator(".bubble").inner_text() == typeset(text)
        say(page, text)
        assert questions(page).last.locator(".bubble").inner_text() == text


def test_lists_and_links_are_drawn(site: Site, page: Page) -> None:
    """A list is a list, and the line below it is none of its items; links open beside the page and say so."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    answer = say(page, "que fait un webmarketeur ?")
    assert answer.get_by_role("listitem").count() == 3
    expect(answer.locator("strong")).to_have_text("promotion")
    expect(answer.locator("li").last).to_have_text("du suivi de l’audience.")
    link = answer.get_by_role("link", name="https://www.onisep.fr (nouvelle fenêtre)")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_table_is_drawn_in_place_of_its_list(site: Site, page: Page) -> None:
    """With caption and headers; the text keeps its first line."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    answer = say(page, "quelles études faire ?")
    table = answer.get_by_role("table", name="Exemples de formations")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Niveau", "Formation"]
    assert table.get_by_role("rowheader").all_inner_texts() == ["bac + 3", "bac + 3", "bac + 5"]
    expect(answer).to_contain_text("Il faut un niveau bac + 3")
    assert answer.get_by_role("listitem").count() == 0


@pytest.mark.parametrize("path", ["plain.html", "hostile.html"])
def test_widget_looks_the_same_on_a_hostile_page(site: Site, page: Page, path: str) -> None:
    """Resets, 40 px for everything, transforms and a strict policy change neither place nor looks."""
    page.goto(f"{site.url}/{path}")
    open_panel(page)
    say(page, "que fait un webmarketeur ?")
    panel = page.locator("career-chat dialog.panel")
    # On a busy machine the panel may still be sliding in.
    panel.evaluate("e => Promise.all(e.getAnimations().map(a => a.finished)).then(() => null)")
    box = panel.bounding_box()
    assert box == {"x": 852, "y": 100, "width": 408, "height": 680}
    for selector in [".bubble", ".choice", ".titles p"]:
        style = page.locator(f"career-chat {selector}").last.evaluate(
            "e => { const s = getComputedStyle(e); return [s.direction, s.textTransform, s.letterSpacing,"
            " s.filter, s.transform, s.opacity, parseFloat(s.fontSize) < 16,"
            " s.fontFamily.startsWith('system-ui')]; }"
        )
        assert style == ["ltr", "none", "normal", "none", "none", "1", True, True], selector
