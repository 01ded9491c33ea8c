"""Writes what a sheet was shown to make of a list: all of it, or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.sheets.staging import restored
from programmes.papers.actions import lock_open
from programmes.sheets.arranging import arrange
from programmes.sheets.columns import ListContent
from programmes.tasks.actions import insert_tasks, save_rows
from programmes.tasks.rules import may_plan_list


@dataclass(frozen=True)
class Written:
    new: int
    changed: int
    refused: int


@transaction.atomic
def import_tasks(task_list, staged, *, access):
    """`staged` is what the preview sent along: the cells, what the list was, what was chosen.

    Sent twice, the second time finds nothing left to write.
    """
    require(may_plan_list(access, task_list))
    current = lock_open(task_list, access=access)
    content = ListContent.of(current, access)
    is_as_seen = content.seen == staged["seen"]
    sheet = restored(staged, content.columns)
    done = arrange(sheet, content)
    refused = len({number for number, _key, _reason in done.faults}) + len(
        {refusal.row_number for refusal in sheet.refusals}
    )
    if not is_as_seen and (done.new or done.changed or refused):
        raise ActionRefused(
            _(
                "Chưa ghi: danh mục đã thay đổi sau khi bạn xem trước. Dưới đây là kết quả xem"
                " trước theo danh mục hiện nay."
            )
        )
    _refuse_faults(done, refused, staged["takes_valid"])
    _write(done, access)
    written = Written(len(done.new), len(done.changed), refused)
    if written.new or written.changed:
        _log(current, done, access)
    return written


def _refuse_faults(done, refused, takes_valid):
    if refused and not takes_valid:
        raise ActionRefused(_("Chưa ghi: bảng còn %(count)s dòng có lỗi.") % {"count": refused})
    if done.excess:
        raise ActionRefused(_("Chưa ghi: %(why)s") % {"why": done.excess})


def _write(done, access):
    insert_tasks([(line.task, line.rows.outputs, line.rows.money) for line in done.new])
    for line in done.changed:
        line.task.save()
        save_rows(line.task, line.rows, access)


def _log(task_list, done, access):
    comment = _("Nhập từ bảng Excel")
    for line in done.new:
        log(access, Verb.CREATE, line.task, to_state=line.task.state, comment=comment)
    for line in done.changed:
        log(access, Verb.UPDATE, line.task, comment=comment)
    said = _("Nhập từ bảng Excel: %(new)s nhiệm vụ mới, %(changed)s nhiệm vụ thay đổi")
    words = {"new": len(done.new), "changed": len(done.changed)}
    log(access, Verb.UPDATE, task_list, comment=said % words)
