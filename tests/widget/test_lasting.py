"""Nothing is lost and nothing doubled: reloads, other pages, lost connections, a killed server, ended sessions."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.conftest import Server
from tests.widget.conftest import Site
from tests.widget.stored import said, stored
from tests.widget.web_client import WebClient, token
from tests.widget.widget_page import answers, field, launcher, open_panel, questions, say

NewContext = Callable[..., BrowserContext]


def kept(page: Page) -> dict[str, dict[str, str]]:
    """What the browser keeps."""
    content: dict[str, dict[str, str]] = page.evaluate(
        "() => Object.fromEntries(Object.entries({...localStorage}).map(([k, v]) => [k, JSON.parse(v)]))"
    )
    return content


def session(page: Page, address: str) -> WebClient:
    """The session that the widget has."""
    return WebClient(address, kept(page)[f"career-chat:{address}/chat/"]["session"]["token"])


def keep(page: Page, address: str, session_token: str, **more: object) -> None:
    """Put a session into the browser."""
    content = {"session": {"token": session_token, "expires": 0}, "open": True, "turns": 0, **more}
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [f"career-chat:{address}/chat/", json.dumps(content)])


def test_nothing_is_kept_before_one_writes(site: Site, new_context: NewContext) -> None:
    """No storage, no cookie, no request to anybody but the site and the bot, before and after."""
    context = new_context()
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.partition("//")[2].partition("/")[0]))
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    field(page).fill("bon")
    page.keyboard.press("Escape")
    open_panel(page)
    assert kept(page) == {}
    say(page, "bonjour")
    assert list(kept(page)) == [next(iter(kept(page)))]
    assert context.cookies() == []
    assert page.evaluate("sessionStorage.length") == 0
    assert {host.partition(":")[0] for host in hosts} == {"127.0.0.1"}
    assert len(hosts) == 2


def test_conversation_comes_back_on_another_page(site: Site, page: Page) -> None:
    """With its buttons' titles, its ratings and what was typed; open as it was."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "combien gagne-t-on ?").get_by_role("button", name="Et pour un débutant").click()
    expect(answers(page)).to_have_count(3)
    answers(page).last.get_by_role("button", name="Réponse utile").click()
    expect(page.get_by_role("status").filter(has_text="Merci")).to_be_attached()
    field(page).fill("pas fini")
    page.get_by_role("link", name="Une autre page").click()
    expect(page).to_have_url(f"{site.url}/plain.html?other")
    expect(answers(page)).to_have_count(3)
    expect(questions(page).last.locator(".bubble")).to_have_text("Et pour un débutant\u202f?")
    rated = answers(page).last.get_by_role("button", name="Réponse utile")
    expect(rated).to_have_attribute("aria-pressed", "true")
    assert page.locator("career-chat .choices").count() == 1
    expect(field(page)).to_have_value("pas fini")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_other_tab_follows(site: Site, new_context: NewContext) -> None:
    """Two tabs of one browser are one conversation."""
    context = new_context()
    first, second = context.new_page(), context.new_page()
    first.goto(f"{site.url}/plain.html")
    open_panel(first)
    say(first, "bonjour")
    second.goto(f"{site.url}/plain.html")
    expect(answers(second)).to_have_count(2)
    say(second, "combien gagne un webmarketeur ?")
    expect(answers(first)).to_have_count(3)


def test_two_browsers_share_nothing(bot: Server, site: Site, address: str, new_context: NewContext) -> None:
    """Each has a conversation of its own."""
    first, second = new_context().new_page(), new_context().new_page()
    for page, text in [(first, "bonjour"), (second, "combien gagne un webmarketeur ?")]:
        page.goto(f"{site.url}/plain.html")
        open_panel(page)
        say(page, text)
    one, other = session(first, address), session(second, address)
    assert one.conversation != other.conversation
    assert [turn["text"] for turn in one.turns()] == ["bonjour"]
    assert said(bot, other.conversation) == 1
    second.reload()
    expect(questions(second)).to_have_count(1)
    expect(questions(second)).to_contain_text("combien gagne")


def test_tab_only_memory_ends_with_the_tab(site: Site, new_context: NewContext) -> None:
    """For computers that people share: remember="tab"."""
    context = new_context()
    page = context.new_page()
    page.goto(f"{site.url}/attributes.html")
    page.get_by_role("button", name="Posez").click()
    expect(answers(page)).to_have_count(1)
    say(page, "bonjour")
    assert kept(page) == {}
    page.reload()
    expect(answers(page)).to_have_count(2)
    other = context.new_page()
    other.goto(f"{site.url}/attributes.html")
    other.get_by_role("button", name="Posez").click()
    expect(answers(other)).to_have_count(1)


def test_answer_lost_on_its_way_is_not_doubled(
    bot: Server, site: Site, address: str, new_context: NewContext
) -> None:
    """The bot answered but the connection broke: the widget asks again and gets the same answer."""
    page = new_context(expected="ERR_FAILED").new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().json()["turn"])
            route.abort()
        else:
            route.continue_()

    page.route("**/chat/messages", lose)
    answer = say(page, "combien gagne un webmarketeur ?")
    expect(answer).to_contain_text("2\u202f000")
    page.unroute("**/chat/messages")
    turns = session(page, address).turns()
    assert [(turn["id"], turn["at"]) for turn in turns] == [(lost[0]["id"], lost[0]["at"])]
    assert said(bot, session(page, address).conversation) == 1


def test_offline_keeps_the_message_and_sends_it_later(site: Site, new_context: NewContext) -> None:
    """It says so, and the message goes out by itself when the connection is back."""
    context = new_context(expected="ERR_INTERNET_DISCONNECTED")
    page = context.new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    context.set_offline(True)
    field(page).fill("combien gagne un webmarketeur ?")
    field(page).press("Enter")
    expect(questions(page).last).to_contain_text("Vous êtes hors connexion")
    expect(questions(page).last).to_contain_text("combien gagne un webmarketeur ?")
    context.set_offline(False)
    expect(answers(page)).to_have_count(3)
    expect(questions(page).last).not_to_contain_text("hors connexion")
    expect(questions(page)).to_have_count(2)


def test_session_that_ended_gives_a_fresh_start(
    bot: Server, site: Site, address: str, new_context: NewContext
) -> None:
    """In the middle of a conversation the message opens a new one; nothing typed is lost."""
    page = new_context(expected="401").new_page()
    page.goto(f"{site.url}/plain.html")
    keep(page, address, token(time.time() + 2))
    page.reload()
    expect(answers(page)).to_have_count(1)
    time.sleep(2.1)
    field(page).fill("combien gagne un webmarketeur ?")
    field(page).press("Enter")
    expect(answers(page)).to_have_count(2)
    expect(answers(page).last).to_contain_text("2\u202f000")
    expect(page.locator("career-chat .notice")).to_contain_text("n’est plus disponible")
    assert [turn["text"] for turn in session(page, address).turns()] == ["combien gagne un webmarketeur ?"]


@pytest.mark.parametrize(
    "bad",
    [token(time.time() - 60), token(time.time() + 3600, key="k" * 40), "nonsense"],
    ids=["expired", "forged", "nonsense"],
)
def test_bad_session_in_the_browser_gives_a_fresh_start(
    site: Site, address: str, new_context: NewContext, bad: str
) -> None:
    """At the start of a page too; the draft and the message on its way are still there."""
    page = new_context(expected="401").new_page()
    page.goto(f"{site.url}/plain.html")
    keep(page, address, bad, draft="mon brouillon")
    page.reload()
    expect(page.locator("career-chat .notice")).to_contain_text("n’est plus disponible")
    expect(field(page)).to_have_value("mon brouillon")
    say(page, "bonjour")
    assert len(session(page, address).turns()) == 1


def test_foreign_site_is_told_so(foreign_site: Site, new_context: NewContext) -> None:
    """A site that nobody allowed gets no word of the bot."""
    page = new_context(expected="403").new_page()
    page.goto(f"{foreign_site.url}/plain.html")
    launcher(page).click()
    expect(page.locator("career-chat .notice")).to_contain_text("Ce site n’a pas le droit")
    assert answers(page).count() == 0


def test_too_many_messages_are_explained(site: Site, address: str, new_context: NewContext) -> None:
    """In French, with the time to wait; the message stays and can be sent again."""
    page = new_context(expected="429").new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    client = session(page, address)
    while client.say("bonjour").status == 200:
        pass
    field(page).fill("et le salaire ?")
    field(page).press("Enter")
    expect(questions(page).last).to_contain_text("Vous avez envoyé beaucoup de messages. Réessayez dans")
    time.sleep(3)
    questions(page).last.get_by_role("button", name="Réessayer").click()
    expect(answers(page)).to_have_count(3)


def test_too_long_message_stays_in_the_field(site: Site, page: Page) -> None:
    """With a word on what is too much."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    field(page).fill("a" * 10_001)
    expect(page.get_by_role("alert")).to_contain_text(
        "trop long : 10\u202f001 caractères, pour 10\u202f000 au plus"
    )
    field(page).press("Enter")
    assert questions(page).count() == 0
    assert len(field(page).input_value()) == 10_001
    field(page).fill("a" * 10_000)
    field(page).press("Enter")
    expect(answers(page)).to_have_count(2)


def test_deleting_removes_everything(bot: Server, site: Site, address: str, page: Page) -> None:
    """Here and on the server, after a question."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour").get_by_role("button", name="Réponse peu utile").click()
    expect(page.get_by_role("status").filter(has_text="Merci")).to_be_attached()
    conversation = session(page, address).conversation
    assert stored(bot, conversation) > 2
    for choice in ["Annuler", "Supprimer"]:
        page.get_by_role("button", name="Autres actions").click()
        page.get_by_role("button", name="Supprimer mes données").click()
        page.get_by_role("alertdialog").get_by_role("button", name=choice, exact=True).click()
        if choice == "Annuler":
            expect(answers(page)).to_have_count(2)
    expect(page.locator("career-chat .notice")).to_contain_text("Vos données sont supprimées")
    expect(answers(page)).to_have_count(1)
    assert kept(page) == {}
    assert stored(bot, conversation) == 0


def test_bot_that_forgets_leaves_its_last_word(bot: Server, site: Site, address: str, page: Page) -> None:
    """Asked in words, the bot forgets, and so does the browser."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    conversation = session(page, address).conversation
    field(page).fill("oublie-moi")
    field(page).press("Enter")
    expect(answers(page)).to_have_count(1)
    expect(answers(page)).to_contain_text("C’est oublié.")
    assert kept(page) == {}
    assert stored(bot, conversation) == 0


def test_restart_begins_afresh_in_the_same_session(bot: Server, site: Site, address: str, page: Page) -> None:
    """What was said is gone from sight, and still deleted with the rest."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    before = session(page, address)
    page.get_by_role("button", name="Autres actions").click()
    page.get_by_role("button", name="Recommencer").click()
    expect(page.locator("career-chat .notice")).to_contain_text("Nouvelle conversation")
    expect(answers(page)).to_have_count(1)
    say(page, "combien gagne un webmarketeur ?")
    assert session(page, address).token == before.token
    assert said(bot, before.conversation) == 2
    page.reload()
    expect(answers(page)).to_have_count(2)


def test_killed_server_loses_and_doubles_nothing(
    bot: Server, site: Site, address: str, new_context: NewContext, capfd: pytest.CaptureFixture[str]
) -> None:
    """Killed in a conversation: messages are kept, sent again, and stored once; ids count across the restart."""
    page = new_context(expected="ERR_CONNECTION_REFUSED").new_page()
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    client = session(page, address)
    answered = client.turns()[0]
    newcomer = new_context(expected="ERR_CONNECTION_REFUSED").new_page()
    newcomer.goto(f"{site.url}/plain.html")
    open_panel(newcomer)
    bot.kill()
    field(newcomer).fill("quelles études faire ?")
    field(newcomer).press("Enter")
    field(page).fill("combien gagne un webmarketeur ?")
    field(page).press("Enter")
    failed = questions(page).last
    expect(failed).to_contain_text("Le service ne répond pas. Votre message est gardé.", timeout=15_000)
    expect(failed).to_contain_text("combien gagne un webmarketeur ?")
    expect(questions(newcomer)).to_contain_text("Votre message est gardé.", timeout=15_000)
    bot.start()
    assert f"talk with it at {address}/chat/ (Ctrl+C stops it)" in capfd.readouterr().out
    failed.get_by_role("button", name="Réessayer").click()
    expect(answers(page)).to_have_count(3)
    expect(answers(page).last).to_contain_text("2\u202f000")
    assert client.say("bonjour", answered["id"]).content["turn"]["at"] == answered["at"]
    assert [turn["text"] for turn in client.turns()] == ["bonjour", "combien gagne un webmarketeur ?"]
    assert said(bot, client.conversation) == 2
    page.reload()
    expect(answers(page)).to_have_count(3)
    expect(questions(page)).to_have_count(2)
    # A first message, which found no server to start a session, goes out when the page is opened again.
    newcomer.reload()
    launcher(newcomer).click()
    expect(answers(newcomer)).to_have_count(2)
    expect(questions(newcomer)).to_contain_text("quelles études faire ?")


def test_message_on_its_way_survives_leaving_the_page(site: Site, address: str, page: Page) -> None:
    """The page was left before the answer came: the next one sends the message again, by its id."""
    page.goto(f"{site.url}/plain.html")
    open_panel(page)
    say(page, "bonjour")
    page.route("**/chat/messages", lambda route: None)
    field(page).fill("combien gagne un webmarketeur ?")
    field(page).press("Enter")
    expect(page.locator("career-chat .typing")).to_be_visible()
    page.unroute("**/chat/messages")
    page.reload()
    expect(answers(page)).to_have_count(3)
    assert len(session(page, address).turns()) == 2
