"""What the bot knows, and the French grammar to say it. Imports neither `bot` nor `actions`."""
