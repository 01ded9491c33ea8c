"""What is due for a unit, derived from its rows: nothing here is entered."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.approvals import waiting_for
from organisations.vietnamese import format_date, opens_with
from programmes.capacity.reminders import due_reminders as due_calibrations
from programmes.enums import OpinionResponse
from programmes.models import Opinion, OutgoingLetter
from programmes.papers.standing import awaiting_decision
from programmes.reminders import ending_tasks, unsubmitted_lists
from reports.year.timeliness import mark_of

MOST_SHOWN = 8


@dataclass(frozen=True)
class Due:
    """One thing to do: what, why now, and where."""

    kind: str
    text: str
    note: str
    tone: str
    url: str
    on: dt.date | None = None

    @property
    def label(self):
        """The kind before the text; nothing where the text begins with it: 'Danh mục năm 2027'."""
        return "" if opens_with(self.text, self.kind) else self.kind


def due_for(access, today):
    """Approvals first, then what is due by day, the earliest first. A fixed number of queries."""
    dated = [
        *_tasks(access, today),
        *_lists(access, today),
        *_letters(access, today),
        *_equipment(access, today),
    ]
    ordered = sorted(dated, key=lambda due: due.on or dt.date.max)
    return [*_approvals(access), *_decisions(access), *_opinions(access), *ordered]


def _approvals(access):
    return [
        Due(
            _("Chờ duyệt"),
            approval.subject_label,
            _("trình ngày %(day)s") % {"day": format_date(approval.started_at)},
            "info",
            approval.get_absolute_url(),
        )
        for approval in waiting_for(access)
    ]


def _decisions(access):
    return [
        Due(
            _("Chờ ghi quyết định"),
            str(paper),
            _("đã duyệt xong"),
            "info",
            reverse("programmes:paper_issue", args=[kind.slug, paper.pk]),
        )
        for kind, paper in awaiting_decision(access)
    ]


def _opinions(access):
    rows = Opinion.objects.visible_to(access).filter(response=OpinionResponse.PENDING)
    pending = rows.exclude(number="").select_related("plan", "task_list").order_by("issued_on")
    return [
        Due(
            _("Ý kiến góp ý"),
            f"{row.party}: {row.plan or row.task_list}",
            _("chưa xử lý"),
            "warning",
            (row.plan or row.task_list).get_absolute_url(),
        )
        for row in pending
    ]


def _tasks(access, today):
    for task in ending_tasks(access, today):
        mark = mark_of(task, today)
        yield Due(
            _("Nhiệm vụ"), task.name, mark.text, mark.tone, task.get_absolute_url(), task.due_on
        )


def _lists(access, today):
    for task_list in unsubmitted_lists(access, today):
        yield Due(
            _("Danh mục"), task_list.title, _("chưa trình"), "warning", task_list.get_absolute_url()
        )


def _letters(access, today):
    for letter in OutgoingLetter.objects.visible_to(access).overdue(today).for_list():
        silent = letter.addressee_count - letter.replied_count
        note = _("%(count)s nơi chưa trả lời, hạn trước %(day)s") % {
            "count": silent,
            "day": format_date(letter.reply_due_on),
        }
        text = f"{letter.number}: {letter.title}"
        url, on = letter.get_absolute_url(), letter.reply_due_on
        yield Due(_("Công văn"), text, note, "danger", url, on)


def _equipment(access, today):
    for reminder in due_calibrations(access, today):
        late = reminder.due_on < today
        yield Due(
            _("Kiểm định"),
            str(reminder.row),
            format_date(reminder.due_on),
            "danger" if late else "warning",
            reminder.url,
            reminder.due_on,
        )
