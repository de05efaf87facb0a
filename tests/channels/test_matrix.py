"""Matrix, end to end: a real Synapse on one side, `rasa run` on the other."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from bot.channels.matrix import MatrixChannel, MatrixSettings
from tests.channels.conftest import Services
from tests.channels.synapse import MatrixPerson

QUESTION = "combien gagne un webmarketeur débutant ?"
NOT_TEXT = "Je ne lis que les messages écrits"


class Talk:
    """A person in a room with the bot."""

    def __init__(self, services: Services, *others: MatrixPerson) -> None:
        self.bot = services.matrix_bot.id
        self.person = services.synapse.person()
        self.room = self.person.room(self.bot, *(other.id for other in others))
        self.person.wait_for_member(self.room, self.bot)
        for other in others:
            other.call("POST", f"/rooms/{self.room}/join")

    def say(self, content: str | dict[str, Any]) -> str:
        """Say something and give the text of the answer."""
        return str(self.person.say(self.room, self.bot, content)["body"])

    def count(self) -> int:
        """How often the bot wrote."""
        return len(self.person.messages(self.room, self.bot))

    def nothing_came(self, greeting: str = "bonjour") -> None:
        """What is said in one room is handled in order: an answer to the next means that there was none before."""
        before = self.count()
        assert "Bonjour" in self.say(greeting)
        assert self.count() == before + 1


@pytest.fixture
def talk(services: Services) -> Talk:
    """A room of two."""
    return Talk(services)


def _reply_to(event: str, text: str) -> dict[str, Any]:
    return {
        "msgtype": "m.text",
        "body": f"> <@somebody:localhost> Bonjour !\n> Que voulez-vous savoir ?\n\n{text}",
        "format": "org.matrix.custom.html",
        "formatted_body": f"<mx-reply><blockquote>Bonjour !</blockquote></mx-reply>{text}",
        "m.relates_to": {"m.in_reply_to": {"event_id": event}},
    }


def test_conversation_by_numbers(talk: Talk, services: Services) -> None:
    """Invited, asked, answered; choices by number and words; formatted, with a plain body; no payload shown."""
    greeting = talk.person.say(talk.room, talk.bot, "bonjour")
    first, second = re.findall(r"(?m)^[12]\. (.+)$", greeting["body"])
    assert f"\n\n1. {first}\n2. {second}" in greeting["body"]
    assert f'<ol start="1"><li>{first}</li><li>{second}</li>' in greeting["formatted_body"]
    assert (greeting["msgtype"], greeting["format"]) == ("m.notice", "org.matrix.custom.html")
    by_words = Talk(services)
    by_words.say("bonjour")
    assert talk.say("2") == by_words.say(second.lower())
    assert "environ 2\u202f000\u00a0€" in talk.say(QUESTION)
    assert "3\u202f300" in talk.say("1)")
    assert "/ask" not in str(talk.person.messages(talk.room, talk.bot))


def test_edit_and_reply_are_understood(talk: Talk) -> None:
    """A corrected question is answered anew, without the star of its fallback; a reply without what it quotes."""
    wrong = talk.person.send(talk.room, "bonjuor")
    talk.person.answers(talk.room, talk.bot, 1)
    edit = {
        "msgtype": "m.text",
        "body": f"* {QUESTION}",
        "m.new_content": {"msgtype": "m.text", "body": QUESTION},
        "m.relates_to": {"rel_type": "m.replace", "event_id": wrong},
    }
    assert "environ 2\u202f000" in talk.say(edit)
    answer = talk.person.messages(talk.room, talk.bot)[-1]["event_id"]
    assert "3\u202f300" in talk.say(_reply_to(answer, "1"))


@pytest.mark.parametrize(
    "content",
    [
        {"msgtype": "m.image", "body": "photo.jpg", "url": "mxc://localhost/a"},
        {"msgtype": "m.audio", "body": "Voix", "filename": "Voix", "url": "mxc://localhost/a"},
        {"msgtype": "m.file", "body": "cv.pdf", "url": "mxc://localhost/a"},
        {"msgtype": "m.video", "body": "film.mp4", "url": "mxc://localhost/a"},
        {"msgtype": "m.location", "body": "Ici", "geo_uri": "geo:1,2"},
        {"msgtype": "m.text", "body": "  "},
    ],
    ids=lambda content: content["msgtype"],
)
def test_what_is_not_text_is_answered(talk: Talk, content: dict[str, Any]) -> None:
    """The bot says that it reads text alone."""
    assert NOT_TEXT in talk.say(content)


def test_sticker_caption_and_emote_are_answered(talk: Talk) -> None:
    """A sticker is not text; what is written under a picture is, and so is what somebody "does"."""
    talk.person.send(talk.room, {"body": "Ha", "url": "mxc://localhost/a", "info": {}}, type="m.sticker")
    assert NOT_TEXT in talk.person.answers(talk.room, talk.bot, 1)[0]["body"]
    picture = {"msgtype": "m.image", "body": QUESTION, "filename": "a.jpg", "url": "mxc://localhost/a"}
    assert "2\u202f000" in talk.say(picture)
    assert talk.say({"msgtype": "m.emote", "body": QUESTION})


def test_long_and_odd_texts_are_answered(talk: Talk) -> None:
    """Markup, an order typed by hand, a text beyond the bot's limit."""
    for text in ("<b>&amp; _*[`", "/restart", "\U0001f600" * 3000):
        assert talk.say(text)
    assert "trop long" in talk.say("long " * 2500)


def test_other_events_are_ignored(talk: Talk) -> None:
    """Notices of other bots, reactions, deletions, strange content: no word, and no harm to what comes next."""
    first = talk.person.send(talk.room, "bonjour")
    talk.person.answers(talk.room, talk.bot, 1)
    talk.person.send(talk.room, {"msgtype": "m.notice", "body": QUESTION})
    talk.person.send(
        talk.room,
        {"m.relates_to": {"rel_type": "m.annotation", "event_id": first, "key": "a"}},
        type="m.reaction",
    )
    talk.person.call("PUT", f"/rooms/{talk.room}/redact/{first}/1", {})
    strange: list[dict[str, Any]] = [
        {"msgtype": "m.key.verification.request", "body": "?"},
        {"msgtype": "org.example.game", "body": "?", "a": {"b": [None]}},
    ]
    for content in strange:
        talk.person.send(talk.room, content)
    talk.nothing_came()


def test_larger_room_is_answered_where_the_bot_is_meant(services: Services) -> None:
    """Mention or reply; the answer is a reply; each person has a conversation of their own."""
    other = services.synapse.person()
    talk = Talk(services, other)
    talk.person.send(talk.room, QUESTION)
    talk.person.send(talk.room, {"msgtype": "m.image", "body": "a.jpg", "url": "mxc://localhost/a"})
    own = talk.person.send(talk.room, "combien gagne un webbot ?")
    talk.person.send(talk.room, _reply_to(own, QUESTION))
    talk.nothing_came(f"{talk.bot} bonjour")
    answer = talk.person.say(talk.room, talk.bot, f"webbot: {QUESTION}")
    assert "2\u202f000" in answer["body"]
    question = talk.person.messages(talk.room, talk.person.id)[-1]["event_id"]
    assert answer["m.relates_to"]["m.in_reply_to"]["event_id"] == question
    answered = talk.person.messages(talk.room, talk.bot)[-1]["event_id"]
    assert "3\u202f300" in talk.say(_reply_to(answered, "1"))
    mention = {"msgtype": "m.text", "body": QUESTION, "m.mentions": {"user_ids": [talk.bot]}}
    assert "2\u202f000" in talk.say(mention)
    # To the other person nothing was offered yet: "1" is no choice of theirs.
    theirs = other.say(talk.room, talk.bot, "@webbot 1")["body"]
    assert "3\u202f300" not in theirs


def test_thread_is_answered_in_the_thread(talk: Talk) -> None:
    """A question in a thread gets its answer there."""
    root = talk.person.send(talk.room, {"msgtype": "m.notice", "body": "Fil"})
    relation = {"rel_type": "m.thread", "event_id": root, "is_falling_back": True}
    relation["m.in_reply_to"] = {"event_id": root}
    answer = talk.person.say(
        talk.room, talk.bot, {"msgtype": "m.text", "body": QUESTION, "m.relates_to": relation}
    )
    assert answer["m.relates_to"]["rel_type"] == "m.thread"
    assert answer["m.relates_to"]["event_id"] == root


def test_encrypted_room_is_told_once(services: Services) -> None:
    """The bot says that it cannot read there, and no more."""
    person, bot = services.synapse.person(), services.matrix_bot.id
    room = person.room(bot, encrypted=True)
    person.wait_for_member(room, bot)
    encrypted = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "a", "session_id": "b", "sender_key": "c"}
    person.send(room, encrypted, type="m.room.encrypted")
    assert "chiffrée" in person.answers(room, bot, 1)[0]["body"]
    person.send(room, encrypted, type="m.room.encrypted")
    assert "Bonjour" in person.say(room, bot, "bonjour")["body"]
    assert len(person.messages(room, bot)) == 2


def test_only_what_follows_the_invitation_is_answered(services: Services) -> None:
    """A question asked right after the invitation gets its answer; what was said before it does not."""
    person, bot = services.synapse.person(), services.matrix_bot.id
    room = person.room(public=True)
    person.send(room, QUESTION)
    person.call("POST", f"/rooms/{room}/invite", {"user_id": bot})
    person.send(room, "bonjour")
    assert "Bonjour" in person.answers(room, bot, 1)[0]["body"]
    assert "Bonjour" in person.say(room, bot, "bonjour")["body"]
    assert len(person.messages(room, bot)) == 2


def test_refused_token_turns_the_channel_off(
    services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Said in the log once; nothing is tried again."""
    settings = MatrixSettings(homeserver=services.synapse.url, token="wrong", database=tmp_path / "channels.db")  # noqa: S106
    channel = MatrixChannel(settings)

    async def listen() -> None:
        await channel.open()
        await asyncio.wait_for(channel._listen(), 10)
        await channel._session.close()

    asyncio.run(listen())
    assert "refuses the token" in caplog.text


def test_matrix_server_may_go_away(services: Services, talk: Talk) -> None:
    """The bot comes back by itself when the server does."""
    talk.say(QUESTION)
    services.synapse.stop()
    services.synapse.start()
    assert "3\u202f300" in talk.say("1")
