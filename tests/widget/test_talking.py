"""A person talks with the bot in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.widget.conftest import Site
from tests.widget.widget_page import answers, field, open_panel, questions, say


def test_widget_talks_on_another_site(site: Site, page: Page) -> None:
    """One script line is enough: greeting, answer, quick reply."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    expect(say(page, "combien gagne un webmarketeur ?")).to_contain_text("2\u202f000\u00a0€")
    say(page, "combien gagne-t-on ?").get_by_role("button", name="Et pour un débutant").click()
    expect(questions(page).last).to_contain_text("Et pour un débutant")
    expect(answers(page).last).to_contain_text("Une personne qui débute")


def test_page_talks(address: str, page: Page) -> None:
    """The bot's own page is the conversation, without a button to open it."""
    page.goto(f"{address}/chat")
    expect(answers(page).first).to_contain_text("Je suis un programme")
    expect(say(page, "combien gagne un webmarketeur ?")).to_contain_text("2\u202f000\u00a0€")
    expect(field(page)).to_be_focused()
