"""Channels without their settings."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from rasa.shared.exceptions import RasaException

from bot.channels.matrix import MatrixChannel, MatrixSettings
from bot.channels.messaging_channel import MessagingChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import WhatsAppChannel
from tests.conftest import ROOT, Server

VARIABLES = {
    TelegramChannel: {"TELEGRAM_TOKEN": "1:a", "PUBLIC_URL": "https://bot.example.org"},
    MatrixChannel: {"MATRIX_HOMESERVER": "https://matrix.example.org", "MATRIX_TOKEN": "a"},
    WhatsAppChannel: {
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "a",
        "PUBLIC_URL": "https://bot.example.org",
    },
}


@pytest.mark.parametrize("channel", VARIABLES)
def test_channel_without_its_settings_is_off_and_says_so(
    channel: type[MessagingChannel], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that names what is missing; set to nothing counts as missing."""
    for name in VARIABLES[channel]:
        monkeypatch.setenv(name, "")
    assert channel.from_credentials(None).settings is None
    printed = capsys.readouterr().out
    assert (
        printed
        == f"Channel {channel.name()} is off: not set: {', '.join(VARIABLES[channel])} (docs/channels.md)\n"
    )


@pytest.mark.parametrize("channel", VARIABLES)
def test_channel_with_a_wrong_address_is_off_and_says_so(
    channel: type[MessagingChannel], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Services call https alone; a secret is never printed."""
    for name, value in VARIABLES[channel].items():
        monkeypatch.setenv(name, value.replace("https", "ftp"))
    assert channel.from_credentials(None).settings is None
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert " is off: " in printed
    assert "not set" not in printed


@pytest.mark.parametrize("channel", VARIABLES)
def test_channel_with_its_settings_is_on(channel: type[MessagingChannel], monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented variables are all it takes, and the documentation names them."""
    for name, value in VARIABLES[channel].items():
        monkeypatch.setenv(name, value)
    assert channel.from_credentials(None).settings is not None
    documentation = (ROOT / "docs" / "channels.md").read_text()
    assert all(f"`{name}`" in documentation for name in VARIABLES[channel])


def test_channels_that_are_off_have_no_routes(server: Server) -> None:
    """The plain server answers over REST and has no webhooks."""
    for channel in VARIABLES:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/webhooks/{channel.name()}/webhook", b"{}")


def test_database_that_cannot_be_opened_stops_the_start_in_one_line(tmp_path: Path) -> None:
    """Rasa shows exceptions of its own family without a stack trace."""
    (tmp_path / "file").touch()
    settings = MatrixSettings(homeserver="https://a.org", token="a", database=tmp_path / "file" / "channels.db")  # noqa: S106
    with pytest.raises(RasaException, match=r"channels\.db cannot be opened"):
        MatrixChannel(settings).blueprint(None)


def test_conversation_ids_fit_the_store() -> None:
    """Rasa's table takes 255 characters; longer ids are made shorter, each in its own way."""
    channel = TelegramChannel(None)
    assert channel.conversation(7, 8) == "telegram-7-8"
    long = channel.conversation("x" * 300)
    assert len(long) < 255
    assert long != channel.conversation("x" * 301)
