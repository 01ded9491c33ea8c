"""Pages by key: a page begins behind, or ends before, the place of a row in the order of names.

The database goes to that place in its index, however far it is; nothing is counted or skipped.
"""

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Func, TextField, Value

from enterprises.models import Establishment
from organisations.lists import PAGE

AFTER, BEFORE = "after", "before"
SIGNER = signing.Signer(salt="enterprises.finding.keyset")
# Behind a place rows stand in the order of names, before it they are taken the other way round.
FORWARD = (" > ", ("name_sort", "pk"))
BACKWARD = (" < ", ("-name_sort", "-pk"))
# So many rows are looked through in the order of names before the filters are asked which rows
# they find: many are then found at once, and few by their own index. PostgreSQL cannot tell which
# of the two it will be, and is wrong by a second (1 M rows, a word that one in twenty names has).
NEAR = 3_000
TABLE = 'FROM "enterprises_establishment"'
NEAR_OR_FAR = """
WITH near AS MATERIALIZED ({near})
SELECT * FROM near WHERE (SELECT count(*) FROM near) = {size}
UNION ALL
SELECT * FROM ({far}) AS far WHERE (SELECT count(*) FROM near) < {size}
"""


@dataclass(frozen=True)
class KeyPage:
    """Rows of one page; `previous` and `next` are keys for the address, '' where there is none."""

    rows: list
    previous: str = ""
    next: str = ""


def page_of(queryset, asked, *, among=None, found=None, size=PAGE):
    """The page that the address asks for; a key that is none of ours asks for the first page.

    `among` are the rows that `queryset` has narrowed, when it has; `found` are the rows of
    `queryset`, asked for in the way that suits few.
    """
    ways = (queryset, among, found)
    if place := _place_in(asked.get(AFTER)):
        rows, has_more = _taken(ways, place, FORWARD, size)
        if rows:
            return KeyPage(rows, key_of(rows[0]), key_of(rows[-1]) if has_more else "")
    elif place := _place_in(asked.get(BEFORE)):
        rows, has_more = _taken(ways, place, BACKWARD, size)
        if rows:
            rows.reverse()
            return KeyPage(rows, key_of(rows[0]) if has_more else "", key_of(rows[-1]))
    rows, has_more = _taken(ways, None, FORWARD, size)
    return KeyPage(rows, next=key_of(rows[-1]) if has_more else "")


def key_of(row):
    return SIGNER.sign_object([row.name_sort, row.pk])


def _place_in(key):
    """(name_sort, pk), or None for a key that was not made here."""
    try:
        return SIGNER.unsign_object(key) if key else None
    except (signing.BadSignature, ValueError):
        return None


def _taken(ways, place, direction, size):
    """One row more than a page tells whether there is another one."""
    queryset, among, found = ways
    sign, order = direction
    here = [_beyond(place, sign)] if place else []
    if among is None:
        rows = list(queryset.filter(*here).order_by(*order)[: size + 1])
    else:
        window = among.filter(*here).order_by(*order)[:NEAR]
        far = found.filter(*here).order_by(*order)[: size + 1]
        rows = _near_or_far(window, queryset.order_by(*order)[: size + 1], far)
    return rows[:size], len(rows) > size


def _near_or_far(window, near, far):
    """What `near` finds in the window, if that fills a page, else `far`; in one statement."""
    try:
        window_sql, window_params = window.query.sql_with_params()
        near_sql, near_params = near.query.sql_with_params()
        far_sql, far_params = far.query.sql_with_params()
    except EmptyResultSet:
        return []
    # Its own table is, for this one query, the window: no filter has to be written anew.
    near_sql = near_sql.replace(TABLE, f'FROM ({window_sql}) AS "enterprises_establishment"', 1)
    size = near.query.high_mark
    sql = NEAR_OR_FAR.format(near=near_sql, far=far_sql, size=size)
    params = (*window_params, *near_params, *far_params)
    return list(Establishment.objects.raw(sql, params))


def _beyond(place, sign):
    """The order of two columns as one comparison, for which there is one index."""
    name, key = place
    row = "(%(expressions)s)"
    here = Func(F("name_sort"), F("pk"), template=row)
    there = Func(Value(name, output_field=TextField()), Value(key), template=row)
    return Func(
        here, there, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField()
    )
