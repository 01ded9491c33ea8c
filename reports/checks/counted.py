"""What the facts of a version come to, as the rules ask for it. None is no data, never 0."""

from collections import defaultdict

from django.db.models import Count, Q, Sum

from reports.enums import Reading
from reports.figures import COUNTED_NATURES, READS, Median, value_of
from reports.models import Fact


class Counted:
    """Sums by indicator and kind in one query; rows are asked for by indicator."""

    def __init__(self, version, access):
        self.facts = Fact.objects.visible_to(access).filter(
            version=version, nature__in=COUNTED_NATURES
        )
        grouped = self.facts.order_by().values("indicator__code", "kind")
        self.groups = defaultdict(dict)
        for row in grouped.annotate(
            unestimated=Count("pk", filter=Q(planned__isnull=False, estimate__isnull=True)),
            numbers=Sum("number"),
            plans=Sum("planned"),
            estimates=Sum("estimate"),
            rows=Count("pk"),
        ):
            self.groups[row["indicator__code"]][row["kind"]] = row

    def __bool__(self):
        return bool(self.groups)

    def kinds(self, code):
        return sorted(self.groups.get(code, {}))

    def count(self, code):
        """How many rows."""
        return sum(row["rows"] for row in self.groups.get(code, {}).values())

    def value(self, code, kind=None):
        """As the report prints it: a sum, or a rate of two sums."""
        reads = READS.get(code, Reading.NUMBER)
        if reads == Reading.MEDIAN:
            return self._median(code)
        sums = {"number": self._sum(code, "numbers", kind), "planned": self.planned(code, kind)}
        return value_of(reads, sums)

    def planned(self, code, kind=None):
        return self._sum(code, "plans", kind)

    def estimate(self, code):
        """Of the whole year; None as long as a planned row is without an estimate."""
        rows = self.groups.get(code, {}).values()
        if any(row["unestimated"] for row in rows):
            return None
        return self._sum(code, "estimates", None)

    def rows(self, *codes):
        """The facts of these indicators, in the order they were entered."""
        return list(self.facts.filter(indicator__code__in=codes).select_related("indicator"))

    def by_source(self, *codes):
        """[{code: fact}] of rows that several of these indicators were counted from."""
        found = defaultdict(dict)
        for fact in self.rows(*codes):
            found[fact.source, fact.source_id][fact.indicator.code] = fact
        return list(found.values())

    def _sum(self, code, column, kind):
        rows = self.groups.get(code, {})
        told = [row[column] for name, row in rows.items() if kind is None or name == kind]
        known = [number for number in told if number is not None]
        return sum(known) if known else None

    def _median(self, code):
        rows = self.facts.filter(indicator__code=code).order_by()
        return value_of(
            Reading.MEDIAN,
            rows.aggregate(facts=Count("pk"), median=Median("number"))
            | dict.fromkeys(("number", "planned")),
        )
