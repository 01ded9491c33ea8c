"""What a solution saves, one resource a line."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import ResourceKind
from assessments.models import MeasureUnit, Resource
from organisations.entry.lines import LineForm, Lines
from organisations.formfields import VietnameseDecimalField

# Together with the digits of the columns: no product of the two is too long to be kept.
MOST, MOST_DONG = 10**9 - 1, 10**15
BEYOND = _("Số tiền của dòng này lớn quá. Xem lại đơn vị và đơn giá.")


@dataclass(frozen=True)
class Offer:
    """The resources and the units that are offered, by their codes."""

    resources: dict
    units: dict

    @classmethod
    def of(cls, access):
        """Units that need a figure of one's own are none of a saving."""
        resources = Resource.objects.visible_to(access).exclude(kind=ResourceKind.PRODUCT)
        units = MeasureUnit.objects.visible_to(access).filter(own_title="")
        return cls({row.code: row for row in resources}, {row.code: row for row in units})

    @staticmethod
    def choices(rows):
        return [("", "---------"), *((code, row.name) for code, row in rows.items())]


class SavingLine(LineForm):
    resource = forms.ChoiceField(
        label=_("Tài nguyên"), error_messages={"required": _("Chọn tài nguyên.")}
    )
    quantity = VietnameseDecimalField(
        label=_("Giảm một năm"),
        help_text=_("Dùng nhiều hơn thì ghi số âm. Ví dụ 12.000 hoặc -500."),
        max_digits=15,
        decimal_places=6,
        min_value=-MOST,
        max_value=MOST,
        error_messages={"required": _("Nhập lượng giảm trong một năm.")},
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), error_messages={"required": _("Chọn đơn vị.")})
    price = VietnameseDecimalField(
        label=_("Đơn giá, đồng một đơn vị"),
        help_text=_("Giá của đơn vị đã chọn, chưa thuế GTGT. Để trống nếu chưa biết."),
        required=False,
        min_value=0,
        max_value=MOST,
        max_digits=15,
        decimal_places=6,
    )

    def __init__(self, *args, offer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer = offer or Offer({}, {})
        self.fields["resource"].choices = Offer.choices(self.offer.resources)
        self.fields["unit"].choices = Offer.choices(self.offer.units)
        for field in self.fields.values():
            field.template_name = "organisations/includes/field_conditional.html"

    def clean(self):
        data = super().clean()
        resource, unit = data.get("resource"), data.get("unit")
        if resource and unit and resource not in self.offer.units[unit].resources:
            fitting = [row.name for row in self.offer.units.values() if resource in row.resources]
            said = _("Đơn vị này không dùng cho %(resource)s. Chọn: %(units)s.")
            words = {"resource": self.offer.resources[resource], "units": "; ".join(fitting)}
            self.add_error("unit", said % words)
        quantity, price = data.get("quantity"), data.get("price")
        if quantity and price and abs(quantity * price) > MOST_DONG:
            self.add_error("price", BEYOND)
        return data


class SavingLines(Lines):
    form = SavingLine
    name = "savings"
    legend = _("Tiết kiệm theo tài nguyên")
    explanation = _(
        "Mỗi tài nguyên một dòng, tính cho cả năm. Giải pháp làm tăng tài nguyên khác thì thêm dòng"
        " với số âm. Xóa hết các ô của một dòng để bỏ dòng đó."
    )
    more = _("Thêm dòng tài nguyên")
