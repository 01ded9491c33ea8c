"""What our own code raises for people to read."""


class ActionRefused(Exception):
    """The record is not ready for this step; the message is a sentence for the screen."""


class TakenOver(Exception):
    """A job fell silent for longer than its lease and is another worker's now."""
