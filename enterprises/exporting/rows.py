"""Establishments as rows of a file: the columns that an import reads, filled from the register.

Of a personal number there is the mask alone; whom to call is in no file.
"""

from django.db import transaction
from django.db.models import BooleanField, Case, Value, When

from enterprises.finding.dimensions import level_label
from enterprises.models import Establishment, EstablishmentYear
from enterprises.resources import COLUMNS, EstablishmentResource
from organisations.sheets import Column

# One query for the establishments and one for their years, so many at a time. The policy of their
# enterprises goes through all plants of the unit in each: 160,000 rows of a department that has
# 200,000 took 131 s with 2,000 at a time.
CHUNK = 6_000
# What is searched and compared by, and stands in no file.
UNSEEN = ("search_text", "name_key", "name_sort")
WORDS = {True: "yes", False: "no", None: ""}
FIELDS = tuple(EstablishmentResource.fields.values())
# What the screen shows and the portal works out by itself; an import reads neither.
SIZE = Column("told_size", "Quy mô (cổng xác định)")
LEVEL = Column("told_level", "Mức độ áp dụng SXSH (cổng xác định)")
LISTED = (*COLUMNS, SIZE, LEVEL)


def rows_of(keys, access):
    """{column: value} for each of these establishments that is still in sight, in their order."""
    sites = Establishment.objects.visible_to(access).counted()
    sites = sites.select_related("legal_entity", "province", "corporation").defer(*UNSEEN)
    sites = sites.in_bulk(keys)
    years = _shown_years(keys, access)
    return [_row(sites[key], years.get(key)) for key in keys if key in sites]


def _row(site, year):
    site.shown_number = site.tax_code or (site.legal_entity and site.legal_entity.masked_number)
    site.shown_year = year
    if year is not None:
        year.active_word, year.unit_word = WORDS[year.is_active], WORDS[year.has_unit]
    told = {field.column.key: field.get_value(site) for field in FIELDS}
    size = f"{site.get_size_display()} ({site.year})" if site.year else ""
    return told | {SIZE.key: size, LEVEL.key: level_label(site.level)}


def _shown_years(keys, access):
    """{establishment: its latest year}: as the exporting unit says it, else as others do."""
    ours = When(owner=access.organisation.pk, then=Value(True))
    years = (
        EstablishmentYear.objects.visible_to(access)
        .filter(establishment__in=keys)
        .annotate(is_ours=Case(ours, default=Value(False), output_field=BooleanField()))
        .order_by("establishment_id", "-is_ours", "-year", "-pk")
        .distinct("establishment_id")
    )
    return {year.establishment_id: year for year in years}


def all_rows(keys, access):
    """The same of any number, a chunk in the memory at a time; progress is whoever takes them."""
    for start in range(0, len(keys), CHUNK):
        with transaction.atomic():
            rows = rows_of(keys[start : start + CHUNK].tolist(), access)
        yield from rows
