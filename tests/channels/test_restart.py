"""A power cut: nothing that was answered is answered again, and every conversation goes on."""

from __future__ import annotations

from tests.channels.conftest import Services

QUESTION = "combien gagne un webmarketeur débutant ?"


def test_channels_go_on_after_a_power_cut(services: Services) -> None:
    """Repeated deliveries stay unanswered, and a number takes the choice that was offered before the cut."""
    telegram, chat = services.telegram, services.telegram.chat()
    update = telegram.update(message=telegram.message(chat, text=QUESTION))
    (before,) = telegram.after(chat, update)
    twilio, person = services.twilio, services.twilio.telephone()
    message = twilio.message(person, QUESTION)
    twilio.after(message)

    friend, bot = services.synapse.person(), services.matrix_bot.id
    room = friend.room(bot)
    friend.wait_for_member(room, bot)
    services.settle()
    before_question = services.matrix_position()
    friend.say(room, bot, QUESTION)

    services.settle()
    services.bot.kill()
    services.set_matrix_position(before_question)
    friend.send(room, "1")
    services.bot.start()

    assert telegram.deliver(update) == 200
    (pressed,) = telegram.after(chat, telegram.press(chat, before.data[before.titles[0]]))
    assert "3\u202f300" in pressed.text
    assert len(chat.sent) == 2
    assert twilio.deliver(message) == 200
    assert "3\u202f300" in twilio.say(person, "1")
    assert len(twilio.sent[person]) == 2
    # Matrix delivered the question a second time, and for the first time what was written meanwhile.
    assert "3\u202f300" in friend.answers(room, bot, 2)[1]["body"]
    assert "2\u202f000" in friend.say(room, bot, QUESTION)["body"]
    assert len(friend.messages(room, bot)) == 3
