"""Training data importer: refuses data that is not valid, and adds what the profile has to learn from."""

from __future__ import annotations

from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.labels import NOT_COVERED
from knowledge.data_file import DataFileError
from knowledge.everything import check_everything
from knowledge.profile import profile


class InvalidDataFile(RasaException):
    """A data file is broken. Rasa's commands print exceptions of this family in one line and exit with 1."""


class ProfileImporter(RasaFileImporter):
    """Rasa's file importer, which first checks the data files so that `rasa train` fails before it trains."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        try:
            check_everything()
        except DataFileError as error:
            raise InvalidDataFile(str(error)) from None
        super().__init__(config_file, domain_path, training_data_paths)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Add the words of what the sheet does not cover, each as a message of its own."""
        words = [
            Message.build(word, NOT_COVERED, intent_metadata={"subject": subject.id})
            for subject in profile().not_covered
            for word in subject.words
        ]
        data: TrainingData = super().get_nlu_data(language)
        return data.merge(TrainingData(words))
