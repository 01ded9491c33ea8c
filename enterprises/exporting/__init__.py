"""Writing the list that is on the screen to a file."""
