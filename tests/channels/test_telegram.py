"""Telegram, end to end: an emulated Bot API with the real limits on one side, `rasa run` on the other."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.channels.bubbles import Bubble
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.telegram_sender import TelegramSender
from tests.channels.telegram_api import BOT, TOKEN, TelegramApi, TelegramChat

QUESTION = "combien gagne un webmarketeur débutant ?"
NOT_TEXT = "Je ne lis que les messages écrits"
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b", "duration": 1, "width": 1, "height": 1, "length": 1}
STICKER = {**FILE, "is_animated": False, "is_video": False, "type": "regular"}
POLL_RULES = {"allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
POLL_COUNTS = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, **POLL_RULES}
POLL = {"id": "1", "question": "?", "options": [], "type": "regular", **POLL_COUNTS}
WRONG_TOKEN = "7:wrong"  # noqa: S105
MEMBER = {"status": "kicked", "user": BOT, "until_date": 0}


def _nothing_came(telegram: TelegramApi, chat: TelegramChat, **about: Any) -> None:
    # What one chat sends is handled in order: when the next question is answered, what came before is through.
    last = telegram.say(chat, f"@{BOT['username']} bonjour" if chat.type != "private" else "bonjour", **about)
    assert len(last) == 1
    assert "Bonjour" in last[0].text


def test_start_survives_an_unreachable_api(telegram: TelegramApi) -> None:
    """The server was up before the API was; the webhook is registered all the same, with its secret."""
    telegram.wait_for(lambda: telegram.webhook, "setWebhook")
    assert telegram.webhook["url"] == "https://bot.example.org/webhooks/telegram/webhook"
    assert "callback_query" in telegram.webhook["allowed_updates"]


def test_conversation_by_buttons(telegram: TelegramApi) -> None:
    """One button a row, short ids, the spinner stopped, context kept, no payload shown; typing is shown before."""
    chat, other = telegram.chat(), telegram.chat()
    (start,) = telegram.say(chat, "/start")
    assert len(start.titles) >= 2
    press = telegram.press(chat, start.data[start.titles[0]])
    (pressed,) = telegram.after(chat, press)
    assert pressed.text != start.text
    assert press["callback_query"]["id"] in telegram.answered
    telegram.say(other, "bonjour")
    (by_words,) = telegram.say(other, start.titles[0].lower())
    assert by_words.text == pressed.text
    (junior,) = telegram.say(chat, QUESTION)
    assert "environ 2\u202f000\u00a0€" in junior.text
    (confirmed,) = telegram.after(chat, telegram.press(chat, junior.data[junior.titles[0]]))
    assert "3\u202f300" in confirmed.text
    assert telegram.actions.count(chat.id) == 4
    assert not any("/ask" in sent.text for sent in chat.sent)


def test_help_says_how_to_go_on(telegram: TelegramApi) -> None:
    """/help, also with the bot's name behind it."""
    chat = telegram.chat()
    (said,) = telegram.say(chat, "/help")
    assert "efface mes données" in said.text
    assert telegram.say(chat, f"/help@{BOT['username']}")[0].text == said.text
    assert "Que puis-je demander\u202f?" in said.titles


def test_old_button_is_explained(telegram: TelegramApi) -> None:
    """A button of a former version, or a forged one, gives an answer and no intent."""
    chat = telegram.chat()
    for data in ("gone", '/ask_salary{"experience": "one_year"}'):
        assert "Ce bouton ne marche plus" in telegram.after(chat, telegram.press(chat, data))[0].text


@pytest.mark.parametrize(
    "text",
    ["<b>&amp; _*[`", "a < b & c > d", "/inconnu", "\U0001f600" * 2000, "x" * 4096],
    ids=["tags", "signs", "command", "emoji", "longest"],
)
def test_odd_text_is_answered(telegram: TelegramApi, text: str) -> None:
    """Markup, unknown commands, emoji and the longest message there is."""
    chat = telegram.chat()
    assert telegram.say(chat, text)[0].text
    assert not [error for error in telegram.errors if "entities" in error or "long" in error]


@pytest.mark.parametrize(
    "content",
    [
        {"photo": PHOTO},
        {"sticker": STICKER},
        {"voice": FILE},
        {"video": FILE},
        {"video_note": FILE},
        {"audio": FILE},
        {"animation": FILE, "document": FILE},
        {"document": FILE},
        {"location": {"longitude": 1.0, "latitude": 2.0}},
        {"contact": {"phone_number": "1", "first_name": "a"}},
        {"dice": {"emoji": "a", "value": 1}},
        {"poll": POLL},
    ],
    ids=lambda content: next(iter(content)),
)
def test_what_is_not_text_is_answered(telegram: TelegramApi, content: dict[str, Any]) -> None:
    """The bot says that it reads text alone."""
    chat = telegram.chat()
    (said,) = telegram.after(chat, telegram.update(message=telegram.message(chat, **content)))
    assert NOT_TEXT in said.text


def test_longest_update_is_taken(telegram: TelegramApi) -> None:
    """A reply of the longest length to a message full of links, as Telegram writes it in ASCII."""
    chat = telegram.chat()
    text = "\U0001f600" * 2048
    links = [{"type": "text_link", "offset": 0, "length": 2, "url": "https://a.org/" + "x" * 300}] * 100
    ours = {**telegram.message(chat, text=text, entities=links), "from": BOT}
    assert telegram.say(chat, text, reply_to_message=ours)[0].text


def test_caption_and_edit_are_read_like_messages(telegram: TelegramApi) -> None:
    """A question under a photo, and one that was corrected."""
    chat = telegram.chat()
    photo = telegram.message(chat, photo=PHOTO, caption=QUESTION)
    assert "2\u202f000" in telegram.after(chat, telegram.update(message=photo))[0].text
    edited = telegram.message(chat, text=QUESTION, edit_date=1)
    assert "2\u202f000" in telegram.after(chat, telegram.update(edited_message=edited))[0].text


def test_other_updates_are_taken_and_ignored(telegram: TelegramApi) -> None:
    """200 and no word, whatever the kind; nothing of it hinders what comes next."""
    chat = telegram.chat()
    person = {"id": chat.id, "is_bot": False, "first_name": "Zoé"}
    about = {"id": chat.id, "type": "private"}
    channel = {"id": -1, "type": "channel", "title": "c"}
    post = {"message_id": 1, "date": 1, "chat": channel, "text": QUESTION}
    member = {"chat": about, "from": person, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}
    ignored: list[dict[str, Any]] = [
        {"my_chat_member": member},
        {"chat_member": member},
        {"channel_post": post},
        {"edited_channel_post": post},
        {"inline_query": {"id": "1", "from": person, "query": "a", "offset": ""}},
        {"chosen_inline_result": {"result_id": "1", "from": person, "query": "a"}},
        {"shipping_query": {"id": "1", "from": person, "invoice_payload": "a", "shipping_address": {}}},
        {"poll": POLL},
        {"poll_answer": {"poll_id": "1", "user": person, "option_ids": []}},
        {"chat_join_request": {"chat": channel, "from": person, "user_chat_id": 1, "date": 1}},
        {"message_reaction": {"chat": about, "message_id": 1, "date": 1, "old_reaction": [], "new_reaction": []}},
        {"some_kind_of_tomorrow": {"a": 1}},
        {"message": "not a message"},
        {"message": telegram.message(chat, new_chat_members=[person])},
        {"message": telegram.message(chat, pinned_message=telegram.message(chat, text=QUESTION))},
        {"message": {**telegram.message(chat, text=QUESTION), "from": {**BOT, "id": 7}}},
        {"edited_message": telegram.message(chat, location={"longitude": 1.0, "latitude": 2.0})},
    ]
    for content in ignored:
        assert telegram.deliver(telegram.update(**content)) == 200, content
    _nothing_came(telegram, chat)


def test_forged_updates_are_refused(telegram: TelegramApi) -> None:
    """Without Telegram's secret nothing is read."""
    chat = telegram.chat()
    for secret in ("", "wrong", "é"):
        forged = telegram.update(message=telegram.message(chat, text=QUESTION))
        assert telegram.deliver(forged, secret=secret) == 403
    _nothing_came(telegram, chat)


def test_repeated_update_is_answered_once(telegram: TelegramApi) -> None:
    """Telegram repeats what it thinks was lost."""
    chat = telegram.chat()
    update = telegram.update(message=telegram.message(chat, text=QUESTION))
    telegram.after(chat, update)
    assert [telegram.deliver(update) for _ in range(3)] == [200] * 3
    _nothing_came(telegram, chat)


def test_flood_limit_is_waited_for(telegram: TelegramApi) -> None:
    """429 says how long to wait, and the answer comes after that; the webhook is answered at once meanwhile."""
    chat = telegram.chat()
    telegram.floods = [1, 1]
    before = time.monotonic()
    assert telegram.deliver(telegram.update(message=telegram.message(chat, text=QUESTION))) == 200
    assert time.monotonic() - before < 1
    telegram.wait_for(lambda: chat.sent, "the answer after the flood")
    assert time.monotonic() - before >= 2
    assert len(chat.sent) == 1


def test_flood_limit_of_an_hour_is_not_waited_for(telegram: TelegramApi) -> None:
    """That answer is dropped; the next question is answered."""
    chat = telegram.chat()
    telegram.floods = [3600]
    assert telegram.deliver(telegram.update(message=telegram.message(chat, text=QUESTION))) == 200
    telegram.wait_for(lambda: not telegram.floods, "the refusal")
    _nothing_came(telegram, chat)


def test_sender_splits_escapes_and_keeps_buttons_last(telegram: TelegramApi) -> None:
    """More than Telegram takes in one message, full of signs that its HTML gives a meaning."""
    chat = telegram.chat()
    sentence = "Si a < b & b > c, alors <b>tout</b> va bien &amp; 2\u202f000\u00a0€ suffisent \U0001f600. "
    bubble: Bubble = {"text": sentence * 200, "buttons": [{"title": "Oui & non", "payload": "/x" * 100}]}

    async def send() -> None:
        async with Bot(TOKEN, base_url=f"{telegram.url}/bot") as bot:
            await TelegramSender(bot, chat.id).send([bubble])

    asyncio.run(send())
    assert " ".join(sent.text for sent in chat.sent) == bubble["text"].strip()
    assert all(sent.text.endswith(" \U0001f600.") for sent in chat.sent)
    assert [sent.titles for sent in chat.sent] == [[]] * (len(chat.sent) - 1) + [["Oui & non"]]


def test_refused_token_turns_the_channel_off(
    telegram: TelegramApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Said in the log once; nothing is tried again."""
    settings = TelegramSettings(
        token=WRONG_TOKEN, public_url="https://a.org", api_url=telegram.url, database=tmp_path / "channels.db"
    )
    channel = TelegramChannel(settings)

    async def register() -> None:
        await channel.open()
        await asyncio.wait_for(channel._register(), 10)
        await channel._bot.shutdown()

    asyncio.run(register())
    assert "refuses the token" in caplog.text
    assert WRONG_TOKEN not in caplog.text


def test_blocked_and_unknown_chats_hinder_nobody(telegram: TelegramApi) -> None:
    """An answer that nobody can get is dropped, and whoever writes next gets theirs."""
    blocked, other = telegram.chat(), telegram.chat()
    blocked.blocked = True
    unknown = TelegramChat(99)
    for chat in (blocked, unknown):
        assert telegram.deliver(telegram.update(message=telegram.message(chat, text=QUESTION))) == 200
    _nothing_came(telegram, other)
    telegram.wait_for(lambda: any("chat not found" in e for e in telegram.errors), "the refusal")
    blocked.blocked = False
    assert len(telegram.say(blocked, QUESTION)) == 1


def test_group_is_answered_where_the_bot_is_meant(telegram: TelegramApi) -> None:
    """Mention or reply; the answer replies, in the same topic; each person has a conversation of their own."""
    group = telegram.chat("supergroup")
    group.topics.add(5)
    name = f"@{BOT['username']}"
    for text in (QUESTION, "/start", f"{name}2 {QUESTION}"):
        assert telegram.deliver(telegram.update(message=telegram.message(group, 1, text=text))) == 200
    sticker = telegram.message(group, 1, sticker=STICKER)
    assert telegram.deliver(telegram.update(message=sticker)) == 200
    _nothing_came(telegram, group, person=1)
    mention = telegram.message(
        group, 1, text=f"{name.upper()} {QUESTION}", is_topic_message=True, message_thread_id=5
    )
    (said,) = telegram.after(group, telegram.update(message=mention))
    assert "2\u202f000" in said.text
    assert (said.reply_to, said.thread) == (mention["message_id"], 5)
    ours = {**telegram.message(group, text=said.text), "from": BOT}
    (more,) = telegram.say(group, "et avec de l'expérience", person=1, reply_to_message=ours)
    assert "3\u202f300" in more.text
    (other,) = telegram.say(group, "et avec de l'expérience", person=2, reply_to_message=ours)
    (own_button,) = telegram.after(group, telegram.press(group, said.data[said.titles[0]], person=2))
    assert "3\u202f300" in own_button.text
    assert other.reply_to is not None


def test_only_topics_are_answered_in_their_thread(telegram: TelegramApi) -> None:
    """A chain of replies has a thread's id, too, and Telegram takes no message for it."""
    group = telegram.chat("supergroup")
    group.topics.add(5)
    for about, thread in ({"message_thread_id": 5, "is_topic_message": True}, 5), ({"message_thread_id": 9}, None):
        (said,) = telegram.say(group, f"@{BOT['username']} {QUESTION}", **about)
        (more,) = telegram.after(group, telegram.press(group, said.data[said.titles[0]], **about))
        assert (said.thread, more.thread) == (thread, thread)


def test_emulator_refuses_what_telegram_refuses(telegram: TelegramApi) -> None:
    """The limits that the tests above lean on are there."""
    chat = telegram.chat()
    button = {"text": "a", "callback_data": "x" * 65}
    for fields, status in (
        ({"chat_id": 1, "text": "a"}, 400),
        ({"chat_id": chat.id, "text": "a" * 4097}, 400),
        ({"chat_id": chat.id, "text": "\U0001f600" * 2049}, 400),
        ({"chat_id": chat.id, "text": "a < b", "parse_mode": "HTML"}, 400),
        ({"chat_id": chat.id, "text": "a", "reply_markup": {"inline_keyboard": [[button]]}}, 400),
        ({"chat_id": chat.id, "text": "&lt;" * 4096, "parse_mode": "HTML"}, 200),
    ):
        assert telegram.reply(f"/bot{'4242:AAH-emulated'}/sendMessage", fields, {})[0] == status
    assert telegram.reply("/botother/getMe", {}, {})[0] == 401
