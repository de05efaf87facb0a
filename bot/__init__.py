"""What runs inside Rasa: components, channels, the response generator, the importer."""
