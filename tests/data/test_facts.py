"""Nothing the bot can say goes beyond its sources, and everything the fact sheet says is said.

Every response is looked at in every filling that an action gives it (tests/replies.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.nlu.folding import fold
from knowledge.contacts import contacts
from knowledge.french import format_years, typeset
from knowledge.glossary import glossary
from knowledge.placeholders import placeholders
from knowledge.profile import profile
from tests import replies

NUMBER_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "cent": 100, "mille": 1000,
}  # fmt: skip
# A number in words is a fact when a unit follows; "deux repères" only counts what is said.
IN_WORDS = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\s(ans?|années?|mois|heures?|euros?)\b", re.I)
SPACE = "[ \u00a0\u202f]"
FIGURE = re.compile(rf"bac \+ \d+|\d(?:\d|{SPACE})*€|\d+(?: ou \d+)? ans?\b|\d(?:\d|{SPACE}|[.,])*\d|\d")
SENTENCE = re.compile(r"(?<=[.?!…])\s+|\n(?:- )?")
ALL_CAPITALS = re.compile(r"\b[A-ZÀÉ]{2,}\b")
CAPITAL = re.compile(r"(?<![\w-])[A-ZÀÂÉÈÊÎÔÛÇ][\w-]+")
PAY_PERIOD = re.compile(r"\b(?:bruts?|brutes?|nets?|nettes?|par mois|par an|mensuel\w*|annuel\w*)\b", re.I)


def sources() -> Iterator[str]:
    """Every value of the profile, the glossary and the contacts."""
    known = profile()
    for topic in known.topics:
        yield from placeholders(topic).values()
    yield from known.sections.values()
    yield from known.job.names
    for level in known.experience_levels:
        yield format_years(level.years)
    for subject in known.not_covered:
        yield from (subject.phrase, *subject.words)
    for term in glossary().terms:
        yield from (term.name, *term.names, term.meaning)
    for contact in contacts().contacts:
        yield contact.phrase
    for number in contacts().emergency:
        yield from (number.number, number.phrase)
    # Not facts of the job: where the person may say to be now.
    for level in replies.path_levels():
        yield re.sub(r"bac(\d)", r"bac + \1", level)
    yield from (replies.COUNSELLOR_HERE.name, replies.COUNSELLOR_HERE.reach)


def figures(text: str) -> set[str]:
    """The numbers of a text, with what they count where that is said."""
    digits = IN_WORDS.sub(lambda found: f"{NUMBER_WORDS[found[1].lower()]} {found[2]}", text)
    return {re.sub(r"\s", " ", figure).strip() for figure in FIGURE.findall(digits)}


def names(text: str) -> set[str]:
    """Words in capitals, and words with a capital that do not begin a sentence."""
    found = set(ALL_CAPITALS.findall(text))
    for sentence in SENTENCE.split(text):
        begun = sentence.lstrip("«»(- \u00a0\u202f")
        found.update(CAPITAL.findall(re.sub(r"^[\w’-]+", "", begun)))
    return found


SAID = replies.everything_said()
KNOWN = typeset("\n".join(sources()))
KNOWN_FIGURES = figures(KNOWN)
KNOWN_WORDS = set(re.findall(r"[\w-]+", KNOWN))
BY_RESPONSE: dict[str, list[replies.Said]] = {}
for one in SAID:
    BY_RESPONSE.setdefault(one.response, []).append(one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On gagne 4\u202f500\u00a0€ après 5 ans.", {"4 500 €", "5 ans"}),
        ("Il faut sept ans d’études, un bac + 8.", {"7 ans", "bac + 8"}),
        ("Il y a deux cas.", set()),
        ("La moyenne est de 12,5.", {"12,5"}),
    ],
)
def test_figures_are_found(text: str, found: set[str]) -> None:
    """In digits and in words; what only counts what is said is none."""
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On travaille chez Google. Ou ailleurs.", {"Google"}),
        ("HTML est utile", {"HTML"}),
        ("- Le BTS\n- Un « Master »", {"BTS", "Master"}),
        ("C’est l’Isit : Bien.", {"Isit", "Bien"}),
        ("Rien ici. Ni là ? Non !", set()),
    ],
)
def test_names_are_found(text: str, found: set[str]) -> None:
    """Words with a capital that do not begin a sentence, and all capitals anywhere."""
    assert names(text) == found


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_is_filled_in(response: str) -> None:
    """No placeholder is left, whichever action says it."""
    left = {said.everything for said in BY_RESPONSE[response] if re.search(r"[{}]", said.everything)}
    assert left == set()


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_states_only_what_a_source_gives(response: str) -> None:
    """Each number and each name or sigle is in the profile, the glossary or the contacts."""
    said = "\n".join(said.everything for said in BY_RESPONSE[response])
    assert figures(said) - KNOWN_FIGURES == set()
    assert names(said) - KNOWN_WORDS == set()


@pytest.mark.parametrize("response", sorted(BY_RESPONSE))
def test_response_gives_no_figure_a_period(response: str) -> None:
    """The sheet says neither gross or net nor per month or year: no sentence puts that beside a figure."""
    for said in BY_RESPONSE[response]:
        for sentence in SENTENCE.split(said.everything):
            assert not (PAY_PERIOD.search(sentence) and re.search(r"\d", sentence)), sentence


@pytest.mark.parametrize("response", replies.domain().responses)
def test_response_writes_no_fact_of_its_own(response: str) -> None:
    """Amounts and years come from the profile through placeholders, not from the domain."""
    for variation in replies.domain().responses[response]:
        assert not re.search(r"\d[\d ]*€|\d+ ans|\d{4,}(?! ?,)", variation.get("text") or "") or response in FIXED


# Reviewed word for word; its numbers are checked against the contacts like all others.
FIXED = ("utter_safety",)


def test_safety_reply_gives_every_number() -> None:
    """All emergency numbers of the contacts are in it."""
    (text,) = {said.text for said in BY_RESPONSE["utter_safety"]}
    assert {number.number for number in contacts().emergency} <= figures(text)


# What the fact sheet says, topic by topic, in its order; where the bot puts it in plainer words, those stand here.
SHEET = {
    "definition": [
        "plus de visiteurs sur un site internet", "augmenter les ventes", "plusieurs compétences",
        "le web et le marketing", "on adapte et on met en place", "stratégie de communication",
        "les besoins et les attentes de son entreprise",
    ],
    "tasks": [
        "arborescence", "ergonomie", "ligne éditoriale", "fonctionnalités",
        "communication et de promotion", "référencement", "positionnement dans les moteurs de recherche",
        "coordonner les partenariats", "suivre l'audience et les campagnes", "outils de reporting",
        "de statistiques", "gestion de base de données",
    ],
    "role": [
        "mission première", "générer des visites", "accroître la consultation", "leviers e-marketing",
        "force de proposition", "marketing stratégique", "marketing opérationnel", "la concurrence",
        "les tendances", "types de consommateurs", "définit, conçoit et met en place",
        "la stratégie marketing du site",
    ],
    "salary": ["débute", "environ 2 000 €", "2 ou 3 ans d'expérience", "entre 2 500 € et 3 300 €"],
    "training": [
        "niveau bac + 3", "spécialisation en web marketing", "exemples",
        "licence professionnelle e-commerce et marketing numérique",
        "licence professionnelle métiers du numérique : conception, rédaction et réalisation web",
        "école spécialisée", "bachelor", "ISEFAC", "Epitech", "BUT MMI", "métiers du multimédia et de l'internet",
        "Isit", "bac + 5", "diplôme d'école de commerce, de gestion ou de marketing", "diplôme d'IEP",
        "master de commerce, de gestion ou de marketing vente",
    ],
    "skills": [
        "très grande polyvalence", "savoir-faire en techniques du web et en marketing", "savoir rédiger",
        "expérience du CRM", "gestion de la relation clients", "en veille", "intelligence économique",
        "sens esthétique", "enrichir une page graphiquement", "marketing direct", "imprimé en parallèle du web",
        "« etc. »", "chef d'orchestre", "coordonner", "sens du management", "esprit d'analyse et de synthèse",
        "qualités de communication",
    ],
    "hierarchy": ["directeur marketing", "directrice marketing", "« fonctionnel »", "la direction générale"],
    "coworkers": [
        "commerciales", "marketing", "communication", "publicitaire", "webmestre",
        "responsable des technologies de vente en ligne", "en lien étroit avec la direction générale",
    ],
    "team": ["la taille du site", "piloter une équipe dédiée à l'internet", "s'insérer dans une équipe projet"],
    "workplace": ["agence web", "directement chez l'annonceur"],
    "other_titles": [
        "généraliste", "responsable marketing internet", "chef ou cheffe de projet web",
        "consultant ou consultante SEM", "chargé ou chargée de marketing interactif", "spécialisé",
        "responsable e-business", "consultant ou consultante CRM", "consultant ou consultante SEO",
        "responsable web et acquisitions", "exemples",
    ],
    "evolution": [
        "après quelques années d'expérience", "la direction d'un service web, marketing ou webmarketing",
        "le conseil (stratégie et technique)", "l'encadrement",
    ],
}  # fmt: skip


def plain(text: str) -> str:
    """Folded, with plain spaces."""
    return re.sub(r"\s+", " ", fold(text))


@pytest.mark.parametrize(("topic", "fact"), [(topic, fact) for topic in SHEET for fact in SHEET[topic]])
def test_fact_of_the_sheet_is_said(topic: str, fact: str) -> None:
    """Somebody who asks about the topic, and for more, gets to hear it."""
    answers = [a.id for a in profile().answers().values() if a.topic.id == topic]
    responses = [f"utter_{answer}{suffix}" for answer in answers for suffix in ("", "_more")]
    said = " ".join(said.text for response in responses for said in BY_RESPONSE.get(response, []))
    assert plain(fact) in plain(said)


def test_sheet_has_every_topic() -> None:
    """The list above leaves no topic of the profile out."""
    assert list(SHEET) == [topic.id for topic in profile().topics]


@pytest.mark.parametrize("topic", [topic.id for topic in profile().topics])
def test_every_fact_of_the_profile_is_said(topic: str) -> None:
    """No fact of the profile waits for a response that uses it."""
    said = plain(" ".join(one.everything for one in SAID))
    for fact in profile().topic(topic).facts:
        for part in fact.items or [fact.phrase] if fact.phrase or fact.items else []:
            assert plain(part or "") in said, f"{topic}.{fact.id}"
