"""What was done last, in few lines: consecutive entries of one record are one line."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice

from django.utils.translation import gettext as _

from organisations.models import LogEntry
from organisations.vietnamese import NO_DATA, format_number

MOST_LINES = 8
# A record that is worked on all day is still one line.
MOST_ENTRIES = 100


@dataclass(frozen=True)
class Recent:
    """One record, and what was done with it without a break; the newest entry comes first."""

    entries: list

    @property
    def subject(self):
        """By what name the record goes now."""
        return self.entries[0].subject_label

    @property
    def at(self):
        return self.entries[0].at

    @property
    def done(self):
        verbs = Counter(entry.get_verb_display() for entry in self.entries)
        return "; ".join(_times(verb, count) for verb, count in verbs.items())

    @property
    def people(self):
        return ", ".join(dict.fromkeys(map(_actor, self.entries)))


def recent_log(access):
    entries = LogEntry.objects.visible_to(access)[:MOST_ENTRIES]
    groups = groupby(entries, key=lambda entry: (entry.subject_type, entry.subject_id))
    return [Recent(list(rows)) for _key, rows in islice(groups, MOST_LINES)]


def _actor(entry):
    name = entry.actor_name or NO_DATA
    return _("%(name)s (làm thay)") % {"name": name} if entry.on_behalf else name


def _times(verb, count):
    if count == 1:
        return verb
    return _("%(verb)s (%(count)s lần)") % {"verb": verb, "count": format_number(count)}
