"""What was done last, in few lines: consecutive entries of one record are one line."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.utils.translation import gettext as _

from organisations.models import LogEntry
from organisations.vietnamese import format_number

MOST_LINES = 8
# A record that is worked on all day is still one line.
MOST_ENTRIES = 100


@dataclass(frozen=True)
class Recent:
    """One record, and what was done with it without a break."""

    subject: str
    done: str
    people: str
    on_behalf: bool
    at: Any


def recent_log(access):
    entries = LogEntry.objects.visible_to(access)[:MOST_ENTRIES]
    groups = groupby(entries, key=lambda entry: (entry.subject_type, entry.subject_id))
    return [_line(list(rows)) for _key, rows in islice(groups, MOST_LINES)]


def _line(entries):
    """The newest entry says when, and by what name the record goes now."""
    newest = entries[0]
    verbs = Counter(entry.get_verb_display() for entry in entries)
    people = dict.fromkeys(entry.actor_name or "–" for entry in entries)
    return Recent(
        newest.subject_label,
        "; ".join(_times(verb, count) for verb, count in verbs.items()),
        ", ".join(people),
        any(entry.on_behalf for entry in entries),
        newest.at,
    )


def _times(verb, count):
    if count == 1:
        return verb
    return _("%(verb)s (%(count)s lần)") % {"verb": verb, "count": format_number(count)}
