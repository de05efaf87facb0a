"""WhatsApp, end to end: emulated Twilio on one side, `rasa run` on the other."""

from __future__ import annotations

import asyncio
import base64
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.channels.bubbles import Bubble
from bot.channels.whatsapp import WhatsAppChannel, WhatsAppSettings
from tests.channels.conftest import Services
from tests.channels.twilio_api import ACCOUNT, BOT, PATH, TOKEN, TwilioApi

QUESTION = "combien gagne un webmarketeur débutant ?"
NOT_TEXT = "Je ne lis que les messages écrits"


def _nothing_came(twilio: TwilioApi, person: str) -> None:
    # One person's messages are handled in order: when the next one is answered, what came before is through.
    before = len(twilio.sent.get(person, []))
    assert "Bonjour" in twilio.say(person, "bonjour")
    assert len(twilio.sent[person]) == before + 1


def test_conversation_by_numbers(twilio: TwilioApi) -> None:
    """Numbers, words and titles take a choice; context is kept and no payload is ever shown."""
    people = [twilio.telephone() for _ in range(4)]
    (greeting,) = {twilio.say(person, "bonjour") for person in people}
    titles = re.findall(r"(?m)^\d+\. (.+)$", greeting)
    assert greeting.endswith("\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1)))
    assert len(titles) >= 2
    words = titles[1].lower().replace("é", "e").strip("\u202f?")
    # In number, in words, in full.
    (answer,) = {twilio.say(p, text) for p, text in zip(people, ["2", "2.", words, titles[1]], strict=True)}
    assert answer != greeting
    assert "environ 2\u202f000\u00a0€" in twilio.say(people[0], QUESTION)
    assert "3\u202f300" in twilio.say(people[0], "1")
    assert not any("/ask" in said for person in people for said in twilio.sent[person])


def test_number_takes_a_choice_when_the_conversation_is_forgotten(services: Services) -> None:
    """Deleting it takes the record of the last choices, but the person still has them before their eyes."""
    twilio, person = services.twilio, services.twilio.telephone()
    twilio.say(person, QUESTION)
    with closing(sqlite3.connect(services.conversations)) as opened, opened:
        forgotten = opened.execute("delete from events where sender_id = ?", [person.replace(":", "-")])
        assert forgotten.rowcount > 0
    assert "3\u202f300" in twilio.say(person, "1")


def test_number_without_such_a_choice_is_answered(twilio: TwilioApi) -> None:
    """A number that is not offered is an ordinary text, and the answer offers choices."""
    person = twilio.telephone()
    assert "1. " in twilio.say(person, "7")


@pytest.mark.parametrize(
    "fields",
    [
        {"NumMedia": "1", "MediaContentType0": "image/jpeg", "MediaUrl0": "https://api.twilio.com/media"},
        {"NumMedia": "1", "MediaContentType0": "audio/ogg", "MediaUrl0": "https://api.twilio.com/media"},
        {"Latitude": "48.8", "Longitude": "2.3", "Body": "5 rue des Écoles", "Address": "5 rue des Écoles"},
        {"Body": "\u200b \n"},
    ],
    ids=["photo", "voice", "place", "nothing"],
)
def test_what_is_not_text_is_answered(twilio: TwilioApi, fields: dict[str, str]) -> None:
    """The bot says that it reads text alone, or answers."""
    said = twilio.after({**twilio.message(twilio.telephone()), **fields})
    assert NOT_TEXT in said or "1. " in said


def test_caption_is_read_like_a_message(twilio: TwilioApi) -> None:
    """A question under a photo."""
    photo = {"NumMedia": "1", "MediaContentType0": "image/jpeg", "MediaUrl0": "https://api.twilio.com/media"}
    assert "2\u202f000" in twilio.after({**twilio.message(twilio.telephone(), QUESTION), **photo})


def test_long_and_odd_texts_are_answered(twilio: TwilioApi) -> None:
    """Twilio's longest message, emoji, markup; a text beyond the bot's limit gets a polite word."""
    person = twilio.telephone()
    for text in ("x" * 1600, "\U0001f600" * 800, "*a* <b>&amp;", "/restart", "&+%=é"):
        assert twilio.say(person, text)
    assert "trop long" in twilio.say(person, "long " * 2500)


def test_status_callbacks_and_other_senders_are_taken_and_ignored(twilio: TwilioApi) -> None:
    """200 and no word."""
    person = twilio.telephone()
    for status in ("queued", "sent", "delivered", "read", "failed"):
        callback = {"MessageSid": "SM1", "MessageStatus": status, "SmsStatus": status, "To": person, "From": BOT}
        assert twilio.deliver(callback) == 200
    assert twilio.deliver({**twilio.message("+33600000000", QUESTION)}) == 200
    assert twilio.deliver({"AccountSid": ACCOUNT}) == 200
    _nothing_came(twilio, person)
    assert BOT not in twilio.sent
    assert "+33600000000" not in twilio.sent


def test_signature_covers_the_public_address(twilio: TwilioApi) -> None:
    """What Twilio signed is taken, also with a query; what it did not sign, or signed for elsewhere, is not."""
    person = twilio.telephone()
    assert twilio.deliver(twilio.message(person, "bonjour"), query="?a=b%20c&d") == 200
    message = twilio.message(person, QUESTION)
    local = twilio.signature(f"http://127.0.0.1{PATH}", message)
    other = twilio.signature(f"https://bot.example.org{PATH}", message, token="x")  # noqa: S106
    good = twilio.signature(f"https://bot.example.org{PATH}", message)
    for signature in ("", "é", "AAAA", local, other):
        assert twilio.deliver(message, signature=signature) == 403
    assert twilio.deliver({**message, "Body": "autre chose"}, signature=good) == 403
    assert twilio.deliver({**message, "Extra": ""}, signature=good) == 403
    assert twilio.deliver(message, query="?x=1", signature=good) == 403
    twilio.wait_for(lambda: twilio.sent.get(person), "the answer to the first")
    _nothing_came(twilio, person)


def test_repeated_message_is_answered_once(twilio: TwilioApi) -> None:
    """Twilio repeats a webhook that was not answered in time."""
    person = twilio.telephone()
    message = twilio.message(person, QUESTION)
    twilio.after(message)
    assert [twilio.deliver(message) for _ in range(3)] == [200] * 3
    _nothing_came(twilio, person)


def test_flood_limit_is_waited_for(twilio: TwilioApi) -> None:
    """429 is tried again; the webhook is answered at once meanwhile."""
    person = twilio.telephone()
    twilio.floods = 1
    before = time.monotonic()
    assert twilio.deliver(twilio.message(person, QUESTION)) == 200
    assert time.monotonic() - before < 1
    twilio.wait_for(lambda: twilio.sent.get(person), "the answer after the flood")
    assert len(twilio.sent[person]) == 1


def test_long_answers_come_in_pieces(twilio: TwilioApi, tmp_path: Path) -> None:
    """In order, each within Twilio's limit, cut at sentences, with the choices at the end."""
    person = twilio.telephone()
    settings = WhatsAppSettings(
        account=ACCOUNT, token=TOKEN, public_url="https://a.org", api_url=twilio.url, database=tmp_path / "a.db"
    )
    channel = WhatsAppChannel(settings)

    class Verbose:
        async def answer(self, text: str, conversation: str) -> list[Bubble]:
            return [
                {"text": "Une phrase de plus. " * 200, "buttons": [{"title": "Et ensuite ?", "payload": "/a"}]}
            ]

    async def handle() -> None:
        await channel.open()
        channel.messenger = Verbose()
        await channel.handle({"from": person, "to": BOT, "text": "?"})
        await channel.close()

    asyncio.run(handle())
    assert len(twilio.sent[person]) == 3
    assert all(piece.endswith(("plus.", "1. Et ensuite ?")) for piece in twilio.sent[person])
    assert "".join(twilio.sent[person]).count("Une phrase de plus.") == 200


def test_unreachable_person_hinders_nobody(twilio: TwilioApi) -> None:
    """An answer that Twilio does not take is dropped."""
    gone = twilio.telephone()
    twilio.unreachable.add(gone)
    assert twilio.deliver(twilio.message(gone, QUESTION)) == 200
    twilio.wait_for(lambda: "Channel could not find To address" in twilio.errors, "the refusal")
    _nothing_came(twilio, twilio.telephone())


def test_emulator_refuses_what_twilio_refuses(twilio: TwilioApi) -> None:
    """The limits that the tests above lean on are there."""
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    fields = {"From": BOT, "To": twilio.telephone(), "Body": "a" * 1601}
    assert twilio.reply(path, fields, {})[0] == 401
    signed = {"Authorization": "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()}
    assert twilio.reply(path, fields, signed)[1]["code"] == 21617
    assert twilio.reply(path, {**fields, "Body": "a" * 1600, "To": "+33"}, signed)[1]["code"] == 63003
    assert twilio.reply(path, {**fields, "Body": "a" * 1600}, signed)[0] == 201
