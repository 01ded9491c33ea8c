"""A detailed assessment given to a unit, its tasks sent as the pages send them."""

import io

from django.urls import reverse
from xlsxwriter import Workbook

from assessments.enums import AssessmentKind
from assessments.models import WorksheetForm
from assessments.worksheets import actions, book
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.assessments.asking import give, make_plant
from tests.enterprises.asking import make_department, unit
from tests.factories import make_assessment, make_member


class Dossier:
    """One detailed assessment of 2021 of a department's plant, given to a support unit."""

    def __init__(self, year=2021):
        self.department = make_department()
        self.person = make_member(Kind.SUPPORT)
        self.plant = make_plant(self.department)
        with owner_login():
            sheets = WorksheetForm.objects.get(is_current=True)
        self.assessment = make_assessment(
            self.department.access.organisation,
            self.plant,
            kind=AssessmentKind.DETAILED,
            year=year,
            worksheets=sheets,
        )
        give(self.department, self.assessment, unit(self.person))

    def url(self, name, *more):
        return reverse(f"assessments:{name}", args=[self.assessment.pk, *more])

    def contents(self):
        with owner_login():
            self.assessment.refresh_from_db()
            return actions.contents_of(self.assessment)

    def part(self, no):
        with owner_login():
            return actions.parts_of(self.assessment).get(f"task-{no}")

    def parts(self):
        with owner_login():
            return actions.parts_of(self.assessment)

    def written(self):
        """The bytes of its book, as the portal writes it."""
        contents = self.contents()
        with owner_login():
            return book.written(self.assessment, contents, actions.parts_of(self.assessment))


def boxes(rows_by_sheet, seen=0, **more):
    """What a browser sends for the sheets of a task."""
    data = {"seen": str(seen), "note": "", **more}
    for name, rows in rows_by_sheet.items():
        data[f"{name}-rows"] = str(len(rows))
        for at, row in enumerate(rows):
            data |= {f"{name}-{at}-{key}": text for key, text in row.items()}
    return data


def send(client, dossier, no, rows_by_sheet, **more):
    """Sent; what is asked is answered with yes."""
    part = dossier.part(no)
    data = boxes(rows_by_sheet, part.version if part else 0, **more)
    answer = client.post(dossier.url("task", no), data)
    if answer.status_code == 200 and answer.context["form"].asked:
        marks = [doubt.mark for doubt in answer.context["form"].asked]
        answer = client.post(dossier.url("task", no), data | {"agreed": marks})
    return answer


def made_book(dossier, rows_by_sheet, *, change=None):
    """An XLSX written anew with these rows, as a person leaves it: not with the portal's code."""
    contents = dossier.contents()
    file = io.BytesIO()
    workbook = Workbook(file, {"strings_to_formulas": False})
    guide = workbook.add_worksheet("Huong_dan")
    guide.write_row(0, 0, [book.MARK, dossier.assessment.number, "2026"])
    versions = {slug: part.version for slug, part in dossier.parts().items()}
    guide.write_string(1, 0, ";".join(f"{slug}={n}" for slug, n in versions.items()))
    for name, rows in rows_by_sheet.items():
        sheet = contents.form.sheet(name)
        page = workbook.add_worksheet(name)
        keys = [column.key for column in sheet.columns]
        page.write_row(0, 0, keys)
        page.write_row(1, 0, [column.title for column in sheet.columns])
        for number, row in enumerate(rows, start=3):
            for key, text in row.items():
                page.write(number, keys.index(key), text)
        if change:
            change(name, page, keys)
    workbook.close()
    file.seek(0)
    file.name = "phieu.xlsx"
    return file
