"""Outputs and money of a task as lines of its sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.entry.keys import read_key
from organisations.entry.lines import LineForm, Lines
from organisations.formfields import MoneyField, NormalisedCharField, VietnameseDecimalField
from programmes.enums import OUTPUT_UNITS, FundKind, OutputKind
from programmes.models import TaskOutput


def _choices(enum):
    return [("", "---------"), *enum.choices]


def _longest(name):
    return TaskOutput._meta.get_field(name).max_length


class KeptLine(LineForm):
    """A line that may stand for a stored row: `row` names it, so that its results stay with it."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        """A line may be left out whole, so no box of it is called optional by itself."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.template_name = "organisations/includes/field_conditional.html"

    def has_changed(self):
        """Emptied boxes leave the line out, whatever row it stood for."""
        return bool(set(self.changed_data) - {"row"})

    @property
    def emptied_row(self):
        typed = self["row"].value()
        known = read_key(typed) if isinstance(typed, str) else None
        return None if self.has_changed() else known


class OutputLine(KeptLine):
    """Name and unit are suggested by the kind; what no log can count needs both."""

    kind = forms.ChoiceField(
        label=_("Loại sản phẩm"),
        choices=_choices(OutputKind),
        error_messages={"required": _("Chọn loại sản phẩm.")},
    )
    planned = VietnameseDecimalField(
        label=_("Kế hoạch"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    unit = NormalisedCharField(label=_("Đơn vị tính"), required=False, max_length=_longest("unit"))
    name = NormalisedCharField(label=_("Tên sản phẩm"), required=False, max_length=_longest("name"))

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if kind == OutputKind.OTHER:
            self._require("name", _("Nhập tên sản phẩm."))
            self._require("unit", _("Nhập đơn vị tính."))
        elif kind:
            data["name"] = data.get("name") or OutputKind(kind).label
            data["unit"] = data.get("unit") or OUTPUT_UNITS[kind]
        return data

    def _require(self, name, sentence):
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)


class OutputLines(Lines):
    form = OutputLine
    name = "outputs"
    legend = _("Sản phẩm")
    explanation = _(
        "Để trống tên và đơn vị tính thì lấy theo loại. Số thực hiện được đếm từ nhật ký hoạt động,"
        " trừ “Sản phẩm khác” nhập tay. Xóa hết các ô của một dòng để bỏ dòng đó."
    )
    more = _("Thêm dòng sản phẩm")
    repeated = _(
        "Loại này đã có ở dòng trên. Sản phẩm đếm từ nhật ký thì mỗi loại một dòng trong một"
        " nhiệm vụ."
    )

    def clean(self):
        """Two outputs of one logged kind could not be told apart in the log."""
        known = set()
        for form in self.forms:
            kind = form.cleaned_data.get("kind")
            if kind in OUTPUT_UNITS and kind in known:
                form.add_error("kind", self.repeated)
            known.add(kind)


class MoneyLine(KeptLine):
    fund = forms.ChoiceField(
        label=_("Nguồn kinh phí"),
        choices=_choices(FundKind),
        error_messages={"required": _("Chọn nguồn kinh phí.")},
    )
    planned = MoneyField(label=_("Kinh phí kế hoạch, đồng"), min_value=0, unit="")


class MoneyLines(Lines):
    form = MoneyLine
    name = "money"
    key = "fund"
    legend = _("Kinh phí theo nguồn")
    explanation = _("Ghi được 1.234.567, 500 triệu hoặc 1,5 tỷ. Xóa cả hai ô để bỏ một dòng.")
    more = _("Thêm dòng kinh phí")
    repeated = _("Nguồn này đã có ở dòng trên.")
