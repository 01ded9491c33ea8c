"""What changed between two versions of a report, row by row, found by the database."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import connections
from django.utils.translation import gettext as _

from enterprises.enums import Stratum
from organisations.tenancy import login_alias
from organisations.vietnamese import NO_DATA, format_number
from programmes.models import Indicator
from reports.checks.asked import address_of
from reports.checks.counted import Counted
from reports.enums import Nature, Reading
from reports.fact_words import kind_label, lines_of
from reports.figures import READS
from reports.layout import adds_up
from reports.models import Fact
from reports.printing import words_of

MOST_ROWS = 100
# One row of a source is found again by what it was counted for; a row has one fact of each.
PAIRED = """
WITH paired AS (
  SELECT coalesce(a.nature, b.nature) AS nature,
    coalesce(a.indicator_id, b.indicator_id) AS indicator,
    b.id AS before, a.id AS after
  FROM (SELECT * FROM reports_fact WHERE version_id = %s) b
  FULL JOIN (SELECT * FROM reports_fact WHERE version_id = %s) a
    ON a.nature = b.nature AND a.source = b.source AND a.source_id = b.source_id
    AND coalesce(a.indicator_id, 0) = coalesce(b.indicator_id, 0)
    AND coalesce(a.year, 0) = coalesce(b.year, 0)
  WHERE a.id IS NULL OR b.id IS NULL
    OR (a.number, a.planned, a.estimate, a.kind, a.stratum, a.sector, a.detail)
      IS DISTINCT FROM (b.number, b.planned, b.estimate, b.kind, b.stratum, b.sector, b.detail)
), grouped AS (
  SELECT CASE WHEN nature = 'typed' THEN 'counted' ELSE nature END AS nature, indicator, before,
    after
  FROM paired
)
"""
SUMMARY = f"""
{PAIRED}
SELECT nature, indicator, count(*) FILTER (WHERE before IS NULL),
  count(*) FILTER (WHERE after IS NULL), count(*) FILTER (WHERE before = before AND after = after)
FROM grouped GROUP BY nature, indicator
"""
# The first rows of every group come before the second ones of any.
ROWS = f"""
{PAIRED}
SELECT nature, indicator, before, after FROM (
  SELECT *, row_number() OVER (PARTITION BY nature, indicator
    ORDER BY (before IS NULL), (after IS NULL), coalesce(after, before)) AS nth
  FROM grouped
) AS numbered
ORDER BY nth, nature, indicator LIMIT %s
"""


@dataclass(frozen=True)
class Row:
    """One fact that came, went, or is now said otherwise; `before`, `after` are Facts or None."""

    before: Fact | None
    after: Fact | None

    @property
    def label(self):
        return (self.after or self.before).label

    @property
    def year(self):
        return (self.after or self.before).year

    @property
    def done(self):
        if self.before is None:
            return _("thêm")
        return _("bỏ") if self.after is None else _("sửa")

    @property
    def url(self):
        """What was taken out may be gone from the register too."""
        return address_of(self.after) if self.after else ""

    @property
    def lines(self):
        """'Thực hiện: 30 → 35' for everything that is said otherwise than before."""
        before, after = (_said(fact) if fact else {} for fact in (self.before, self.after))
        labels = dict.fromkeys([*before, *after])
        if self.before is None or self.after is None:
            return [f"{label}: {before.get(label) or after.get(label)}" for label in labels]
        said = [
            f"{label}: {before.get(label, NO_DATA)} → {after.get(label, NO_DATA)}"
            for label in labels
            if before.get(label) != after.get(label)
        ]
        return said or [_("thông tin in kèm")]


@dataclass(frozen=True)
class Group:
    """What changed under one indicator; of counted rows also what that makes of its value."""

    title: str
    unit: str
    added: int
    removed: int
    changed: int
    before: str
    after: str
    rows: list

    @property
    def count(self):
        return self.added + self.removed + self.changed

    @property
    def rest(self):
        return self.count - len(self.rows)

    @property
    def has_value(self):
        return bool(self.before or self.after)


def changes(before, after, *, access):
    """The groups of facts that differ between two versions, in the order of the indicators."""
    pair = [before.pk, after.pk]
    summary = _asked(SUMMARY, pair)
    rows = _rows(_asked(ROWS, [*pair, MOST_ROWS]), access)
    indicators = Indicator.objects.visible_to(access).in_bulk([row[1] for row in summary if row[1]])
    values = [Counted(version, access) for version in (before, after)]
    groups = [
        (nature, indicators.get(pk), counts, rows[nature, pk]) for nature, pk, *counts in summary
    ]
    groups.sort(key=lambda group: (group[0] != Nature.COUNTED, group[1].code if group[1] else ""))
    return [_group(*group, values) for group in groups]


def _asked(statement, arguments):
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()


def _rows(found, access):
    """{(nature, indicator): [Row, …]}"""
    wanted = {pk for row in found for pk in row[2:] if pk}
    facts = Fact.objects.visible_to(access).in_bulk(wanted)
    rows = defaultdict(list)
    for nature, indicator, before, after in found:
        rows[nature, indicator].append(Row(facts.get(before), facts.get(after)))
    return rows


def _group(nature, indicator, counts, rows, values):
    if nature != Nature.COUNTED:
        noun = Nature(nature).label
        title = f"{indicator.label} ({noun})" if indicator else noun.capitalize()
        return Group(title, "", *counts, "", "", rows)
    # Tonnes of coal and of gas have no total that could change.
    said = [_value(of, indicator.code) for of in values] if adds_up(indicator, {}) else ["", ""]
    return Group(indicator.label, indicator.unit, *counts, *said, rows)


def _value(counted, code):
    return words_of(READS.get(code, Reading.NUMBER), counted.value(code))


def _said(fact):
    """Everything that a fact says, by what it is called."""
    numbers = {
        _("Thực hiện"): fact.number,
        _("Kế hoạch"): fact.planned,
        _("Ước cả năm"): fact.estimate,
    }
    said = {name: _number(value) for name, value in numbers.items() if value is not None}
    words = {
        _("Phân loại"): kind_label(fact.kind),
        _("Loại cơ sở"): Stratum(fact.stratum).label if fact.stratum else "",
        _("Mã ngành"): fact.sector,
    }
    said |= {name: word for name, word in words.items() if word}
    return said | dict(line.split(": ", 1) for line in lines_of(fact) if ": " in line)


def _number(value):
    return format_number(Decimal(value))
