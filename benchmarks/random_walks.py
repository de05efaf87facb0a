"""Random conversations, buttons and sentences mixed, and what must never happen in them.

    make run &
    python -m benchmarks.random_walks --turns 3000

A small run of the same walks is part of the tests.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import YAML

from knowledge.contacts import CONTACTS_FILE
from knowledge.data_file import DATA
from knowledge.french import NARROW_NBSP, NBSP
from knowledge.glossary import GLOSSARY_FILE
from knowledge.profile import PROFILE_FILE

Bubbles = list[dict[str, Any]]
Say = Callable[[str, str], Bubbles]

TURNS_OF_A_WALK = 12
# Said when the bot has no answer: never the same twice in a row.
MISSES = (
    "Je n’ai pas compris",
    "Je ne comprends toujours pas",
    "Je ne suis pas sûr",
    "Je ne peux pas répondre",
    "Cela non plus",
)
ODD = [
    "?",
    "zzz",
    "42",
    "👍",
    "oui",
    "non",
    "et sinon",
    "et le second ?",
    "répète",
    "plus simple",
    "à bac+5",
    "junior",
    "<b>a</b>",
]
CHANCE_OF_BUTTON, CHANCE_OF_ODD = 0.4, 0.15


def sentences() -> list[str]:
    """Every training sentence written one a line."""
    found = []
    for path in sorted((DATA / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            if isinstance(block["examples"], str):
                found += [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
    return found


def figures(text: str) -> set[str]:
    """Numbers of a text, thousands put together."""
    together = re.sub(rf"(?<=\d)[{NBSP}{NARROW_NBSP} ](?=\d{{3}}\b)", "", text)
    return set(re.findall(r"\d+", together))


def known_figures() -> set[str]:
    """Numbers that the bot may state: those of its data files."""
    return figures(" ".join(p.read_text(encoding="utf-8") for p in (PROFILE_FILE, CONTACTS_FILE, GLOSSARY_FILE)))


def walk(say: Say, seed: int, turns: int = TURNS_OF_A_WALK) -> Iterator[str]:
    """Have one conversation and give what is wrong in it, one line a problem.

    Args:
        say: sends a text or payload in a conversation, and gives the bubbles.
        seed: of the random choices.
        turns: how many messages.
    """
    chance = random.Random(seed)
    pool, known = sentences(), known_figures()
    conversation, before = uuid.uuid4().hex, ""
    offered: list[dict[str, Any]] = []
    for _ in range(turns):
        if offered and chance.random() < CHANCE_OF_BUTTON:
            message = chance.choice(offered)["payload"]
        else:
            message = chance.choice(ODD if chance.random() < CHANCE_OF_ODD else pool)
        bubbles = say(message, conversation)
        text = "\n".join(bubble.get("text", "") for bubble in bubbles)
        place = f"seed {seed}, {message!r}"
        if not text.strip() or any(not bubble.get("text", "").strip() for bubble in bubbles):
            yield f"{place}: an empty reply"
        if text == before and text.startswith(MISSES):
            yield f"{place}: the same miss twice in a row: {text[:60]!r}"
        if unknown := figures(text) - known:
            yield f"{place}: figures from nowhere {sorted(unknown)}: {text[:80]!r}"
        if "{" in text:
            yield f"{place}: a placeholder is left: {text[:80]!r}"
        offered, before = [b for bubble in bubbles for b in bubble.get("buttons", [])], text


def main() -> None:
    """Walk, and print problems and pace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:5005/webhooks/rest/webhook")
    parser.add_argument("--turns", type=int, default=3000)
    arguments = parser.parse_args()

    def say(message: str, sender: str) -> Bubbles:
        body = json.dumps({"sender": sender, "message": message}).encode()
        request = urllib.request.Request(arguments.url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            bubbles: Bubbles = json.load(answer)
            return bubbles

    started, walks = time.monotonic(), max(1, arguments.turns // TURNS_OF_A_WALK)
    problems = [problem for seed in range(walks) for problem in walk(say, seed)]
    print("\n".join(problems))
    seconds = time.monotonic() - started
    print(f"{walks * TURNS_OF_A_WALK} turns in {walks} conversations, {seconds:.0f} s: {len(problems)} problems")


if __name__ == "__main__":
    main()
