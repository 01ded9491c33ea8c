"""A unit's year at a glance: what is due, tasks, outputs, money, outreach, targets."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations import charts
from organisations.charts import Bar, GanttRow, Look, Panel, PlannedRow, Series, Target, Value
from organisations.vietnamese import format_number
from outreach.enums import EVENT_KINDS, ActivityState
from outreach.models import Activity
from programmes.documents.money import unit_of
from programmes.enums import OutputKind, TaskState
from programmes.models import TaskList
from reports.year.amending import amended_lists
from reports.year.attainment import attainments
from reports.year.due import MOST_SHOWN, due_for
from reports.year.first_steps import first_steps
from reports.year.log import rows_page
from reports.year.money import money_of
from reports.year.progress import progress_of
from reports.year.rows import Which, rows_url, tasks_of_year
from reports.year.switch import switch_of
from reports.year.timeliness import on_time_of_due

MOST_TASKS = 40
LOOKS = {
    TaskState.ACCEPTED: Look.DONE,
    TaskState.SETTLED: Look.DONE,
    TaskState.UNDER_WAY: Look.UNDER_WAY,
    TaskState.GIVEN: Look.UNDER_WAY,
    TaskState.STOPPED: Look.STOPPED,
    TaskState.CARRIED: Look.STOPPED,
}


@dataclass(frozen=True)
class Tile:
    """One number at the top of the page, with what it is out of; a door to its rows."""

    label: str
    number: str
    note: str
    url: str


def brief_context(access, year, today):
    """What a head reads of a year on a telephone: numbers and no charts."""
    tasks = list(tasks_of_year(access, year))
    return _numbers(tasks, money_of(tasks, access), access, year, today)


def year_context(access, year, today):
    """Everything the home of a planning unit shows of a year, in a fixed number of queries."""
    tasks = list(tasks_of_year(access, year))
    money = money_of(tasks, access)
    numbers = _numbers(tasks, money, access, year, today)
    return numbers | {
        "steps": first_steps(access, year, today),
        "gantt": _gantt(tasks, year, today),
        "tasks_left": max(0, len(tasks) - MOST_TASKS),
        "tasks_url": rows_url(year=year),
        "outputs": _outputs_chart(numbers["output_rows"], year),
        "money": _money_chart(money, year),
        "months": _months_chart(access, year),
        "orphans": _orphans(access),
    }


def _numbers(tasks, money, access, year, today):
    due = due_for(access, today)
    return {
        "year": year,
        "switch": switch_of(access, year, today),
        "due": due[:MOST_SHOWN],
        "due_later": due[MOST_SHOWN:],
        "due_count": len(due),
        "tasks": tasks,
        "tiles": _tiles(tasks, money.total(), access, year, today),
        "amended": amended_lists(tasks),
        "output_rows": progress_of(tasks, access, today).by_kind(),
        "attainments": attainments(access, year, today),
    }


def _orphans(access):
    """Lists without a plan: their tasks belong to nothing."""
    lists = TaskList.objects.visible_to(access).filter(owner=access.organisation, plan=None)
    return lists.count()


def _tiles(tasks, total, access, year, today):
    """Only what there is something to say of: a unit without tasks has no share of them."""
    tiles = [
        _done_tile(tasks, year),
        _on_time_tile(tasks, year, today),
        _paid_tile(total, year),
        _events_tile(access, year),
    ]
    return [tile for tile in tiles if tile]


def _done_tile(tasks, year):
    if not tasks:
        return None
    done = sum(task.is_done for task in tasks)
    url = rows_url(Which.DONE, year=year)
    return Tile(_("Nhiệm vụ đã nghiệm thu"), f"{done}/{len(tasks)}", _("của năm"), url)


def _on_time_tile(tasks, year, today):
    on_time, due = on_time_of_due(tasks, today)
    if not due:
        return None
    url = rows_url(Which.ON_TIME, year=year)
    return Tile(_("Đúng tiến độ"), f"{on_time}/{due}", _("nhiệm vụ đã đến hạn"), url)


def _paid_tile(total, year):
    if total.planned is None and total.paid is None:
        return None
    return Tile(_("Giải ngân"), *_paid(total), rows_url(year=year))


def _events_tile(access, year):
    events = _held(access, year).filter(kind__in=EVENT_KINDS)
    said = events.aggregate(events=Sum("event_count"), people=Sum("attendance_count"))
    if said["events"] is None and said["people"] is None:
        return None
    return Tile(
        _("Hội nghị, hội thảo, tập huấn"),
        _number(said["events"]),
        _("%(people)s lượt người tham dự") % {"people": _number(said["people"])},
        rows_page(OutputKind.ATTENDANCE, {"year": year, "ours": "yes"}),
    )


def _paid(total):
    """('43,8%', '342/780 triệu đồng'), or in đồng where triệu would not say it exactly."""
    unit = unit_of([total.paid, total.planned])
    percent = PlannedRow("", total.planned, total.paid).percent
    return percent, f"{unit.of(total.paid)}/{unit.of(total.planned)} {unit.name}"


def _number(value):
    return charts.NO_DATA if value is None else format_number(value)


def _gantt(tasks, year, today):
    if not tasks:
        return None
    rows = tuple(_bar(task, today) for task in tasks[:MOST_TASKS])
    title = _("Nhiệm vụ năm %(year)s") % {"year": year}
    about = _("Mỗi thanh là thời gian của một nhiệm vụ; dấu tròn là ngày nghiệm thu.")
    strip = charts.GanttStrip(title, about, year, rows, today if today.year == year else None)
    return charts.on_page(strip)


def _bar(task, today):
    months = (task.month_from, task.month_to)
    is_late = not task.is_done and task.due_on is not None and task.due_on < today
    look = LOOKS.get(task.state, Look.PLANNED)
    if is_late and look is not Look.STOPPED:
        look = Look.LATE
    state = task.get_state_display() + (_(", quá hạn") if look is Look.LATE else "")
    first, last = months if None not in months else (None, None)
    return GanttRow(
        f"{task.ordinal}. {task.name}",
        state,
        look,
        task.get_absolute_url(),
        first,
        last,
        task.accepted_on,
    )


def _outputs_chart(sums, year):
    """Shares of each output's own plan, as outputs have different units."""
    bars = tuple(Bar(_with_unit(row), _share_of_plan(row)) for row in sums)
    if not bars:
        return None
    title = _("Sản phẩm năm %(year)s") % {"year": year}
    about = _("Thực hiện đếm từ nhật ký hoạt động gắn với nhiệm vụ, trên kế hoạch.")
    goal = Target(100, _("kế hoạch"))
    return charts.on_page(charts.BarChart(title, about, bars, unit="%", target=goal))


def _with_unit(row):
    return f"{row.label} ({row.unit_beside})" if row.unit_beside else row.label


def _share_of_plan(row):
    done, planned = row.done.number, row.planned
    if done is None or not planned:
        return Value(None)
    said = f"{format_number(done)}/{format_number(planned)}"
    return Value(100 * done / planned, f"{said} ({PlannedRow('', planned, done).percent})", row.url)


def _money_chart(money, year):
    rows = tuple(
        PlannedRow(
            capfirst(source.label),
            source.planned,
            source.paid,
            rows_url(fund=source.fund, year=year),
        )
        for source in money.by_source()
    )
    if not rows:
        return None
    title = _("Kinh phí năm %(year)s theo nguồn") % {"year": year}
    about = _("Giải ngân trên kinh phí kế hoạch của các nhiệm vụ trong danh mục đã phê duyệt.")
    return charts.on_page(charts.PlanDone(title, about, rows, is_money=True))


def _held(access, year):
    rows = Activity.objects.visible_to(access).filter(owner=access.organisation)
    return rows.in_year(year).filter(state=ActivityState.HELD)


def _months_chart(access, year):
    """Events by the month of their day; those known by their year only have no month."""
    held = _held(access, year).filter(kind__in=EVENT_KINDS, held_on__isnull=False)
    by_month = {
        row["month"]: row
        for row in held.order_by()
        .annotate(month=ExtractMonth("held_on"))
        .values("month")
        .annotate(rows=Count("pk"), events=Sum("event_count"), people=Sum("attendance_count"))
    }
    if not by_month:
        return None

    def url(month):
        asked = {"month": f"{year}-{month:02d}", "ours": "yes"}
        return rows_page(OutputKind.ATTENDANCE, asked)

    def values(column):
        return tuple(
            _value(by_month.get(month, {}).get(column), url(month)) for month in range(1, 13)
        )

    panels = (
        Panel(_("Số cuộc, lớp"), (Series(_("số cuộc, lớp"), values("events")),)),
        Panel(_("Lượt người tham dự"), (Series(_("lượt người"), values("people")),)),
    )
    title = _("Hội nghị, hội thảo, tập huấn theo tháng, năm %(year)s") % {"year": year}
    about = _("Đếm từ nhật ký hoạt động; hoạt động chỉ biết năm không có trong biểu đồ.")
    return charts.on_page(charts.month_panels(title, about, panels))


def _value(number, url):
    return Value(None) if number is None else Value(number, format_number(number), url)
