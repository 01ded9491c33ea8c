"""Quantities of a year, line by line: what may be typed on a line, and the rows it becomes."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.enums import Period, Reading, ResourceKind
from assessments.models import MeasureUnit, Resource, ResourceUse
from assessments.quantities import convert
from organisations.entry.lines import LineForm, Lines
from organisations.formfields import MoneyField, NormalisedCharField, VietnameseDecimalField
from organisations.vietnamese import format_number, format_unit

MOST_NAMED = 8
# A line is left out as a whole: none of its boxes is marked as optional by itself.
UNMARKED = "organisations/includes/field_conditional.html"
NOT_NEGATIVE = {"min_value": _("Số không được âm.")}
# What a resource of its own is bought in most often stands ready on an empty sheet.
READY = {
    ResourceKind.ENERGY: (("DIEN", "KWH_BT"), ("DIEN", "KWH_CD"), ("DIEN", "KWH_TD")),
    ResourceKind.PRODUCT: (("SAN_PHAM", ""),),
}
NAMED = {ResourceKind.PRODUCT, ResourceKind.MATERIAL}
LABELS = ("resource", "label", "quantity", "unit", "own_figure", "price", "cost", "reading")


@dataclass(frozen=True)
class Catalogue:
    """What may be chosen on a sheet: the resources of its kinds and the units these come in."""

    kinds: tuple
    resources: dict
    units: dict

    @classmethod
    def of(cls, kinds):
        resources = {row.code: row for row in Resource.objects.filter(kind__in=kinds)}
        units = MeasureUnit.objects.filter(resources__overlap=list(resources))
        return cls(kinds, resources, {row.code: row for row in units})

    @property
    def is_of_products(self):
        return self.kinds == (ResourceKind.PRODUCT,)

    @property
    def ready(self):
        return [pair for kind in self.kinds for pair in READY.get(kind, ())]

    def units_for(self, resource):
        return [unit for unit in self.units.values() if resource.code in unit.resources]


def _refusal(resource, unit, catalogue):
    """“m³” không dùng cho Củi. Ghi theo: ster củi, tấn, tạ, …"""
    allowed = [unit.name for unit in catalogue.units_for(resource)]
    more = "…" if len(allowed) > MOST_NAMED else ""
    return _now("“%(unit)s” không dùng cho %(resource)s. Ghi theo: %(allowed)s.") % {
        "unit": unit.name,
        "resource": resource.name,
        "allowed": ", ".join(allowed[:MOST_NAMED]) + more,
    }


class UseLine(LineForm):
    """One resource of the year. A line without a figure that only stood ready is an empty one."""

    resource = forms.ChoiceField(label=_("Loại"), error_messages={"required": _("Chọn loại.")})
    label = NormalisedCharField(label=_("Tên gọi tại cơ sở"), max_length=150, required=False)
    quantity = VietnameseDecimalField(
        label=_("Lượng cả năm"),
        max_digits=21,
        decimal_places=9,
        min_value=0,
        required=False,
        error_messages=NOT_NEGATIVE,
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), error_messages={"required": _("Chọn đơn vị.")})
    own_figure = VietnameseDecimalField(
        label=_("Số riêng của đơn vị đó"),
        help_text=_("Chỉ khi đơn vị cần: kg mỗi bao, mỗi xe; đồng mỗi kWh."),
        max_digits=21,
        decimal_places=9,
        required=False,
    )
    price = VietnameseDecimalField(
        label=_("Đơn giá bình quân (đồng một đơn vị)"),
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages=NOT_NEGATIVE,
    )
    cost = MoneyField(
        label=_("Hoặc tiền cả năm, chưa thuế GTGT (đồng)"),
        max_digits=18,
        decimal_places=0,
        min_value=0,
        required=False,
        error_messages=NOT_NEGATIVE,
    )
    reading = forms.ChoiceField(
        label=_("Số này do đâu"), choices=Reading, initial=Reading.MEASURED, required=False
    )
    confirmed = forms.BooleanField(label=_("Số lấy từ năm trước: xác nhận đúng"), required=False)

    def __init__(self, *args, catalogue, earlier=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue
        self.earlier = earlier or {}
        chosen = [(row.code, row.name) for row in catalogue.resources.values()]
        units = [(row.code, row.name) for row in catalogue.units.values()]
        self.fields["resource"].choices = [("", _("Chọn")), *chosen]
        self.fields["unit"].choices = [("", _("Chọn")), *units]
        if catalogue.is_of_products:
            self._only_products(chosen)
        elif not NAMED & set(catalogue.kinds):
            del self.fields["label"]
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.template_name = UNMARKED
        if not self.taken_from:
            self.fields["confirmed"].widget = forms.HiddenInput()

    def _only_products(self, chosen):
        for name in ("price", "cost"):
            del self.fields[name]
        self.fields["label"].label = _("Tên sản phẩm")
        if len(chosen) == 1:
            self.fields["resource"].choices = chosen
            self.fields["resource"].widget = forms.HiddenInput()
            self.fields["resource"].initial = chosen[0][0]

    @cached_property
    def taken_from(self):
        """The year a figure was copied from, as stored or as it was sent to the digit."""
        if not self.is_bound:
            return self.initial.get("taken_from")
        try:
            quantity = self.fields["quantity"].clean(self.said("quantity"))
        except forms.ValidationError:
            return None
        names = (self.said("resource"), self.said("unit"), self.said("label"))
        return self.earlier.get((*names, quantity))

    @property
    def is_waiting(self):
        """Whether last year's figure has not been confirmed yet."""
        is_confirmed = self.said("confirmed") if self.is_bound else self.initial.get("confirmed")
        return bool(self.taken_from) and not is_confirmed

    def said(self, name):
        return self.data.get(self.add_prefix(name), "").strip()

    def has_changed(self):
        if not self.is_bound:
            return super().has_changed()
        if any(self.said(name) for name in ("quantity", "cost", "price", "label", "own_figure")):
            return True
        pair = (self.said("resource"), self.said("unit"))
        is_only_product = self.catalogue.is_of_products and not pair[1]
        return bool(pair[0]) and pair not in self.catalogue.ready and not is_only_product

    def clean(self):
        data = super().clean()
        self._check_unit(data)
        self._check_quantity(data)
        return data

    def _check_unit(self, data):
        resource = self.catalogue.resources.get(data.get("resource"))
        unit = self.catalogue.units.get(data.get("unit"))
        if resource is None or unit is None:
            return
        if resource.code not in unit.resources:
            self.add_error("unit", _refusal(resource, unit, self.catalogue))
            return
        own = data.get("own_figure")
        if own is not None and not unit.own_title:
            said = _now("“%(unit)s” không cần số riêng. Hãy để trống ô này.")
            self.add_error("own_figure", said % {"unit": unit.name})
        elif own is not None and own <= 0:
            self.add_error("own_figure", _("Số này phải lớn hơn 0."))
        elif own is None and unit.own_title and unit.typical is None:
            said = _now("Đơn vị này cần số của cơ sở: %(what)s.")
            self.add_error("own_figure", said % {"what": unit.own_title})

    def _check_quantity(self, data):
        quantity, price, cost = (data.get(name) for name in ("quantity", "price", "cost"))
        if self.errors:
            return
        if quantity is None and cost is None:
            self.add_error("quantity", _("Nhập số. Ví dụ 1.234,5."))
        if self.catalogue.is_of_products and not data.get("label"):
            self.add_error("label", _("Ghi tên sản phẩm."))
        if price is None or quantity is None:
            return
        worth = (price * quantity).quantize(Decimal(1), ROUND_HALF_UP)
        if cost is None:
            data["cost"] = worth
        elif cost != worth:
            said = _now("Lượng nhân đơn giá là %(worth)s đồng, khác tiền cả năm. Để một ô trống.")
            self.add_error("cost", said % {"worth": format_number(worth)})


class UseLines(Lines):
    form = UseLine
    name = "uses"
    catalogue = None
    extra = 1

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"catalogue": self.catalogue}

    @cached_property
    def taken_from(self):
        """The year that unconfirmed figures on this sheet come from; None without any."""
        return max((form.taken_from for form in self.forms if form.is_waiting), default=None)


def lines_for(step, catalogue):
    """The Lines of a step, ready to stand among the sections of a form."""
    more = _("Thêm sản phẩm") if catalogue.is_of_products else _("Thêm dòng")
    words = {"legend": step.title, "explanation": step.explanation, "more": more}
    return type("StepLines", (UseLines,), words | {"catalogue": catalogue})


def shown(row):
    """A stored row as the initial values of its line, with what it was converted into."""
    return {
        "resource": row.resource.code,
        "label": row.label,
        "quantity": row.quantity,
        "unit": row.unit.code,
        "own_figure": row.own_figure,
        "cost": row.cost,
        "reading": row.reading,
        "confirmed": row.is_confirmed and row.taken_from_year is not None,
        "taken_from": row.taken_from_year,
        "worth": worth_of(row),
    }


def copied(row, year):
    """A row of an earlier year as what this year's sheet proposes; the money is not copied."""
    return shown(row) | {"cost": None, "confirmed": False, "taken_from": year, "worth": ""}


def ready_lines(catalogue, said=()):
    """What stands ready and is not among the lines that were `said`; a product only on its own."""
    pairs = {(line["resource"], line["unit"]) for line in said}
    is_asked = not (said and catalogue.is_of_products)
    missing = [pair for pair in catalogue.ready if is_asked and pair not in pairs]
    return [{"resource": code, "unit": unit} for code, unit in missing]


def worth_of(row):
    """'= 7.875 kg', with why it is an estimate, or why there is none."""
    if row.base_quantity is None:
        return _now("Chưa quy đổi được: %(why)s.") % {"why": row.why} if row.why else ""
    said = f"= {format_number(row.base_quantity)} {format_unit(row.base_unit)}"
    return f"{said} ({row.why})" if row.why else said


def row_of(assessment, line, place, catalogue, converter, earlier):
    """An unsaved ResourceUse; `earlier` are the keys of last year's rows, to see what was copied.

    A figure that is last year's to the digit was copied, and waits for its tick.
    """
    row = ResourceUse(
        assessment=assessment,
        purpose=Period.YEAR,
        resource=catalogue.resources[line["resource"]],
        label=line.get("label", ""),
        quantity=line["quantity"],
        unit=catalogue.units[line["unit"]],
        own_figure=line["own_figure"],
        cost=line.get("cost"),
        reading=line["reading"] or Reading.MEASURED,
        place=place,
    )
    if key_of(row) in earlier:
        row.taken_from_year = earlier[key_of(row)]
        row.is_confirmed = line["confirmed"]
    return convert(row, converter)


def earlier_keys(rows, year):
    """Last year's rows as a line names them in its boxes, with their year."""
    return {(row.resource.code, row.unit.code, row.label, row.quantity): year for row in rows}


def key_of(row):
    return (row.resource_id, row.unit_id, row.label, row.quantity)


CONTENTS = (
    "resource_id",
    "label",
    "quantity",
    "unit_id",
    "own_figure",
    "cost",
    "reading",
    "base_quantity",
    "why",
    "taken_from_year",
    "is_confirmed",
    "flag",
    "place",
)


def contents_of(row):
    return tuple(getattr(row, name) for name in CONTENTS)
