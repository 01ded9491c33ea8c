"""What the synthesis prints beside its form: who is missing or late, conflicts, two territories."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organisations.documents import model
from organisations.documents.model import Align
from organisations.vietnamese import format_number
from reports import blocks
from reports.models import Fact
from reports.national.ground import gathered_conflicts
from reports.national.pictures import chart_blocks
from reports.national.territory import territory_blocks
from reports.national.years import year_blocks
from reports.slots import Column, Line

# The section whose table says how many sent: those who did not are named under it.
TIMELINESS_SECTION = "che_do_bao_cao"
MOST_CONFLICTS = 200
CONFLICT_COLUMNS = (
    Column("STT", 6, Align.CENTRE),
    Column("Số liệu", 30),
    Column("Số được chọn", 32),
    Column("Số khác", 32),
)


@dataclass(frozen=True)
class More:
    """`under`: {section's key: blocks after its tables}; `annexes`: [(title, blocks)]."""

    under: dict = field(default_factory=dict)
    annexes: tuple = ()


def more_of(version, frozen, content, printed, *, access):
    territory = tuple(territory_blocks(version, printed, access=access))
    conflicts = tuple(_conflict_blocks(version, printed, access))
    annexes = (
        (_("Chênh lệch giữa các báo cáo về cùng một số liệu"), conflicts),
        (_("Hai cách nhìn địa giới"), territory),
    )
    under = chart_blocks(content, frozen, printed, access=access)
    under[TIMELINESS_SECTION] = [
        *_named(frozen),
        *year_blocks(version, printed, access=access),
        *under.get(TIMELINESS_SECTION, ()),
    ]
    return More(
        under,
        tuple((title, found) for title, found in annexes if found),
    )


def _named(frozen):
    late = [c.first for c in frozen.chapters if not c.first.is_on_time]
    if late:
        yield model.Paragraph(_("Đơn vị nộp chậm:"), indented=False)
        names = sorted(f"{receipt.owner.name}, {receipt.timeliness};" for receipt in late)
        yield model.BulletList(tuple(names))
    if frozen.missing:
        yield model.Paragraph(_("Đơn vị chưa gửi báo cáo:"), indented=False)
        yield model.BulletList(tuple(f"{name};" for name in frozen.missing))
    if not late and not frozen.missing:
        yield model.Paragraph(_("Mọi đơn vị đã gửi báo cáo đúng hạn."))


def _conflict_blocks(version, printed, access):
    pairs = gathered_conflicts()
    if not pairs:
        return
    words = _(
        "%(count)s số liệu do hai báo cáo cùng nêu mà khác nhau. Quy tắc đã chọn: số của tập đoàn,"
        " tổng công ty trước số của Sở; cùng loại đơn vị thì số nhập vào cổng trước. Số khác"
        " không cộng vào biểu nào."
    )
    yield model.Paragraph(words % {"count": format_number(len(pairs))})
    shown = pairs[:MOST_CONFLICTS]
    facts = Fact.objects.visible_to(access).select_related("indicator", "owner")
    facts = facts.in_bulk({pk for pair in shown for pk in pair})
    lines = [
        _conflict_line(number, facts[chosen], facts[other])
        for number, (chosen, other) in enumerate(shown, start=1)
    ]
    yield blocks.plain_table("", CONFLICT_COLUMNS, lines, printed)


def _conflict_line(number, chosen, other):
    what = f"{chosen.indicator.label}: {chosen.label}"
    return Line((str(number), what, _said(chosen), _said(other)))


def _said(fact):
    numbers = {
        _("thực hiện"): fact.number,
        _("kế hoạch"): fact.planned,
        _("ước"): fact.estimate,
    }
    told = [
        f"{name} {format_number(value)}" for name, value in numbers.items() if value is not None
    ]
    return f"{fact.owner.name}: {'; '.join(told) or '–'}"
