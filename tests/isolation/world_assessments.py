"""Assessments of the world's plants: the enterprises' own, drafts among them, and the offices'."""

from assessments import models
from enterprises.models import Establishment, GivenSite
from programmes.models import FundingSource
from tests.factories import make_user
from tests.isolation.world_papers import DAY, NOON

# Which unit carries out what a department or a corporation has opened.
GIVEN = {"department": "support", "neighbour": "other support", "corporation": "support"}


def write_assessments(units):
    reference = _reference()
    for place, firm in (("department", "enterprise"), ("neighbour", "other enterprise")):
        shared = Establishment.objects.filter(department=units[place], enterprise=units[firm])[0]
        assessments = [
            _assessment(units[firm], shared, "self", 2015, state="submitted", submitted_at=NOON),
            _assessment(units[firm], shared, "self", 2014, state="under_way"),
            _assessment(units[place], shared, "quick", 2015, state="submitted", submitted_at=NOON),
        ]
        for assessment in assessments:
            _say_everything(assessment, reference)
        for owner in (units[firm], units[place]):
            _support(owner, shared, units[place])
    for owner, unit in GIVEN.items():
        site = _plant(units, owner)
        GivenSite.objects.create(establishment=site, support=units[unit])
        for fields in ({"support": units[unit]}, {}):
            assessment = _assessment(units[owner], site, "detailed", 2015, **fields)
            _say_everything(assessment, reference)


def _support(owner, site, department):
    """A project that money was paid for, and an application that is still open."""
    about = {"owner": owner, "establishment": site}
    asked = {"applied_on": DAY, "asked_cost": 2, "asked_amount": 1}
    source = FundingSource.objects.create(
        owner=department, name="Hỗ trợ cơ sở", fund="industry", basis="x", cap=9, cap_unit="project"
    )
    granted = {"decided_on": DAY, "funding": source, "eligible_cost": 2, "amount": 1, "allowed": 1}
    signed = {"contracted_on": DAY, "contract_amount": 1, "state": "contracted"}
    grant = models.SupportGrant.objects.create(name="Đề án", **asked, **granted, **signed, **about)
    models.GrantPayment.objects.create(grant=grant, kind="advance", paid_on=DAY, amount=1)
    labels = _labels(grant)
    models.GrantStep.objects.create(
        grant=grant, establishment=site, state="applied", at=NOON, person=make_user(), **labels
    )
    models.SupportGrant.objects.create(name="Đơn", source="Đơn giấy", **asked, **about)


def _plant(units, owner):
    """One of its own, so that nobody sees another because of what was given here."""
    place = "department" if owner == "corporation" else owner
    group = units[owner] if owner == "corporation" else None
    return Establishment.objects.create(
        owner=units[owner],
        name="Cơ sở được giao",
        department=units[place],
        corporation=group,
    )


def _reference():
    resource = models.Resource.objects.first()
    return {
        "resource": resource,
        "unit": models.MeasureUnit.objects.first(),
        "item": models.ChecklistItem.objects.first(),
        "reason": models.Reason.objects.first(),
    }


def _assessment(owner, site, kind, year, **fields):
    return models.Assessment.objects.create(
        owner=owner, establishment=site, kind=kind, year=year, **fields
    )


def _say_everything(assessment, reference):
    about = {"assessment": assessment}
    amount = {"resource": reference["resource"], "unit": reference["unit"], "quantity": 1}
    labels = _labels(assessment)
    models.Contribution.objects.create(person=make_user(), **labels, **about)
    models.AssessmentReceipt.objects.create(
        turn=1, at=NOON, by_name="Người", digest="x", **labels, **about
    )
    models.AssessmentPart.objects.create(slug="energy", **about)
    models.WorksheetRow.objects.create(sheet="01", code="1", place=1, **about)
    models.ResourceUse.objects.create(**amount, **about)
    models.ChecklistAnswer.objects.create(item=reference["item"], answer="CHUA", **about)
    option = models.CPOption.objects.create(code="O1", name="Giải pháp", category="QLNV", **about)
    models.OptionSaving.objects.create(option=option, price=1, **amount, **about)
    step = models.OptionStep.objects.create(
        option=option,
        from_state="proposed",
        to_state="selected",
        mover="assessor",
        held_on=DAY,
        **about,
    )
    models.FollowUp.objects.create(months=6, due_on=DAY, **labels, **about)
    models.OptionReason.objects.create(
        step=step, option=option, reason=reference["reason"], **labels
    )
    models.MeasuredResult.objects.create(
        resource=reference["resource"],
        base_year=2010,
        year=2000 + assessment.pk % 90 + 10,
        normalisation="one",
        **about,
    )


def _labels(assessment):
    assessment.refresh_from_db()
    names = ("owner", "department", "corporation", "enterprise", "support")
    return {name: getattr(assessment, name) for name in names}
