"""A task as a colleague has saved it beside the sheet that came too late, field by field."""

from django.utils.translation import gettext as _

from organisations.entry.beside import Difference
from organisations.vietnamese import NO_DATA, format_money, format_number, unit_beside
from programmes.models import TaskMoney


def differences(saved, saved_rows, form):
    """Only what differs. `form` is valid: its instance and its rows hold what was typed."""
    names = [name for name in form.Meta.fields if name in form.fields]
    fields = [
        Difference(str(form[name].label), _shown(saved, name), _shown(form.instance, name))
        for name in names
    ]
    return [d for d in [*fields, *_of_rows(saved_rows, form.planned)] if d.saved != d.typed]


def _of_rows(saved_rows, planned):
    absent, removed = _("không có"), {_key(row) for row in planned.removed}
    typed = {_key(row): row for row in (*planned.outputs, *planned.money) if row.pk}
    for row in saved_rows:
        if _key(row) in removed:
            said = _("bỏ dòng này")
        else:
            said = row_text(typed[_key(row)]) if _key(row) in typed else absent
        yield Difference(_label(row), row_text(row), said)
    for row in (*planned.outputs, *planned.money):
        if _key(row) not in {_key(saved) for saved in saved_rows}:
            yield Difference(_label(row), absent, row_text(row))


def row_text(row):
    """'Lớp, khóa tập huấn: 4 lớp', 'khuyến công: 50.000.000 đồng'."""
    if isinstance(row, TaskMoney):
        return f"{row.get_fund_display()}: {format_money(row.planned)}"
    planned = NO_DATA if row.planned is None else format_number(row.planned)
    kind = row.get_kind_display()
    name = row.name if row.name == kind else f"{kind}, {row.name}"
    return f"{name}: {planned} {unit_beside(name, row.unit)}".rstrip()


def _key(row):
    return type(row), row.pk


def _label(row):
    return _("Kinh phí") if isinstance(row, TaskMoney) else _("Sản phẩm")


def _shown(task, name):
    value = getattr(task, name)
    return NO_DATA if value in (None, "") else str(value)
