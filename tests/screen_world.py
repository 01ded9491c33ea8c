"""What the demonstration has none of, entered so that every screen has something to show.

Run inside the portal that is looked at: `stack.shell(FILL)`.
"""

import datetime as dt

from assessments.models import (
    Assessment,
    AssessmentPart,
    AssessmentReceipt,
    ChecklistAnswer,
    ChecklistItem,
    CPOption,
    DemonstrationModel,
    FollowUp,
    GrantPayment,
    GrantStep,
    MeasureUnit,
    Resource,
    ResourceUse,
    SupportGrant,
    WorksheetForm,
    WorksheetRow,
)
from assessments.options.asking import hash_of
from enterprises.models import (
    AccountRequest,
    Certificate,
    Commitment,
    Contact,
    Effectiveness,
    Enterprise,
    Establishment,
    EstablishmentYear,
    FormerPlacement,
    Merge,
    OfficialTotal,
    PaperEvidence,
    SamePlantCandidate,
    Visit,
)
from organisations import clock, demonstration
from organisations.enums import AttachmentPurpose, FileType
from organisations.models import (
    Attachment,
    Delegation,
    Invitation,
    ListFile,
    Membership,
    Organisation,
    User,
)
from organisations.tenancy import owner_login
from outreach.models import Activity, Attendance, Attendee
from programmes.models import (
    ActionPlan,
    Call,
    FocalStaff,
    FundingSource,
    LetterAddressee,
    Opinion,
    OutgoingLetter,
    OwnMoney,
    PlanComponent,
    Proposal,
    StaffTraining,
    Target,
    TargetProgress,
    Task,
    TaskList,
)

FILL = "from tests.screen_world import fill; fill()"
DRAFT, SENT = "Bản soạn để xem", "Đã gửi"
SECRET = demonstration.read()["password"]
DAY = dt.date(2026, 3, 2)
_OURS = "owner_id = (SELECT id FROM organisations_organisation WHERE code = 'minh-hoa-so')"
_DRAWN_UP, _ISSUED = f"title = '{DRAFT}'", f"state = 'issued' AND {_OURS}"
_ACTIVITY = ("outreach_activity", _DRAWN_UP)
_SITE = ("enterprises_establishment", _DRAWN_UP.replace("title", "name"))
_OWN, _HOUSEHOLD = "kind = 'self' AND state = 'under_way'", "kind = 'household'"
_QUICK = "id IN (SELECT assessment_id FROM assessments_worksheetrow WHERE sheet = 'findings')"
_DETAILED = "kind = 'detailed' AND year IN (2017, 2018, 2020)"
_TO_CONFIRM = "kind = 'detailed' AND year = 2016"
_UNDER_WAY, _HANDED_IN = (
    f"{_DETAILED} AND state = '{state}'" for state in ("under_way", "submitted")
)
_ASKED_ABOUT, _TO_SCREEN = (
    f"assessment_id IN (SELECT id FROM assessments_assessment WHERE {_DETAILED}"
    f" AND state = '{state}')"
    for state in ("accepted", "under_way")
)
# What stands in the letter about the accepted one.
LINK = "thu-man-hinh"
_MODEL = _DRAWN_UP.replace("title", "name")
# Who opens which of these rows; the pages of their parts are linked from there.
OPENED = {
    "chuyenvien.bacninh@vi-du.vn": (
        ("/programmes/plans/{}/", "programmes_actionplan", _DRAWN_UP),
        ("/programmes/plans/{}/attachments/", "programmes_actionplan", _DRAWN_UP),
        ("/programmes/plans/plan/{}/revisions/1/", "programmes_actionplan", _ISSUED),
        ("/programmes/plans/targets/{}/progress/", "programmes_target", f"label = '{DRAFT}'"),
        ("/programmes/plans/task-lists/{}/", "programmes_tasklist", _DRAWN_UP),
        ("/programmes/plans/task-list/{}/close/", "programmes_tasklist", _ISSUED),
        ("/programmes/plans/letters/{}/", "programmes_outgoingletter", _DRAWN_UP),
        ("/programmes/plans/letters/{}/", "programmes_outgoingletter", f"title = '{SENT}'"),
        ("/programmes/plans/calls/proposals/{}/", "programmes_proposal", f"name = '{DRAFT}'"),
        ("/programmes/reference/funding/{}/", "programmes_fundingsource", f"name = '{DRAFT}'"),
        ("/enterprises/{}/", *_SITE),
        *(
            ("/assessments/grants/{}/", "assessments_supportgrant", f"state = '{state}'")
            for state in ("applied", "approved", "contracted", "accepted", "settled", "refused")
        ),
        ("/assessments/grants/{}/attachments/", "assessments_supportgrant", "state = 'applied'"),
        ("/assessments/models/{}/", "assessments_demonstrationmodel", _MODEL),
        ("/assessments/models/{}/attachments/", "assessments_demonstrationmodel", _MODEL),
        ("/enterprises/duplicates/{}/", "enterprises_sameplantcandidate", "state = 'open'"),
        ("/enterprises/duplicates/{}/", "enterprises_sameplantcandidate", "state = 'merged'"),
        ("/enterprises/duplicates/merges/{}/undo/", "enterprises_merge", "undone_at IS NULL"),
        ("/outreach/activities/{}/", *_ACTIVITY),
        ("/outreach/activities/{}/attachments/", *_ACTIVITY),
        ("/outreach/activities/{}/attendance/", *_ACTIVITY),
        ("/assessments/{}/household/", "assessments_assessment", _HOUSEHOLD),
        ("/assessments/{}/attachments/", "assessments_assessment", _HOUSEHOLD),
        ("/assessments/{}/", "assessments_assessment", _QUICK),
        *(
            ("/assessments/{}/", "assessments_assessment", f"{_DETAILED} AND state = '{state}'")
            for state in ("under_way", "submitted", "accepted")
        ),
        *(
            (f"/assessments/{{}}/{page}/", "assessments_assessment", _UNDER_WAY)
            for page in ("tasks/1", "tasks/5", "tasks/16", "book/in")
            + ("give", "edit", "submit", "cancel")
        ),
        *(
            (f"/assessments/{{}}/{page}/", "assessments_assessment", _HANDED_IN)
            for page in ("receipt", "return", "accept")
        ),
        *(
            (f"/assessments/options/{{}}/{page}/", "assessments_cpoption", _ASKED_ABOUT)
            for page in ("news", "attachments")
        ),
        *(
            (f"/assessments/options/{{}}/{page}/", "assessments_cpoption", _TO_SCREEN)
            for page in ("edit", "screen", "remove")
        ),
        *(
            (f"/assessments/{{}}/self/{page}/", "assessments_assessment", _QUICK)
            for page in ("intro", "records", "findings", "findings/new", "work", "work/new")
            + ("answers", "result")
        ),
        ("/assessments/findings/{}/edit/", "assessments_worksheetrow", "sheet = 'findings'"),
        ("/assessments/findings/{}/remove/", "assessments_worksheetrow", "sheet = 'findings'"),
    ),
    "nguoi.doanhnghiep@vi-du.vn": tuple(
        (f"/assessments/{{}}/self/{page}/", "assessments_assessment", _OWN)
        for page in ("intro", "checklist-cttb", "fuel", "output", "records", "work")
        + ("work/new", "answers", "result")
    )
    + (
        ("/assessments/{}/confirm/", "assessments_assessment", "kind = 'detailed' AND year = 2016"),
    ),
    "chuyenvien.bo@vi-du.vn": (
        ("/programmes/plans/calls/{}/", "programmes_call", _DRAWN_UP),
        ("/programmes/plans/calls/proposals/{}/", "programmes_proposal", "state = 'submitted'"),
    ),
}


def addresses(portal, person):
    """The pages of these rows that the person opens."""
    return [
        address.format(pk)
        for address, table, condition in OPENED.get(person, ())
        for (pk,) in portal.rows(f"SELECT min(id) FROM {table} WHERE {condition}")
    ]


def fill():
    with owner_login():
        unit, centre, neighbour, ministry = (
            Organisation.objects.get(code=code)
            for code in ("sct-ha-noi", "minh-hoa-trung-tam", "minh-hoa-so", "bct")
        )
        _people(unit, centre)
        _administrator(ministry)
        _papers(neighbour)
        _capacity(neighbour)
        _letters(neighbour)
        _calls(ministry, neighbour)
        _attendance(neighbour)
        _accounts(neighbour)
        _register(neighbour)
        _gone(neighbour, unit)
        _assessments(neighbour, Organisation.objects.get(code="minh-hoa-doanh-nghiep"))
        _quick_assessment(neighbour)
        _detailed_assessments(neighbour, Organisation.objects.get(code="minh-hoa-doanh-nghiep"))
        _support(neighbour)


def _people(unit, centre):
    User.objects.create_user("khong-don-vi@vi-du.vn", SECRET, full_name="Người Mới")
    person = User.objects.create_user("hai-buoc@vi-du.vn", SECRET, full_name="Người Mới")
    long_ago, now = dt.date(2010, 1, 1), clock.now()
    Membership.objects.create(
        user=person, organisation=unit, kind=unit.kind, role="viewer", valid_from=long_ago
    )
    Delegation.objects.create(
        principal=unit,
        delegate=centre,
        role="viewer",
        basis="Thử",
        valid_from=long_ago,
        valid_to=now.date() + dt.timedelta(days=100),
    )
    Invitation.objects.create(
        organisation=unit,
        kind=unit.kind,
        email="cho@vi-du.vn",
        full_name="Người Chờ",
        role="viewer",
        token_hash="x",
        created_at=now,
        expires_at=now + dt.timedelta(days=1),
    )


def _administrator(ministry):
    """Who amends the reference data; the demonstration has an officer of the Ministry alone."""
    person = User.objects.create_user("quantri.bo@vi-du.vn", SECRET, full_name="Quản Trị Bộ")
    Membership.objects.create(
        user=person,
        organisation=ministry,
        kind=ministry.kind,
        role="administrator",
        valid_from=dt.date(2010, 1, 1),
    )


def _papers(owner):
    plan = ActionPlan.objects.create(
        owner=owner, title=DRAFT, year_from=2026, year_to=2030, issuer_level="department"
    )
    PlanComponent.objects.create(owner=owner, plan=plan, name="Tập huấn")
    Attachment.objects.create(
        owner=owner,
        subject_type=plan._meta.label_lower,
        subject_id=plan.pk,
        purpose=AttachmentPurpose.EVIDENCE,
        name="Biên bản họp.PDF",
        content_type=FileType.PDF,
        size=1,
        sha256="x",
    )
    Opinion.objects.create(owner=owner, plan=plan, party="Sở Tài chính")
    target = Target.objects.create(owner=owner, plan=plan, label=DRAFT)
    TargetProgress.objects.create(
        owner=owner, target=target, as_of=DAY, value=1, method="census", evidence="Sổ theo dõi"
    )
    for number, at in ((1, clock.now()), (None, None)):
        ListFile.objects.create(
            owner=owner, title=DRAFT, suffix=".xlsx", expected=1, rows=number, written_at=at
        )
    OfficialTotal.objects.create(
        owner=owner, subject="park", year=2025, value=30, source="Thống kê"
    )
    tasks = TaskList.objects.create(owner=owner, plan=plan, title=DRAFT, year=2026)
    Task.objects.create(owner=owner, task_list=tasks, name="Nhiệm vụ thử")


def _capacity(owner):
    staff = FocalStaff.objects.filter(owner=owner).first()
    StaffTraining.objects.create(owner=owner, staff=staff, name="Lớp", year=2025)
    OwnMoney.objects.create(owner=owner, year=2026, purpose="Mua thiết bị")
    FundingSource.objects.create(
        owner=owner, name=DRAFT, fund="other", basis="Thử", rate=30, cap_unit="establishment"
    )


def _letters(owner):
    """One that is drawn up, and one that was sent and is still to be answered."""
    OutgoingLetter.objects.create(owner=owner, kind="direct", title=DRAFT)
    sent = OutgoingLetter.objects.create(
        owner=owner, kind="direct", title=SENT, number="1/SCT", issued_on=DAY
    )
    LetterAddressee.objects.create(owner=owner, letter=sent, name="Công ty")


def _calls(ministry, unit):
    """A call that is drawn up, and a published one with a proposal sent and one not."""
    signed = {"number": "1469/BCT-TKNL", "issued_on": DAY}
    Call.objects.create(owner=ministry, year=2028, title=DRAFT, closes_on=DAY, **signed)
    call = Call.objects.create(
        owner=ministry,
        year=2027,
        title="Đăng ký nhiệm vụ",
        closes_on=dt.date(2030, 1, 1),
        is_national=True,
        **signed,
    )
    for name, state in ((DRAFT, "draft"), (SENT, "submitted")):
        Proposal.objects.create(
            owner=unit, call=call, name=name, outputs="4 lớp", fund="other", amount=1, state=state
        )


def _attendance(owner):
    activity = Activity.objects.create(
        owner=owner, kind="workshop", state="held", title=DRAFT, held_on=DAY
    )
    owned = {"owner": owner, "activity": activity}
    attendance = Attendance.objects.create(name="Cơ sở", managers=1, **owned)
    Attendee.objects.create(attendance=attendance, full_name="Người Dự", role="manager", **owned)


def _accounts(owner):
    AccountRequest.objects.create(
        owner=owner,
        tax_code="0100109106",
        enterprise_name="Công ty Hỏi",
        full_name="Người Hỏi",
        email="hoi@vi-du.vn",
        asked_at=clock.now(),
    )


def _register(owner):
    """A plant with a record of every kind, one that was merged into it, and one like it."""
    firm = Enterprise.objects.create(name="Công ty Xưởng", tax_code="0100112437")
    site, merged, alike = (
        Establishment.objects.create(owner=owner, name=name, legal_entity=firm)
        for name in (DRAFT, "Trùng", "Giống")
    )
    _records({"owner": owner, "establishment": site})
    _pairs(owner, site, merged, alike)


def _records(about):
    EstablishmentYear.objects.create(year=2014, employees=90, revenue=10**10, **about)
    Certificate.objects.create(kind="iso_14001", number="VN-77", valid_from=DAY, **about)
    Commitment.objects.create(kind="plan", title="Kế hoạch", decided_on=DAY, **about)
    PaperEvidence.objects.create(
        proof="option", title="Thay lò", document="Biên bản", held_on=DAY, **about
    )
    Visit.objects.create(
        kind="inspection",
        held_on=DAY,
        body="Đoàn",
        findings="Tốt",
        follow_up="Lắp đồng hồ",
        due_on=DAY,
        **about,
    )
    Effectiveness.objects.create(year=2025, effect="some", basis="Số đo", judged_on=DAY, **about)
    Contact.objects.create(name="Người Liên Hệ", phone="0900", **about)


def _support(owner):
    """A project of support in every state, money that was paid for some, and a model."""
    site = Establishment.objects.get(owner=owner, name=DRAFT)
    about = {"owner": owner, "establishment": site, "applied_on": DAY, "source": "Đơn giấy"}
    asked = {"asked_cost": 80_000_000, "asked_amount": 40_000_000}
    source = FundingSource.objects.filter(name=DRAFT).get()
    rule = {"funding_name": DRAFT, "fund": "other", "rate": 30, "allowed": 24_000_000}
    said = {"decision_number": "1/QĐ", "decided_on": DAY, "funding": source, "amount": 24_000_000}
    approved = {"eligible_cost": 80_000_000} | rule | said
    signed = {"contract_number": "1/HĐ", "contracted_on": DAY, "contract_amount": 24_000_000}
    accepted = {"minutes_number": "1/BB", "accepted_on": DAY}
    settled = {"settlement_number": "1/TL", "settled_on": DAY, "settled_amount": 20_000_000}
    states = {
        "applied": {},
        "approved": approved,
        "contracted": approved | signed,
        "accepted": approved | signed | accepted,
        "settled": approved | signed | accepted | settled,
        "refused": {"reason": "Hết kinh phí"},
    }
    for place, (state, facts) in enumerate(states.items()):
        grant = SupportGrant.objects.create(
            name=f"Thay lò nung, đợt {place}", state=state, **about, **asked, **facts
        )
        _stamped(grant, owner, list(states)[: place + 1] if state != "refused" else [state])
    DemonstrationModel.objects.create(
        owner=owner, establishment=site, name=DRAFT, accepted_on=DAY, cost=350_000_000
    )


def _stamped(grant, owner, steps):
    about = {"grant": grant, "establishment_id": grant.establishment_id}
    for state in dict.fromkeys(["applied", *steps]):
        GrantStep.objects.create(
            owner=owner, department=owner, state=state, at=clock.now(), by_name="Người Ghi", **about
        )
    if grant.contract_amount:
        GrantPayment.objects.create(
            kind="advance", paid_on=DAY, amount=22_000_000, document="Lệnh chi 1", **about
        )


def _pairs(owner, site, merged, alike):
    Establishment.objects.filter(pk=merged.pk).update(merged_into=site)
    decided = {"decided_at": clock.now(), "decided_by_name": "Người Gộp", "comment": "Một xưởng"}
    for second, state in ((merged, {"state": "merged"} | decided), (alike, {})):
        SamePlantCandidate.objects.create(
            owner=owner,
            first=site,
            second=second,
            certainty="probable",
            reasons=["tax_code"],
            found_at=clock.now(),
            **state,
        )
    Merge.objects.create(
        owner=owner, kept=site, merged=merged, reason="Một xưởng", merged_at=clock.now()
    )


def _assessments(owner, firm):
    """One that the enterprise is filling in, and the sheet of a household to be keyed in."""
    site = Establishment.objects.filter(enterprise=firm).first()
    own = Assessment.objects.create(
        owner=firm, establishment=site, kind="self", year=2019, state="under_way"
    )
    about = {"owner": firm, "assessment": own}
    for slug in ("fuel", "checklist-cttb"):
        AssessmentPart.objects.create(slug=slug, version=1, saved_by_name="Người Ghi", **about)
    ResourceUse.objects.create(
        resource=Resource.objects.get(code="CUI"),
        unit=MeasureUnit.objects.get(code="STER"),
        quantity=10,
        base_quantity=4300,
        base_unit="kg",
        cost=5_000_000,
        why="ước tính theo số thường gặp",
        **about,
    )
    item = ChecklistItem.objects.get(code="CTTB-01", is_current=True)
    ChecklistAnswer.objects.create(item=item, answer="CHUA", **about)
    CPOption.objects.create(code="GP-01", name="Bọc lò", category="CTTB", **about)
    Assessment.objects.create(
        owner=owner,
        establishment=Establishment.objects.filter(owner=owner, name=DRAFT).first(),
        kind="household",
        year=2023,
        source="Phiếu giấy",
    )


def _quick_assessment(owner):
    """Of a plant of ceramics, with a finding and figures that stand beside those of the sector."""
    site = Establishment.objects.filter(owner=owner, name=DRAFT).first()
    quick = Assessment.objects.create(
        owner=owner, establishment=site, kind="quick", year=2023, state="under_way"
    )
    Assessment.objects.filter(pk=quick.pk).update(division="23")
    about = {"owner": owner, "assessment": quick}
    said = {
        "khu_vuc": "Nhà lò nung",
        "hien_trang": "Vỏ lò nóng, lớp bảo ôn bong nhiều chỗ",
        "ton_that": "nhiet",
        "luong": "1.5",
        "don_vi": "bình/ngày",
        "uoc_luong": "",
        "nhom": "CTTB",
        "anh": [],
    }
    WorksheetRow.objects.create(sheet="findings", code="1", place=0, values=said, **about)
    AssessmentPart.objects.create(slug="findings", version=1, saved_by_name="Người Ghi", **about)
    for code, unit, base_unit, base in (("SAN_PHAM", "TAN", "t", 200), ("LPG", "KG", "kg", 45000)):
        ResourceUse.objects.create(
            resource=Resource.objects.get(code=code),
            unit=MeasureUnit.objects.get(code=unit),
            label="Bình hoa" if code == "SAN_PHAM" else "",
            quantity=base,
            base_quantity=base,
            base_unit=base_unit,
            **about,
        )
    CPOption.objects.create(code="GP-01", name="Bọc lại lò", category="CTTB", **about)


def _detailed_assessments(owner, firm):
    """One under way, one handed in, one accepted with solutions of which somebody is asked.

    And one of the enterprise's plant, which it has to confirm.
    """
    about = {
        "owner": owner,
        "establishment": Establishment.objects.filter(owner=owner, name=DRAFT).first(),
        "kind": "detailed",
        "worksheets": WorksheetForm.objects.get(is_current=True),
    }
    made = {
        state: Assessment.objects.create(
            year=year, state=state, submitted_at=clock.now(), decided_at=clock.now(), **about
        )
        for year, state in ((2017, "under_way"), (2018, "submitted"), (2020, "accepted"))
    }
    theirs = about | {"establishment": Establishment.objects.filter(enterprise=firm).first()}
    Assessment.objects.create(year=2016, state="submitted", submitted_at=clock.now(), **theirs)
    for row in made.values():
        part = {"owner": owner, "assessment": row}
        AssessmentPart.objects.create(slug="task-1", version=1, is_done=True, **part)
        CPOption.objects.create(code="GP01", name="Che mưa bãi than", category="QLNV", **part)
    AssessmentReceipt.objects.create(
        owner=owner,
        department=owner,
        assessment=made["submitted"],
        turn=1,
        at=clock.now(),
        by_name="Người Nộp",
        digest="0" * 64,
    )
    FollowUp.objects.create(
        owner=owner,
        department=owner,
        assessment=made["accepted"],
        months=6,
        due_on=DAY,
        channel="email",
        token_hash=hash_of(LINK),
        sent_at=clock.now(),
        expires_at=clock.now() + dt.timedelta(days=30),
    )


def _gone(owner, keeper):
    """A plant that was the owner's once."""
    gone = Establishment.objects.create(owner=keeper, name="Đã chuyển đi")
    FormerPlacement.objects.create(
        owner=owner,
        department=owner,
        establishment=gone,
        name="Cơ sở cũ",
        province=owner.province,
        valid_to=DAY,
        change="moved",
        reason="Quyết định",
        recorded_at=clock.now(),
    )
