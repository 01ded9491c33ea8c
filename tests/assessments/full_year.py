"""Something of everything that the annual report counts of assessments, by the owner's login."""

import datetime as dt

from assessments.enums import GrantState, Mover, OptionState, PaymentKind
from assessments.models import (
    Assessment,
    AssessmentReceipt,
    CPOption,
    GrantPayment,
    MeasuredResult,
    OptionStep,
    Resource,
    SupportGrant,
)
from enterprises.enums import VisitKind
from enterprises.models import Visit
from organisations.tenancy import owner_login
from programmes.models import FundingSource
from tests.factories import make_establishment

A_YEAR = dt.timedelta(days=366)


def make_assessed_year(owner, day):
    """Assessed, carried out without cost, measured and supported on one day."""
    site = make_establishment(owner, sector="23")
    with owner_login():
        for kind in ("self", "detailed"):
            _accepted(owner, site, kind, day)
        quick = _accepted(owner, site, "quick", day)
        about = {"owner": owner, "assessment": quick}
        option = CPOption.objects.create(
            code="O1", name="Bảo ôn lò", category="CTTB", actual_cost=0, **about
        )
        for before, after in (("proposed", "selected"), ("selected", "done")):
            OptionStep.objects.create(
                option=option,
                from_state=before,
                to_state=after,
                mover=Mover.ENTERPRISE,
                held_on=day,
                **about,
            )
        CPOption.objects.filter(pk=option.pk).update(
            state=OptionState.DONE, state_on=day, implemented_on=day
        )
        CPOption.objects.create(
            code="O2",
            name="Thay đầu đốt",
            category="CTTB",
            actual_cost=600,
            measured_saving=400,
            state=OptionState.DONE,
            state_on=day - A_YEAR,
            implemented_on=day - A_YEAR,
            **about,
        )
        _measured(day, about)
        _supported(owner, site, day)
        Visit.objects.create(
            owner=owner,
            establishment=site,
            kind=VisitKind.INSPECTION,
            held_on=day,
            body="Đoàn kiểm tra",
            findings="Đã có sổ theo dõi",
        )


def _accepted(owner, site, kind, day):
    at = dt.datetime.combine(day, dt.time(12), dt.UTC)
    found = Assessment.objects.create(
        owner=owner,
        establishment=site,
        kind=kind,
        year=day.year - 1,
        state="accepted",
        submitted_at=at,
        decided_at=at,
    )
    AssessmentReceipt.objects.create(
        owner=owner,
        assessment=found,
        turn=1,
        at=at,
        by_name="Người Nộp",
        digest="0" * 64,
        **{owner.kind: owner},
    )
    return found


def _measured(day, about):
    year = day.year
    for code in ("DIEN", "THAN_CAM_34", "DO", "NUOC_MAY", "DAT_SET", "NUOC_THAI", "CTR_TT"):
        MeasuredResult.objects.create(
            resource=Resource.objects.get(code=code),
            base_year=year - 1,
            year=year,
            normalisation="one",
            expected=1_000,
            saved=100,
            base_price=10_000 if code == "DIEN" else 2_000,
            worth=1_000_000,
            toe=1,
            co2=2,
            share="0.1",
            months=12,
            confirmed_at=dt.datetime.combine(day, dt.time(12), dt.UTC),
            **about,
        )


def _supported(owner, site, day):
    grant = SupportGrant.objects.create(
        owner=owner,
        establishment=site,
        name="Đề án",
        applied_on=day,
        asked_cost=2,
        asked_amount=1,
        eligible_cost=2,
        amount=1,
        allowed=1,
        decision_number="1/QĐ",
        decided_on=day,
        funding=FundingSource.objects.filter(is_national=True).first(),
        contract_number="1/HĐ",
        contracted_on=day,
        contract_amount=1,
        minutes_number="1/BB",
        accepted_on=day,
        fund="industry",
        state=GrantState.ACCEPTED,
    )
    GrantPayment.objects.create(
        owner=owner, grant=grant, kind=PaymentKind.ADVANCE, paid_on=day, amount=1
    )
