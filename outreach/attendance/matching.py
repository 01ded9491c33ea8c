"""Which establishment of the register a written name means: equal names only, never a guess.

Accents, tones, punctuation and usual abbreviations (CTCP, TNHH MTV) do not count. Two of one name,
or none, are left for a person to choose.
"""

import re
from collections import defaultdict

from django.db.models import TextField
from django.db.models.functions import Cast

from enterprises.models import Establishment
from organisations.abbreviations import SAME
from organisations.search import StoredKey
from organisations.vietnamese import search_key

# Each way to shorten words, as a group of its own whose number stands for all its spellings.
_WAYS = "|".join(f"({typed})" for typed, _also in SAME)
_SHORTENED = re.compile(f"(?<![a-z0-9])(?:{_WAYS})(?![a-z0-9])")
_BETWEEN_WORDS = re.compile("[^a-z0-9#]+")


def register_key(name):
    """Equal for two ways to write one name."""
    key = search_key(name).replace("#", " ")
    key = _SHORTENED.sub(lambda found: f" #{found.lastindex} ", key)
    return _BETWEEN_WORDS.sub(" ", key).strip()


def establishments_by_key(names, access):
    """{key: the establishments of that name} for these names, of our part of the register.

    The database looks for the longest word of each name first: a register has a hundred thousand
    names, and comparing one takes Python a fifth of a millisecond.
    """
    wanted = {register_key(name): _longest_word(name) for name in names}
    telling = sorted({word for word in wanted.values() if word})
    found = defaultdict(list)
    if telling:
        ours = Establishment.objects.visible_to(access).order_by()
        ours = ours.alias(searched=StoredKey(Cast("name", TextField())))
        for pk, name in ours.filter(searched__regex="|".join(telling)).values_list("pk", "name"):
            if (key := register_key(name)) in wanted:
                found[key].append(pk)
    return found


def _longest_word(name):
    """The longest word that nobody shortens; "" when there is none."""
    words = (word for word in register_key(name).split() if not word.startswith("#"))
    return max(words, key=len, default="")
