"""Form fields that read and show what people in Vietnam type, and refuse what is not clear.

A model form gets them all by `formfield_callback = vietnamese_formfield` in its Meta.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from organisations import vietnamese

DATE_EXAMPLE = _("Ví dụ 31/12/2015.")
DONG = _("đồng")


class Typed:
    """A field read by `read` and shown by `show`; wrong text stays as it was typed."""

    def read(self, text):
        raise NotImplementedError

    def show(self, value):
        return str(value)

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return super().to_python("")
        try:
            return self.read(value)
        except vietnamese.Unreadable as fault:
            raise ValidationError(fault.sentence, code="invalid") from fault

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else self.show(value)

    def has_changed(self, initial, data):
        """Equal values in different spelling ('1.000' and 1000) are no change."""
        try:
            initial = self.to_python(initial)
        except ValidationError:
            return True
        return super().has_changed(initial, data)


class VietnameseDateField(Typed, forms.DateField):
    """dd/mm/yyyy as text. No numeric keypad: on telephones it has no stroke."""

    widget = forms.TextInput
    default_error_messages = {"required": _("Nhập ngày. Ví dụ 31/12/2015.")}

    def __init__(self, *, help_text="", **kwargs):
        shown = format_lazy("{} {}", help_text, DATE_EXAMPLE) if help_text else DATE_EXAMPLE
        super().__init__(help_text=shown, **kwargs)

    def read(self, text):
        return vietnamese.parse_date(text)

    def show(self, value):
        return vietnamese.format_date(value)


class Quantity(Typed):
    """What the two number fields share: a unit after the box and a keypad where it suffices."""

    keypad = "numeric"

    def __init__(self, *, unit="", **kwargs):
        self.unit = unit
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        """Keypads have no minus sign, so only a field without negative values asks for one."""
        attrs = super().widget_attrs(widget)
        if self.min_value is not None and self.min_value >= 0:
            attrs["inputmode"] = self.keypad
        return attrs

    def show(self, value):
        return vietnamese.format_number(value)


class VietnameseIntegerField(Quantity, forms.IntegerField):
    widget = forms.TextInput
    default_error_messages = {"required": _("Nhập số. Ví dụ 1.234.")}

    def read(self, text):
        return vietnamese.parse_integer(text)


class VietnameseDecimalField(Quantity, forms.DecimalField):
    widget = forms.TextInput
    keypad = "decimal"
    default_error_messages = {"required": _("Nhập số. Ví dụ 1.234,5.")}

    def read(self, text):
        return vietnamese.parse_number(text)


class MoneyField(VietnameseDecimalField):
    """Whole đồng, typed as digits or as people say it: '1.234.567', '1,5 tỷ'."""

    default_error_messages = {"required": _("Nhập số tiền. Ví dụ 1.234.567 hoặc 1,5 tỷ.")}

    def __init__(self, *, unit=DONG, **kwargs):
        super().__init__(unit=unit, **kwargs)

    def read(self, text):
        return vietnamese.parse_money(text)

    def widget_attrs(self, widget):
        """A keypad of digits has no letters for "tỷ"."""
        return super().widget_attrs(widget) | {"inputmode": "text"}


class YearField(Typed, forms.IntegerField):
    """Four digits, shown without grouping: 2015, never 2.015."""

    widget = forms.TextInput
    default_error_messages = {"required": _("Nhập năm. Ví dụ 2015.")}

    def __init__(
        self, *, min_value=vietnamese.FIRST_YEAR, max_value=vietnamese.LAST_YEAR, **kwargs
    ):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def read(self, text):
        return vietnamese.parse_year(text, self.min_value, self.max_value)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "numeric"}


class NormalisedCharField(Typed, forms.CharField):
    """One line: NFC, no invisible characters, single spaces; control characters are refused."""

    def read(self, text):
        return vietnamese.one_line(text)

    def to_python(self, value):
        return super().to_python(value) or self.empty_value


class TelephoneField(NormalisedCharField):
    """One number or several; each has enough digits to be dialled, perhaps an extension after."""

    def read(self, text):
        return vietnamese.parse_telephone(text)


class NormalisedTextField(NormalisedCharField):
    """Several lines: as above, but line ends stay."""

    widget = forms.Textarea

    def read(self, text):
        return vietnamese.many_lines(text)


class DocumentNumberField(NormalisedCharField):
    """A document's number and symbol, e.g. 1419/QĐ-TTg, written the one way that compares."""

    def read(self, text):
        return vietnamese.normalise_document_number(text)


FIELD_FOR = {
    models.DateField: VietnameseDateField,
    models.IntegerField: VietnameseIntegerField,
    models.SmallIntegerField: VietnameseIntegerField,
    models.BigIntegerField: VietnameseIntegerField,
    models.PositiveIntegerField: VietnameseIntegerField,
    models.PositiveSmallIntegerField: VietnameseIntegerField,
    models.PositiveBigIntegerField: VietnameseIntegerField,
    models.DecimalField: VietnameseDecimalField,
    models.FloatField: VietnameseDecimalField,
    models.CharField: NormalisedCharField,
    models.TextField: NormalisedTextField,
}
YEAR_NAMES = ("year", "period_from", "period_to")


# A note of a book's length would make every list and report that shows it unreadable.
LONGEST_NOTE = 5_000
NOTE_NAMES = ("note", "aim")


def vietnamese_formfield(db_field, **kwargs):
    """The form field of a model field; for `formfield_callback`. `field_classes` still wins."""
    return db_field.formfield(**(_ours(db_field) | kwargs))


def _ours(db_field):
    """By the exact class of the column, so that e-mail, URL and instant keep Django's fields."""
    form_class = FIELD_FOR.get(type(db_field))
    if form_class is None or db_field.choices:
        return {}
    if getattr(db_field, "decimal_places", None) == 0:
        return {"form_class": MoneyField}
    if form_class is VietnameseIntegerField and _is_year(db_field.name):
        limits = {"min_value": vietnamese.FIRST_YEAR, "max_value": vietnamese.LAST_YEAR}
        return limits | {"form_class": YearField}
    if form_class is NormalisedTextField and db_field.name in NOTE_NAMES:
        return {"form_class": form_class, "max_length": LONGEST_NOTE}
    return {"form_class": form_class}


def _is_year(name):
    return name in YEAR_NAMES or name.startswith("year_") or name.endswith("_year")
