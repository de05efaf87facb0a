"""The bot with its messaging channels on, beside what stands for the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.channels import telegram_api
from tests.channels.telegram_api import TelegramApi
from tests.conftest import Server, free_port

PUBLIC_URL = "https://bot.example.org"


@dataclass
class Services:
    """The bot's server and the services it talks with."""

    bot: Server
    telegram: TelegramApi


@pytest.fixture(scope="session")
def services(
    model: Path, endpoints: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    """The bot, which starts while none of the services can be reached yet, and the services."""
    telegram_port = free_port()
    environment = {
        "CHANNELS_DATABASE": str(tmp_path_factory.mktemp("channels") / "new" / "channels.db"),
        "PUBLIC_URL": f"{PUBLIC_URL}/",
        "TELEGRAM_TOKEN": telegram_api.TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram_port}",
    }
    bot = Server(model, endpoints(), environment)
    telegram = TelegramApi(telegram_port, bot.port)
    try:
        bot.start()
        telegram.start()
        yield Services(bot, telegram)
    finally:
        bot.kill()
        telegram.stop()


@pytest.fixture(scope="session")
def telegram(services: Services) -> TelegramApi:
    """Telegram, with the bot behind it."""
    return services.telegram
