"""How many establishments there are, in all and by each dimension: one answer for every page.

Counts come from the summary wherever it knows the filters, else from the rows themselves.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connections
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from enterprises.finding import dimensions
from enterprises.finding.dimensions import DIMENSIONS
from enterprises.models import RegisterCount
from organisations.enums import Kind
from organisations.tenancy import login_alias

# The others have so few plants that nobody keeps a summary for them.
WITH_SUMMARY = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION)


@dataclass(frozen=True)
class Total:
    """`is_exact` is False when there are more than `count`."""

    count: int
    is_exact: bool = True


def total_at_once(found, page):
    """How many a list announces, at a price that does not grow with the register.

    Where only counting would tell, it says what the page tells; the counts beside it say the rest.
    """
    if from_summary(found):
        return Total(total_of(found))
    return Total(len(page.rows), is_exact=not (page.previous or page.next))


def total_of(found):
    """Exactly how many there are."""
    if found.is_unreadable:
        return 0
    if not from_summary(found):
        return found.rows.order_by().count()
    return _summary(found).aggregate(total=Coalesce(Sum("count"), 0))["total"]


def from_summary(found):
    return found.access.kind in WITH_SUMMARY and not found.is_live and not found.is_unreadable


def _summary(found):
    counts = RegisterCount.objects.visible_to(found.access)
    return counts.filter(**{d.column: stored for d, stored in found.known.items()})


def counts_by(found, wanted=DIMENSIONS):
    """{dimension: {stored value: count}}; each respects all filters but its own."""
    counts = defaultdict(dict)
    if found.is_unreadable:
        return {dimension: {} for dimension in wanted}
    sql, params = _one_statement(found, wanted)
    by_name = {dimension.name: dimension for dimension in wanted}
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(sql, params)
        for name, said, count in cursor.fetchall():
            dimension = by_name[name]
            counts[dimension][_stored(dimension, said)] = int(count)
    return {dimension: counts[dimension] for dimension in wanted}


def _stored(dimension, text):
    """What PostgreSQL wrote as text, as the column has it."""
    if text is None or text == "":
        return dimension.unknown
    if dimension is dimensions.ACTIVE:
        return text == "true"
    return int(text) if dimension.name in dimensions.STORED else text


def _one_statement(found, wanted):
    """Each dimension added up in turn. The summary is read anew for each, which is quicker than to
    keep it; rows that were found by words are found once, and their few kinds are kept.
    """
    inner, params = _counted(found, wanted).query.sql_with_params()
    kept = "NOT MATERIALIZED" if from_summary(found) else "MATERIALIZED"
    parts = []
    for dimension in wanted:
        others = {d: stored for d, stored in found.known.items() if d != dimension}
        condition, values = _where(others)
        parts.append(
            f"SELECT '{dimension.name}', {dimension.column}::text, sum(n) FROM counted{condition}"
            f" GROUP BY {dimension.column} HAVING sum(n) <> 0"
        )
        params = (*params, *values)
    columns = ", ".join(dimension.column for dimension in _kept(found, wanted))
    counts = " UNION ALL ".join(parts)
    return f"WITH counted ({columns}, n) AS {kept} ({inner}) {counts}", params


def _kept(found, wanted):
    """The dimensions that are counted or narrowed by."""
    return [d for d in DIMENSIONS if d in wanted or d in found.known]


def _counted(found, wanted):
    columns = [dimension.column for dimension in _kept(found, wanted)]
    if from_summary(found):
        rows = RegisterCount.objects.visible_to(found.access)
        return rows.order_by().values_list(*columns, "count")
    return found.live.order_by().values_list(*columns).annotate(n=Count("pk"))


def _where(known):
    """Stored values come from choices that were checked; they are parameters all the same."""
    if not known:
        return "", ()
    conditions = " AND ".join(f"{d.column} IS NOT DISTINCT FROM %s" for d in known)
    return f" WHERE {conditions}", tuple(known.values())
