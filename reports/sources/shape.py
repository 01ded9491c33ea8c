"""What every source of facts gives: a queryset shaped into the columns of a fact."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, DecimalField, F, IntegerField, JSONField, Q, Value
from django.db.models.functions import Cast, JSONObject

from reports.enums import Nature, RoundKind

COLUMNS = (
    "source_id",
    "label",
    "year",
    "kind",
    "stratum",
    "sector",
    "number",
    "planned",
    "estimate",
    "unit",
    "detail",
)
NUMBER = DecimalField(max_digits=20, decimal_places=4)


def identified(document="document"):
    """The document's number, day and issuer are known; only then is it counted."""
    known = Q(**{f"{document}__issued_on__isnull": False, f"{document}__issuer__gt": ""})
    return ~Q(**{f"{document}__number": ""}) & known


@dataclass(frozen=True)
class Source:
    """`rows(access, report)` gives one row per fact of `indicator`, visible to this access only."""

    indicator: str | None
    table: str
    rows: Callable
    nature: str = Nature.COUNTED


def shape(queryset, *, label, number=1, **columns):
    """The queryset as fact columns, in the order of COLUMNS."""
    given = {
        "source_id": F("pk"),
        "label": label if hasattr(label, "resolve_expression") else F(label),
        "year": columns.get("year", Value(None, output_field=IntegerField())),
        "kind": columns.get("kind", Value("", output_field=CharField())),
        "stratum": columns.get("stratum", Value("", output_field=CharField())),
        "sector": columns.get("sector", Value("", output_field=CharField())),
        "number": _numeric(number),
        "planned": _numeric(columns.get("planned")),
        "estimate": _numeric(columns.get("estimate")),
        "unit": columns.get("unit", Value("", output_field=CharField())),
        "detail": columns.get("detail", Value({}, output_field=JSONField())),
    }
    annotated = queryset.order_by().annotate(
        **{f"fact_{name}": value for name, value in given.items()}
    )
    return annotated.values_list(*(f"fact_{name}" for name in COLUMNS))


def _numeric(value):
    return Cast(value if hasattr(value, "resolve_expression") else Value(value), NUMBER)


def document_detail(document, **more):
    """What the Ministry must read of a document although it cannot read plan tables."""
    return JSONObject(
        number=f"{document}__number",
        issued_on=f"{document}__issued_on",
        issuer=f"{document}__issuer",
        issuer_level=f"{document}__issuer_level",
        submitted_by=f"{document}__submitted_by",
        **more,
    )


def last_year(round_):
    """Things that are told apart over the whole span: of an annual round its year, else no year."""
    year = round_.year_to if round_.kind == RoundKind.ANNUAL else None
    return Value(year, output_field=IntegerField())
