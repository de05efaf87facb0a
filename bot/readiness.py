"""Says when the bot answers, or stops a server that would never answer."""

from __future__ import annotations

import os
import sys

from rasa.core.agent import Agent
from sanic import Sanic

from bot import in_process_actions


def announce_or_stop(app: Sanic) -> None:
    """Print the bot's address and its page's (`app.ctx.page`), or stop as `stop_unless_ready` does."""
    stop_unless_ready(app)
    scheme = "https" if app.state.ssl else "http"
    address = f"{scheme}://{app.state.host}:{app.state.port}"
    page = getattr(app.ctx, "page", None)
    chat = f", talk with it at {address}{page}" if page else ""
    print(f"The bot answers at {address}{chat} (Ctrl+C stops it)", flush=True)


def stop_unless_ready(app: Sanic) -> None:
    """Exit with 1 when there is no model or there are no actions to answer with.

    Rasa itself logs a model that cannot be loaded, and goes on running without it.
    """
    problem = _problem(app.ctx.agent)
    if problem:
        print(f"The bot cannot answer: {problem}", file=sys.stderr, flush=True)
        # The server would treat an exception here as its own and leave with 0.
        os._exit(1)


def _problem(agent: Agent | None) -> str | None:
    if agent is None or not agent.is_ready():
        return "its model could not be loaded, see above; `make train` makes a new one"
    module = agent.action_endpoint.kwargs.get(in_process_actions.MODULE_KEY) if agent.action_endpoint else None
    if module:
        in_process_actions.executor(module)
    return None
