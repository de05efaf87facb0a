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

    services.settle()
    services.bot.kill()
    services.bot.start()

    assert telegram.deliver(update) == 200
    (pressed,) = telegram.after(chat, telegram.press(chat, before.data[before.titles[0]]))
    assert "3\u202f300" in pressed.text
    assert len(chat.sent) == 2
    assert twilio.deliver(message) == 200
    assert "3\u202f300" in twilio.say(person, "1")
    assert len(twilio.sent[person]) == 2
