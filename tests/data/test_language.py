"""How the bot speaks: tu and vous, French typography, short and plain sentences."""

from __future__ import annotations

import re
from typing import Any

import pytest

from knowledge.contacts import Contact, contacts
from tests import replies

RESPONSES = replies.domain().responses
TU = [{"type": "slot", "name": "address", "value": "tu"}]
# Verbs in -ez address somebody too; these words do not.
NO_VERBS = r"(?:chez|assez|nez|rez)\b"
SAYS_VOUS = re.compile(rf"\b(?:vous|votre|vos|(?!{NO_VERBS})\w+ez)\b", re.IGNORECASE)
SAYS_TU = re.compile(r"\b(?:tu|te|toi|(?<!le )ton|ta|tes)\b|\bt[’'](?=\w)", re.IGNORECASE)
# The safety reply is the same for everybody, whatever was agreed before; two speak about the very word.
SAME_FOR_ALL = ("utter_safety", "utter_use_tu", "utter_use_vous")

LONGEST_TEXT = 700
MOST_WORDS_A_SENTENCE = 25
# Reviewed word for word, and worth its length.
LONG_ON_PURPOSE = ("utter_safety",)

BY_RESPONSE: dict[str, list[replies.Said]] = {}
for one in replies.everything_said():
    BY_RESPONSE.setdefault(one.response, []).append(one)


def written(variation: dict[str, Any]) -> str:
    """What a variant of a response has in words: its text and the titles of its buttons."""
    return "\n".join([variation.get("text") or "", *(b["title"] for b in variation.get("buttons") or [])])


@pytest.mark.parametrize("response", RESPONSES)
def test_variants_are_chosen_by_address_alone(response: str) -> None:
    """One text for everybody, or one for tu by slot and then one without condition: nothing is left to chance."""
    conditions = [variation.get("condition") for variation in RESPONSES[response]]
    assert conditions in ([None], [TU, None])
    assert all("channel" not in variation for variation in RESPONSES[response])


@pytest.mark.parametrize("response", [name for name in RESPONSES if name not in SAME_FOR_ALL])
def test_who_says_vous_can_say_tu(response: str) -> None:
    """A response that addresses the person has both; each keeps to its own, and only the words differ."""
    *tu, vous = RESPONSES[response]
    assert not SAYS_TU.search(written(vous))
    assert bool(tu) == bool(SAYS_VOUS.search(written(vous)))
    for variation in tu:
        assert not SAYS_VOUS.search(written(variation))
        for shown in ("buttons", "custom"):
            assert variation.get(shown) == vous.get(shown)
        assert set(re.findall(r"{\w+}", written(variation))) == set(re.findall(r"{\w+}", written(vous)))


@pytest.mark.parametrize("response", [name for name in BY_RESPONSE if name not in SAME_FOR_ALL])
def test_filled_response_keeps_to_the_address(response: str) -> None:
    """Nothing that fills a response says vous to somebody who is called tu, or the other way round."""
    for said in BY_RESPONSE[response]:
        assert not (SAYS_VOUS if said.address == "tu" else SAYS_TU).search(said.everything)


@pytest.mark.parametrize("contact", contacts().contacts, ids=lambda contact: contact.id)
def test_contact_fits_into_its_sentences(contact: Contact) -> None:
    """It follows "tu peux demander" and "vous pouvez demander" alike."""
    assert re.match(r"(?:à|au|aux) \S", contact.phrase)
    assert not contact.phrase.endswith(".")
    assert not SAYS_TU.search(contact.phrase)
    assert not SAYS_VOUS.search(contact.phrase)


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_is_typeset(response: str) -> None:
    """No-break spaces where French wants them, typographic apostrophes and quotes."""
    for said in BY_RESPONSE[response]:
        text = said.everything
        assert not re.search(r" [?!:;€»]|« ", text), "a plain space that may break"
        assert not re.search(r"[^\u202f][?!;]", text), "no narrow no-break space before ? ! ;"
        assert not re.search(r"[^\u00a0][:€»](?!//)", text.replace("\n€\n", "\n")), (
            "no no-break space before : € »"
        )
        assert not re.search(r"«[^\u00a0]", text), "no no-break space behind «"
        assert not re.search(r"['\"“”]", text), "a typewriter's or an English quote"
        assert not re.search(r"\d \d|  |\s\n|\n\s|\.\.\.", text), "stray spaces or dots"


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_reads_well_aloud(response: str) -> None:
    """Words for every gender are written out, for a screen reader too; people are not called users."""
    for said in BY_RESPONSE[response]:
        assert not re.search(r"[·•∙]|\w\(e\)|\w/\w|\w\.e\.|\butilisat", said.everything)


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_contracts_its_articles(response: str) -> None:
    """ "à le lycée" is "au lycée", whatever a placeholder puts there; before a verb, le is a pronoun."""
    for said in BY_RESPONSE[response]:
        assert not re.search(r"\b(?:à|de) les? (?!\w+(?:er|ir|re)\b)\w+", said.everything, re.IGNORECASE)


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_ends_its_sentences(response: str) -> None:
    """Every line ends with punctuation, but for the items of a list and the lines of a summary."""
    for said in BY_RESPONSE[response]:
        lines = [line for line in said.text.split("\n") if line and not line.startswith("- ")]
        assert [line for line in lines if not re.search(r"[.?!:…](?:\u00a0»)?$", line)] == []


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_is_short(response: str) -> None:
    """One reads it without scrolling."""
    longest = max(len(said.text) for said in BY_RESPONSE[response])
    assert longest <= LONGEST_TEXT or response in LONG_ON_PURPOSE


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_has_short_sentences(response: str) -> None:
    """Words between two full stops, colons or line ends, on average; so the readability index LIX counts them."""
    for said in BY_RESPONSE[response]:
        sentences = [s for s in re.split(r"[.?!…:;](?=\s)|\n", said.text) if re.search(r"\w", s)]
        words = [len(re.findall(r"[\w-]+(?:’[\w-]+)?", sentence)) for sentence in sentences]
        assert sum(words) <= MOST_WORDS_A_SENTENCE * len(words), words


@pytest.mark.parametrize("response", RESPONSES)
def test_button_is_short(response: str) -> None:
    """A button fits on one line of a phone."""
    for variation in RESPONSES[response]:
        for button in variation.get("buttons") or []:
            assert len(button["title"]) <= 45
            assert button["title"] == button["title"].strip()
