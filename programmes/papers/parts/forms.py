"""What is typed about the parts of a paper."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.entry.beside import Sheet
from organisations.entry.forms import EntryForm
from organisations.entry.saving import fingerprint
from organisations.formfields import DocumentNumberField, MoneyField, vietnamese_formfield
from programmes.enums import Comparator, FundKind, Measure
from programmes.forms import refuse_future
from programmes.models import Opinion, PlanComponent, Target
from programmes.papers.parts.actions import money_of

# Mục tiêu, nội dung, ý kiến


class TargetForm(EntryForm):
    """A target of the unit's own; the national one may be where it starts."""

    constraint_fields = {"target_range_in_order": "upper"}
    sections = (
        (
            _("Mục tiêu"),
            "",
            ("label", "indicator", "comparator", "value", "upper", "unit", "denominator"),
        ),
    )

    class Meta:
        model = Target
        formfield_callback = vietnamese_formfield
        fields = ["label", "indicator", "comparator", "value", "upper", "unit", "denominator"]
        labels = {"indicator": _("Chỉ tiêu báo cáo")}
        error_messages = {"label": {"required": _("Nhập mục tiêu.")}}
        help_texts = {
            "indicator": _("Để đặt bên cạnh mục tiêu quốc gia cùng chỉ tiêu."),
            "upper": _("Chỉ ghi khi mục tiêu là một khoảng, ví dụ từ 5 đến 8."),
            "denominator": _(
                "Tính trên số nào, đúng lời văn của kế hoạch. Ví dụ: cơ sở sản xuất công nghiệp"
                " có tiềm năng áp dụng."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        indicators = self.fields["indicator"].queryset
        self.fields["indicator"].queryset = indicators.filter(measure=Measure.TARGET)
        self.mark_conditional("value")

    def clean(self):
        data = super().clean()
        value, comparator = data.get("value"), data.get("comparator")
        if "value" not in self.errors:
            if value is None and comparator != Comparator.NONE:
                self.add_error("value", _("Nhập giá trị, hoặc chọn so sánh “không nêu số”."))
            if value is not None and comparator == Comparator.NONE:
                self.add_error("comparator", _("Đã nhập giá trị: chọn cách so sánh."))
        if data.get("upper") is not None and value is None and "upper" not in self.errors:
            self.add_error("upper", _("Nhập cả giá trị dưới của khoảng."))
        return data


class ComponentForm(EntryForm):
    sections = ((_("Nội dung thực hiện"), "", ("ordinal", "name", "scheme", "lead", "partners")),)

    class Meta:
        model = PlanComponent
        formfield_callback = vietnamese_formfield
        fields = ["ordinal", "name", "scheme", "lead", "partners"]
        error_messages = {
            "ordinal": {"required": _("Nhập số thứ tự. Ví dụ 1.")},
            "name": {"required": _("Nhập nội dung thực hiện.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schemes = self.fields["scheme"].queryset
        plan = self.instance.plan
        self.fields["scheme"].queryset = schemes.filter(strategy=plan.strategy_id)
        if plan.strategy_id is None:
            self.fields["scheme"].help_text = _(
                "Chọn chiến lược của kế hoạch trước, rồi các đề án của chiến lược hiện ra ở đây."
            )


class OpinionForm(EntryForm):
    constraint_fields = {
        "explained_opinion_says_why": "explanation",
        "handled_opinion_came_by_letter": "number",
    }
    sections = (
        (_("Lấy ý kiến"), "", ("party", "asked_on")),
        (
            _("Công văn góp ý"),
            _("Để trống cho đến khi nhận được công văn."),
            ("number", "issued_on", "content"),
        ),
        (_("Xử lý"), "", ("response", "explanation")),
    )

    class Meta:
        model = Opinion
        formfield_callback = vietnamese_formfield
        fields = [
            "party",
            "asked_on",
            "number",
            "issued_on",
            "content",
            "response",
            "explanation",
        ]
        field_classes = {"number": DocumentNumberField}
        error_messages = {"party": {"required": _("Nhập cơ quan, đơn vị được hỏi ý kiến.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("number", "issued_on", "explanation")

    def clean(self):
        data = super().clean()
        refuse_future(self, "asked_on", "issued_on")
        asked, answered = data.get("asked_on"), data.get("issued_on")
        if asked and answered and answered < asked:
            self.add_error("issued_on", _("Ngày công văn phải bằng hoặc sau ngày gửi lấy ý kiến."))
        return data


# Kinh phí


class MoneyTable(Sheet, forms.Form):
    """Years × sources on one sheet; an empty cell is no money, and 0 is a counted zero."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        stored = money_of(plan)
        self.initial["seen"] = fingerprint(*stored)
        amounts = {(row.year, row.fund): row.amount for row in stored}
        outside = {row.year for row in stored}
        self.years = sorted(outside | set(range(plan.year_from, plan.year_to + 1)))
        for year in self.years:
            for fund in FundKind:
                self._add_cell(year, fund, amounts.get((year, fund)))

    def _add_cell(self, year, fund, amount):
        words = {"fund": fund.label, "year": year}
        field = MoneyField(
            label=_now("%(fund)s, năm %(year)s") % words,
            required=False,
            max_digits=18,
            decimal_places=0,
            initial=amount,
        )
        field.widget.attrs["aria-label"] = field.label
        self.fields[_cell(year, fund)] = field

    def rows(self):
        """[(year, [(fund, cell)])] for the screen."""
        return [
            (year, [(fund, self[_cell(year, fund)]) for fund in FundKind]) for year in self.years
        ]

    def amounts(self):
        return {
            (year, fund.value): self.cleaned_data[_cell(year, fund)]
            for year in self.years
            for fund in FundKind
        }


def _cell(year, fund):
    return f"money_{year}_{fund.value}"
