"""Who carries cleaner production out, and with what (NL)."""

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from organisations.enums import Kind
from programmes.enums import FocalState
from programmes.models import FocalEquipment, FocalStaff, FocalUnit, StaffTraining
from reports.sources.shape import shape
from reports.windows import counts_in, reporting_year


def focal_units(access, report):
    """NL-01: established or assigned by the closing day; a proposed office is not counted."""
    return shape(
        FocalUnit.objects.visible_to(access).filter(
            Q(since_year__isnull=True) | Q(since_year__lte=report.round.year_to),
            state=FocalState.ESTABLISHED,
        ),
        label="name",
        unit=Value("đơn vị"),
    )


def equipment(access, report):
    """NL-05: pieces with a known count, of a unit that exists."""
    return shape(
        FocalEquipment.objects.visible_to(access).filter(
            Q(unit__since_year__isnull=True) | Q(unit__since_year__lte=report.round.year_to),
            unit__state=FocalState.ESTABLISHED,
            count__isnull=False,
        ),
        label="name",
        number=F("count"),
        unit=Value("thiết bị"),
    )


def _staff_on_closing_day(access, report):
    staff = FocalStaff.objects.visible_to(access).in_office_on(report.round.window_to)
    return staff.filter(owner=report.owner)


def _people(staff):
    """Names are labels, outside the digest; what counts is the evidence beside them."""
    return shape(
        staff,
        label="full_name",
        kind=F("commitment"),
        unit=Value("người"),
        detail=JSONObject(specialty="specialty", competence="competence"),
    )


def staff(access, report):
    """NL-02: everybody who was given this work, on the closing day."""
    return _people(_staff_on_closing_day(access, report))


def competent_staff(access, report):
    """NL-03: full-time, with a certificate or practice as evidence."""
    return _people(_staff_on_closing_day(access, report).competent())


def staff_trainings(access, report):
    """NL-04: each time a person was trained is one."""
    round_ = report.round
    return shape(
        StaffTraining.objects.visible_to(access).filter(
            counts_in(round_, day="held_on", year="year")
        ),
        label="name",
        year=reporting_year(round_, day="held_on", year="year"),
        unit=Value("lượt người"),
        detail=JSONObject(provider="provider", held_on="held_on"),
    )


def has_competent_staff(access, report):
    """NL-06: 1 or 0 of a department that has entered its people; computed, never claimed."""
    people = FocalStaff.objects.visible_to(access).filter(unit=OuterRef("pk"))
    units = FocalUnit.objects.visible_to(access).filter(Exists(people), owner=report.owner)
    if report.owner.kind != Kind.DEPARTMENT:
        units = units.none()
    able = _staff_on_closing_day(access, report).competent()
    first = Subquery(units.order_by().values("owner").annotate(first=Min("pk")).values("first"))
    return shape(
        units.filter(pk=first),
        label="name",
        number=Case(When(Exists(able), then=1), default=0, output_field=IntegerField()),
        unit=Value("Sở"),
    )
