"""The people and the records of tests/test_access.py: the country of the isolation tests, on HTTP.

Every record asked for belongs to the department; its neighbours have the same, which could leak.
"""

from assessments.models import DemonstrationModel
from enterprises.models import Establishment
from organisations import invitations
from organisations.acting import SESSION_KEY
from organisations.enums import Role
from organisations.models import Delegation, Invitation, Job, Membership
from organisations.tenancy import owner_login
from outreach.models import Activity
from programmes.models import (
    ActionPlan,
    FocalUnit,
    Indicator,
    LegalDocument,
    Strategy,
    Task,
    TaskList,
)
from reports import files
from reports.enums import DocumentKind
from reports.models import (
    Claim,
    Document,
    Figure,
    FormTable,
    NilDeclaration,
    Receipt,
    Report,
    ReportVersion,
    Request,
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
            "programmes:task_list": [self._first(TaskList).pk],
            "programmes:task": [self._first(Task).pk],
            "programmes:focal_unit": [self._first(FocalUnit).pk],
            "programmes:strategy": [Strategy.objects.first().code],
            "programmes:document/own": [self._first(LegalDocument).pk],
            "programmes:document/national": [national.pk],
            "programmes:indicator": [Indicator.objects.first().code],
            "outreach:activity": [activity],
            "outreach:activity_edit": [activity],
            "enterprises:establishment/alone": [alone.pk],
            "enterprises:establishment/group": [shared.pk],
            "assessments:model/alone": [self._first(DemonstrationModel, establishment=alone).pk],
            "assessments:model/group": [
                self._first(DemonstrationModel, establishment=shared, owner=group).pk
            ],
        }

    def _people(self):
        colleague = Membership.objects.get(organisation=self.department, role=Role.VIEWER)
        invitation = Invitation.objects.filter(organisation=self.department).first()
        token, job = self._open(invitation), self._first(Job).pk
        return {
            "invitation": [token],
            "invitation_accept": [token],
            "account_confirm_email": ["sai"],
            "account_reset_password_from_key": ["1", "sai"],
            "organisations:withdraw_invitation": [invitation.pk],
            "organisations:change_role": [colleague.pk],
            "organisations:end_membership": [colleague.pk],
            "organisations:end_delegation": [Delegation.objects.get(principal=self.department).pk],
            "organisations:job": [job],
            "organisations:job_progress": [job],
        }

    def _reports(self):
        report, other = Report.objects.filter(owner=self.department).order_by("code")
        submitted, draft = ReportVersion.objects.filter(report=report).order_by("number")
        collected = self._first(Document, owner=self.units["ministry"])
        internal = self._first(Document, kind=DocumentKind.RECONCILIATION)
        printed = {"version": submitted, "kind": DocumentKind.REPORT}
        return {
            "figure/draft": [self._first(Figure, version=draft).code],
            "figure/sent": [self._first(Figure, version=submitted).code],
            "reports:round": [report.round.code],
            "reports:open": [report.round.code],
            "reports:consolidate": [report.round.code],
            "reports:receipt": [self._first(Receipt).pk],
            "reports:document/draft": [self._first(Document, version=draft).pk],
            "reports:document/sent": [self._first(Document, **printed).pk],
            "reports:document/internal": [internal.pk],
            "reports:document/collected": [collected.pk],
            "reports:version/draft": [draft.pk],
            "reports:version/sent": [submitted.pk],
            "reports:submit/draft": [draft.pk],
            "reports:submit/sent": [submitted.pk],
            "reports:report/draft": [other.code],
            "reports:report/sent": [report.code],
            "reports:compile/draft": [other.code],
            "reports:compile/sent": [report.code],
            "reports:reconciliation/draft": [other.code],
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
    path = files.path_of("x")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-")
