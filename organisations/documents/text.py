"""Text as it stands in documents: NFC, without control characters."""

import unicodedata
from dataclasses import fields

# The letters of a list (điểm) in the order Nghị định 30 uses: the Vietnamese alphabet.
LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"


def clean(text):
    """Return the text in NFC without control characters, which no document format can carry."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        " " if char in "\t\n\r" else char
        for char in composed
        if char in "\t\n\r" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
    )


def list_letter(position):
    """Return the letter of the nth item, counted from 0; past the alphabet letters double."""
    rounds, index = divmod(position, len(LIST_LETTERS))
    return LIST_LETTERS[index] * (rounds + 1)


class Clean:
    """Makes a frozen dataclass hold clean text and tuples whatever it was given."""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            object.__setattr__(self, field.name, _cleaned_part(value))


def _cleaned(values):
    return tuple(_cleaned_part(value) for value in values)


def _cleaned_part(value):
    if isinstance(value, str):
        return clean(value)
    return _cleaned(value) if isinstance(value, (list, tuple)) else value
