"""Solutions on the screen: what they are worth, what became of them, and who is asked about it."""
