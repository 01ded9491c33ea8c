"""What provinces, corporations and zones are called: for drop-downs, counts and rows at once."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, CharField, Q, Value, When
from django.db.models.functions import Cast

from enterprises.enums import ZoneKind
from enterprises.models import IndustrialZone
from organisations.clock import Today
from organisations.enums import Kind
from organisations.models import Organisation, Province
from organisations.vietnamese import name_sort

PROVINCE, CORPORATION, ZONE = "province", "corporation", "zone"


@dataclass(frozen=True)
class Names:
    """{key: name} by kind, in Vietnamese order; `provinces` are all that ever were."""

    provinces: dict = field(default_factory=dict)
    provinces_now: dict = field(default_factory=dict)
    corporations: dict = field(default_factory=dict)
    zones: dict = field(default_factory=dict)
    province_codes: dict = field(default_factory=dict)


def names_for(access, *, zone=None, zones_of=None):
    """In one query. A department is offered its zones; the Ministry those of a province
    (`zones_of`) and the one that the address names (`zone`).
    """
    rows = _provinces(access).union(
        _corporations(access), *_zones(access, zone, zones_of), all=True
    )
    names = Names()
    kept = {PROVINCE: names.provinces, CORPORATION: names.corporations, ZONE: names.zones}
    for kind, key, name, code, is_current in sorted(rows, key=lambda row: name_sort(row[2])):
        said = f"{ZoneKind(code).label} {name}" if kind == ZONE else name
        kept[kind][key] = said
        if kind == PROVINCE and is_current:
            names.provinces_now[key] = said
            names.province_codes[key] = code
    return names


def _provinces(access):
    now = Q(valid_from__lte=Today()) & (Q(valid_to__isnull=True) | Q(valid_to__gte=Today()))
    is_current = Case(When(now, then=True), default=False, output_field=BooleanField())
    return _described(Province.objects.visible_to(access), PROVINCE, "code", is_current)


def _corporations(access):
    rows = Organisation.objects.visible_to(access).filter(kind=Kind.CORPORATION)
    return _described(rows, CORPORATION, "code", Value(True))


def _zones(access, zone, zones_of):
    rows = IndustrialZone.objects.visible_to(access)
    if access.kind == Kind.MINISTRY and (zone or zones_of):
        rows = rows.filter(Q(pk=zone) | Q(owner__province=zones_of))
    elif access.kind != Kind.DEPARTMENT:
        return ()
    return (_described(rows, ZONE, "kind", Value(True)),)


def _described(rows, kind, code, is_current):
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        "pk",
        Cast("name", CharField()),
        Cast(code, CharField()),
        is_current,
    )
