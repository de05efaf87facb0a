"""Custom actions, one a kind of answer. They import neither `rasa` nor `bot`."""
