"""The job's profile: every fact the bot may state, typed, with the section of the fact sheet it comes from."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import (
    ConstrainedInt,
    ConstrainedStr,
    Field,
    StrictBool,
    StrictStr,
    root_validator,
    validator,
)

from knowledge.data_file import DATA, Strict, read_data_file

PROFILE_FILE = DATA / "profiles" / "webmarketeur.yml"


class Identifier(ConstrainedStr):
    """The name of a thing in the data, as code and responses know it."""

    strict = True
    regex = re.compile(r"^[a-z][a-z0-9_]*$")


class Positive(ConstrainedInt):
    """A whole number above zero."""

    strict = True
    gt = 0


class Count(ConstrainedInt):
    """A whole number, zero or more."""

    strict = True
    ge = 0


class Amount(Strict):
    """Money, as the sheet gives it: a figure or a range, with no period and neither gross nor net."""

    min: Positive
    max: Positive
    unit: Literal["EUR"]
    approximate: StrictBool

    @validator("max")
    @classmethod
    def _max_is_not_below_min(cls, value: int, values: dict[str, int]) -> int:
        if "min" in values and value < values["min"]:
            raise ValueError(f"an amount not below min ({values['min']})")
        return value


class Years(Strict):
    """A span of years of experience, both ends included; no `max` means "and more"."""

    min: Count
    max: Count | None = None

    def contains(self, years: float) -> bool:
        """Tell whether a number of years falls into the span."""
        return self.min <= years and (self.max is None or years < self.max + 1)


class Fact(Strict):
    """One fact: a phrase, a list, an amount or years. `id` is its placeholder in the responses."""

    id: Identifier
    phrase: StrictStr | None = None
    items: list[StrictStr] | None = Field(default=None, min_items=1)
    amount: Amount | None = None
    years: Years | None = None

    @root_validator(skip_on_failure=True)
    @classmethod
    def _is_of_one_kind(cls, values: dict[str, object]) -> dict[str, object]:
        given = [kind for kind in ("phrase", "items", "amount", "years") if values.get(kind) is not None]
        if len(given) != 1:
            raise ValueError("exactly one of phrase, items, amount, years")
        return values


class Variants(Strict):
    """A topic that is answered differently when a detail is known: `utter_<topic>_<value>`."""

    entity: Identifier
    values: list[StrictStr] = Field(min_items=1)


class Topic(Strict):
    """What the sheet says on one topic, answered by `utter_<id>` when the intent is `ask_<id>`."""

    id: Identifier
    section: StrictStr
    facts: list[Fact] = Field(min_items=1)
    variants: Variants | None = None

    @property
    def intent(self) -> str:
        """Name of the intent that asks for this topic."""
        return f"ask_{self.id}"

    @validator("facts")
    @classmethod
    def _fact_ids_differ(cls, value: list[Fact]) -> list[Fact]:
        _check_ids_differ([fact.id for fact in value])
        return value


class ExperienceLevel(Strict):
    """A level of experience that the salary answer distinguishes."""

    id: Identifier
    years: Years


class Job(Strict):
    """What the job is called."""

    id: Identifier
    names: list[StrictStr] = Field(min_items=1)


class Profile(Strict):
    """The whole profile file."""

    job: Job
    sections: dict[StrictStr, StrictStr]
    experience_levels: list[ExperienceLevel] = Field(min_items=1)
    topics: list[Topic] = Field(min_items=1)

    @validator("topics")
    @classmethod
    def _topics_fit(cls, value: list[Topic], values: dict[str, dict[str, str]]) -> list[Topic]:
        _check_ids_differ([topic.id for topic in value])
        for topic in value:
            if topic.section not in values.get("sections", {}):
                raise ValueError(f"for {topic.id} a section listed under sections, not {topic.section!r}")
        return value

    @validator("experience_levels")
    @classmethod
    def _level_ids_differ(cls, value: list[ExperienceLevel]) -> list[ExperienceLevel]:
        _check_ids_differ([level.id for level in value])
        return value

    def topic_of_intent(self, intent: str) -> Topic:
        """Find the topic that an intent asks for.

        Raises:
            KeyError: no topic has this intent.
        """
        for topic in self.topics:
            if topic.intent == intent:
                return topic
        raise KeyError(intent)


def load_profile(path: Path = PROFILE_FILE) -> Profile:
    """Read and validate a profile.

    Raises:
        DataFileError: see `read_data_file`.
    """
    return read_data_file(path, Profile)


@lru_cache(maxsize=1)
def profile() -> Profile:
    """The bot's profile, read once a process."""
    return load_profile()


def _check_ids_differ(ids: list[str]) -> None:
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ValueError(f"ids that differ, these come twice: {', '.join(twice)}")
