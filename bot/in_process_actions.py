"""Runs custom actions inside the Rasa server, when endpoints.yml has `actions_module` under `action_endpoint`.

Why: Rasa Open Source only knows actions behind HTTP, which means a second process to run and watch, and most of
a message's time (63 % of it goes into checking the *schema* of the action's result anew at every call). Rasa Pro
runs them in the server, under the same key. Besides, when an action fails, stock Rasa answers nothing at all;
here the person is told so.

This is the one place that reaches into Rasa's internals, and the one place of `bot` that runs `actions`.
It replaces two methods of `RemoteAction` and nothing else; a `url` instead of `actions_module` is left to Rasa.
"""

from __future__ import annotations

import json
import logging
from functools import cache
from typing import Any

import rasa
from jsonschema import Draft7Validator
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection

WRITTEN_FOR = "3.6.21"
MODULE_KEY = "actions_module"
PROBLEM_RESPONSE = "utter_technical_problem"

logger = logging.getLogger(__name__)

_result_validator = Draft7Validator(RemoteAction.action_response_format_spec())
_stock_run = RemoteAction.run


class InProcessEndpoint(EndpointConfig):
    """Stands where Rasa expects the action server's address, and calls the actions directly."""

    async def request(self, json: dict[str, Any], **_: Any) -> Any:
        """Run the action named in the call and give its events and responses.

        Raises:
            ClientResponseError: status 400 when the action declines to run, as the action server would say it.
        """
        try:
            return await executor(self.kwargs[MODULE_KEY]).run(json)
        except SdkRejection as rejection:
            raise ClientResponseError(400, str(rejection), _rejection_body(rejection)) from rejection


@cache
def executor(module: str) -> ActionExecutor:
    """The actions of a package, registered once a process.

    Raises:
        ImportError: there is no such package.
    """
    registered = ActionExecutor()
    registered.register_package(module)
    return registered


def install() -> None:
    """Make Rasa run actions in process; calling it again changes nothing.

    Raises:
        RasaException: Rasa is not of the version that this module was written for.
    """
    if rasa.__version__ != WRITTEN_FOR:
        raise RasaException(
            f"bot/in_process_actions.py was written for Rasa {WRITTEN_FOR} and found {rasa.__version__}: "
            f"read RemoteAction in rasa/core/actions/action.py again before you change WRITTEN_FOR."
        )
    RemoteAction.run = _run
    RemoteAction._validate_action_result = _validate_action_result


async def _run(action: RemoteAction, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Any]:
    endpoint = action.action_endpoint
    if endpoint is not None and endpoint.kwargs.get(MODULE_KEY):
        action.action_endpoint = InProcessEndpoint(**endpoint.kwargs)
    try:
        events: list[Any] = await _stock_run(action, output_channel, nlg, tracker, domain)
    except ActionExecutionRejection:
        raise
    except Exception:
        # Whatever went wrong in an action, the person gets a word rather than silence.
        logger.exception("Custom action '%s' failed", action.name())
        said = await nlg.generate(PROBLEM_RESPONSE, tracker, output_channel.name())
        return [create_bot_utterance(said)] if said else []
    return events


def _validate_action_result(_: RemoteAction, result: dict[str, Any]) -> bool:
    _result_validator.validate(result)
    return True


def _rejection_body(rejection: SdkRejection) -> str:
    return json.dumps({"action_name": rejection.action_name, "error": str(rejection)})
