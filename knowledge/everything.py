"""All data files at once, for the checks before training and before start."""

from __future__ import annotations

from knowledge.contacts import CONTACTS_FILE, load_contacts
from knowledge.data_file import DataFileError
from knowledge.glossary import load_glossary
from knowledge.profile import PROFILE_FILE, load_profile


def check_everything() -> None:
    """Read and validate every data file, and what one says of another.

    Raises:
        DataFileError: one of them cannot be used; says where, what was found and what is expected.
    """
    profile, contacts = load_profile(), load_contacts()
    load_glossary()
    known = {contact.id for contact in contacts.contacts}
    for subject in profile.not_covered:
        if subject.contact not in known:
            raise DataFileError(
                f"{PROFILE_FILE.name}: not_covered {subject.id}: found contact {subject.contact!r}, "
                f"expected an id of {CONTACTS_FILE.name}"
            )
