"""Assessments of the demonstration department's plants, each filled in as its person would do it.

A kiln's 18 tasks with measured results, self-assessments, a household's sheet, quick assessments
whose solutions have come differently far. Loaded once. Receipt times are those of the load: nobody
can move them.
"""

from django.conf import settings
from django.db import transaction

from assessments.dossiers import actions as dossiers
from assessments.enums import (
    Answer,
    AssessmentKind,
    AssessmentState,
    Channel,
    Loss,
    Mover,
    OptionCategory,
    OptionState,
)
from assessments.householdsheet.actions import write_sheet
from assessments.householdsheet.forms import HouseholdForm
from assessments.householdsheet.reading import SHEET, HouseholdReading
from assessments.models import (
    Assessment,
    AssessmentPart,
    ChecklistAnswer,
    CPOption,
    MeasureUnit,
    OptionSaving,
    Resource,
    ResourceUse,
    WorksheetRow,
)
from assessments.options import actions as options
from assessments.options import news
from assessments.options.news_forms import News
from assessments.quantities import convert
from assessments.quick.actions import add_finding
from assessments.quick.reading import QuickReading
from assessments.selfassessment.actions import save_step
from assessments.selfassessment.reading import Reading
from assessments.worksheets import actions as worksheets
from assessments.worksheets.cells import read_row
from assessments.worksheets.checking import findings
from assessments.worksheets.contents import Line, code_of
from assessments.worksheets.faults import doubts
from config.load_demonstration_support import MODEL, SUPPORT, load_model, load_support, site_of
from organisations import clock
from organisations.access import Access
from organisations.loading import (
    Anything,
    Choice,
    Day,
    Integer,
    Keyed,
    Maybe,
    Number,
    Record,
    Rows,
    Text,
    Year,
    read_yaml,
)
from organisations.models import Membership
from organisations.tenancy import owner_login, use_tenant

FOLDER = settings.BASE_DIR / "reference"
DOSSIERS, WORKSHEETS = "demonstration_assessments.yaml", "demonstration_worksheets.yaml"
CODE = Text(40)
USE = Record(
    resource=CODE,
    label=Maybe(Text(150)),
    quantity=Number(),
    unit=CODE,
    cost=Maybe(Number()),
)
SAVING = Record(resource=CODE, quantity=Number(), unit=CODE, price=Number())
STEP = Record(state=Choice(OptionState.values), on=Day(), cost=Maybe(Number()), reason=Maybe(CODE))
OPTION = Record(
    name=Text(300),
    category=Choice(OptionCategory.values),
    investment=Number(),
    life=Maybe(Integer(1, 30)),
    savings=Rows(SAVING),
    news=Maybe(Rows(STEP)),
)
DOSSIER = {"plant": Text(250), "year": Year(), "state": Choice(AssessmentState.values)}
FINDING = Record(
    area=Text(150),
    seen=Text(500),
    loss=Choice(Loss.values),
    amount=Maybe(Number()),
    unit=Maybe(Text(30)),
    category=Choice(OptionCategory.values),
)
SHAPE = Record(
    owner=CODE,
    officer=Text(100),
    head=Text(100),
    firm=Text(100),
    centre=Text(100),
    kiln=Record(plant=Text(250), year=Year(), request=Text(300)),
    own=Rows(Record(**DOSSIER, answers=Keyed(Choice(Answer.values)), uses=Rows(USE))),
    household=Rows(Record(**DOSSIER, source=Text(200), sheet=Anything())),
    support=Rows(SUPPORT),
    model=MODEL,
    quick=Rows(
        Record(
            **DOSSIER,
            by=Choice(("officer", "centre")),
            uses=Maybe(Rows(USE)),
            findings=Maybe(Rows(FINDING)),
            options=Rows(OPTION),
        )
    ),
)
SHEETS = Record(notes=Keyed(Text(300)), tasks=Keyed(Anything()))
PEOPLE = ("officer", "head", "firm", "centre")


def load_demonstration_assessments():
    """Returns how many assessments were opened: 0 where they stand already."""
    file = read_yaml(FOLDER / DOSSIERS, SHAPE)
    with owner_login():
        access = {name: _access_of(file[name]) for name in PEOPLE}
        if Assessment.objects.filter(owner__code=file["owner"]).exists():
            return 0
    load = _Assessments(access)
    load.kiln(file["kiln"], read_yaml(FOLDER / WORKSHEETS, SHEETS))
    for row in file["own"]:
        load.self_assessment(row)
    for row in file["household"]:
        load.household(row)
    for row in file["quick"]:
        load.quick(row)
    load_support(file["support"], access["officer"], access["head"])
    load_model(file["model"], access["officer"])
    return load.count


def _access_of(email):
    rows = Membership.objects.filter(user__email=email, valid_to=None)
    found = rows.select_related("user", "organisation__province", "organisation__parent")
    member = found.order_by("pk").first()
    return Access(member.user, member.organisation, member.role)


class _Assessments:
    """Each dossier from its opening to the state its row says."""

    def __init__(self, access):
        self.access = access
        self.count = 0
        with owner_login():
            self.resources = {row.code: row for row in Resource.objects.all()}
            self.units = {row.code: row for row in MeasureUnit.objects.all()}

    def acting(self, name):
        return use_tenant(self.access[name].tenant)

    def kiln(self, row, sheets):
        assessment = self._open("officer", AssessmentKind.DETAILED, row, request=row["request"])
        self._give(assessment)
        with self.acting("centre"):
            for no in map(int, sheets["tasks"]):
                self._task(assessment.pk, no, sheets)
        self._hand_in(assessment, "centre", AssessmentState.ACCEPTED)
        with self.acting("firm"):
            dossiers.confirm(assessment.pk, access=self.access["firm"])

    def _task(self, pk, no, sheets):
        """Typed, saved with every doubt answered, called done; task 16 freezes what was measured.

        What was chosen in task 13 is stored as it is finished, and 15 leans on that.
        """
        access, note = self.access["centre"], sheets["notes"].get(str(no), "")
        with transaction.atomic():
            contents = worksheets.contents_of(dossiers.stored(pk, access))
            typed, after = _typed(contents.form.task(no), contents, sheets["tasks"][str(no)])
            marks = [doubt.mark for doubt in doubts(findings(contents.form.task(no), after))]
        worksheets.save_task(pk, no, typed, access=access, seen=0, note=note, agreed=marks)
        worksheets.finish_task(pk, no, access=access, seen=1)
        if no == worksheets.RESULTS:
            worksheets.freeze_results(pk, access=access)

    def self_assessment(self, row):
        assessment = self._open("firm", AssessmentKind.SELF, row)
        with self.acting("firm"), transaction.atomic():
            reading = Reading(assessment, self.access["firm"])
            self._answers(reading, row["answers"])
            self._uses(reading, row["uses"])
        self._hand_in(assessment, "firm", row["state"])

    def _answers(self, reading, said):
        items = {item.code: item for item in reading.items}
        rows = [
            ChecklistAnswer(assessment=reading.assessment, item=items[code], answer=answer)
            for code, answer in said.items()
        ]
        ChecklistAnswer.objects.bulk_create(rows)
        answered = {row.item.group_id for row in rows}
        for step in reading.steps:
            if step.group is not None and step.group.pk in answered:
                self._done(reading, step)

    def _uses(self, reading, said):
        rows = [
            convert(
                ResourceUse(
                    assessment=reading.assessment,
                    resource=self.resources[use["resource"]],
                    unit=self.units[use["unit"]],
                    label=use["label"] or "",
                    quantity=use["quantity"],
                    cost=use["cost"],
                    place=place,
                ),
                reading.converter,
            )
            for place, use in enumerate(said)
        ]
        ResourceUse.objects.bulk_create(rows)
        kinds = {row.resource.kind for row in rows}
        for step in reading.steps:
            if kinds.intersection(step.kinds):
                self._done(reading, step)

    def _done(self, reading, step):
        """As a saved page leaves its step."""
        AssessmentPart.objects.create(
            assessment=reading.assessment,
            slug=step.slug,
            is_done=True,
            version=1,
            saved_by_name=str(reading.access.user),
            saved_at=clock.Moment(),
        )

    def household(self, row):
        assessment = self._open("officer", AssessmentKind.HOUSEHOLD, row, source=row["source"])
        access = self.access["officer"]
        with self.acting("officer"), transaction.atomic():
            reading = HouseholdReading(assessment, access)
            part = AssessmentPart(assessment=assessment, slug=SHEET.slug)
            form = HouseholdForm(data=row["sheet"], reading=reading, instance=part)
            form.step, form.is_final, form.is_complete = SHEET, True, True
            if not form.is_valid():
                raise row.refusal("sheet", str(form.errors.as_data()))
            save_step(form, lambda part: write_sheet(part, form=form), access=access, seen="")
        self._hand_in(assessment, "officer", row["state"])

    def quick(self, row):
        assessment = self._open("officer", AssessmentKind.QUICK, row)
        if row["by"] == "centre":
            self._give(assessment)
        self._walk(assessment, row)
        made = []
        with self.acting(row["by"]):
            for said in row["options"]:
                made.append((self._option(assessment, said, row["by"]), said["news"] or ()))
        self._hand_in(assessment, row["by"], row["state"])
        with self.acting(row["by"]):
            for pk, steps in made:
                self._news(pk, steps, row["by"])

    def _walk(self, assessment, row):
        """What was read off the meters and seen on the walk."""
        access = self.access[row["by"]]
        with self.acting(row["by"]), transaction.atomic():
            assessment.refresh_from_db()
            self._uses(QuickReading(assessment, access), row["uses"] or ())
        with self.acting(row["by"]):
            for number, seen in enumerate(row["findings"] or (), start=1):
                values = {
                    "khu_vuc": seen["area"],
                    "hien_trang": seen["seen"],
                    "ton_that": seen["loss"],
                    "luong": "" if seen["amount"] is None else str(seen["amount"]),
                    "don_vi": seen["unit"] or "",
                    "uoc_luong": "",
                    "nhom": seen["category"],
                }
                new = WorksheetRow(assessment=assessment)
                add_finding(new, values, (), sheet_key=f"mh{number}", access=access)

    def _option(self, assessment, said, by):
        option = CPOption(
            assessment=assessment,
            name=said["name"],
            category=said["category"],
            investment=said["investment"],
            life_years=said["life"],
            discount_percent=10 if said["life"] else None,
        )
        savings = [
            OptionSaving(
                resource=self.resources[row["resource"]],
                unit=self.units[row["unit"]],
                quantity=row["quantity"],
                price=row["price"],
                place=place,
            )
            for place, row in enumerate(said["savings"], start=1)
        ]
        return options.create(option, savings, access=self.access[by]).pk

    def _news(self, pk, steps, by):
        state = OptionState.PROPOSED
        for step in steps:
            told = News(
                expected=state,
                target=step["state"],
                mover=Mover.ENTERPRISE,
                held_on=step["on"],
                channel=Channel.TELEPHONE,
                told_by="Người của cơ sở (minh họa)",
                cost=step["cost"],
                reasons=(step["reason"],) if step["reason"] else (),
            )
            news.tell(pk, told, access=self.access[by])
            state = step["state"]

    def _open(self, by, kind, row, **said):
        access = self.access[by]
        with self.acting(by), transaction.atomic():
            site = site_of(row["plant"], access)
            assessment = Assessment(establishment=site, kind=kind, year=row["year"], **said)
            dossiers.open_assessment(assessment, access=access)
            assessment.refresh_from_db()
        self.count += 1
        return assessment

    def _give(self, assessment):
        with self.acting("officer"):
            unit = self.access["centre"].organisation
            dossiers.give(assessment.pk, unit, access=self.access["officer"])

    def _hand_in(self, assessment, by, state):
        """As far as `state`; what is accepted or returned was handed in before."""
        sent = (*AssessmentState.filed_states(), AssessmentState.RETURNED)
        if state in sent:
            with self.acting(by):
                dossiers.submit(assessment.pk, access=self.access[by])
        with self.acting("head"):
            if state == AssessmentState.ACCEPTED:
                dossiers.accept(assessment.pk, access=self.access["head"])
            elif state == AssessmentState.RETURNED:
                why = "Bổ sung số liệu điện từng tháng và ảnh chụp tại hiện trường (minh họa)."
                dossiers.send_back(assessment.pk, why, access=self.access["head"])


def _typed(task, contents, sheets):
    """({sheet: lines}, contents with them) of the cells of a file, read by the rules of a page."""
    typed = {}
    for name, rows in sheets.items():
        sheet, lines = contents.form.sheet(name), []
        for cells in rows:
            values, faults = read_row(sheet, cells, contents)
            if faults:
                raise ValueError(f"{WORKSHEETS}, {name}: {faults[0][1].sentence} ({cells})")
            lines.append(Line(code_of(sheet, values)[:40], values))
        typed[name] = lines
        contents = contents.with_lines(name, lines)
    return typed, contents
