"""Projects of support in tests: a source by the rule of TTLT 221, an application, its steps."""

import datetime as dt
import json

from assessments.models import GrantPayment, SupportGrant
from organisations.tenancy import owner_login
from programmes.models import FundingSource
from tests.enterprises.asking import acting_as, ask

DAY = dt.date(2026, 3, 2)


def make_source(owner, **fields):
    """Half the cost, at most 50 million for an establishment."""
    rule = {"rate": 50, "cap": 50_000_000, "cap_unit": "establishment"} | fields
    with owner_login():
        return FundingSource.objects.create(
            owner=owner, name="Hỗ trợ đánh giá", fund="environment", basis="TTLT 221", **rule
        )


def apply_for(person, plant, **fields):
    """As its enterprise, or as the department that was handed a paper."""
    fields = {"applied_on": DAY, "asked_cost": 80_000_000, "asked_amount": 40_000_000} | fields
    if person.access.kind == "department":
        fields.setdefault("source", "Đơn ngày 02/03/2026")
    with acting_as(person) as cursor:
        grant = SupportGrant.objects.create(establishment=plant, name="Đánh giá SXSH", **fields)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # as every transaction begins
        return SupportGrant.objects.get(pk=grant.pk)


def move(person, grant, target, *, expected=None, call=ask, **said):
    state = expected or state_of(grant)
    facts = json.dumps(said, default=str)
    return call(person, "app.move_grant(%s, %s, %s, %s::jsonb)", grant.pk, state, target, facts)


def approve(person, grant, source, cost=80_000_000, amount=40_000_000, *, call=ask, **said):
    facts = {"decision_number": "1/QĐ", "decided_on": DAY, "funding_id": source.pk}
    facts |= {"eligible_cost": cost, "amount": amount}
    return move(person, grant, "approved", call=call, **facts | said)


def contract(person, grant, amount=40_000_000, **said):
    facts = {"contract_number": "1/HĐ", "contracted_on": DAY, "contract_amount": amount}
    return move(person, grant, "contracted", **facts | said)


def accept(person, grant, **said):
    return move(person, grant, "accepted", **{"minutes_number": "1/BB", "accepted_on": DAY} | said)


def settle(person, grant, amount=40_000_000, **said):
    facts = {"settlement_number": "1/TL", "settled_on": DAY, "settled_amount": amount}
    return move(person, grant, "settled", **facts | said)


def pay(person, grant, amount, kind="advance", paid_on=DAY):
    with acting_as(person):
        return GrantPayment.objects.create(grant=grant, kind=kind, paid_on=paid_on, amount=amount)


def state_of(grant):
    return stored(grant).state


def stored(grant):
    with owner_login():
        grant.refresh_from_db()
    return grant
