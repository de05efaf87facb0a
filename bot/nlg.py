"""The response generator: Rasa's own, with French typography put in, and the bot's start-up checks."""

from __future__ import annotations

import sys
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot import in_process_actions
from knowledge.data_file import DataFileError
from knowledge.french import typeset
from knowledge.profile import profile


class FrenchResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Fills the responses of the domain and sets them in French typography.

    It is the one class of ours that every command which talks (`rasa run`, `rasa shell`) loads, and it is made
    before the server accepts anything: so it is here that actions are hooked in and that data which cannot be
    used stops the start. Later, Rasa would log the error and go on running, answering nothing.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        in_process_actions.install()
        try:
            profile()
        except DataFileError as error:
            # An exception would be shown as a stack trace by the web server that calls this.
            sys.exit(str(error))

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generate a response, typeset; see the base class for the arguments."""
        response: dict[str, Any] | None = super().generate_from_slots(
            utter_action, filled_slots, output_channel, **kwargs
        )
        if response is None:
            return None
        if response.get("text"):
            response["text"] = typeset(response["text"].strip())
        for button in response.get("buttons") or []:
            button["title"] = typeset(button["title"])
        return response
