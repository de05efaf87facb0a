"""Ways in and out: REST, the web widget and the terminal."""
