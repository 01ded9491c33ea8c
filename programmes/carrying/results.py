"""What a task has come to before it is accepted, settled, or its list is closed."""

from django.conf import settings
from django.db.models import Sum
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from organisations.vietnamese import format_money
from programmes.models import Disbursement, TaskMoney
from programmes.tasks.comparing import row_text


def shortfalls(tasks, access, today):
    """Planned outputs of which less was done, as a later app counts them."""
    return import_string(settings.TASK_SHORTFALLS)(tasks, access, today)


def nothing_done(task, access, today):
    """A sentence when outputs were planned and nothing of them is recorded."""
    rows = shortfalls([task], access, today)
    bare = [row_text(row.output) for row in rows if not row.done.number]
    if not bare:
        return ""
    return _("Chưa ghi kết quả nào của: %(outputs)s.") % {"outputs": "; ".join(bare)}


def nothing_paid(task, access):
    """A sentence when money was planned and no payment is recorded."""
    rows = TaskMoney.objects.visible_to(access).filter(task=task)
    planned = rows.aggregate(sum=Sum("planned"))["sum"]
    if not planned or Disbursement.objects.visible_to(access).filter(task=task).exists():
        return ""
    return _("Chưa ghi lần giải ngân nào, mà kinh phí kế hoạch là %(planned)s.") % {
        "planned": format_money(planned)
    }
