"""The job's profile: every fact the bot may state, typed, with the section of the fact sheet it comes from."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

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
    """One fact: a phrase, a list, an amount or years. `id` is its placeholder in the responses.

    `variant` is the one that an amount belongs to, where its topic has variants.
    """

    id: Identifier
    phrase: StrictStr | None = None
    items: list[StrictStr] | None = Field(default=None, min_items=1)
    amount: Amount | None = None
    years: Years | None = None
    variant: Identifier | None = None

    @root_validator(skip_on_failure=True)
    @classmethod
    def _is_of_one_kind(cls, values: dict[str, object]) -> dict[str, object]:
        given = [kind for kind in ("phrase", "items", "amount", "years") if values.get(kind) is not None]
        if len(given) != 1:
            raise ValueError("exactly one of phrase, items, amount, years")
        return values


class Variants(Strict):
    """A topic that is answered differently when a detail is known: `utter_<topic>_<value>`.

    `beyond` are the values outside what the sheet gives, which count only when no other value is named;
    `details_decide` says that a value read in a message beats the one that its wording suggests.
    """

    entity: Identifier
    values: list[StrictStr] = Field(min_items=1)
    beyond: list[StrictStr] = Field(default_factory=list)
    details_decide: StrictBool = False


class Topic(Strict):
    """What the sheet says on one topic, answered by `utter_<id>` when the intent is `ask_<id>`.

    `silent_on` names, for a detail that the sheet does not cross with the topic, the subject that it leads to.
    """

    id: Identifier
    section: StrictStr
    facts: list[Fact] = Field(min_items=1)
    variants: Variants | None = None
    silent_on: dict[Identifier, Identifier] = Field(default_factory=dict)

    @property
    def intent(self) -> str:
        """Name of the intent that asks for this topic."""
        return f"ask_{self.id}"

    @validator("facts")
    @classmethod
    def _fact_ids_differ(cls, value: list[Fact]) -> list[Fact]:
        _check_ids_differ([fact.id for fact in value])
        return value


class Answer(NamedTuple):
    """A topic, or one variant of it: what one question asks for."""

    topic: Topic
    variant: str | None = None

    @property
    def id(self) -> str:
        """Its name in responses and slots."""
        return f"{self.topic.id}_{self.variant}" if self.variant else self.topic.id


class FitQuestion(Strict):
    """A quality of the sheet that "is it for me?" asks about."""

    id: Identifier
    quality: StrictStr


class Covered(Strict):
    """Values of a topic's detail that the sheet does cover."""

    topic: Identifier
    values: list[StrictStr] = Field(min_items=1)


class Subject(Strict):
    """Something about the job that people ask and the sheet does not say.

    `phrase` follows "ne dit rien" with "de" before it; `nearby` is the topic closest to it; `contact` may know;
    with one of the values of `covered_when` in the question, the topic named there answers it after all.
    """

    id: Identifier
    phrase: StrictStr
    words: list[StrictStr] = Field(min_items=1)
    nearby: Identifier | None = None
    contact: Identifier
    covered_when: Covered | None = None


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
    fit: list[FitQuestion] = Field(min_items=1)
    not_covered: list[Subject] = Field(min_items=1)

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

    # Checked together at the end, so that a broken topic is not blamed on what refers to it.
    @root_validator(skip_on_failure=True)
    @classmethod
    def _references_are_known(cls, values: dict[str, Any]) -> dict[str, Any]:
        topics, subjects = values["topics"], values["not_covered"]
        _check_ids_differ([subject.id for subject in subjects])
        facts = {said for topic in topics for fact in topic.facts for said in (fact.phrase, *(fact.items or []))}
        for question in values["fit"]:
            if question.quality not in facts:
                raise ValueError(f"for fit {question.id} a quality that is a fact, word for word")
        for subject in subjects:
            if subject.nearby and subject.nearby not in {topic.id for topic in topics}:
                raise ValueError(f"for {subject.id} the id of a topic as nearby, not {subject.nearby!r}")
        for topic in topics:
            for missing in set(topic.silent_on.values()) - {subject.id for subject in subjects}:
                raise ValueError(f"the subject {missing!r}, which {topic.id} names in silent_on")
        return values

    def topic(self, topic: str) -> Topic:
        """Find a topic by its id.

        Raises:
            KeyError: there is no such topic.
        """
        return _by_id(self.topics, topic)

    def subject(self, subject: str) -> Subject:
        """Find something that the sheet does not cover by its id.

        Raises:
            KeyError: there is no such subject.
        """
        return _by_id(self.not_covered, subject)

    def answers(self) -> dict[str, Answer]:
        """Give everything that can be asked and is in the sheet, by id."""
        every = [
            Answer(topic, variant)
            for topic in self.topics
            for variant in (None, *(topic.variants.values if topic.variants else []))
        ]
        return {answer.id: answer for answer in every}


Identified = TypeVar("Identified", Topic, Subject)


def _by_id(things: list[Identified], wanted: str) -> Identified:
    for thing in things:
        if thing.id == wanted:
            return thing
    raise KeyError(wanted)


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
