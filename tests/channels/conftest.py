"""The bot with its messaging channels on, beside what stands for the services."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.channels import telegram_api, twilio_api
from tests.channels.synapse import MatrixPerson, Synapse
from tests.channels.telegram_api import TelegramApi
from tests.channels.twilio_api import TwilioApi
from tests.conftest import Server, free_port

PUBLIC_URL = "https://bot.example.org"


@dataclass
class Services:
    """The bot's server and the services it talks with."""

    bot: Server
    telegram: TelegramApi
    twilio: TwilioApi
    synapse: Synapse
    matrix_bot: MatrixPerson
    database: Path
    conversations: Path

    def settle(self) -> None:
        """Wait until the bot has noted as handled what it has answered."""
        with closing(sqlite3.connect(self.database)) as opened:
            for _ in range(100):
                (waiting,) = opened.execute("select count(*) from deliveries where content not null").fetchone()
                if not waiting:
                    return
                time.sleep(0.05)
        raise TimeoutError("deliveries are still waiting")

    def matrix_position(self) -> str:
        """Where the bot is in the history of its Matrix account."""
        with closing(sqlite3.connect(self.database)) as opened:
            query = "select value from notes where channel = 'matrix' and name like 'since %'"
            return str(opened.execute(query).fetchone()[0])

    def set_matrix_position(self, value: str) -> None:
        """Put the bot back in that history, so that the server delivers the rest again."""
        with closing(sqlite3.connect(self.database)) as opened, opened:
            opened.execute("update notes set value = ? where channel = 'matrix' and name like 'since %'", [value])


@pytest.fixture(scope="session")
def services(
    model: Path, endpoints: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    """The bot, which starts while Telegram and Twilio cannot be reached yet, and the services."""
    telegram_port, twilio_port = free_port(), free_port()
    synapse = Synapse(tmp_path_factory.mktemp("synapse"), free_port())
    synapse.start()
    matrix_bot = synapse.person("webbot")
    database = tmp_path_factory.mktemp("channels") / "new" / "channels.db"
    environment = {
        "CHANNELS_DATABASE": str(database),
        "PUBLIC_URL": f"{PUBLIC_URL}/",
        "TELEGRAM_TOKEN": telegram_api.TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram_port}",
        "TWILIO_ACCOUNT_SID": twilio_api.ACCOUNT,
        "TWILIO_AUTH_TOKEN": twilio_api.TOKEN,
        "TWILIO_API_URL": f"http://127.0.0.1:{twilio_port}",
        "MATRIX_HOMESERVER": synapse.url,
        "MATRIX_TOKEN": matrix_bot.token,
    }
    settings = endpoints()
    bot = Server(model, settings, environment)
    telegram = TelegramApi(telegram_port, bot.port)
    twilio = TwilioApi(twilio_port, bot.port, PUBLIC_URL)
    try:
        bot.start()
        telegram.start()
        twilio.start()
        yield Services(bot, telegram, twilio, synapse, matrix_bot, database, settings.parent / "test.db")
    finally:
        bot.kill()
        telegram.stop()
        twilio.stop()
        synapse.stop()


@pytest.fixture(scope="session")
def telegram(services: Services) -> TelegramApi:
    """Telegram, with the bot behind it."""
    return services.telegram


@pytest.fixture(scope="session")
def twilio(services: Services) -> TwilioApi:
    """Twilio, with the bot behind it."""
    return services.twilio
