"""An emulator of Twilio's interface for messages: takes answers within its limits, and posts signed webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
from typing import Any
from urllib.parse import urlencode

from tests.channels.emulator import Emulator, post

ACCOUNT = "AC0123456789abcdef0123456789abcdef"
TOKEN = "twilio-secret"  # noqa: S105
BOT = "whatsapp:+14155238886"
PATH = "/webhooks/whatsapp/webhook"


class TwilioApi(Emulator):
    """The account and the telephones that write to it.

    Args:
        port: where the interface listens.
        bot_port: where the bot's server listens.
        public_url: the bot's public address, which is what gets signed.
    """

    def __init__(self, port: int, bot_port: int, public_url: str) -> None:
        super().__init__(port)
        self._bot_port = bot_port
        self._public_url = public_url
        self._ids = itertools.count(1)
        self.sent: dict[str, list[str]] = {}
        self.errors: list[str] = []
        self.floods = 0
        self.unreachable: set[str] = set()

    def telephone(self) -> str:
        """Give a number that nobody else has."""
        return f"whatsapp:+3360000{next(self._ids):04}"

    def message(self, person: str, text: str = "", **fields: str) -> dict[str, str]:
        """Make the fields of a message; some of them are empty, as Twilio's are."""
        sid = f"SM{next(self._ids):032x}"
        about = {"SmsMessageSid": sid, "MessageSid": sid, "SmsStatus": "received", "NumMedia": "0"}
        about |= {"ProfileName": "Zoé É", "WaId": person[-11:], "ReferralBody": "", "AccountSid": ACCOUNT}
        return {**about, "From": person, "To": BOT, "Body": text, **fields}

    def deliver(self, fields: dict[str, str], query: str = "", signature: str | None = None) -> int:
        """Post a webhook, signed for the public address unless told otherwise; give the status of the answer."""
        signed = self.signature(f"{self._public_url}{PATH}{query}", fields) if signature is None else signature
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": signed,
        }
        return post(f"http://127.0.0.1:{self._bot_port}{PATH}{query}", urlencode(fields).encode(), headers)

    def signature(self, url: str, fields: dict[str, str], token: str = TOKEN) -> str:
        """Sign as Twilio documents it: the address, then each name and value in the order of the names."""
        text = url + "".join(name + fields[name] for name in sorted(fields))
        return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()

    def say(self, person: str, text: str) -> str:
        """Write to the bot and give the message that comes back."""
        return self.after(self.message(person, text))

    def after(self, fields: dict[str, str], messages: int = 1) -> str:
        """Deliver a message and give what comes back, as one text."""
        said = self.sent.setdefault(fields["From"], [])
        before = len(said)
        assert self.deliver(fields) == 200
        self.wait_for(lambda: len(said) >= before + messages, f"the answer to {fields}")
        return "\n\n".join(said[before:])

    def reply(self, path: str, fields: dict[str, Any], headers: dict[str, str]) -> tuple[int, Any]:
        """Take an answer of the bot."""
        status, code, problem = self._problem(path, fields, headers)
        if problem:
            self.errors.append(problem)
            return status, {"code": code, "message": problem, "status": status, "more_info": ""}
        self.sent.setdefault(fields["To"], []).append(fields["Body"])
        return 201, {"sid": f"SM{next(self._ids):032x}", "status": "queued", "body": fields["Body"]}

    def _problem(self, path: str, fields: dict[str, Any], headers: dict[str, str]) -> tuple[int, int, str]:
        login = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if headers.get("Authorization") != f"Basic {login}":
            return 401, 20003, "Authenticate"
        if path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            return 404, 20404, f"The requested resource {path} was not found"
        if self.floods:
            self.floods -= 1
            return 429, 20429, "Too Many Requests"
        if fields.get("From") != BOT:
            return 400, 63007, "Twilio could not find a Channel with the specified From address"
        if not fields["To"].startswith("whatsapp:+") or fields["To"] in self.unreachable:
            return 400, 63003, "Channel could not find To address"
        if not fields.get("Body", "").strip():
            return 400, 21602, "Message body is required"
        if len(fields["Body"]) > 1600:
            return 400, 21617, "The concatenated message body exceeds the 1600 character limit"
        return 0, 0, ""
