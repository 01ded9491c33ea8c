"""Everything that changes what a unit has of its own. People and equipment are logged with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes.capacity.rules import may_edit, may_keep
from programmes.models import FocalEquipment, FocalStaff, FocalUnit, OwnMoney, StaffTraining


@transaction.atomic
def create(row, *, access):
    require(may_keep(access))
    row.save()
    _log(access, Verb.CREATE, row)
    return row


@transaction.atomic
def update(row, *, access, seen):
    current = _locked(type(row), row.pk, access)
    refuse_stale(seen, current)
    row.save()
    _log(access, Verb.UPDATE, row)
    return row


@transaction.atomic
def remove(model, pk, *, access):
    """The row goes, what was done stays in the log and in the history of the row."""
    row = _locked(model, pk, access)
    if isinstance(row, FocalUnit):
        _refuse_unit_in_use(row, access)
    _log(access, Verb.DELETE, row)
    row.delete()


def _locked(model, pk, access):
    row = model.objects.visible_to(access).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise ActionRefused(_("Mục này đã bị xóa ở nơi khác."))
    require(may_edit(access, row))
    return row


def _refuse_unit_in_use(unit, access):
    parts = [
        model.objects.visible_to(access).filter(unit=unit).count()
        for model in (FocalStaff, FocalEquipment)
    ]
    if any(parts):
        sentence = _(
            "Chưa xóa được: đơn vị còn %(staff)s cán bộ và %(equipment)s dòng thiết bị."
            " Xóa các dòng đó trước."
        )
        raise ActionRefused(sentence % {"staff": parts[0], "equipment": parts[1]})


def _log(access, verb, row):
    if isinstance(row, FocalUnit | OwnMoney):
        return log(access, verb, row)
    unit = row.staff.unit if isinstance(row, StaffTraining) else row.unit
    what = f"{row._meta.verbose_name} “{row}”"
    return log(access, verb, unit, comment=what)
