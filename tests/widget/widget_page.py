"""What a person does with the widget, for the tests."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def launcher(page: Page) -> Locator:
    """The button that opens the panel."""
    return page.get_by_role("button", name="Poser une question")


def field(page: Page) -> Locator:
    """Where one writes."""
    return page.get_by_role("textbox", name="Votre message")


def answers(page: Page) -> Locator:
    """All that the bot said, the greeting first."""
    return page.locator("career-chat .entry.bot")


def questions(page: Page) -> Locator:
    """All that the person said."""
    return page.locator("career-chat .entry.person")


def open_panel(page: Page) -> None:
    """Open the panel and wait for the greeting."""
    launcher(page).click()
    expect(answers(page).first).to_contain_text("Je suis un programme")


def say(page: Page, text: str) -> Locator:
    """Say something, wait for the answer and give it."""
    before = answers(page).count()
    field(page).fill(text)
    field(page).press("Enter")
    expect(answers(page)).to_have_count(before + 1)
    return answers(page).last
