"""The sheet that those who come sign, as PDF."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from organisations.documents import model
from organisations.documents.letterheads import governing_body_of, issuing_body_of
from organisations.documents.model import Align, Cell, Column, Row, Table
from organisations.documents.pdf import render_pdf
from organisations.vietnamese import format_date
from outreach.attendance.forms import PURPOSE

LINES_A_PAGE = 25
# Longer ones would push the last lines off the first page.
LONGEST_TITLE, LONGEST_PLACE = 160, 120
COLUMNS = (
    Column(6, Align.CENTRE),
    Column(23),
    Column(14),
    Column(24),
    Column(9, Align.CENTRE),
    Column(7, Align.CENTRE),
    Column(17),
)


def sign_in_sheet_pdf(activity, organisation, lines, now):
    """`lines` empty lines under the unit's letterhead, in whole pages of 25."""
    return render_pdf(
        sign_in_sheet(activity, organisation, lines),
        identifier=f"danh-sach-{activity.pk}",
        title=_("Danh sách người tham dự: %(title)s") % {"title": activity.title},
        created=now,
    )


def sign_in_sheet(activity, organisation, lines):
    return model.BlankSheet(
        governing_body=governing_body_of(organisation),
        issuing_body=issuing_body_of(organisation),
        title=_("DANH SÁCH NGƯỜI THAM DỰ"),
        subject=Truncator(activity.title).chars(LONGEST_TITLE),
        body=(
            *(model.Paragraph(line, indented=False) for line in _particulars(activity)),
            *(_table(first) for first in range(1, lines + 1, LINES_A_PAGE)),
        ),
    )


def _particulars(activity):
    """When and where, dots to fill in what is not known yet, and why names are asked for."""
    when = _("Thời gian: %(when)s.") % {"when": _days(activity) or "." * 40}
    place = Truncator(activity.place).chars(LONGEST_PLACE)
    where = _("Địa điểm: %(where)s.") % {"where": place or "." * 60}
    yield f"{when} {where}"
    yield str(PURPOSE)
    yield _("Nhóm: QL là cán bộ quản lý; KT là cán bộ kỹ thuật; K là người khác. Nữ: đánh dấu x.")


def _days(activity):
    if activity.held_on is None:
        return ""
    first = format_date(activity.held_on)
    if activity.ended_on in {None, activity.held_on}:
        return first
    return _("từ %(first)s đến %(last)s") % {
        "first": first,
        "last": format_date(activity.ended_on),
    }


def _table(first):
    """The lines of one page, numbered from `first`."""
    heads = [
        _("STT"),
        _("Họ và tên"),
        _("Chức vụ"),
        _("Đơn vị công tác"),
        _("Nhóm (QL, KT, K)"),
        _("Nữ (x)"),
        _("Ký tên"),
    ]
    numbers = range(first, first + LINES_A_PAGE)
    empty = [Cell()] * (len(COLUMNS) - 1)
    return Table(
        caption="",
        columns=COLUMNS,
        head=(Row(tuple(Cell(head) for head in heads)),),
        rows=tuple(Row((Cell(str(number)), *empty)) for number in numbers),
        to_fill_in=True,
    )
