"""What can be written into a list now: its plan while it is open, its results while it has effect.

Each refusal says in which state the list is, since when, by which decision, and what to do.
"""

from django.utils.translation import gettext as _

from organisations.exceptions import ActionRefused
from programmes.enums import ListState
from programmes.models.plans import is_amendment
from programmes.papers.standing import standing_of


def is_carried_out(task_list):
    """It was approved and is not locked: what was done is written, also while it is amended."""
    return is_amendment(task_list) or task_list.state in (ListState.ISSUED, ListState.AMENDING)


def why_not_planned(task_list, access):
    """The sentence that refuses a change of the plan; empty while the list is open."""
    return "" if task_list.is_open else standing_of(task_list, access)


def why_not_carried_out(task_list, access):
    """The sentence that refuses a result; empty while the list has effect."""
    if is_carried_out(task_list):
        return ""
    standing = standing_of(task_list, access)
    if task_list.state == ListState.CLOSED:
        return standing
    later = _("Kết quả thực hiện được ghi sau khi danh mục được phê duyệt.")
    return f"{standing} {later}"


def refuse_unless_carried_out(task_list, access):
    if sentence := why_not_carried_out(task_list, access):
        raise ActionRefused(_("Chưa lưu: %(why)s") % {"why": sentence})
