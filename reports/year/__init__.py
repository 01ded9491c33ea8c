"""A unit's year: lists and tasks with what the logs say was done, and the unit's home."""
