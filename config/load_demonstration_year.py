"""A whole year of the demonstration department: plan, list, tasks, log, zones, staff.

Loaded once: whoever finds the plan leaves everything as visitors have made it.
"""

from django.conf import settings
from django.db import transaction

from enterprises.enums import ZoneKind
from enterprises.models import IndustrialZone
from organisations.loading import (
    Anything,
    Choice,
    Day,
    Integer,
    Maybe,
    Period,
    Record,
    Rows,
    Text,
    Year,
    read_yaml,
)
from organisations.models import Organisation
from organisations.tenancy import login_alias, owner_login
from outreach.enums import ActivityKind, ActivityState
from outreach.models import Activity, ActivityZone
from programmes.enums import (
    Assignment,
    Commitment,
    DocumentType,
    FocalState,
    FundKind,
    IssuerLevel,
    ListState,
    Method,
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
    Indicator,
    LegalDocument,
    PlanComponent,
    PlanMoney,
    Revision,
    Scheme,
    Strategy,
    Target,
    TargetProgress,
    Task,
    TaskList,
    TaskMoney,
    TaskOutput,
)
from programmes.papers.kinds import content_of

OUTPUT = Record(
    kind=Choice(OutputKind.values),
    name=Text(200),
    unit=Text(30),
    planned=Integer(0),
    estimate=Maybe(Integer(0)),
    basis=Maybe(Text(300)),
)
TASK = Record(
    name=Text(500),
    lead=Text(200),
    partners=Maybe(Text(500)),
    months=Rows(Integer(1, 12)),
    state=Choice(TaskState.values),
    accepted_on=Maybe(Day()),
    given_on=Maybe(Day()),
    assignment=Maybe(Choice(Assignment.values)),
    stopped_on=Maybe(Day()),
    reason=Maybe(Text(500)),
    outputs=Rows(OUTPUT),
    money=Anything(),
    paid=Anything(),
)
ACTIVITY = Record(
    task=Integer(1),
    kind=Choice(ActivityKind.values),
    title=Text(300),
    held_on=Day(),
    hours=Maybe(Integer(1)),
    events=Maybe(Integer(1)),
    attendances=Maybe(Integer(0)),
    women=Maybe(Integer(0)),
    copies=Maybe(Integer(0)),
    zones=Maybe(Anything()),
)
SHAPE = Record(
    owner=Text(40),
    plan=Record(
        title=Text(500),
        years=Period(),
        strategy=Text(20),
        number=Text(50),
        issued_on=Day(),
        issuer=Text(200),
        signing_for=Maybe(Text(5)),
        signer=Text(50),
        position=Text(100),
        targets=Rows(
            Record(
                indicator=Maybe(Text(6)),
                label=Text(300),
                value=Integer(0),
                unit=Text(30),
                denominator=Text(300),
            )
        ),
        progress=Record(
            label=Text(300),
            as_of=Day(),
            value=Integer(0),
            numerator=Integer(0),
            denominator=Integer(1),
            source=Text(200),
            method=Choice(Method.values),
            evidence=Text(500),
        ),
        components=Rows(
            Record(scheme=Integer(1), name=Text(500), lead=Text(200), partners=Text(500))
        ),
        money=Rows(Record(year=Year(), fund=Choice(FundKind.values), amount=Integer(0))),
    ),
    list=Record(
        title=Text(500),
        year=Year(),
        number=Text(50),
        issued_on=Day(),
        money_total=Integer(0),
        tasks=Rows(TASK),
    ),
    zones=Rows(Record(kind=Choice(ZoneKind.values), name=Text(200))),
    activities=Rows(ACTIVITY),
    planned=Rows(
        Record(task=Integer(1), kind=Choice(ActivityKind.values), title=Text(300), held_on=Day())
    ),
    staff=Record(
        unit=Text(200),
        people=Rows(
            Record(
                name=Text(100),
                specialty=Text(100),
                commitment=Choice(Commitment.values),
                competence=Maybe(Text(12)),
                detail=Maybe(Text(300)),
            )
        ),
        equipment=Rows(
            Record(
                name=Text(150),
                count=Integer(1),
                serial=Text(60),
                calibrated_on=Day(),
                due_on=Day(),
            )
        ),
    ),
)


def load_demonstration_year():
    """Returns how many plans were loaded: 1, or 0 where it stands already."""
    file = read_yaml(settings.BASE_DIR / "reference" / "demonstration_year.yaml", SHAPE)
    with owner_login(), transaction.atomic(login_alias()):
        owner = Organisation.objects.get(code=file["owner"])
        if ActionPlan.objects.filter(owner=owner, title=file["plan"]["title"]).exists():
            return 0
        _Year(owner, file).load()
    return 1


class _Year:
    def __init__(self, owner, file):
        self.owner = owner
        self.file = file

    def make(self, model, **values):
        return model.objects.create(owner=self.owner, **values)

    def load(self):
        plan = self.plan(self.file["plan"])
        tasks = self.task_list(self.file["list"], plan)
        zones = {
            row["name"]: self.make(IndustrialZone, kind=row["kind"], name=row["name"])
            for row in self.file["zones"]
        }
        for row in self.file["activities"]:
            self.activity(row, tasks[row["task"] - 1], zones)
        for row in self.file["planned"]:
            self.make(
                Activity,
                kind=row["kind"],
                title=row["title"],
                held_on=row["held_on"],
                state=ActivityState.PLANNED,
                task=tasks[row["task"] - 1],
            )
        self.staff(self.file["staff"])

    def decision(self, row, title):
        issued = self.file["plan"]
        return self.make(
            LegalDocument,
            type=DocumentType.DECISION,
            number=row["number"],
            issued_on=row["issued_on"],
            issuer=issued["issuer"],
            issuer_level=IssuerLevel.DEPARTMENT,
            title=title,
            signing_for=issued["signing_for"] or "",
            signer_name=issued["signer"],
            signer_position=issued["position"],
        )

    def plan(self, row):
        document = self.decision(row, f"Ban hành {row['title']}")
        plan = self.make(
            ActionPlan,
            title=row["title"],
            year_from=row["years"][0],
            year_to=row["years"][1],
            strategy=Strategy.objects.get(code=row["strategy"]),
            state=PlanState.ISSUED,
            document=document,
            lead=self.owner.name,
        )
        schemes = {scheme.ordinal: scheme for scheme in Scheme.objects.order_by("-strategy")}
        for ordinal, part in enumerate(row["components"], 1):
            told = {name: part[name] for name in ("name", "lead", "partners")}
            scheme = schemes.get(part["scheme"])
            self.make(PlanComponent, plan=plan, ordinal=ordinal, scheme=scheme, **told)
        for money in row["money"]:
            told = {name: money[name] for name in ("year", "fund", "amount")}
            self.make(PlanMoney, plan=plan, **told)
        self.targets(row, plan)
        self.revision(document, plan=plan)
        return plan

    def targets(self, row, plan):
        for wanted in row["targets"]:
            target = self.make(
                Target,
                plan=plan,
                indicator=Indicator.objects.filter(code=wanted["indicator"] or "").first(),
                label=wanted["label"],
                value=wanted["value"],
                unit=wanted["unit"],
                denominator=wanted["denominator"],
            )
            reached = row["progress"]
            if reached["label"] == target.label:
                self.make(
                    TargetProgress,
                    target=target,
                    denominator_source=reached["source"],
                    **{
                        name: reached[name]
                        for name in (
                            "as_of",
                            "value",
                            "numerator",
                            "denominator",
                            "method",
                            "evidence",
                        )
                    },
                )

    def revision(self, document, **paper):
        (row,) = paper.values()
        self.make(
            Revision,
            ordinal=1,
            document=document,
            in_force_from=document.issued_on,
            content=content_of(row),
            **paper,
        )

    def task_list(self, row, plan):
        document = self.decision(row, f"Phê duyệt {row['title']}")
        task_list = self.make(
            TaskList,
            plan=plan,
            year=row["year"],
            title=row["title"],
            money_total=row["money_total"],
            state=ListState.ISSUED,
            document=document,
        )
        tasks = [self.task(n, told, task_list) for n, told in enumerate(row["tasks"], 1)]
        self.revision(document, task_list=task_list)
        return tasks

    def task(self, ordinal, row, task_list):
        task = self.make(
            Task,
            task_list=task_list,
            ordinal=ordinal,
            month_from=row["months"][0],
            month_to=row["months"][-1],
            partners=row["partners"] or "",
            assignment=row["assignment"] or "",
            stop_reason=row["reason"] or "",
            **{
                name: row[name]
                for name in ("name", "lead", "state", "accepted_on", "given_on", "stopped_on")
            },
        )
        for number, output in enumerate(row["outputs"], 1):
            told = {name: output[name] for name in ("kind", "name", "unit", "planned", "estimate")}
            basis = output["basis"] or ""
            self.make(TaskOutput, task=task, ordinal=number, estimate_basis=basis, **told)
        for fund, planned in row["money"].items():
            self.make(TaskMoney, task=task, fund=fund, planned=planned)
        for fund, paid_on, amount in row["paid"]:
            self.make(Disbursement, task=task, fund=fund, paid_on=paid_on, amount=amount)
        return task

    def activity(self, row, task, zones):
        activity = self.make(
            Activity,
            kind=row["kind"],
            title=row["title"],
            held_on=row["held_on"],
            hours=row["hours"],
            event_count=row["events"],
            attendance_count=row["attendances"],
            women_count=row["women"],
            done_quantity=row["copies"],
            unit="tờ" if row["copies"] else "",
            plan=task.task_list.plan,
            task=task,
        )
        for name in row["zones"] or []:
            self.make(ActivityZone, activity=activity, zone=zones[name])

    def staff(self, row):
        unit = self.make(FocalUnit, name=row["unit"], state=FocalState.ESTABLISHED, since_year=2026)
        for person in row["people"]:
            self.make(
                FocalStaff,
                unit=unit,
                full_name=person["name"],
                specialty=person["specialty"],
                commitment=person["commitment"],
                competence=person["competence"] or "",
                competence_detail=person["detail"] or "",
            )
        for piece in row["equipment"]:
            self.make(
                FocalEquipment,
                unit=unit,
                name=piece["name"],
                count=piece["count"],
                serial=piece["serial"],
                calibrated_on=piece["calibrated_on"],
                calibration_due_on=piece["due_on"],
            )
