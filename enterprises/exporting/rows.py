"""Establishments as rows of a file: the columns that an import reads, filled from the register.

Of a personal number there is the mask alone; whom to call is in no file.
"""

from django.db import transaction
from django.db.models import BooleanField, Case, Value, When

from enterprises.models import Establishment, EstablishmentYear
from enterprises.resources import EstablishmentResource

# One query for the establishments and one for their years, so many at a time. The policy of their
# enterprises goes through all plants of the unit in each: 160,000 rows of a department that has
# 200,000 took 131 s with 2,000 at a time.
CHUNK = 6_000
# What is searched and compared by, and stands in no file.
UNSEEN = ("search_text", "name_key", "name_sort")
WORDS = {True: "yes", False: "no", None: ""}
FIELDS = tuple(EstablishmentResource.fields.values())


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
    return {field.column.key: field.get_value(site) for field in FIELDS}


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
