"""Support and a demonstration model of the demonstration department, each step as it was taken."""

from django.db import transaction

from assessments.demonstrations import actions as models
from assessments.enums import GrantState, PaymentKind
from assessments.grants import actions as grants
from assessments.models import CPOption, DemonstrationModel, GrantPayment, SupportGrant
from enterprises.models import Establishment
from organisations.entry.saving import fingerprint
from organisations.loading import Choice, Day, Maybe, Number, Record, Rows, Text
from organisations.tenancy import use_tenant
from programmes.enums import FundKind
from programmes.models import FundingSource

CODE = Text(40)
PLANT = {"plant": Text(250), "name": Text(300)}
SUPPORT = Record(
    **PLANT,
    applied_on=Day(),
    asked_cost=Number(),
    asked_amount=Number(),
    approved=Maybe(
        Record(decision_number=CODE, decided_on=Day(), eligible_cost=Number(), amount=Number())
    ),
    contracted=Maybe(Record(contract_number=CODE, contracted_on=Day(), contract_amount=Number())),
    accepted=Maybe(Record(minutes_number=CODE, accepted_on=Day())),
    paid=Rows(Record(kind=Choice(PaymentKind.values), paid_on=Day(), amount=Number())),
)
MODEL = Record(
    **PLANT,
    option=CODE,
    before=Text(500),
    after=Text(500),
    benefits=Text(500),
    accepted_on=Day(),
    cost=Number(),
    fund=Choice(FundKind.values),
)
ASKED = ("name", "applied_on", "asked_cost", "asked_amount")


def site_of(plant, access):
    """By its name, or by its own code."""
    sites = Establishment.objects.visible_to(access)
    return sites.get(**{"name" if " " in plant else "own_code": plant})


def load_support(rows, officer, head):
    """Keyed in by the officer, decided by the head: nobody approves his own application."""
    for row in rows:
        with use_tenant(officer.tenant), transaction.atomic():
            source = FundingSource.objects.filter(is_national=True).order_by("pk").first()
            grant = SupportGrant(
                establishment=site_of(row["plant"], officer),
                source="Đơn của cơ sở (minh họa)",
                **{name: row[name] for name in ASKED},
            )
            grants.apply(grant, access=officer)
        approved = row["approved"] and row["approved"] | {"funding_id": source.pk}
        _take(grant, GrantState.APPROVED, approved, head)
        _take(grant, GrantState.CONTRACTED, row["contracted"], officer)
        _pay(grant, row, officer, PaymentKind.ADVANCE)
        _take(grant, GrantState.ACCEPTED, row["accepted"], head)
        _pay(grant, row, officer, PaymentKind.FINAL)


def _take(grant, step, said, access):
    if said is None:
        return
    with use_tenant(access.tenant), transaction.atomic():
        current = grants.stored(grant.pk, access)
        grants.move(current, step, dict(said), access=access, seen=fingerprint(current))


def _pay(grant, row, access, kind):
    for said in row["paid"]:
        if said["kind"] == kind:
            with use_tenant(access.tenant), transaction.atomic():
                grants.pay(GrantPayment(grant_id=grant.pk, **said), access=access)


def load_model(row, access):
    with use_tenant(access.tenant), transaction.atomic():
        site = site_of(row["plant"], access)
        told = {key: value for key, value in row.items() if key not in ("plant", "option")}
        option = CPOption.objects.visible_to(access).get(
            assessment__establishment=site, code=row["option"]
        )
        models.create(DemonstrationModel(establishment=site, option=option, **told), access=access)
