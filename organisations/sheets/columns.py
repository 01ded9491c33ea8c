"""What a column of a list holds, said once for writing, reading and explaining it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from organisations.sheets.units import Unit
from organisations.vietnamese import Unreadable, nfc, same_name_key, search_key

MOST_NAMED_CHOICES = 20
# How alike a suggested label is to what was typed, see _likeness.
ALIKE = 0.6
REQUIRED_MARK = re.compile(r"[\s(]*\*[\s)]*$")


class Kind(Enum):
    TEXT = "text"
    LONG_TEXT = "long text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    CHOICE = "choice"


WORDS = {Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.CHOICE}


@dataclass(frozen=True)
class Column:
    """`title` is the official term; `synonyms` are other headings that people give the column.

    `choices` are pairs of value and label, or a Django Choices class; `everyday` are pairs of value
    and another name that people give it. Money is whole đồng, percentages are what stands before
    the sign (50% is 50). A code is text of digits whose zeros count, such as a tax code.
    Of money that `takes_unit` the heading of a file may name another unit, as “(triệu đồng)”:
    `unit` is the one that a bare number of this file counts.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple = None
    everyday: tuple = ()
    help: str = ""
    example: str = ""
    synonyms: tuple = ()
    takes_unit: bool = False
    unit: Unit = None

    def __post_init__(self):
        pairs = getattr(self.choices, "choices", self.choices) or ()
        kept = tuple((value, str(label)) for value, label in pairs if value not in (None, ""))
        object.__setattr__(self, "choices", kept)
        object.__setattr__(self, "synonyms", tuple(self.synonyms))
        object.__setattr__(self, "everyday", tuple(self.everyday))
        if (self.kind is Kind.CHOICE) != bool(kept):
            raise ValueError(f"{self.key}: choices belong to a choice column, and only there.")

    @property
    def blank(self):
        """What an empty cell is read as: as Django stores it."""
        return "" if self.kind in WORDS else None

    @property
    def heading(self):
        return f"{self.title} (*)" if self.required else self.title

    @cached_property
    def heading_keys(self):
        return {heading_key(name) for name in (self.title, *self.synonyms)}

    @cached_property
    def labels(self):
        return dict(self.choices)

    def label_of(self, value):
        return self.labels[value]

    def choice_of(self, typed):
        """The value whose label or value was typed; accents count only where they must."""
        for key, values in self._choices_by_key:
            found = values.get(key(typed), set())
            if len(found) == 1:
                return next(iter(found))
        raise Unreadable(self._not_chosen(typed))

    def _not_chosen(self, typed):
        """What may have been meant, and what there is; many values are named in the template."""
        labels = [label for _value, label in self.choices]
        is_long = len(labels) > MOST_NAMED_CHOICES
        said = _("Chọn một trong: %(labels)s.") % {"labels": "; ".join(labels)}
        if is_long:
            said = _("Xem danh sách ở trang Hướng dẫn của tệp mẫu.")
        if (closest := self._closest(typed)) is not None:
            return _("Có phải “%(label)s”?") % {"label": self.label_of(closest)} + " " + said
        return _("Không có trong danh sách.") + " " + said if is_long else said

    def _closest(self, typed):
        """The one value whose names are most like what was typed; None when none is."""
        asked = _spelling(typed)
        likeness = defaultdict(float)
        for value, spelling in self._spellings:
            likeness[value] = max(likeness[value], _likeness(asked, spelling))
        most = max(likeness.values(), default=0)
        best = [value for value, shared in likeness.items() if shared == most]
        return best[0] if most >= ALIKE and len(best) == 1 else None

    @cached_property
    def _spellings(self):
        return [(value, _spelling(name)) for value, name in (*self.choices, *self.everyday)]

    @cached_property
    def _choices_by_key(self):
        """From the strictest comparison to the loosest, each with what it finds."""
        found = []
        for key in (nfc, same_name_key, search_key):
            values = defaultdict(set)
            for value, label in (*self.choices, *self.everyday):
                values[key(label)].add(value)
                values[key(str(value))].add(value)
            found.append((key, values))
        return found


def _spelling(text):
    """Its words and the pairs of letters that follow one another, without accents."""
    key = search_key(text)
    return set(key.split()), set(pairwise(key))


def _likeness(asked, other):
    """From 0 to 1: how many words of what was typed a name has, or how alike the two are spelt.

    A long name has most pairs of letters, so those count against its own length as well.
    """
    (words, pairs), (others_words, others_pairs) = asked, other
    if not words or not others_words:
        return 0
    spelt = 2 * len(pairs & others_pairs) / max(len(pairs) + len(others_pairs), 1)
    return max(len(words & others_words) / len(words), spelt)


def heading_key(text):
    """What two headings are compared by: no accents, no mark of a required column."""
    return search_key(REQUIRED_MARK.sub("", text))
