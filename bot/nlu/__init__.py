"""Understanding French, independent of Rasa: normalising, learning topics, reading details."""
