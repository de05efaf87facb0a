"""Ways in and out: REST and the terminal."""
