"""Contestants that are Rasa pipelines: ours, as config.yml has it, and stock ones; see __init__.py."""

from __future__ import annotations

import argparse
import asyncio
import logging
from pathlib import Path
from typing import Any

from rasa.core.agent import load_agent
from rasa.model_training import train_nlu
from rasa.utils.log_utils import configure_structlog
from ruamel.yaml import YAML

from benchmarks.contestants.exchange import Found, parse_all, time_training, training_rows

_COUNTS: list[dict[str, Any]] = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
STOCK: dict[str, list[dict[str, Any]]] = {
    "diet": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        *_COUNTS,
        {"name": "DIETClassifier", "epochs": 100, "random_seed": 1},
    ],
    "logistic-regression": [{"name": "WhitespaceTokenizer"}, *_COUNTS, {"name": "LogisticRegressionClassifier"}],
}
OURS = "ours"
# Here every message belongs to some intent, and the likeliest is wanted however unlikely.
ANSWER_ALWAYS = {"answer_threshold": 0.0, "likely_threshold": 0.0}

_yaml = YAML(typ="safe")


def main() -> None:
    """Train or parse."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", choices=[OURS, *STOCK])
    parser.add_argument("step", choices=["train", "parse"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    configure_structlog(logging.WARNING)
    logging.getLogger("rasa").setLevel(logging.WARNING)
    if arguments.step == "train":
        train(arguments.folder, pipeline(arguments.pipeline))
    else:
        parse(arguments.folder)


def pipeline(name: str) -> list[dict[str, Any]]:
    """Give the components of a pipeline with their settings."""
    if name in STOCK:
        return STOCK[name]
    components: list[dict[str, Any]] = _yaml.load(Path("config.yml").read_text())["pipeline"]
    return [
        {**component, **ANSWER_ALWAYS} if component["name"].endswith(".TopicClassifier") else component
        for component in components
    ]


def train(folder: Path, components: list[dict[str, Any]]) -> None:
    """Train with Rasa's own training."""
    by_intent: dict[str, list[dict[str, str]]] = {}
    for text, intent in training_rows(folder):
        by_intent.setdefault(intent, []).append({"text": text})
    nlu = [{"intent": intent, "examples": examples} for intent, examples in by_intent.items()]
    _yaml.dump({"version": "3.1", "nlu": nlu}, folder / "nlu.yml")
    _yaml.dump({"recipe": "default.v1", "language": "fr", "pipeline": components}, folder / "config.yml")
    files = (str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
    time_training(folder, lambda: train_nlu(*files, fixed_model_name="model"))


def parse(folder: Path) -> None:
    """Parse with Rasa's agent."""
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(model_path=str(folder / "model.tar.gz")))

    def read(text: str) -> Found:
        intent = loop.run_until_complete(agent.parse_message(text))["intent"]
        return intent["name"], float(intent["confidence"])

    parse_all(folder, read)


if __name__ == "__main__":
    main()
