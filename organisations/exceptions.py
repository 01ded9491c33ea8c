"""What our own code raises for people to read."""


class ActionRefused(Exception):
    """The record is not ready for this step; the message is a sentence for the screen."""


class StaleSheet(ActionRefused):
    """What the sheet was filled from has been changed by somebody else since."""


class TakenOver(Exception):
    """A job fell silent for longer than its lease and is another worker's now."""
