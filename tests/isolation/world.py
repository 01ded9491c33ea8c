"""A small country in which everybody has something that others must not see.

Written with the owner's login into a database of its own; tests then look at it through portal_app.
"""

import datetime as dt
from dataclasses import dataclass

from django.apps import apps

from assessments.models import DemonstrationModel
from enterprises.models import Establishment, IndustrialZone, OfficialTotal
from organisations.enums import FileType, JobKind, Kind, ReminderKind, Role, Verb
from organisations.models import (
    Approval,
    ApprovalDecision,
    ApprovalStep,
    Attachment,
    Delegation,
    Invitation,
    Job,
    LogEntry,
    Membership,
    Notification,
    OrganisationSuccession,
    Province,
    ProvinceSuccession,
)
from organisations.tenancy import owner_login
from outreach.models import (
    Activity,
    ActivityMoney,
    ActivityOrganiser,
    ActivityZone,
    Attendance,
    Attendee,
    DistinctPair,
)
from programmes.models import (
    ActionPlan,
    Call,
    Disbursement,
    FocalDiscipline,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    FundingSource,
    Indicator,
    LegalDocument,
    LetterAddressee,
    Milestone,
    Obligation,
    Opinion,
    OutgoingLetter,
    OwnMoney,
    PlanComponent,
    PlanMoney,
    Proposal,
    Revision,
    Scheme,
    StaffTraining,
    Strategy,
    Target,
    TargetProgress,
    Task,
    TaskList,
    TaskMoney,
    TaskOutput,
)
from reports import models as reports
from tests.factories import make_member, make_organisation, make_province, make_user

APPS = ("organisations", "programmes", "enterprises", "assessments", "outreach", "reports")
DAY = dt.date(2015, 6, 1)
NOON = dt.datetime(2015, 6, 1, 5, tzinfo=dt.UTC)
ORGANISATIONS = {
    "ministry": Kind.MINISTRY,
    "former ministry": Kind.MINISTRY,
    "department": Kind.DEPARTMENT,
    "neighbour": Kind.DEPARTMENT,
    "empty department": Kind.DEPARTMENT,
    "corporation": Kind.CORPORATION,
    "other corporation": Kind.CORPORATION,
    "enterprise": Kind.ENTERPRISE,
    "other enterprise": Kind.ENTERPRISE,
    "support": Kind.SUPPORT,
    "other support": Kind.SUPPORT,
}
PLANNING = (
    "ministry",
    "former ministry",
    "department",
    "neighbour",
    "corporation",
    "other corporation",
)
REPORTING = ("department", "neighbour", "corporation", "other corporation")


@dataclass(frozen=True)
class Identity:
    """Who asks the database: a role, an organisation and a person, as SET LOCAL would have them."""

    name: str
    kind: str
    organisation: int | None = None
    user: int | None = None

    @property
    def settings(self):
        """`owner` stands for the owner's own login, which steps into no role."""
        role = "none" if self.kind == "owner" else f"portal_{self.kind}"
        return role, str(self.organisation or ""), str(self.user or "")


@dataclass(frozen=True)
class World:
    database: str
    people: dict
    rows: dict

    @property
    def identities(self):
        ours = [
            Identity(name, person.access.kind, person.access.organisation.pk, person.pk)
            for name, person in self.people.items()
        ]
        stranger = Identity(
            "department that does not exist", "department", 999_999_999, 999_999_999
        )
        unmanned = Identity("department at work", "department", self.organisation("department"))
        return [*ours, stranger, unmanned, *map(Identity, *[("app", "public", "jobs")] * 2)]

    def identity(self, name):
        return next(identity for identity in self.identities if identity.name == name)

    def organisation(self, name):
        return self.people[name].access.organisation.pk

    def first(self, table, **facts):
        """The first row of a table that has these values."""
        return next(row for row in self.rows[table] if all(row[key] == facts[key] for key in facts))


def tables():
    """Every table of our apps, in the order of the models."""
    return [model._meta.db_table for model in our_models()]


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def build():
    """Returns the people by name, each with `.access`."""
    with owner_login():
        people = {name: make_member(kind, Role.HEAD) for name, kind in ORGANISATIONS.items()}
        units = {name: person.access.organisation for name, person in people.items()}
        _accounts(people, units)
        reference = _reference(units["ministry"])
        for name in PLANNING:
            _plans(units[name], reference)
        for name in (*PLANNING, "enterprise", "other enterprise"):
            _capacity(units[name])
        for name in (*PLANNING, "support", "other support"):
            _attendance(units[name])
        for name in REPORTING:
            _proposals(units[name], reference["call"])
        for name in ORGANISATIONS:
            if name != "empty department":
                _log(units[name])
        _register(units)
        rounds = _rounds(reference, units)
        submitted = [_reports(units[name], rounds, reference) for name in REPORTING]
        for name, version in zip(("ministry", "former ministry"), submitted[:2], strict=True):
            _consolidation(units[name], rounds[0], version)
        for name in PLANNING:
            _approvals(units[name])
            Job.objects.create(
                owner=units[name],
                kind=JobKind.COMPILE_REPORT,
                subject_id=units[name].pk,
                created_at=NOON,
            )
    return people


def _accounts(people, units):
    """A colleague and an invitation each; one person in two organisations; two delegations."""
    for unit in units.values():
        colleague = make_member(organisation=unit, role=Role.VIEWER)
        for person in (colleague, *(p for p in people.values() if p.access.organisation == unit)):
            _notice(unit, person)
        Invitation.objects.create(
            organisation=unit,
            email=f"khach-{unit.pk}@vi-du.vn",
            full_name="Khách",
            role=Role.OFFICER,
            token_hash=f"hash-{unit.pk}",
            created_at=NOON,
            expires_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC),
        )
    for second, person in (("enterprise", "department"), ("other enterprise", "support")):
        Membership.objects.create(
            organisation=units[second], user=people[person], role=Role.VIEWER, valid_from=DAY
        )
    make_user()  # an account without any organisation
    make_organisation(Kind.PARTY)
    pairs = [
        ("department", "support"),
        ("neighbour", "other support"),
        ("corporation", "support"),
        ("other corporation", "other support"),
        ("ministry", "support"),
        ("former ministry", "other support"),
    ]
    for principal, delegate in pairs:
        Delegation.objects.create(
            principal=units[principal],
            delegate=units[delegate],
            role=Role.OFFICER,
            basis="Hợp đồng",
            valid_from=DAY,
            valid_to=dt.date(2090, 12, 31),
        )


def _reference(ministry):
    """One national row of every kind; later tests read them as everybody."""
    province = make_province()
    merged = Province.objects.create(code="99", name="Gộp", type="tỉnh", valid_from=DAY)
    ProvinceSuccession.objects.create(predecessor=province, successor=merged, on=DAY)
    OrganisationSuccession.objects.create(
        predecessor=make_organisation(), successor=make_organisation(), on=DAY
    )
    document = _document(ministry, is_national=True)
    strategy = Strategy.objects.create(
        code="thu", document=document, name="Chiến lược", year_from=2010, year_to=2020
    )
    milestone = Milestone.objects.create(
        strategy=strategy, label="đến 2015", year_from=2010, year_to=2015
    )
    Scheme.objects.create(strategy=strategy, ordinal=1, name="Đề án")
    Obligation.objects.create(code="O99", document=document, clause="1", bearer="Sở", duty="Làm")
    indicator = Indicator.objects.create(
        code="ZZ-99",
        label="Thử",
        unit="cuộc",
        measure="flow",
        definition="",
        source="",
        version="1",
    )
    target = Target.objects.create(
        owner=ministry, is_national=True, milestone=milestone, label="50 %"
    )
    _funding(ministry, is_national=True)
    call = Call.objects.create(
        owner=ministry,
        is_national=True,
        year=2016,
        title="Đăng ký",
        number="1/BCT",
        issued_on=DAY,
        closes_on=DAY,
    )
    reports.CheckRule.objects.create(
        code="K99", severity="note", rule="", message="", mend="", version="1"
    )
    return {"indicator": indicator, "milestone": milestone, "target": target, "call": call}


def _funding(owner, **fields):
    FundingSource.objects.create(
        owner=owner, name="Hỗ trợ", fund="industry", basis="x", rate=50, cap_unit="model", **fields
    )


def _document(owner, **fields):
    return LegalDocument.objects.create(
        owner=owner, type="decision", title="Về việc thử", **{"number": f"{owner.pk}/QĐ"} | fields
    )


def _plans(owner, reference):
    document = _document(owner, number=f"{owner.pk}/KH")
    plan = ActionPlan.objects.create(
        owner=owner, title="Kế hoạch", year_from=2011, year_to=2015, document=document
    )
    _document(owner, number=f"{owner.pk}/CV")  # cited by nothing
    own = Target.objects.create(owner=owner, plan=plan, label="Mục tiêu của đơn vị")
    PlanComponent.objects.create(owner=owner, plan=plan, name="Nội dung")
    PlanMoney.objects.create(owner=owner, plan=plan, year=2012, fund="other", amount=1)
    Opinion.objects.create(owner=owner, plan=plan, party="Sở Tài chính")
    for target in (reference["target"], own):
        TargetProgress.objects.create(
            owner=owner, target=target, as_of=DAY, value=1, method="census", evidence="x"
        )
    tasks = TaskList.objects.create(owner=owner, plan=plan, title="Danh mục", document=document)
    task = Task.objects.create(owner=owner, task_list=tasks, name="Nhiệm vụ")
    TaskOutput.objects.create(owner=owner, task=task, kind="training", name="Lớp", unit="lớp")
    TaskMoney.objects.create(owner=owner, task=task, fund="other", planned=1)
    Disbursement.objects.create(owner=owner, task=task, fund="other", paid_on=DAY, amount=1)
    Revision.objects.create(
        owner=owner, plan=plan, ordinal=1, document=document, in_force_from=DAY, content={}
    )
    letter = OutgoingLetter.objects.create(owner=owner, kind="direct", title="Đôn đốc")
    LetterAddressee.objects.create(owner=owner, letter=letter, name="Công ty")
    _funding(owner)
    if owner.kind == Kind.MINISTRY:
        Call.objects.create(owner=owner, year=2017, title="Chưa công bố", closes_on=DAY)
    activity = Activity.objects.create(
        owner=owner, kind="training", title="Lớp", year=2014, plan=plan, task=task
    )
    if owner.kind == Kind.DEPARTMENT:
        zone = IndustrialZone.objects.create(owner=owner, kind="park", name="Khu")
        ActivityZone.objects.create(owner=owner, activity=activity, zone=zone)
        OfficialTotal.objects.create(
            owner=owner, subject="park", year=2014, value=3, source="Thống kê"
        )


def _capacity(owner):
    unit = FocalUnit.objects.create(owner=owner, name="Đầu mối", state="proposed")
    FocalDiscipline.objects.create(owner=owner, unit=unit, name="Hóa")
    FocalEquipment.objects.create(owner=owner, unit=unit, name="Máy đo")
    staff = FocalStaff.objects.create(
        owner=owner, unit=unit, full_name="Người", commitment="full_time"
    )
    StaffTraining.objects.create(owner=owner, staff=staff, name="Lớp", year=2014)
    OwnMoney.objects.create(owner=owner, year=2014, purpose="Mua thiết bị")


def _proposals(owner, call):
    """One that was sent, one that was not."""
    for state in ("submitted", "draft"):
        Proposal.objects.create(
            owner=owner,
            call=call,
            name="Đề xuất",
            outputs="4 lớp",
            fund="other",
            amount=1,
            state=state,
            submitted_at=NOON if state == "submitted" else None,
        )


def _attendance(owner):
    activity = Activity.objects.create(owner=owner, kind="workshop", title="Có người dự", year=2013)
    owned = {"owner": owner, "activity": activity}
    ActivityOrganiser.objects.create(name="Đơn vị khác", **owned)
    ActivityMoney.objects.create(fund="other", amount=1, **owned)
    attendance = Attendance.objects.create(name="Cơ sở", managers=1, **owned)
    Attendee.objects.create(attendance=attendance, full_name="Người", role="manager", **owned)
    other = Activity.objects.create(owner=owner, kind="workshop", title="Cuộc khác", year=2013)
    DistinctPair.objects.create(other=other, **owned)


def _log(owner):
    activity = Activity.objects.create(owner=owner, kind="workshop", title="Hội thảo", year=2013)
    Attachment.objects.create(
        owner=owner,
        subject_type=activity._meta.label_lower,
        subject_id=activity.pk,
        purpose="evidence",
        name="x.pdf",
        content_type=FileType.PDF,
        size=1,
        sha256="x",
    )
    LogEntry.objects.create(
        owner=owner,
        actor_name="Ai đó",
        verb=Verb.CREATE,
        subject_type="x",
        subject_id=1,
        subject_label="x",
    )


def _approvals(owner):
    """A configured chain, one run that is over and one that waits for its head."""
    steps = [(1, "Trình", Role.OFFICER), (2, "Duyệt", Role.HEAD)]
    ApprovalStep.objects.bulk_create(
        ApprovalStep(owner=owner, subject="plan", ordinal=ordinal, name=name, role=role)
        for ordinal, name, role in steps
    )
    for subject_id, taken in ((1_000_001, 2), (1_000_002, 1)):
        run = Approval.objects.create(
            owner=owner,
            subject="plan",
            subject_type="x",
            subject_id=subject_id,
            subject_label="Kế hoạch",
            content_key="x",
            started_by_name="Ai đó",
        )
        for ordinal, name, role in steps:
            step = ApprovalDecision.objects.create(
                owner=owner,
                approval=run,
                ordinal=ordinal,
                name=name,
                role=role,
                is_last=ordinal == 2,
            )
            if ordinal <= taken:
                step.decision, step.decided_by_name = "approved", "Ai đó"
                step.save()
        if taken == len(steps):
            run.state = "approved"
            run.save(update_fields=["state"])


def _notice(owner, person):
    Notification.objects.create(
        owner=owner,
        recipient=person,
        kind=ReminderKind.TASK_ENDS,
        subject_type="x",
        subject_id=1,
        subject_label="x",
        text="Sắp hết hạn",
        url="/",
        key="x",
    )


def _register(units):
    """Sites in two territories, some managed by a corporation, some run by an enterprise."""
    managed = {
        "department": [("corporation", "enterprise"), (None, None)],
        "neighbour": [("other corporation", "other enterprise"), ("corporation", None)],
    }
    for department, sites in managed.items():
        zone = IndustrialZone.objects.create(
            owner=units[department], kind="village", name="Làng nghề"
        )
        for corporation, enterprise in sites:
            site = Establishment.objects.create(
                owner=units[department],
                name="Cơ sở",
                zone=zone,
                corporation=units.get(corporation),
                enterprise=units.get(enterprise),
            )
            for owner in filter(None, (units[department], units.get(corporation))):
                DemonstrationModel.objects.create(
                    owner=owner, establishment=site, name="Mô hình", accepted_on=DAY
                )


def _rounds(reference, units):
    form = reports.ReportForm.objects.create(
        code="BMZ", version="1", title="Biểu mẫu", round_kind="annual", addressee="Bộ"
    )
    section = reports.FormSection.objects.create(form=form, ordinal=1, key="x", title="Mục")
    table = reports.FormTable.objects.create(
        section=section, ordinal=1, key="x", label="Biểu 1", title="Biểu", layout="list"
    )
    reports.FormRow.objects.create(table=table, ordinal=1, indicator=reference["indicator"])
    reports.FormColumn.objects.create(table=table, ordinal=1, key="x", label="Cột")
    made = []
    for year in (2013, 2014, 2015):
        made.append(
            reports.ReportingRound.objects.create(
                code=f"thu-{year}",
                title="Kỳ thử",
                kind="annual",
                year_from=year,
                year_to=year,
                window_from=dt.date(year, 1, 1),
                window_to=dt.date(year, 12, 31),
                form=form,
                due_on=dt.date(year, 12, 31),
            )
        )
        for name in REPORTING:
            reports.RoundAddressee.objects.create(round=made[-1], organisation=units[name])
    return made


def _reports(owner, rounds, reference):
    """One report that was submitted and is being revised, one that never left the unit."""
    submitted = None
    for number, asked in enumerate(rounds[:2]):
        report = reports.Report.objects.create(
            owner=owner, round=asked, code=f"bc-{owner.pk}-{number}"
        )
        _words(report, reference)
        if number == 0:
            # A corporation's lacks the second document, which tests then try to add.
            kinds = ("report", "reconciliation")[: 1 if owner.kind == Kind.CORPORATION else 2]
            submitted = _version(report, 1, reference, kinds=kinds)
            _submit(submitted)
        _version(report, 2, reference, kinds=("report",))
    return submitted


def _words(report, reference):
    owned = {"owner": report.owner, "report": report}
    reports.Narrative.objects.create(section_key="x", text="Lời", **owned)
    reports.Claim.objects.create(key="x", verbatim="trên 2.500", **owned)
    reports.Request.objects.create(ordinal=1, text="Đề nghị", request_class="law", **owned)
    reports.NilDeclaration.objects.create(
        indicator=reference["indicator"],
        year=2012,
        declared_by_name="Ai đó",
        declared_at=NOON,
        **owned,
    )


def _version(report, number, reference, *, kinds):
    code = f"{report.code}-{number}"
    version = reports.ReportVersion.objects.create(
        owner=report.owner,
        report=report,
        number=number,
        public_code=code,
        state="compiled",
        created_at=NOON,
    )
    owned = {"owner": report.owner, "version": version}
    for source in (1, 2):
        reports.Fact.objects.create(
            nature="counted",
            indicator=reference["indicator"],
            source="x",
            source_id=source,
            label="Lớp",
            number=1,
            **owned,
        )
    reports.Figure.objects.create(
        ordinal=1, code=code, nature="counted", place="x", value=2, printed="2", **owned
    )
    for kind in kinds:
        reports.Document.objects.create(
            kind=kind, identifier=code, name="x.pdf", sha256="x", size=1, created_at=NOON, **owned
        )
    return version


def _submit(version):
    version.is_submitted, version.state, version.compiled_at = True, "submitted", NOON
    version.save()
    version.report.is_submitted = True
    version.report.save()
    reports.Receipt.objects.create(version=version, submitted_by_name="x", document_sha256="x")


def _consolidation(ministry, asked, version):
    number = reports.Consolidation.objects.count() + 1
    consolidation = reports.Consolidation.objects.create(
        owner=ministry,
        round=asked,
        number=number,
        public_code=f"th-{number}",
        requested_at=NOON,
        requested_by_name="x",
    )
    reports.ConsolidationPart.objects.create(
        owner=ministry, consolidation=consolidation, version=version, ordinal=1
    )
    reports.Document.objects.create(
        owner=ministry,
        consolidation=consolidation,
        kind="consolidated",
        identifier=f"th-{number}",
        name="x.pdf",
        sha256="x",
        size=1,
        created_at=NOON,
    )
