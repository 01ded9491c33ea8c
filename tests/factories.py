"""Plain functions that make boring, valid rows. Every argument is optional.

Rows are written with the owner's rights; the code under test then meets them in its own role.
"""

import datetime as dt
from itertools import count

from assessments.enums import AssessmentKind
from assessments.models import Assessment
from enterprises.enums import ZoneKind
from enterprises.models import Establishment, IndustrialZone
from organisations.access import Access
from organisations.enums import Kind, Role
from organisations.models import Membership, Organisation, Province, User
from organisations.tenancy import owner_login, use_tenant
from outreach.enums import ActivityKind
from outreach.models import Activity
from programmes.enums import (
    Commitment,
    DocumentType,
    FocalState,
    FundKind,
    ListState,
    OutputKind,
    PlanState,
    TaskState,
)
from programmes.models import (
    ActionPlan,
    Disbursement,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    LegalDocument,
    Task,
    TaskList,
    TaskMoney,
    TaskOutput,
)
from reports.approval import actions as approval_actions
from reports.enums import DocumentKind, RoundKind
from reports.models import (
    Claim,
    Narrative,
    Report,
    ReportForm,
    ReportingRound,
    ReportVersion,
    RoundAddressee,
)
from reports.sealing import content_key_of, seal_of

PASSWORD = "Mật khẩu thử 2026"  # noqa: S105 (only ever in a test database)
_serial = count(1)


def make_organisation(kind=Kind.DEPARTMENT, **fields):
    number = next(_serial)
    fields.setdefault("code", f"{kind}-{number}")
    fields.setdefault("name", f"Đơn vị thử {number}")
    with owner_login():
        if kind == Kind.DEPARTMENT:
            fields.setdefault("province", make_province())
        return Organisation.objects.create(kind=kind, **fields)


def make_province():
    """The first of the reference provinces."""
    return Province.objects.order_by("pk").first() or Province.objects.create(
        code="01", name="Hà Nội", type="thành phố", valid_from=dt.date(2009, 1, 1)
    )


def make_user(**fields):
    number = next(_serial)
    fields.setdefault("email", f"nguoi{number}@vi-du.vn")
    fields.setdefault("full_name", f"Người Thử {number}")
    with owner_login():
        return User.objects.create_user(password=PASSWORD, **fields)


def make_member(kind=Kind.DEPARTMENT, role=Role.OFFICER, *, organisation=None, user=None):
    """A person with one membership; returns the person, with `.access` for direct calls."""
    organisation = organisation or make_organisation(kind)
    user = user or make_user()
    with owner_login():
        Membership.objects.create(
            user=user,
            organisation=organisation,
            kind=organisation.kind,
            role=role,
            valid_from=dt.date(2009, 1, 1),
        )
    user.access = Access(user, organisation, role)
    return user


def make_document(owner, **fields):
    number = next(_serial)
    fields.setdefault("type", DocumentType.DECISION)
    fields.setdefault("number", f"{number}/QĐ-SCT")
    fields.setdefault("issued_on", dt.date(2012, 5, 4))
    fields.setdefault("issuer", "Sở Công Thương")
    fields.setdefault("title", "Về việc thử")
    with owner_login():
        return LegalDocument.objects.create(owner=owner, **fields)


def make_plan(owner, **fields):
    fields.setdefault("title", f"Kế hoạch thử {next(_serial)}")
    fields.setdefault("year_from", 2012)
    fields.setdefault("year_to", 2015)
    fields.setdefault("state", PlanState.DRAFT)
    with owner_login():
        return ActionPlan.objects.create(owner=owner, **fields)


def make_task_list(owner, **fields):
    """A draft list of 2026; with a state that was decided it also gets a document."""
    fields.setdefault("title", f"Danh mục thử {next(_serial)}")
    fields.setdefault("year", 2026)
    if fields.get("state", ListState.DRAFT) not in {ListState.DRAFT, ListState.CONSULTING}:
        fields.setdefault("document", make_document(owner))
    with owner_login():
        return TaskList.objects.create(owner=owner, **fields)


def make_task(task_list, **fields):
    fields.setdefault("name", f"Nhiệm vụ thử {next(_serial)}")
    fields.setdefault("month_from", 1)
    fields.setdefault("month_to", 6)
    if fields.get("state") in {TaskState.ACCEPTED, TaskState.SETTLED}:
        fields.setdefault("accepted_on", dt.date(task_list.year or 2026, 6, 15))
    with owner_login():
        return Task.objects.create(owner=task_list.owner, task_list=task_list, **fields)


def make_output(task, kind=OutputKind.TRAINING, **fields):
    fields.setdefault("name", "Lớp tập huấn")
    fields.setdefault("unit", "lớp")
    fields.setdefault("planned", 4)
    with owner_login():
        return TaskOutput.objects.create(owner=task.owner, task=task, kind=kind, **fields)


def make_money(task, planned=None, paid=None, *, fund=FundKind.INDUSTRY, paid_on=None):
    """Of one source: what the list plans for the task, and one payment."""
    owned = {"owner": task.owner, "task": task, "fund": fund}
    with owner_login():
        if planned is not None:
            TaskMoney.objects.create(planned=planned, **owned)
        if paid is not None:
            day = paid_on or dt.date(2026, 5, 5)
            Disbursement.objects.create(amount=paid, paid_on=day, **owned)


def make_focal_unit(owner, **fields):
    fields.setdefault("name", f"Văn phòng SXSH {next(_serial)}")
    fields.setdefault("state", FocalState.ESTABLISHED)
    with owner_login():
        return FocalUnit.objects.create(owner=owner, **fields)


def make_staff(unit, commitment=Commitment.FULL_TIME, **fields):
    """In office on every day; with a kind of evidence it also says which."""
    fields.setdefault("full_name", f"Cán bộ {next(_serial)}")
    if fields.get("competence"):
        fields.setdefault("competence_detail", "Giấy chứng nhận số 1")
    with owner_login():
        return FocalStaff.objects.create(
            owner_id=unit.owner_id, unit=unit, commitment=commitment, **fields
        )


def make_equipment(unit, **fields):
    fields.setdefault("name", f"Máy đo {next(_serial)}")
    with owner_login():
        return FocalEquipment.objects.create(owner_id=unit.owner_id, unit=unit, **fields)


def make_zone(owner, **fields):
    fields.setdefault("kind", ZoneKind.CLUSTER)
    fields.setdefault("name", f"Cụm thử {next(_serial)}")
    with owner_login():
        return IndustrialZone.objects.create(owner=owner, **fields)


def make_activity(owner, **fields):
    fields.setdefault("kind", ActivityKind.TRAINING)
    fields.setdefault("title", f"Lớp tập huấn thử {next(_serial)}")
    if not fields.keys() & {"held_on", "year", "period_from"}:
        fields["year"] = 2014
    fields.setdefault("event_count", 1)
    with owner_login():
        return Activity.objects.create(owner=owner, **fields)


def make_establishment(owner, **fields):
    fields.setdefault("name", f"Cơ sở thử {next(_serial)}")
    with owner_login():
        return Establishment.objects.create(owner=owner, **fields)


def make_assessment(owner, establishment, **fields):
    """As its owner would open it; a support unit by `support`."""
    fields.setdefault("kind", AssessmentKind.QUICK)
    fields.setdefault("year", 2025)
    with owner_login():
        return Assessment.objects.create(owner=owner, establishment=establishment, **fields)


def make_round(kind=RoundKind.ANNUAL, *, year=2015, year_from=None, addressees=(), **fields):
    """An annual round of `year`, or the period from `year_from` to `year`; the default window."""
    is_annual = kind == RoundKind.ANNUAL
    year_from = year if is_annual else year_from or year - 6
    fields.setdefault("code", f"ky-{next(_serial)}")
    fields.setdefault("title", f"Kỳ thử {fields['code']}")
    fields.setdefault("window_from", dt.date(year_from - 1, 12, 15))
    fields.setdefault("window_to", dt.date(year, 12, 14))
    fields.setdefault("due_on", dt.date(year, 12, 31))
    with owner_login():
        fields.setdefault("form", ReportForm.objects.get(code="BM-SCT" if is_annual else "BM-GD"))
        round_ = ReportingRound.objects.create(
            kind=kind, year_from=year_from, year_to=year, **fields
        )
        for organisation in addressees:
            RoundAddressee.objects.create(round=round_, organisation=organisation)
    return round_


def make_report(owner, round_=None, **fields):
    round_ = round_ or make_round(addressees=[owner])
    fields.setdefault("code", f"{owner.code}_{round_.code}")
    with owner_login():
        return Report.objects.create(owner=owner, round=round_, **fields)


def make_narrative(report, text, section_key="truyen_thong"):
    with owner_login():
        return Narrative.objects.create(
            owner=report.owner, report=report, section_key=section_key, text=text
        )


def make_claim(report, verbatim="Tổ chức 33 hội nghị", **fields):
    fields.setdefault("key", f"khoa-{next(_serial)}")
    with owner_login():
        return Claim.objects.create(owner=report.owner, report=report, verbatim=verbatim, **fields)


def take_through_approval(version, head=None):
    """An officer of the version's unit puts it forward, and a head approves it."""
    with owner_login():
        current = ReportVersion.objects.select_related("owner").get(pk=version.pk)
        key = content_key_of(current)
    officer = make_member(organisation=current.owner)
    head = head or make_member(role=Role.HEAD, organisation=current.owner)
    with use_tenant(officer.access.tenant):
        approval_actions.put_forward(version.pk, access=officer.access, seen=key)
    with use_tenant(head.access.tenant):
        approval_actions.approve(version.pk, access=head.access)
    return version


def seen_by_the_head(version):
    """What the confirmation page carries to its button: the newest numbers and file."""
    with owner_login():
        current = ReportVersion.objects.get(pk=version.pk)
        pages = current.documents.current().filter(kind=DocumentKind.REPORT)
        return seal_of(current) if pages.exists() else ""
