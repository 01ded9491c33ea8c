"""What was seen on the walk through a plant (ghi nhận tại hiện trường), line by line.

Each is a WorksheetRow of the sheet "findings"; its photographs are files of the assessment, told
by their keys.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.enums import Loss, OptionCategory
from assessments.models import WorksheetRow
from organisations.vietnamese import NO_DATA, format_number

SHEET = "findings"


def findings_of(assessment, access):
    return WorksheetRow.objects.visible_to(access).filter(assessment=assessment, sheet=SHEET)


@dataclass(frozen=True)
class Finding:
    """One of them, in words; `photos` are those of its files that still stand."""

    row: WorksheetRow
    number: int
    photos: tuple

    @property
    def area(self):
        return self.row.values["khu_vuc"]

    @property
    def seen(self):
        return self.row.values["hien_trang"]

    @property
    def loss(self):
        return Loss(self.row.values["ton_that"]).label

    @property
    def category(self):
        code = self.row.values["nhom"]
        return OptionCategory(code).label if code else ""

    @property
    def size(self):
        """'12,5 m³/ngày, rò liên tục'; a dash where nobody has estimated it."""
        said = self.row.values
        figure = (
            f"{format_number(Decimal(said['luong']))} {said['don_vi']}" if said["luong"] else ""
        )
        return ", ".join(filter(None, (figure, said["uoc_luong"]))) or NO_DATA


def told(rows, photos):
    """Findings of rows in their order; `photos` are all files of the assessment, by key."""
    return [
        Finding(row, number, tuple(photos[pk] for pk in row.values["anh"] if pk in photos))
        for number, row in enumerate(rows, 1)
    ]
