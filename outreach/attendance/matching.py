"""Which establishment of the register a written name means: equal names only, never a guess.

Accents, tones, punctuation and usual abbreviations (CTCP, TNHH MTV) do not count. Two of one name,
or none, are left for a person to choose.
"""

import re
from collections import defaultdict

from django.db.models import TextField
from django.db.models.functions import Cast

from enterprises.models import Establishment
from organisations.abbreviations import search_terms
from organisations.search import StoredKey

_BETWEEN_WORDS = re.compile("[^a-z0-9]+")


def register_key(name):
    """Equal for two ways to write one name."""
    words = (term.pattern or _plain(term) for term in search_terms(name))
    return " ".join(filter(None, words))


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


def _plain(term):
    return _BETWEEN_WORDS.sub(" ", term.word).strip()


def _longest_word(name):
    """The longest word that nobody shortens; "" when there is none."""
    plain = " ".join(_plain(term) for term in search_terms(name) if not term.pattern)
    return max(plain.split(), key=len, default="")
