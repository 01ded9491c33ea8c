"""What somebody else has saved, beside a sheet that came too late: field by field."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from organisations.vietnamese import NO_DATA, format_datetime


@dataclass(frozen=True)
class Difference:
    label: str
    saved: str
    typed: str


class Sheet:
    """Mixin of a form that carries `seen`: shows both versions, and may then be saved."""

    versions = ()

    def differences_from(self, saved):
        return differences(saved, self)

    def show_beside(self, saved):
        """`saved` is the same form of what is stored now; this one is valid."""
        self.versions = self.differences_from(saved)
        self.data = self.data.copy()
        self.data["seen"] = saved.initial["seen"]


def differences(saved, typed):
    """Only what differs, lines of one kind together."""
    found = [
        Difference(
            str(typed[name].label),
            text_of(field, saved.get_initial_for_field(saved.fields[name], name)),
            text_of(field, typed.cleaned_data.get(name)),
        )
        for name, field in typed.fields.items()
        if name in saved.fields and not _is_unseen(field)
    ]
    return [each for each in [*found, *_of_lines(saved, typed)] if each.saved != each.typed]


def _is_unseen(field):
    return field.widget.is_hidden or isinstance(field, forms.FileField)


def _of_lines(saved, typed):
    for name, sheet in getattr(typed, "lines", {}).items():
        if sheet.is_bound:
            before, after = saved.lines_of(name), sheet.typed()
            yield Difference(str(sheet.legend), _lines(sheet, before), _lines(sheet, after))


def _lines(sheet, lines):
    fields = {n: f for n, f in sheet.empty_form.fields.items() if not _is_unseen(f)}
    texts = [
        ", ".join(text_of(field, line[name]) for name, field in fields.items() if line.get(name))
        for line in lines
    ]
    return "; ".join(texts) or NO_DATA


def text_of(field, value):
    """As the box of this field shows it; what is chosen, by its label."""
    value = field.prepare_value(value)
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        value = bool(value)
    if value in (None, "", []):
        return NO_DATA
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if not hasattr(field, "choices"):
        return str(value)
    chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    return "; ".join(label for key, label in _offered(field.choices) if key in chosen) or NO_DATA


def _offered(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _offered(label)
        else:
            yield str(key), str(label)


def late_sentence(entry):
    """`entry` is the latest of the record's log, or None."""
    said = _("Chưa lưu: hồ sơ đã được sửa ở nơi khác sau khi ông/bà mở trang này.")
    if entry is not None:
        said = _(
            "Chưa lưu: hồ sơ đã được sửa ở nơi khác sau khi ông/bà mở trang này"
            " (%(person)s, %(verb)s, %(at)s)."
        ) % {
            "person": entry.actor_name,
            "verb": entry.get_verb_display(),
            "at": format_datetime(entry.at),
        }
    return said + " " + _("Sửa các ô cho đúng rồi bấm Lưu lần nữa.")
