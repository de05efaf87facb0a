"""Whom to ask: the file is good, and a broken one says what is wrong in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.contacts import CONTACTS_FILE, contacts, load_contacts
from knowledge.data_file import DataFileError

GOOD = CONTACTS_FILE.read_text(encoding="utf-8")
BROKEN = {
    "no source": (
        GOOD.replace("    source: service-public.fr, fiches sur l'emploi et le handicap\n", ""),
        "source",
    ),
    "unknown key": (GOOD.replace("counsellor_here: null", "counsellor: null"), "counsellor"),
    "half a counsellor": (GOOD.replace("counsellor_here: null", "counsellor_here: {name: Le CDI}"), "reach"),
    "number as figure": (GOOD.replace('number: "3114"', "number: 3114"), "3114 (int)"),
    "nobody": ("counsellor_here: null\ncontacts: []\nemergency: []", "contacts"),
    "empty file": ("", "found nothing, expected keys and values"),
    "not YAML": ("contacts: [", "expected valid YAML"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_load_contacts_names_file_key_found_and_expected(case: str, tmp_path: Path) -> None:
    """Each line says where to look and what to write."""
    content, problem = BROKEN[case]
    assert content != GOOD
    (tmp_path / "contacts.yml").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_contacts(tmp_path / "contacts.yml")
    assert problem in str(error.value)
    for line in str(error.value).splitlines():
        assert "contacts.yml" in line
        assert "found" in line
        assert "expected" in line


def test_load_contacts_takes_a_counsellor(tmp_path: Path) -> None:
    """As the comment in the file shows it."""
    example = '{name: "Le CDI du lycée", reach: "au rez-de-chaussée, le lundi de 12 h à 14 h"}'
    assert example in GOOD
    (tmp_path / "contacts.yml").write_text(
        GOOD.replace("counsellor_here: null", f"counsellor_here: {example}"), encoding="utf-8"
    )
    here = load_contacts(tmp_path / "contacts.yml").counsellor_here
    assert here is not None
    assert here.name == "Le CDI du lycée"


def test_phrase_is_found_by_its_id() -> None:
    """A mistake in the data shows at once."""
    for contact in contacts().contacts:
        assert contacts().phrase(contact.id) == contact.phrase
    with pytest.raises(KeyError, match="nobody"):
        contacts().phrase("nobody")


def test_contacts_are_different_and_sourced() -> None:
    """Each once, each with where it comes from."""
    ids = [contact.id for contact in contacts().contacts]
    assert len(set(ids)) == len(ids)
    assert all(contact.source.strip() for contact in contacts().contacts)
    assert [number.number for number in contacts().emergency] == ["3114", "119", "3018", "15", "112"]
