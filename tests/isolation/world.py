"""A small country in which everybody has something that others must not see.

Written with the owner's login into a database of its own; tests then look at it through portal_app.
"""

import datetime as dt
from dataclasses import dataclass

from django.apps import apps

from organisations.enums import FileType, JobKind, Kind, ReminderKind, Role, Verb
from organisations.models import (
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
)
from programmes.models import (
    Call,
    Indicator,
    Milestone,
    Obligation,
    Scheme,
    Strategy,
    Target,
)
from reports import models as reports
from tests.factories import make_member, make_organisation, make_province, make_user
from tests.isolation.world_assessments import write_assessments
from tests.isolation.world_imports import write_imports
from tests.isolation.world_papers import (
    DAY,
    NOON,
    write_approvals,
    write_attendance,
    write_capacity,
    write_document,
    write_funding,
    write_plans,
    write_proposals,
)
from tests.isolation.world_register import write_register
from tests.isolation.world_reports import (
    write_consolidation,
    write_reports,
    write_rounds,
    write_synthesis,
)

APPS = ("organisations", "programmes", "enterprises", "assessments", "outreach", "reports")
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
        people = {name: _head(kind) for name, kind in ORGANISATIONS.items()}
        units = {name: person.access.organisation for name, person in people.items()}
        _accounts(people, units)
        reference = _reference(units["ministry"])
        for name in PLANNING:
            write_plans(units[name], reference)
        for name in (*PLANNING, "enterprise", "other enterprise"):
            write_capacity(units[name])
        for name in (*PLANNING, "support", "other support"):
            write_attendance(units[name])
        for name in REPORTING:
            write_proposals(units[name], reference["call"])
        for name in ORGANISATIONS:
            if name != "empty department":
                _log(units[name])
        write_register(units)
        write_assessments(units)
        rounds = write_rounds(reference, [units[name] for name in REPORTING])
        submitted = [write_reports(units[name], rounds, reference) for name in REPORTING]
        for name, version in zip(("ministry", "former ministry"), submitted[:2], strict=True):
            collected = write_consolidation(units[name], rounds[0], version)
            write_synthesis(units[name], collected, reference)
        for name in PLANNING:
            write_approvals(units[name])
            write_imports(units[name])
            Job.objects.create(
                owner=units[name],
                kind=JobKind.COMPILE_REPORT,
                subject_id=units[name].pk,
                created_at=NOON,
            )
    return people


def _head(kind):
    """Of an organisation of its own; a department's has a province to itself, too."""
    if kind != Kind.DEPARTMENT:
        return make_member(kind, Role.HEAD)
    number = Province.objects.count()
    province = Province.objects.create(
        code="98", name=f"Tỉnh {number}", type="tỉnh", valid_from=DAY + dt.timedelta(number)
    )
    return make_member(role=Role.HEAD, organisation=make_organisation(kind, province=province))


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
    document = write_document(ministry, is_national=True)
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
    write_funding(ministry, is_national=True)
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
        code="K99", severity="note", forms=["BMZ"], may_explain=True, version="1"
    )
    return {"indicator": indicator, "milestone": milestone, "target": target, "call": call}


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
