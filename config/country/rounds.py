"""A round for every year, owed by the departments of that year's last day and the corporations."""

import datetime as dt

from organisations.load_provinces import MERGER
from organisations.loading import Tally, add_missing
from reports.enums import RoundKind
from reports.models import ReportForm, ReportingRound, RoundAddressee

FORM = "BM-SCT"
TITLE = "Báo cáo kết quả thực hiện sản xuất sạch hơn trong công nghiệp năm {} (minh họa)"
BASIS = (
    "Chỉ thị về việc áp dụng sản xuất sạch hơn trong các cơ sở sản xuất công nghiệp, điểm 1.1:"
    " tổng hợp báo cáo về Bộ trước 31 tháng 12 hằng năm. Kỳ minh họa, không có công văn của Bộ."
)


def make_rounds(years, territories, corporations):
    """A round that is there keeps its terms and gets the addressees that it lacks."""
    form = ReportForm.objects.filter(code=FORM).order_by("-version").first()
    tally = Tally()
    rounds = add_missing(ReportingRound, [_round(year, form) for year in years], ("code",), tally)
    owed = [
        RoundAddressee(round=round_, organisation=organisation)
        for round_ in rounds
        for organisation in [*departments_of(round_.due_on, territories), *corporations]
    ]
    add_missing(RoundAddressee, owed, ("round_id", "organisation_id"), tally)


def departments_of(day, territories):
    """63 until 30/6/2025, 34 from 1/7/2025."""
    found = (row.department if day >= MERGER else row.old_department for row in territories)
    return list({department.pk: department for department in found}.values())


def _round(year, form):
    return ReportingRound(
        code=str(year),
        title=TITLE.format(year),
        kind=RoundKind.ANNUAL,
        year_from=year,
        year_to=year,
        window_from=dt.date(year - 1, 12, 15),
        window_to=dt.date(year, 12, 14),
        form=form,
        legal_basis=BASIS,
        due_on=dt.date(year, 12, 31),
    )
