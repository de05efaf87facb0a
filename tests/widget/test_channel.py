"""The web channel: sessions nobody can guess or forge, messages that count once, clear refusals."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException

from bot.channels.web import WebChannel
from bot.channels.web_files import WidgetFiles
from bot.channels.web_limits import RateLimit
from bot.channels.web_sessions import InvalidSession, Sessions, load_key
from tests.conftest import Server
from tests.widget.conftest import KEY, Site
from tests.widget.stored import said, stored
from tests.widget.web_client import WebClient, token

ID = "0123456789abcdef"
NEXT_HOUR = time.time() + 3600


@pytest.fixture
def client(bot: Server, address: str) -> WebClient:
    """A new session."""
    return WebClient(address)


def test_retry_answers_the_same_and_is_stored_once(bot: Server, client: WebClient) -> None:
    """A message that is sent again, by several requests at once too, is one message."""
    first = client.say("combien gagne un webmarketeur ?", ID)
    assert first.status == 200
    assert "2\u202f000" in first.content["turn"]["bubbles"][0]["text"]
    assert client.say("combien gagne un webmarketeur ?", ID).content == first.content
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: client.say("bonjour", ID + "2"), range(8)))
    assert [reply.status for reply in replies] == [200] * 8
    assert all(reply.content == replies[0].content for reply in replies)
    assert said(bot, client.conversation) == 2


def test_same_id_in_two_conversations_is_two_messages(address: str, client: WebClient) -> None:
    """Ids are the widget's own; one person cannot take another's answer by them."""
    other = WebClient(address)
    assert client.say("bonjour", ID).status == 200
    assert other.say("combien gagne un webmarketeur ?", ID).content["turn"]["text"].startswith("combien")


@pytest.mark.parametrize(
    "forged",
    [
        token(NEXT_HOUR, key="another-key-another-key-another-key"),
        token(time.time() - 1),
        token(NEXT_HOUR, audience="something-else"),
        token(NEXT_HOUR).rpartition(".")[0] + ".",
        # {"alg":"none"}, unsigned
        "eyJhbGciOiJub25lIn0." + token(NEXT_HOUR).split(".")[1] + ".",
        "nonsense",
        "é",
    ],
    ids=["foreign key", "expired", "foreign purpose", "cut", "unsigned", "nonsense", "not ASCII"],
)
def test_bad_tokens_get_401(address: str, forged: str) -> None:
    """For reading, speaking, rating, restarting and deleting alike."""
    client = WebClient(address, forged.encode().decode("latin-1"))
    requests: list[tuple[str, str, Any]] = [
        ("GET", "messages", None),
        ("POST", "messages", {"id": ID, "text": "bonjour"}),
        ("POST", "ratings", {"id": ID, "rating": "up"}),
        ("POST", "restart", {}),
        ("DELETE", "conversation", None),
    ]
    for method, path, body in requests:
        reply = client.ask(method, path, body)
        assert (reply.status, reply.content["error"]) == (401, "no_session")


def test_requests_without_a_token_get_401(client: WebClient) -> None:
    """Nothing to read without one."""
    assert client.ask("GET", "messages", headers={"Authorization": ""}).status == 401


def test_sessions_cannot_be_guessed(address: str) -> None:
    """Each session is a conversation of its own, named by 192 random bits."""
    clients = [WebClient(address) for _ in range(20)]
    assert len({client.conversation for client in clients}) == 20
    assert min(len(client.conversation) for client in clients) == len("web-") + 32
    clients[0].say("bonjour")
    assert clients[1].turns() == []


def test_foreign_origins_are_refused(client: WebClient, site: Site) -> None:
    """Only the bot's own page and the sites that the configuration lists may speak with it from a browser."""
    for origin, status in [
        (client.address, 200),
        (site.url, 200),
        ("https://evil.example", 403),
        (site.url + ".evil.example", 403),
        ("null", 403),
    ]:
        reply = client.ask("GET", "messages", headers={"Origin": origin})
        assert reply.status == status, origin
        preflight = client.ask("OPTIONS", "messages", headers={"Origin": origin})
        assert ("access-control-allow-origin" in preflight.headers) == (status == 200)
        if status == 200:
            assert preflight.headers["access-control-allow-origin"] == origin
            assert "Authorization" in preflight.headers["access-control-allow-headers"]
            assert "DELETE" in preflight.headers["access-control-allow-methods"]
        else:
            assert reply.content["error"] == "foreign_origin"


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, "bad_request"),
        (b"nope", 400, "bad_request"),
        (b"[]", 400, "bad_request"),
        ({"text": "bonjour"}, 400, "bad_request"),
        ({"id": "short", "text": "bonjour"}, 400, "bad_request"),
        ({"id": "%' or 1=1 --------", "text": "bonjour"}, 400, "bad_request"),
        ({"id": ID, "text": 3}, 400, "bad_request"),
        ({"id": ID, "text": "bonjour", "payload": {}}, 400, "bad_request"),
        ({"id": ID, "text": " \u0000 "}, 400, "empty"),
        ({"id": ID, "text": "a" * 10_001}, 413, "too_long"),
    ],
)
def test_bad_messages_are_refused_clearly(client: WebClient, body: Any, status: int, error: str) -> None:
    """With a code that the widget has words for."""
    reply = client.ask("POST", "messages", body)
    assert (reply.status, reply.content["error"]) == (status, error)
    assert client.turns() == []


def test_huge_bodies_and_other_types_are_refused(client: WebClient) -> None:
    """Before they are read, and when they are not JSON."""
    assert client.ask("POST", "messages", b"a" * 2_000_000).status == 413
    assert client.ask("POST", "messages", b"{}", {"Content-Type": "text/plain"}).status == 415


def test_only_the_bots_own_buttons_are_orders(client: WebClient) -> None:
    """What is typed never is, though it looks like one; an unknown payload gives way to what the person saw."""
    button = client.say("Et pour un débutant ?", payload='/ask_salary{"experience": "junior"}')
    assert "Une personne qui débute" in button.content["turn"]["bubbles"][0]["text"]
    assert button.content["turn"]["text"] == "Et pour un débutant ?"
    order = client.say("Que savez-vous faire ?", payload="/ask_capabilities")
    assert "Je réponds aux questions" in order.content["turn"]["bubbles"][0]["text"]
    typed = client.say("/ask_capabilities")
    assert "Je réponds aux questions" not in typed.content["turn"]["bubbles"][0]["text"]
    forged = client.say("bonjour", payload="/restart")
    assert "Je suis un programme" in forged.content["turn"]["bubbles"][0]["text"]
    assert len(client.turns()) == 4


def test_ratings_are_stored_changed_and_taken_back(bot: Server, client: WebClient) -> None:
    """One a message, and only of messages of this conversation."""
    client.say("bonjour", ID)
    for rating in ("up", "down", None, "up"):
        assert client.ask("POST", "ratings", {"id": ID, "rating": rating}).status == 204
        assert client.turns()[0]["rating"] == rating
    assert client.ask("POST", "ratings", {"id": ID, "rating": "great"}).status == 400
    assert client.ask("POST", "ratings", {"id": ID + "9", "rating": "up"}).status == 404


def test_restart_hides_and_deleting_deletes(bot: Server, client: WebClient) -> None:
    """After a restart the bot begins afresh; deleting removes what was before it too, ratings included."""
    client.say("bonjour", ID)
    client.ask("POST", "ratings", {"id": ID, "rating": "up"})
    assert client.ask("POST", "restart", {}).status == 204
    assert client.turns() == []
    client.say("combien gagne un webmarketeur ?")
    assert [turn["text"] for turn in client.turns()] == ["combien gagne un webmarketeur ?"]
    assert client.say("bonjour", ID).content["turn"]["id"] == ID
    assert said(bot, client.conversation) == 2
    assert stored(bot, client.conversation) > 5
    assert client.ask("DELETE", "conversation").status == 204
    assert stored(bot, client.conversation) == 0
    assert client.turns() == []


def test_bot_that_forgets_leaves_nothing(bot: Server, client: WebClient) -> None:
    """When the bot itself is asked to forget, its last word comes, and nothing stays, ratings included."""
    client.say("bonjour", ID)
    client.ask("POST", "ratings", {"id": ID, "rating": "up"})
    reply = client.say("oublie-moi")
    assert reply.content == {"forgotten": True, "bubbles": [{"text": "C’est oublié."}]}
    assert stored(bot, client.conversation) == 0


def test_too_many_messages_are_refused(client: WebClient) -> None:
    """Thirty at once, and one more every two seconds; retries of answered ones do not count."""
    answered = 0
    while (reply := client.say("bonjour", f"{ID}-{answered}")).status == 200:
        answered += 1
        assert answered < 100
    assert answered >= 30
    assert reply.status == 429
    assert 1 <= reply.content["seconds"] <= 2
    assert reply.headers["retry-after"] == str(reply.content["seconds"])
    assert client.say("bonjour", f"{ID}-0").status == 200


def test_rate_limit_refills() -> None:
    """Names do not share, and time gives back."""
    now = [0.0]
    limit = RateLimit(2, 60, lambda: now[0])
    assert [limit.wait("a"), limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0, 0, 30, 0]
    now[0] = 30
    assert [limit.wait("a"), limit.wait("a")] == [0, 30]


def test_page_and_script_are_served_safely(client: WebClient) -> None:
    """Right types, a strict policy, and caching by version."""
    page = client.ask("GET", "")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    script = client.ask("GET", "career-chat.js", headers={"Accept-Encoding": "gzip"})
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["content-encoding"] == "gzip"
    assert script.headers["access-control-allow-origin"] == "*"
    assert "immutable" not in script.headers["cache-control"]
    version = script.headers["etag"].strip('"')
    assert "immutable" in client.ask("GET", f"career-chat.js?v={version}").headers["cache-control"]
    assert client.ask("GET", "career-chat.js", headers={"If-None-Match": f'"{version}"'}).status == 304
    assert client.ask("GET", "career-chat.js.map").headers["content-type"] == "application/json"
    for reply in (page, script, client.ask("GET", "messages")):
        assert reply.headers["x-content-type-options"] == "nosniff"
    assert client.ask("GET", "messages").headers["cache-control"] == "no-store"
    assert client.ask("HEAD", "career-chat.js").status == 200
    for missing in ("..%2f..%2fcredentials.yml", "secret.html", ".npmrc"):
        assert client.ask("GET", missing).status == 404


def test_bot_without_a_built_widget_has_no_page(tmp_path: Path) -> None:
    """It starts all the same: the other channels need none."""
    assert not WidgetFiles(tmp_path / "missing").built
    assert WidgetFiles().built


def test_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """At the first start; a file that others may read is refused."""
    path = tmp_path / "var" / "web.key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_key(None, path), range(8)))
    assert len(keys) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["web.key"]
    assert load_key("k" * 32, path) == "k" * 32
    with pytest.raises(ValueError, match="shorter than 32"):
        load_key("short", path)
    os.chmod(path, 0o644)
    with pytest.raises(ValueError, match="chmod 600"):
        load_key(None, path)


def test_sessions_of_another_key_are_invalid() -> None:
    """A token works with the key that signed it, until it ends."""
    ours = Sessions(KEY, 60)
    session = ours.start()
    assert ours.conversation(session.token)
    assert 55 < session.expires - time.time() <= 60
    with pytest.raises(InvalidSession):
        Sessions("another-key-another-key-another-key", 60).conversation(session.token)


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ({"origins": "https://a.example"}, "must be a list"),
        ({"origins": ["a.example"]}, "must be like https"),
        ({"origins": ["https://a.example/page"]}, "must be like https"),
        ({"origins": ["*"]}, "must be like https"),
        ({"session_hours": 0}, "above 0"),
        ({"orgins": []}, "unknown setting orgins"),
    ],
)
def test_settings_that_cannot_be_used_stop_the_start(
    section: dict[str, Any], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line that says what is wrong."""
    monkeypatch.setenv("CHAT_KEY", KEY)
    with pytest.raises(RasaException, match=problem):
        WebChannel.from_credentials(section)
