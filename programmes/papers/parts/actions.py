"""What a paper is made of: targets, components and money of a plan, opinions on either kind.

Each action locks the paper first, so that nothing changes while a colleague submits it. What was
changed stands in the paper's own log.
"""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations.actions import log
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes.models import PlanMoney, Target
from programmes.papers.actions import lock_open

# By these a target is what it is: the same sheet sent twice makes one.
TARGET_FIELDS = ("label", "indicator", "comparator", "value", "upper", "unit", "denominator")


@transaction.atomic
def add(row, paper, *, access):
    """A new target, component or opinion."""
    current = lock_open(paper, access=access)
    if isinstance(row, Target):
        facts = {name: getattr(row, name) for name in TARGET_FIELDS}
        if twin := current.targets.filter(**facts).first():
            return twin
    save_or_refuse(row)
    _note(current, _("thêm"), row, access)
    return row


@transaction.atomic
def change(row, paper, *, access, seen):
    current = lock_open(paper, access=access)
    stored = type(row).objects.visible_to(access).filter(pk=row.pk).first()
    if stored is None:
        raise ActionRefused(_("Chưa lưu: “%(row)s” vừa được xóa ở nơi khác.") % {"row": row})
    refuse_stale(seen, stored)
    save_or_refuse(row)
    _note(current, _("sửa"), row, access)
    return row


@transaction.atomic
def remove(row, paper, *, access):
    current = lock_open(paper, access=access)
    _note(current, _("xóa"), row, access)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as fault:
        kept = "; ".join(sorted(str(other) for other in fault.protected_objects))
        raise ActionRefused(
            _("Chưa xóa: còn hồ sơ gắn với “%(row)s”: %(kept)s.") % {"row": row, "kept": kept}
        ) from fault


def money_of(plan):
    return list(plan.money.order_by("year", "fund"))


@transaction.atomic
def write_money(plan, amounts, *, access, seen):
    """The whole table of a plan's money: {(year, fund): amount}; None takes a row away."""
    current = lock_open(plan, access=access)
    stored = money_of(current)
    refuse_stale(seen, *stored)
    known = {(row.year, row.fund): row for row in stored}
    changed = False
    for (year, fund), amount in amounts.items():
        row = known.get((year, fund))
        if amount == (row.amount if row else None):
            continue
        changed = True
        if amount is None:
            row.delete()
        else:
            row = row or PlanMoney(plan=current, year=year, fund=fund)
            row.amount = amount
            save_or_refuse(row)
    if changed:
        log(access, Verb.UPDATE, current, comment=_("Kinh phí"))


def _note(paper, what, row, access):
    words = {"kind": capfirst(row._meta.verbose_name), "what": what, "row": row}
    log(access, Verb.UPDATE, paper, comment=_("%(kind)s, %(what)s: %(row)s") % words)
