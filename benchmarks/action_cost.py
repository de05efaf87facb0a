"""What a custom action costs over REST beside an `utter_*` response, in one run.

    make run &          # or any running bot
    python -m benchmarks.action_cost --url http://127.0.0.1:5005/webhooks/rest/webhook

The two kinds of message take turns, each in a conversation of its own, so that both see the same machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import urllib.request
import uuid

ACTION = "combien gagne un webmarketeur ?"
UTTER = "bonjour, vous allez bien aujourd'hui ?"


def post(url: str, message: str) -> float:
    """Send one message as a new person; give the seconds until the answer."""
    body = json.dumps({"sender": uuid.uuid4().hex, "message": message}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    start = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:5005/webhooks/rest/webhook")
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    seconds: dict[str, list[float]] = {ACTION: [], UTTER: []}
    for number in range(arguments.rounds + 20):
        for message, taken in seconds.items():
            duration = post(arguments.url, message)
            if number >= 20:  # the first ones warm up
                taken.append(duration)
    action, utter = (statistics.median(seconds[message]) * 1000 for message in (ACTION, UTTER))
    print(f"custom action p50 {action:.1f} ms, utter p50 {utter:.1f} ms, ratio {action / utter:.2f}")


if __name__ == "__main__":
    main()
