"""The people and the records of tests/test_access.py: the country of the isolation tests, on HTTP.

Every record asked for belongs to the department; its neighbours have the same, which could leak.
"""

import datetime as dt

from assessments.models import (
    Assessment,
    ChecklistItem,
    ConversionFactor,
    CPOption,
    DemonstrationModel,
    FollowUp,
    GrantPayment,
    SupportGrant,
    WorksheetForm,
    WorksheetRow,
)
from assessments.options.asking import hash_of, token_of
from enterprises.models import (
    AccountRequest,
    Establishment,
    FormerPlacement,
    IndustrialZone,
    Merge,
    OfficialTotal,
    SamePlantCandidate,
)
from enterprises.sites.records.kinds import KINDS
from organisations import files, invitations
from organisations.acting import SESSION_KEY
from organisations.enums import Role
from organisations.models import (
    Attachment,
    Delegation,
    ImportBatch,
    Invitation,
    Job,
    ListFile,
    Membership,
    Notification,
)
from organisations.tenancy import owner_login
from outreach.models import Activity, Attendance
from programmes.models import (
    ActionPlan,
    Call,
    Disbursement,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    FundingSource,
    Indicator,
    LegalDocument,
    LetterAddressee,
    Opinion,
    OutgoingLetter,
    OwnMoney,
    PlanComponent,
    Proposal,
    StaffTraining,
    Strategy,
    Target,
    TargetProgress,
    Task,
    TaskList,
    TaskOutput,
)
from programmes.papers.revisions import first_revision
from reports.enums import DocumentKind
from reports.models import (
    Claim,
    Document,
    Fact,
    Figure,
    FormTable,
    NilDeclaration,
    Receipt,
    Report,
    ReportVersion,
    Request,
    SectionComment,
    SignedCopy,
)
from tests.factories import make_member, make_user
from tests.isolation import world as country

# Who signs in, working where and in which role.
PERSONAS = {
    "O": ("department", Role.OFFICER),
    "H": ("department", Role.HEAD),
    "V": ("department", Role.VIEWER),
    "A": ("department", Role.ADMINISTRATOR),
    "n": ("neighbour", Role.OFFICER),
    "C": ("corporation", Role.OFFICER),
    "c": ("other corporation", Role.OFFICER),
    "E": ("enterprise", Role.OFFICER),
    "e": ("other enterprise", Role.OFFICER),
    "S": ("support", Role.OFFICER),
    "D": ("support", Role.OFFICER),  # has chosen to work for the department, by delegation
    "M": ("ministry", Role.OFFICER),
    "x": (None, None),  # an account without any organisation
    "?": None,  # nobody
}

TASK_VERBS = ("", "_finish", "_reopen", "_freeze")


class World:
    def __init__(self):
        people = country.build()
        self.units = {name: person.access.organisation for name, person in people.items()}
        self.department = self.units["department"]
        with owner_login():
            # Its tables are only there to have rows; no report could be laid out by them.
            FormTable.objects.filter(section__form__code="BMZ").delete()
            self.targets = self._records() | self._people() | self._reports() | self._words()

    def unit_of(self, persona):
        """For whom this persona works."""
        return self.department if persona == "D" else self.units[PERSONAS[persona][0]]

    def sign_in(self, client, persona):
        if PERSONAS[persona] is None:
            return
        unit, role = PERSONAS[persona]
        person = make_member(organisation=self.units[unit], role=role) if unit else make_user()
        client.force_login(person)
        if persona == "D":
            session = client.session
            session[SESSION_KEY] = self.department.pk
            session.save()

    def target(self, row):
        """What the address of a row of the table names; most name nothing."""
        return self.targets.get(row) or self.targets.get(row.split("/")[0], [])

    def _files(self):
        """What the department brought in, with rows that were not taken."""
        batch = self._first(ImportBatch)
        ImportBatch.objects.filter(pk=batch.pk).update(faults_sha256="x", headings=["Tên"])
        names = ("", "_columns", "_apply", "_cancel", "_release", "_undo", "_file", "_faults")
        return {f"enterprises:import{name}": [batch.pk] for name in names} | {
            "enterprises:import_decide": [batch.pk, 2]
        }

    def _first(self, model, **facts):
        return model.objects.filter(**{"owner": self.department} | facts).first()

    def _records(self):
        group = self.units["corporation"]
        shared = self._first(Establishment, corporation=group)
        alone = self._first(Establishment, corporation=None)
        plan, activity = self._first(ActionPlan).pk, self._first(Activity).pk
        national = LegalDocument.objects.filter(is_national=True).first()
        return {
            "programmes:plan": [plan],
            "programmes:plan_edit": [plan],
            **self._papers(),
            "year:task_list": [self._first(TaskList).pk],
            "year:task_list_progress": [self._first(TaskList).pk, "docx"],
            "year:task": [self._first(Task).pk],
            **self._tasks(),
            **self._capacity(),
            **self._support(),
            **self._calls(),
            "programmes:strategy": [Strategy.objects.first().code],
            "programmes:document/own": [self._first(LegalDocument).pk],
            "programmes:document/national": [national.pk],
            "programmes:indicator": [Indicator.objects.first().code],
            "outreach:activity": [activity],
            "outreach:activity_edit": [activity],
            **self._attendance(),
            "enterprises:establishment/alone": [alone.pk],
            "enterprises:establishment/group": [shared.pk],
            "enterprises:establishment_edit/alone": [alone.pk],
            "enterprises:establishment_edit/group": [shared.pk],
            **self._sites(alone, shared),
            **self._assessments(alone, shared),
            **self._grants(alone, shared),
            "enterprises:list_file": [self._list_file().pk],
            "outreach:site_attendance": [alone.pk],
            "enterprises:zone": [self._first(IndustrialZone).pk],
            "enterprises:zone_edit": [self._first(IndustrialZone).pk],
            "enterprises:total_edit": [self._first(OfficialTotal).pk],
            "enterprises:total_remove": [self._first(OfficialTotal).pk],
            "assessments:model/alone": [self._first(DemonstrationModel, establishment=alone).pk],
            "assessments:model/group": [
                self._first(DemonstrationModel, establishment=shared, owner=group).pk
            ],
            "assessments:factor_choose": [
                ConversionFactor.objects.exclude(conflicts_with="").first().pk
            ],
            "assessments:question": ["QL-01"],
            "assessments:question_amend": ["QL-01"],
        }

    def _sites(self, alone, shared):
        """What is on record about its site, where it may go, and a merge of two rows."""
        records = {}
        for kind in KINDS:
            row = self._first(kind.model, establishment=alone).pk
            records |= {
                f"enterprises:{kind.slug}_create/group": [shared.pk],
                f"enterprises:{kind.slug}_edit": [row],
                f"enterprises:{kind.slug}_remove": [row],
                f"enterprises:{kind.slug}_attach": [row],
            }
        pair = self._first(SamePlantCandidate).pk
        return records | {
            **self._files(),
            "enterprises:account_confirm": [self._first(AccountRequest).pk],
            "enterprises:account_refuse": [self._first(AccountRequest).pk],
            "enterprises:account_invite/alone": [alone.pk],
            "enterprises:account_invite/group": [shared.pk],
            "ladder:establishment/alone": [alone.pk],
            "ladder:establishment/group": [shared.pk],
            "enterprises:site_move/alone": [alone.pk],
            "enterprises:site_move/group": [shared.pk],
            "enterprises:site_assign/group": [shared.pk],
            "enterprises:former_site": [self._first(FormerPlacement).establishment_id],
            **{f"enterprises:{name}": [pair] for name in ("pair", "pair_merge", "pair_apart")},
            "enterprises:merge_undo": [self._first(Merge).pk],
        }

    def _assessments(self, alone, shared):
        """One that a support unit carries out, and one of the shared plant that was submitted."""
        given = self._first(Assessment, support=self.units["support"])
        sheets = WorksheetForm.objects.get(is_current=True)
        Assessment.objects.filter(pk=given.pk).update(state="under_way", worksheets=sheets)
        sent = self._first(Assessment, establishment=shared)
        household = Assessment.objects.create(
            owner=self.department,
            establishment=alone,
            kind="household",
            year=2015,
            source="Phiếu giấy",
            support=self.units["support"],
        )
        names = ("", "_edit", "_give", "_submit", "_receipt", "_cancel")
        option = CPOption.objects.create(
            owner=self.department, assessment=given, code="O9", name="Giải pháp", category="QLNV"
        )
        told = self._first(CPOption, assessment=sent)
        verbs = ("", "_edit", "_screen", "_remove", "_news", "_judge", "_attach")
        return {
            "assessments:assessment_create/alone": [alone.pk],
            "assessments:assessment_create/group": [shared.pk],
            **{f"assessments:assessment{name}": [given.pk] for name in names},
            **{f"assessments:task{name}": [given.pk, 1] for name in TASK_VERBS},
            "assessments:book": [given.pk],
            "assessments:assessment_report": [given.pk, "docx"],
            "assessments:assessment_report_write": [given.pk],
            "assessments:book_in": [given.pk],
            "assessments:option_create": [given.pk],
            **{f"assessments:option{verb}": [option.pk] for verb in verbs},
            "assessments:option/group": [told.pk],
            "assessments:option_news/group": [told.pk],
            "assessments:option_attach/group": [told.pk],
            "follow_up": [self._asked(sent)],
            **{
                f"assessments:assessment{name}/group": [sent.pk]
                for name in ("", "_receipt", "_return", "_accept", "_confirm")
            },
            **self._own_assessments(),
            "assessments:household_sheet": [household.pk],
            "assessments:assessment_attach": [household.pk],
            "assessments:self_answers/household": [household.pk],
            "assessments:self_result/household": [household.pk],
            **self._quick_assessment(alone),
        }

    def _quick_assessment(self, alone):
        """One that a support unit carries out, with a finding."""
        about = {"owner": self.department, "support": self.units["support"]}
        quick = Assessment.objects.create(
            establishment=alone, kind="quick", year=2014, state="under_way", **about
        )
        words = ("khu_vuc", "hien_trang", "ton_that", "luong", "don_vi", "uoc_luong", "nhom")
        said = dict.fromkeys(words, "") | {"khu_vuc": "Lò", "ton_that": "dien", "anh": []}
        finding = WorksheetRow.objects.create(
            assessment=quick, sheet="findings", code="1", place=0, values=said, **about
        )
        more = {"step": ["findings"]}
        return {
            **{
                f"assessments:self_{name}/quick": [quick.pk, *more.get(name, [])]
                for name in ("step", "answers", "result", "paper", "option_create")
            },
            "assessments:finding_create": [quick.pk],
            "assessments:finding_edit": [finding.pk],
            "assessments:finding_remove": [finding.pk],
        }

    def _own_assessments(self):
        """The enterprise's own: one that nobody else sees yet, and one that it has submitted."""
        own = Assessment.objects.filter(owner=self.units["enterprise"], kind="self")
        draft, sent = own.get(state="under_way"), own.get(state="submitted")
        item = ChecklistItem.objects.filter(is_current=True).first()
        both = {
            f"assessments:self_{name}/{state}": [row.pk, *more]
            for state, row in (("draft", draft), ("sent", sent))
            for name, more in (("step", ["fuel"]), ("answers", []), ("result", []), ("paper", []))
        }
        return both | {
            "assessments:self_option_create": [draft.pk],
            "assessments:self_option_remove": [CPOption.objects.get(assessment=draft).pk],
            "assessments:self_take_idea": [draft.pk, item.pk],
        }

    def _asked(self, assessment):
        """The link of a letter that went out."""
        asked = self._first(FollowUp, assessment=assessment)
        token = token_of(asked.pk)
        expires = country.NOON + dt.timedelta(days=40_000)
        FollowUp.objects.filter(pk=asked.pk).update(token_hash=hash_of(token), expires_at=expires)
        return token

    def _grants(self, alone, shared):
        """An application of the enterprise, and projects of the department's that went on."""
        firm = self.units["enterprise"]
        applied = self._first(SupportGrant, owner=firm, state="applied").pk
        signed = self._first(SupportGrant, establishment=shared, state="contracted").pk
        accepted = self._first(SupportGrant, owner=firm, state="contracted")
        SupportGrant.objects.filter(pk=accepted.pk).update(
            state="accepted", accepted_on=country.DAY
        )
        model = self._first(DemonstrationModel, establishment=alone).pk
        sites = {"alone": alone.pk, "group": shared.pk}
        steps = {
            "applied": ("", "_edit", "_approve", "_refuse", "_withdraw", "_attach"),
            "signed": ("", "_contract", "_accept", "_pay"),
        }
        rows = {"applied": applied, "signed": signed}
        return {
            **{
                f"assessments:{what}_create/{which}": [pk]
                for what in ("grant", "model")
                for which, pk in sites.items()
            },
            **{
                f"assessments:grant{name}/{which}": [rows[which]]
                for which, names in steps.items()
                for name in names
            },
            "assessments:grant_settle/accepted": [accepted.pk],
            "assessments:grant_payment_remove": [
                GrantPayment.objects.filter(grant=signed).first().pk
            ],
            **{f"assessments:model_{verb}": [model] for verb in ("edit", "remove", "attach")},
        }

    def _list_file(self):
        return ListFile.objects.create(
            owner=self.department,
            title="Cơ sở",
            suffix=".csv",
            sha256="x",
            expected=1,
            rows=1,
            written_at=country.NOON,
        )

    def _tasks(self):
        """Of a list that is being drawn up."""
        sheets = ("sheet", "template", "import", "import_save", "import_faults")
        verbs = ("give", "start", "accept", "settle", "stop", "carry", "correct", "attach")
        rows = {
            "task_list": (TaskList, ("edit", "copy", "delete", *sheets)),
            "task": (Task, ("edit", "delete", *verbs)),
            "output": (TaskOutput, ["edit"]),
            "disbursement": (Disbursement, ("edit", "delete")),
        }
        named = {
            f"programmes:{name}_{verb}": [self._first(model).pk]
            for name, (model, verbs) in rows.items()
            for verb in verbs
        }
        return named | {
            "programmes:task_create": [self._first(TaskList).pk],
            "programmes:disbursement_create": [self._first(Task).pk],
        }

    def _papers(self):
        """A plan that is being written, and a plan and a list that were issued."""
        draft, issued = self._first(ActionPlan), self._issued(ActionPlan, year_from=2005)
        closing = self._issued(TaskList, plan=draft)
        verbs = ("consult", "redraft", "submit", "approve", "return", "withdraw", "issue")
        parts = {"opinion": Opinion, "target": Target, "component": PlanComponent}
        rows = {name: self._first(model, plan=draft).pk for name, model in parts.items()}
        about = {"opinion": ["plan", draft.pk]}
        return {
            **{f"programmes:paper_{verb}": ["plan", draft.pk] for verb in verbs},
            **{
                f"programmes:paper_{verb}": ["plan", issued.pk]
                for verb in (
                    "amend",
                    "abandon",
                    "decision",
                    "record",
                    "replace",
                    "expire",
                    "restore",
                    "in_force",
                )
            },
            "programmes:paper_revision": ["plan", issued.pk, 1],
            "programmes:paper_document": ["plan", draft.pk, "proposal", "docx"],
            "programmes:paper_close": ["task-list", closing.pk],
            "programmes:paper_reopen": ["task-list", closing.pk],
            **{
                f"programmes:{name}_{verb}": [*about.get(name, [draft.pk]), *more]
                for name, pk in rows.items()
                for verb, more in {"create": [], "edit": [pk], "remove": [pk]}.items()
            },
            "programmes:target_progress": [rows["target"]],
            "programmes:progress_create": [rows["target"]],
            "programmes:progress_edit": [self._first(TargetProgress, target=rows["target"]).pk],
            "programmes:plan_money": [draft.pk],
            "programmes:plan_attach": [draft.pk],
        }

    def _issued(self, model, **facts):
        document = LegalDocument.objects.create(
            owner=self.department, type="decision", title="Về việc thử", issued_on=country.DAY
        )
        if model is ActionPlan:
            facts |= {"year_to": 2010}
        facts |= {"title": "Đã ban hành", "state": "issued", "document": document}
        paper = model.objects.create(owner=self.department, **facts)
        revision = first_revision(paper)
        revision.owner = self.department
        revision.save()
        return paper

    def _capacity(self):
        unit, staff = self._first(FocalUnit).pk, self._first(FocalStaff).pk
        rows = {
            "focal_unit": unit,
            "staff": staff,
            "training": self._first(StaffTraining).pk,
            "equipment": self._first(FocalEquipment).pk,
            "own_money": self._first(OwnMoney).pk,
        }
        return {
            "programmes:focal_unit": [unit],
            "programmes:staff": [staff],
            "programmes:staff_create": [unit],
            "programmes:equipment_create": [unit],
            "programmes:training_create": [staff],
            **{f"programmes:{name}_edit": [pk] for name, pk in rows.items()},
            **{f"programmes:{name}_remove": [pk] for name, pk in rows.items()},
        }

    def _support(self):
        own = self._first(FundingSource).pk
        national = self._first(FundingSource, owner=self.units["ministry"], is_national=True).pk
        funding = {
            f"programmes:{page}/{whose}": [pk]
            for page in ("funding_source", "funding_edit", "funding_remove")
            for whose, pk in (("own", own), ("national", national))
        }
        letter = self._first(OutgoingLetter).pk
        letters = {
            f"programmes:{page}": [letter] for page in ("letter", "letter_edit", "letter_remove")
        }
        return funding | letters | {"programmes:reply_edit": [self._first(LetterAddressee).pk]}

    def _attendance(self):
        """Under the activity that somebody came to; nothing else of it is named by its address."""
        row = self._first(Attendance)
        activity, other = row.activity_id, self._first(Activity).pk
        under = ("attendance", "attendance_count", "attendance_tick", "attendance_create")
        lists = ("attendance_import", "attendance_import_save", "attendance_import_faults")
        names = ("attendees", "attendee_create", "sign_in_sheet", "attendance_take_over")
        of_row = ("attendance_edit", "attendance_match", "attendance_remove")
        return {
            **{f"outreach:{name}": [activity] for name in (*under, *lists, *names)},
            **{f"outreach:{name}": [row.pk] for name in of_row},
            "outreach:activity_attach": [activity],
            "outreach:activity_delete": [other],
            "outreach:attendance_template": [activity, "person"],
            "outreach:attendee_remove": [row.attendees.get().pk],
            "outreach:tell_apart": [activity, other],
        }

    def _calls(self):
        """The Ministry's calls, and what the department proposed."""
        draft, published = (
            self._first(Call, owner=self.units["ministry"], is_national=is_national).pk
            for is_national in (False, True)
        )
        own, sent = (self._first(Proposal, state=state).pk for state in ("draft", "submitted"))
        return {
            **{
                f"programmes:{page}/draft": [draft]
                for page in ("call", "call_edit", "call_publish", "call_remove")
            },
            "programmes:call/published": [published],
            "programmes:proposal_create": [published],
            **{
                f"programmes:{page}/{state}": [pk]
                for page in ("proposal", "proposal_edit")
                for state, pk in (("draft", own), ("sent", sent))
            },
            "programmes:proposal_send/draft": [own],
            "programmes:proposal_remove/draft": [own],
            "programmes:proposal_take_up/sent": [sent],
        }

    def _people(self):
        colleague = Membership.objects.get(organisation=self.department, role=Role.VIEWER)
        invitation = Invitation.objects.filter(organisation=self.department).first()
        token, job = self._open(invitation), self._first(Job).pk
        attachment, notice = self._first(Attachment).pk, self._first(Notification).pk
        return {
            "invitation": [token],
            "invitation_accept": [token],
            "account_confirm_email": ["sai"],
            "account_reset_password_from_key": ["1", "sai"],
            "organisations:withdraw_invitation": [invitation.pk],
            "organisations:change_role": [colleague.pk],
            "organisations:end_membership": [colleague.pk],
            "organisations:approval_chain": ["plan"],
            "organisations:end_delegation": [Delegation.objects.get(principal=self.department).pk],
            "organisations:notification_read": [notice],
            "organisations:attachment": [attachment],
            "organisations:attachment_remove": [attachment],
            "organisations:job": [job],
            "organisations:job_cancel": [job],
            "organisations:job_retry": [job],
            "organisations:job_progress": [job],
        }

    def _reports(self):
        report, other = Report.objects.filter(owner=self.department).order_by("code")
        submitted, draft = ReportVersion.objects.filter(report=report).order_by("number")
        ministry = self.units["ministry"]
        collected = self._first(Document, owner=ministry, kind=DocumentKind.CONSOLIDATED)
        internal = self._first(Document, kind=DocumentKind.RECONCILIATION)
        printed = {"version": submitted, "kind": DocumentKind.REPORT}
        return {
            "figure/draft": [self._first(Figure, version=draft).code],
            "figure/sent": [self._first(Figure, version=submitted).code],
            "reports:round": [report.round.code],
            "reports:round_edit": [report.round.code],
            "reports:board": [report.round.code],
            "reports:remind_unit": [report.round.addressees.first().pk],
            "reports:remind_units": [report.round.code],
            "reports:round_addressees": [report.round.code],
            "reports:extension": [report.round.addressees.first().pk],
            "reports:open": [report.round.code],
            "reports:consolidate": [report.round.code],
            "reports:receipt": [self._first(Receipt).pk],
            "reports:arrival": [self._first(Receipt).pk],
            "reports:document/draft": [self._first(Document, version=draft).pk],
            "reports:document/sent": [self._first(Document, **printed).pk],
            "reports:document/internal": [internal.pk],
            "reports:document/collected": [collected.pk],
            "reports:version/draft": [draft.pk],
            "reports:version/sent": [submitted.pk],
            "reports:outgoing:paper/draft": [other.code],
            "reports:outgoing:paper/sent": [report.code],
            "reports:outgoing:word": [report.code],
            "reports:outgoing:copy/draft": [self._first(SignedCopy, outgoing__version=draft).pk],
            "reports:outgoing:copy/sent": [self._first(SignedCopy, outgoing__version=submitted).pk],
            **{
                f"reports:outgoing:{verb}": [report.code]
                for verb in ("number", "upload", "accept", "remove")
            },
            "reports:review/received": [submitted.pk, "received"],
            "reports:review/returned": [submitted.pk, "returned"],
            "reports:review/draft": [draft.pk, "received"],
            "reports:submit/draft": [draft.pk],
            "reports:submit/sent": [submitted.pk],
            "reports:report/draft": [other.code],
            "reports:report/sent": [report.code],
            "reports:compile/draft": [other.code],
            "reports:compile/sent": [report.code],
            "reports:reconciliation/draft": [other.code],
            "reports:nil_report": [other.code],
            "reports:national:open": [report.round.code],
            **{
                f"reports:national:{name}": [report.round.code, self.department.pk]
                for name in ("paper", "paper_remove")
            },
            "reports:requested:deal_with": [
                self._first(Fact, version=submitted, source="reports.Request").pk
            ],
            "reports:national:tables": [
                self._first(ReportVersion, owner=ministry, is_submitted=True).pk
            ],
            "reports:approval:of": [other.pk],
            **{
                f"reports:approval:{name}": [other.code]
                for name in ("approval", "submit", "approve", "return", "withdraw")
            },
            "reports:checks/draft": [other.code],
            "reports:checks/sent": [report.code],
            "reports:reconciliation/sent": [report.code],
            "reports:declare_nil/draft": [other.code],
            "reports:declare_nil/sent": [report.code],
        }

    def _words(self):
        """Of the report that was sent: what is written goes into its next version."""
        sent, draft = Report.objects.filter(owner=self.department).order_by("code")
        claim, request = self._first(Claim, report=sent).pk, self._first(Request, report=sent).pk
        return {
            "reports:withdraw_nil": [self._first(NilDeclaration, report=sent).pk],
            "reports:words:sections/draft": [draft.code],
            "reports:words:sections/sent": [sent.code],
            "reports:words:section": [sent.code, "x"],
            **{
                f"reports:words:{verb}": [sent.code, "x"]
                for verb in ("take", "leave", "comment", "typed_number")
            },
            "reports:words:settle_comment": [
                sent.code,
                self._first(SectionComment, report=sent).pk,
            ],
            "reports:explain": [sent.code, "K99"],
            "reports:words:claims": [sent.code],
            "reports:words:claim_create": [sent.code],
            "reports:words:claim": [sent.code, claim],
            "reports:words:claim_delete": [sent.code, claim],
            "reports:words:requests": [sent.code],
            "reports:words:request_create": [sent.code],
            "reports:words:request": [sent.code, request],
            "reports:words:request_delete": [sent.code, request],
        }

    def _open(self, invitation):
        """A token that opens this invitation; its address has no account yet."""
        token = invitations.new_token(self.department.pk)
        invitation.token_hash = invitations.hash_of(token)
        invitation.save()
        return token


def write_the_file_that_all_documents_name():
    for suffix in (".pdf", ".xlsx", ".csv"):
        path = files.path_of("x", suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-")
