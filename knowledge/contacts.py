"""Whom to ask what the fact sheet does not say: data/contacts.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, StrictStr

from knowledge.data_file import DATA, Strict, read_data_file

CONTACTS_FILE = DATA / "contacts.yml"


class Counsellor(Strict):
    """The person or desk of the organisation that runs the bot, and how to reach them."""

    name: StrictStr
    reach: StrictStr


class Contact(Strict):
    """A public body; `phrase` follows "demander" and so begins with "à" or "au"."""

    id: StrictStr
    phrase: StrictStr
    source: StrictStr


class EmergencyNumber(Strict):
    """A number of the safety reply."""

    number: StrictStr
    phrase: StrictStr
    source: StrictStr


class Contacts(Strict):
    """The whole file."""

    counsellor_here: Counsellor | None
    contacts: list[Contact] = Field(min_items=1)
    emergency: list[EmergencyNumber] = Field(min_items=1)

    def phrase(self, contact: str) -> str:
        """Give a contact's phrase.

        Raises:
            KeyError: there is no contact of this id.
        """
        return {known.id: known.phrase for known in self.contacts}[contact]


def load_contacts(path: Path = CONTACTS_FILE) -> Contacts:
    """Read and validate the contacts.

    Raises:
        DataFileError: see `read_data_file`.
    """
    return read_data_file(path, Contacts)


@lru_cache(maxsize=1)
def contacts() -> Contacts:
    """The contacts, read once a process."""
    return load_contacts()
