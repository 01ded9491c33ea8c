"""A season of reports played by the units themselves, for trying and measuring."""
