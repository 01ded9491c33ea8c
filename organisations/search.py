"""Finding records by words, with or without accents: the same in lists and on the search page."""

import re
from dataclasses import dataclass

from django.db.models import Case, F, Func, IntegerField, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.html import format_html, format_html_join

from organisations.abbreviations import search_terms
from organisations.vietnamese import nfc, search_key

# More words than this narrow nothing down any further.
MOST_TERMS = 12


@dataclass(frozen=True)
class Found:
    """One record that was found, in the words of its list."""

    kind_label: str
    title: str
    detail: str
    url: str
    when: str


class StoredKey(Func):
    """search_key in SQL: lower case, without accents, đ as d, whatever the normal form."""

    template = "lower(unaccent(%(expressions)s))"
    output_field = TextField()


def matching(queryset, words, *columns):
    """Rows in which every word that was typed occurs in one of the columns, as a page says them."""
    gap = Value(" ", output_field=TextField())
    texts = [part for name in columns for part in (_text_of(queryset.model, name), gap)]
    return _with_every_term(queryset.alias(searched=StoredKey(Concat(*texts))), words)


def matching_stored(queryset, words, column):
    """The same of a model that stores its keys in one column."""
    return _with_every_term(queryset.alias(searched=F(column)), words)


def patterns_of(words):
    """What the keys of a row must say for it to be found."""
    return [term.pattern for term in search_terms(words)[:MOST_TERMS]]


def _with_every_term(queryset, words):
    for pattern in patterns_of(words):
        queryset = queryset.filter(searched__regex=pattern)
    return queryset


def _text_of(model, path):
    """A column's text; of a choice its label, which is what people read and type."""
    *parents, name = path.split("__")
    for parent in parents:
        model = model._meta.get_field(parent).related_model
    choices = model._meta.get_field(name).flatchoices
    if not choices:
        return Cast(path, TextField())
    labels = (When(**{path: value}, then=Value(str(label))) for value, label in choices)
    return Case(*labels, default=Value(""), output_field=TextField())


def nearest_first(found, words):
    """What `matching` found: rows with the words side by side before those that hold them apart."""
    phrase = "[^a-z0-9]*".join(term.pattern for term in search_terms(words)[:MOST_TERMS])
    rank = Case(When(searched__regex=phrase, then=0), default=1, output_field=IntegerField())
    return found.order_by(rank, *(found.query.order_by or found.model._meta.ordering))


def marked(text, words):
    """The text as HTML with what was typed in <mark>: 'da sy' marks Đa Sỹ, CTCP its long form."""
    text = nfc(text)
    spans = _joined(text, _found_in(text, search_terms(words)[:MOST_TERMS]))
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [(text[end:start],), (format_html("<mark>{}</mark>", text[start:stop]),)]
        end = stop
    return format_html_join("", "{}", [*pieces, (text[end:],)])


def _found_in(text, terms):
    key, places = _keyed(text)
    places.append(len(text))
    for term in terms:
        for start, stop in (match.span() for match in re.finditer(term.pattern, key)):
            # Up to the next sign: a mark that stands alone belongs to the letter before it.
            yield places[start], max(places[stop], places[stop - 1] + 1)


def _keyed(text):
    """The text's key, and for each sign of it the sign of the text that it comes from."""
    signs = [
        (sign, place)
        for place, letter in enumerate(text)
        for sign in (" " if letter.isspace() else search_key(letter))
    ]
    return "".join(sign for sign, _place in signs), [place for _sign, place in signs]


def _joined(text, spans):
    """In order, without overlaps; neighbours with nothing but blanks between them are one."""
    joined = []
    for start, stop in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined
