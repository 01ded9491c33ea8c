"""Keys that come with a form: of a row, and of the sheet of paper a row was entered on.

The same sheet sent twice makes one row.
"""

from django.db import models

# More digits are no key of a row, and some thousands of them no number that Python reads.
MOST_DIGITS = 18


def read_key(text):
    """The whole number that a box or an address holds; None for anything else."""
    is_key = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_key else None


def form_key_field():
    return models.UUIDField("mã phiếu nhập", null=True, editable=False)


def once_per_form(what):
    return models.UniqueConstraint(fields=["owner", "form_key"], name=f"{what}_saved_once_per_form")
