"""Rows in sight that may be the establishment that is being entered."""

from django.db.models import Func, Q, Value

from enterprises.models import Establishment

MOST_NAMED = 5


def rows_like(access, *, name, tax_code, province_id, but=None):
    """Of one province: with the same tax code, or with a name that compares equal."""
    alike = Q(name_key=Func(Value(name), function="app.plant_key"))
    if tax_code:
        alike |= Q(tax_code=tax_code) | Q(tax_code__startswith=f"{tax_code}-")
    rows = Establishment.objects.visible_to(access).counted()
    rows = rows.filter(alike, province_id=province_id).exclude(pk=but)
    return rows.order_by("pk")[:MOST_NAMED]
