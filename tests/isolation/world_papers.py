"""What a unit plans, carries out and approves, in the world of the isolation tests."""

import datetime as dt

from enterprises.models import IndustrialZone, OfficialTotal
from organisations.enums import Kind, Role
from organisations.models import (
    Approval,
    ApprovalDecision,
    ApprovalStep,
)
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
    LegalDocument,
    LetterAddressee,
    Opinion,
    OutgoingLetter,
    OwnMoney,
    PlanComponent,
    PlanMoney,
    Proposal,
    Revision,
    StaffTraining,
    Target,
    TargetProgress,
    Task,
    TaskList,
    TaskMoney,
    TaskOutput,
)

DAY = dt.date(2015, 6, 1)
NOON = dt.datetime(2015, 6, 1, 5, tzinfo=dt.UTC)


def write_funding(owner, **fields):
    FundingSource.objects.create(
        owner=owner, name="Hỗ trợ", fund="industry", basis="x", rate=50, cap_unit="model", **fields
    )


def write_document(owner, **fields):
    return LegalDocument.objects.create(
        owner=owner, type="decision", title="Về việc thử", **{"number": f"{owner.pk}/QĐ"} | fields
    )


def write_plans(owner, reference):
    document = write_document(owner, number=f"{owner.pk}/KH")
    plan = ActionPlan.objects.create(
        owner=owner, title="Kế hoạch", year_from=2011, year_to=2015, document=document
    )
    write_document(owner, number=f"{owner.pk}/CV")  # cited by nothing
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
    write_funding(owner)
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


def write_capacity(owner):
    unit = FocalUnit.objects.create(owner=owner, name="Đầu mối", state="proposed")
    FocalDiscipline.objects.create(owner=owner, unit=unit, name="Hóa")
    FocalEquipment.objects.create(owner=owner, unit=unit, name="Máy đo")
    staff = FocalStaff.objects.create(
        owner=owner, unit=unit, full_name="Người", commitment="full_time"
    )
    StaffTraining.objects.create(owner=owner, staff=staff, name="Lớp", year=2014)
    OwnMoney.objects.create(owner=owner, year=2014, purpose="Mua thiết bị")


def write_proposals(owner, call):
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


def write_attendance(owner):
    activity = Activity.objects.create(owner=owner, kind="workshop", title="Có người dự", year=2013)
    owned = {"owner": owner, "activity": activity}
    ActivityOrganiser.objects.create(name="Đơn vị khác", **owned)
    ActivityMoney.objects.create(fund="other", amount=1, **owned)
    attendance = Attendance.objects.create(name="Cơ sở", managers=1, **owned)
    Attendee.objects.create(attendance=attendance, full_name="Người", role="manager", **owned)
    other = Activity.objects.create(owner=owner, kind="workshop", title="Cuộc khác", year=2013)
    DistinctPair.objects.create(other=other, **owned)


def write_approvals(owner):
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
