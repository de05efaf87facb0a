"""Makes of a message's labels and details what the actions need, given the conversation so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.nlu.conversation import Conversation
from bot.nlu.labels import (
    NOT_COVERED,
    NOT_UNDERSTOOD,
    OUT_OF_SCOPE,
    REFERENCES,
    SAFETY,
    SEVERAL,
    STOP_FORM,
    TELL,
    make_label,
    split_label,
)
from knowledge.profile import Answer, Profile, Topic

FOLLOW_UP = "follow_up"
PATH = "ask_path"
PATH_ANSWER = "path"
EXPLAIN = "explain_term"
COMPARE = "compare"
DELETE = "delete_data"
CONFIRMATIONS = {"affirm": "yes", "deny": "no"}
DELETE_QUESTION = "utter_delete_data_confirm"
# Acts about what was just answered; with several answers, the person may mean one of them.
ABOUT_LAST = ("repeat", "rephrase", "ask_more", "ask_source")
SILENT = "not_covered_"
OTHER_TOPICS, MORE, REPEAT = "other_topics", "ask_more", "repeat"
# In talk of the topic whose variants have the first detail, the second means it too: "et en 3 ans ?".
YEARS = {"diploma_level": "study_years"}
# A reading that goes on with the last answer is taken when it is likely enough, by itself or beside the likeliest.
LIKELY, HALF_AS_LIKELY, NEARLY_AS_LIKELY = 0.5, 0.5, 0.8
# A topic that is likelier than this was meant, whatever was talked about.
CLEAR = 0.8
BARE_NAME = "ask_definition"
# So few words hardly say by themselves what they are about.
SHORT = 5
# So many words are no more than an answer to "where are you now?".
LONGEST_ANSWER = 8

Details = dict[str, list[str]]


@dataclass(frozen=True)
class Reading:
    """What was read in a message by itself.

    Attributes:
        text: the message.
        labels: what it asks, in the order asked; none when it was not understood.
        likely: labels that are likely, those of `labels` among them, with their probability, likeliest first.
        details: experience, diploma, place and the like, by name.
    """

    text: str
    labels: list[str]
    likely: list[tuple[str, float]] = field(default_factory=list)
    details: Details = field(default_factory=dict)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass
class Meaning:
    """What a message means: an intent, its entities, and the answers that are likely when it is not understood."""

    intent: str
    entities: Details = field(default_factory=dict)
    likely: list[tuple[str, float]] = field(default_factory=list)


class Interpreter:
    """Interprets messages about one profile.

    Args:
        profile: what the bot knows.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._topics = {topic.intent: topic for topic in profile.topics}
        self._by_detail = {t.variants.entity: t for t in profile.topics if t.variants}

    def interpret(self, reading: Reading, conversation: Conversation) -> Meaning:
        """Interpret.

        Args:
            reading: what was read in the message.
            conversation: the state before it.
        """
        if reading.labels == [SAFETY]:
            # No talk before it makes a cry for help anything else.
            return Meaning(SAFETY)
        details = reading.details
        meaning = self._meaning(reading, self._in_context(reading, conversation), conversation)
        if meaning.intent == NOT_UNDERSTOOD:
            meaning.likely = [(answer_of(name), p) for name, p in self._likely_topics(reading)]
        if "address" in details and conversation.address is None:
            meaning.entities["address"] = details["address"]
        if "amount" in details:
            meaning.entities["amount"] = details["amount"]
        return meaning

    def _likely_topics(self, reading: Reading) -> list[tuple[str, float]]:
        return [(name, p) for name, p in reading.likely if split_label(name)[0] in self._topics]

    def _in_context(self, reading: Reading, conversation: Conversation) -> list[str]:
        """Go on with what was just talked about where the words leave it open; what comes first here decides."""
        labels, likely, words = reading.labels, reading.likely, reading.words
        elsewhere = self._elsewhere(reading, conversation)
        if elsewhere:
            return elsewhere
        if len(labels) > 1:
            return labels
        intent = split_label(labels[0])[0] if labels else NOT_UNDERSTOOD
        topics = self._likely_topics(reading)
        clear = [name for name, p in topics if p >= CLEAR]
        # "Et le webmarketeur ?" after the pay of somebody else; by itself, a bare name asks what that is.
        turned_away = [name for name in conversation.turned_away if split_label(name)[0] in self._topics]
        if turned_away and "our_job" in reading.details and words <= LONGEST_ANSWER and clear in ([], [BARE_NAME]):
            return turned_away[:1]
        if not conversation.last_answers:
            return labels
        if intent == OTHER_TOPICS and dict(likely).get(MORE, 0.0) >= LIKELY:
            return [MORE]
        if intent == REPEAT:
            # "Tu disais quoi pour la paie ?"
            return [name for name, p in topics if p >= HALF_AS_LIKELY * likely[0][1]][:1] or labels
        last = {topic.intent: topic for topic in self._last_topics(conversation)}
        if not conversation.form and intent != OUT_OF_SCOPE and words <= LONGEST_ANSWER:
            years = self._years_of_study(last, reading.details)
            if years and (not clear or intent == FOLLOW_UP):
                return years
            detailed = self._gone_into_detail(last, reading)
            if detailed:
                return detailed
        if intent in self._topics or intent in (NOT_UNDERSTOOD, NOT_COVERED):
            longest, enough = (SHORT, NEARLY_AS_LIKELY) if labels else (LONGEST_ANSWER, HALF_AS_LIKELY)
            rivals = [name for name, p in topics if split_label(name)[0] in last and p >= enough * likely[0][1]]
            if rivals and words <= longest:
                return rivals[:1]
        return labels

    def _meaning(self, reading: Reading, labels: list[str], conversation: Conversation) -> Meaning:
        details = reading.details
        levels = details.get("study_level", [])
        if conversation.last_answers == [PATH_ANSWER] and levels and reading.words <= LONGEST_ANSWER:
            return Meaning(PATH, {"study_level": levels[:1]})
        if not labels:
            return Meaning(NOT_UNDERSTOOD)
        answers = self._answers(labels, details)
        if len(answers) > 1:
            return Meaning(SEVERAL, {"topic": answers})
        intent = split_label(labels[0])[0]
        if answers:
            return self._one(answers[0])
        if intent == FOLLOW_UP:
            return self._follow_up(details, conversation)
        if intent in REFERENCES:
            return self._referred(1 if intent == REFERENCES[0] else 2, conversation)
        if intent in ABOUT_LAST:
            return self._about_last(intent, details, conversation)
        if intent in CONFIRMATIONS and conversation.last_response == DELETE_QUESTION:
            return Meaning(DELETE, {"confirmed": [CONFIRMATIONS[intent]]})
        if intent == STOP_FORM and not conversation.form:
            return Meaning("deny")
        if intent == PATH:
            return Meaning(PATH, {"study_level": levels[:1]} if levels else {})
        if intent == COMPARE:
            return Meaning(COMPARE, {"dimension": details.get("dimension", [])[:1]})
        if intent == EXPLAIN:
            return Meaning(EXPLAIN, {"term": details.get("term", [])[:1]})
        return Meaning(intent)

    def _answers(self, labels: list[str], details: Details) -> list[str]:
        """Ids of the answers and of what is not covered, with the details that were read put in."""
        answers = []
        for label in self._named_variants(labels, details):
            intent, detail = split_label(label)
            if intent == NOT_COVERED and detail:
                answers.append(self._unless_covered(detail, details))
            elif intent in self._topics:
                answers += self._variants(intent, detail, details, alone=len(labels) == 1)
        return list(dict.fromkeys(answers))

    def _named_variants(self, labels: list[str], details: Details) -> list[str]:
        """Of several variants of a topic keep those whose detail is named, where one is."""
        kept = []
        for label in labels:
            intent, variant = split_label(label)
            variants = self._topics[intent].variants if intent in self._topics else None
            rivals = [other for other in labels if other != label and split_label(other)[0] == intent]
            named = [v for v in details.get(variants.entity, []) if v in variants.values] if variants else []
            if not (rivals and named and variants and not variants.details_decide and variant not in named):
                kept.append(label)
        return kept

    def _variants(self, intent: str, variant: str | None, details: Details, alone: bool) -> list[str]:
        topic = self._topics[intent]
        if topic.variants is None:
            return [topic.id]
        read = [value for value in details.get(topic.variants.entity, []) if value in topic.variants.values]
        for other, subject in topic.silent_on.items():
            # "à Lyon", "avec un master": a detail that the sheet does not cross with the topic.
            if alone and not read and details.get(other) and not variant:
                return [f"{SILENT}{subject}"]
        if set(read) == set(topic.variants.values):
            # Every variant is named: the general answer has them all.
            return [topic.id]
        if variant is None and read:
            inner = [value for value in read if value not in topic.variants.beyond] or read[:1]
            return [Answer(topic, value).id for value in inner]
        if alone and read and variant not in read and topic.variants.details_decide:
            return [Answer(topic, read[0]).id]
        return [Answer(topic, variant).id]

    def _unless_covered(self, subject: str, details: Details) -> str:
        """An experience within the sheet's bands is covered, however the question sounds."""
        covered = self._profile.subject(subject).covered_when
        if covered:
            topic = self._profile.topic(covered.topic)
            entity = topic.variants.entity if topic.variants else ""
            read = [value for value in details.get(entity, []) if value in covered.values]
            if read:
                return Answer(topic, read[0]).id
        return f"{SILENT}{subject}"

    def _one(self, answer: str) -> Meaning:
        if answer.startswith(SILENT):
            return Meaning(NOT_COVERED, {"subject": [answer.removeprefix(SILENT)]})
        known = self._profile.answers()[answer]
        if known.variant and known.topic.variants:
            return Meaning(known.topic.intent, {known.topic.variants.entity: [known.variant]})
        return Meaning(known.topic.intent)

    def _follow_up(self, details: Details, conversation: Conversation) -> Meaning:
        """A bare detail goes on with the last topic, or with the one topic that it belongs to."""
        last = self._last_topics(conversation)
        for detail, topic in self._by_detail.items():
            values = [v for v in details.get(detail, []) if topic.variants and v in topic.variants.values]
            if not values:
                continue
            crossed = next((t.silent_on[detail] for t in last if detail in t.silent_on), None)
            return self._one(f"{SILENT}{crossed}" if crossed else Answer(topic, values[0]).id)
        for topic in last:
            for detail, subject in topic.silent_on.items():
                if details.get(detail):
                    return self._one(f"{SILENT}{subject}")
        return Meaning(NOT_UNDERSTOOD)

    def _last_topics(self, conversation: Conversation) -> list[Topic]:
        """What was talked about last; what the sheet is silent on counts as the topic that is closest to it."""
        found = []
        for answer in conversation.last_answers:
            known = self._profile.answers().get(answer)
            if known:
                found.append(known.topic)
            elif answer.startswith(SILENT):
                nearby = self._profile.subject(answer.removeprefix(SILENT)).nearby
                found += [self._profile.topic(nearby)] if nearby else []
        return found

    def _years_of_study(self, last: Mapping[str, Topic], details: Details) -> list[str]:
        """Give the label that a bare number of years means after talk of studies."""
        for intent, topic in last.items():
            entity = topic.variants.entity if topic.variants else ""
            values = details.get(YEARS.get(entity, ""), [])
            if values and not details.get(entity):
                return [make_label(intent, values[0])]
        return []

    def _gone_into_detail(self, last: Mapping[str, Topic], reading: Reading) -> list[str]:
        """Give the topic just talked about of which a detail is named ("même ceux qui débutent ?" after the pay).

        A message that was understood is what it was understood as, unless that is the topic crossed with a detail
        ("pay by diploma").
        """
        clear = any(p >= CLEAR for _, p in reading.likely)
        for intent, topic in last.items():
            named = topic.variants and set(topic.variants.values) & set(
                reading.details.get(topic.variants.entity, [])
            )
            crossed = {make_label(NOT_COVERED, subject) for subject in topic.silent_on.values()}
            if named and not clear and set(reading.labels) <= crossed:
                return [intent]
        return []

    def _elsewhere(self, reading: Reading, conversation: Conversation) -> list[str]:
        """Give the labels that a bare place means ("et en Bretagne ?") after pay or what is not covered."""
        if "bare_place" not in reading.details:
            return []
        last = self._last_topics(conversation)
        intents = {split_label(name)[0] for name in reading.labels}
        if intents - {NOT_COVERED, OUT_OF_SCOPE, TELL, FOLLOW_UP}:
            return []
        talked_of = [topic.id for topic in last]
        going_on = [
            name
            for name in reading.labels
            if (subject := split_label(name)[1]) and self._profile.subject(subject).nearby in talked_of
        ]
        if going_on:
            return going_on[:1]
        if any("place" in topic.silent_on for topic in last):
            return [FOLLOW_UP]
        silent = [answer for answer in conversation.last_answers if answer.startswith(SILENT)]
        return [make_label(NOT_COVERED, answer.removeprefix(SILENT)) for answer in silent]

    def _referred(self, number: int, conversation: Conversation) -> Meaning:
        if len(conversation.last_answers) >= number:
            return Meaning(SEVERAL, {"topic": [conversation.last_answers[number - 1]]})
        return Meaning("ask_more")

    def _about_last(self, intent: str, details: Details, conversation: Conversation) -> Meaning:
        ordinals = [int(o) for o in details.get("ordinal", [])]
        if ordinals and 1 < len(conversation.last_answers) >= ordinals[0]:
            return Meaning(intent, {"topic": [conversation.last_answers[ordinals[0] - 1]]})
        return Meaning(intent)


def answer_of(label: str) -> str:
    """Give the id of the answer that a topic's label stands for: "ask_salary@junior" is "salary_junior"."""
    intent, detail = split_label(label)
    topic = intent.removeprefix("ask_")
    return f"{topic}_{detail}" if detail else topic
