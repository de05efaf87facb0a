"""Training data importer: refuses to train on a profile that is not valid."""

from __future__ import annotations

from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter

from knowledge.data_file import DataFileError
from knowledge.profile import load_profile


class InvalidDataFile(RasaException):
    """A data file is broken. Rasa's commands print exceptions of this family in one line and exit with 1."""


class ProfileImporter(RasaFileImporter):
    """Rasa's file importer, which first checks the profile so that `rasa train` fails before it trains."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        try:
            load_profile()
        except DataFileError as error:
            raise InvalidDataFile(str(error)) from None
        super().__init__(config_file, domain_path, training_data_paths)
