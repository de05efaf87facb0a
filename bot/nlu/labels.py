"""Labels of training sentences: an intent, or an intent with its variant or subject ("ask_salary@junior")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SEPARATOR = "@"
NOT_COVERED = "ask_not_covered"
# What people tell besides their question.
TELL = "tell_about_oneself"
OUT_OF_SCOPE = "out_of_scope"
# A cry for help.
SAFETY = "safety"
# Intents that are no labels: of a message with several questions, and of one that was not understood.
SEVERAL = "ask_several"
NOT_UNDERSTOOD = "nlu_fallback"

# Means something only as an answer to a question that the bot just asked, or after answers that it just gave.
STOP_FORM = "stop_form"
FORM_ANSWERS = ("fit_yes", "fit_no", "fit_partly", STOP_FORM, "restart_form")
REFERENCES = ("refer_first", "refer_second")


def make_label(intent: str, detail: str | None) -> str:
    """Put an intent and its variant or subject together."""
    return f"{intent}{SEPARATOR}{detail}" if detail else intent


def split_label(label: str) -> tuple[str, str | None]:
    """Take a label apart."""
    intent, _, detail = label.partition(SEPARATOR)
    return intent, detail or None


def labels_of(example: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the labels of a training sentence: one, several, or none (what only sounds like a cry for help).

    Args:
        example: the data of Rasa's message: its intent, and the metadata of its block.
    """
    metadata = (example.get("metadata") or {}).get("intent") or {}
    if "topics" in metadata:
        return tuple(metadata["topics"])
    if metadata.get("harmless"):
        return ()
    return (make_label(example["intent"], metadata.get("variant") or metadata.get("subject")),)
