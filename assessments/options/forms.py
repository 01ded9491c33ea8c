"""The sheet of a solution, and of its screening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Screening
from assessments.models import CPOption, OptionSaving
from assessments.options import rules
from assessments.options.lines import MOST_DONG, Offer, SavingLines
from organisations import clock
from organisations.entry.forms import OF_THE_SHEET, EntryForm
from organisations.entry.lines import LinesEntryForm
from organisations.formfields import NormalisedTextField, vietnamese_formfield
from organisations.vietnamese import Unreadable, format_number, parse_money

DAY_NOT_YET = _("Ngày này chưa đến.")
MOST_YEARS = 30
MONEY = ("investment", "running_cost", "other_income", "salvage")


class YearlyAmounts(NormalisedTextField):
    """One amount of đồng a line, of the first year on; kept as a list."""

    def __init__(self, *, base_field=None, **kwargs):
        """A column of several amounts says of which kind they are: here always đồng."""
        super().__init__(**kwargs)

    def read(self, text):
        amounts = [parse_money(line) for line in text.splitlines() if line.strip()]
        if len(amounts) > MOST_YEARS:
            raise Unreadable(_("Nhiều nhất 30 năm."))
        if any(abs(amount) > MOST_DONG for amount in amounts):
            raise Unreadable(_("Số tiền lớn quá."))
        return amounts

    def to_python(self, value):
        return value if isinstance(value, list) else super().to_python(value) or []

    def show(self, value):
        return "\n".join(format_number(amount) for amount in value)


class OfSolution:
    """Mixin of a sheet of a solution, which is stale as well when its lines have changed."""

    stored = None

    def savings(self):
        if self.stored is None:
            rows = OptionSaving.objects.visible_to(self.access).filter(option=self.instance.pk)
            self.stored = list(rows.select_related("resource", "unit"))
        return self.stored

    def rows(self):
        return [self.instance, *self.savings()]


class OptionForm(OfSolution, LinesEntryForm):
    """A solution with what it saves, on one sheet."""

    constraint_fields = {
        "option_code_once": "code",
        "option_money_not_negative": "investment",
        "option_life_is_plausible": "life_years",
        "option_rate_is_a_share": "discount_percent",
    }
    compared = ("assessment",)
    suggested = ("code",)
    sections = (
        (_("Giải pháp"), "", ("name", "category", "code", "description", "proposer")),
        (_("Nguyên nhân"), "", ("cause", "cause_class")),
        SavingLines,
        (
            _("Chi phí, thu nhập"),
            _("Ghi được 1.234.567, 500 triệu hoặc 1,5 tỷ. Không tốn tiền thì ghi 0."),
            ("investment", "running_cost", "other_income"),
        ),
        (
            _("Vòng đời"),
            _("Cần cho giá trị hiện tại ròng (NPV) và tỷ suất hoàn vốn nội bộ (IRR)."),
            ("life_years", "salvage", "discount_percent", "cash_flow", "is_seasonal"),
        ),
    )

    class Meta:
        model = CPOption
        formfield_callback = vietnamese_formfield
        fields = [
            "name",
            "category",
            "code",
            "description",
            "proposer",
            "cause",
            "cause_class",
            *MONEY,
            "life_years",
            "discount_percent",
            "cash_flow",
            "is_seasonal",
        ]
        field_classes = {"cash_flow": YearlyAmounts}
        help_texts = {
            "code": _("Để trống thì đánh số tiếp theo."),
            "life_years": _("Ví dụ 5."),
            "discount_percent": _("Ví dụ 10."),
            "cash_flow": _(
                "Chỉ khi các năm không đều: mỗi dòng là tiết kiệm ròng của một năm, từ năm thứ"
                " nhất."
            ),
        }
        error_messages = {
            "name": {"required": _("Nhập tên giải pháp.")},
            "category": {"required": _("Chọn nhóm giải pháp.")},
        }

    def __init__(self, *args, **kwargs):
        self.offer = Offer.of(kwargs["access"])
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["cash_flow"].widget.attrs["rows"] = 4
        for name in MONEY:
            self.fields[name].max_value = MOST_DONG
            if name != "running_cost":
                self.fields[name].min_value = 0

    def _sheet(self, kind, data):
        sheet = super()._sheet(kind, data)
        sheet.form_kwargs = sheet.form_kwargs | {"offer": self.offer}
        return sheet

    def lines_of(self, name):
        return [
            {
                "resource": row.resource.code,
                "quantity": row.quantity,
                "unit": row.unit.code,
                "price": row.price,
            }
            for row in (self.savings() if self.instance.pk else ())
        ]

    def typed_savings(self):
        """Unsaved rows, or None when the sheet did not have them."""
        typed = self.typed_lines("savings")
        if typed is None:
            return None
        return [
            OptionSaving(
                resource=self.offer.resources[line["resource"]],
                unit=self.offer.units[line["unit"]],
                quantity=line["quantity"],
                price=line["price"],
                place=place,
            )
            for place, line in enumerate(typed, start=1)
        ]

    def clean(self):
        data = super().clean()
        for name in MONEY:
            amount = data.get(name)
            if amount is not None and abs(amount) > MOST_DONG:
                self.add_error(name, _("Số tiền lớn quá."))
            elif amount is not None and amount < 0 and name != "running_cost":
                self.add_error(name, _("Số tiền không được âm."))
        self._agree_on_years(data)
        return data

    def _agree_on_years(self, data):
        years, amounts = data.get("life_years"), data.get("cash_flow")
        if amounts and years is None:
            data["life_years"] = len(amounts)
        elif amounts and years != len(amounts):
            said = _("Tuổi thọ là %(years)s năm nhưng dòng tiền có %(lines)s năm.")
            self.add_error("cash_flow", said % {"years": years, "lines": len(amounts)})

    def repeats_instance(self):
        typed = set(self.changed_data) - OF_THE_SHEET - {"code"}
        return not typed and all(self._same_lines(sheet) for sheet in self.lines.values())

    def _same_lines(self, sheet):
        """Numbers by what they are: stored ones have more zeros."""
        return sheet.is_valid() and sheet.typed() == self.lines_of(sheet.name)


class ScreeningForm(OfSolution, EntryForm):
    """Now, to be studied, or put aside for a technical reason."""

    constraint_fields = {"rejected_option_says_why": "screening_reason"}
    compared = ("assessment",)
    sections = ((_("Sàng lọc"), "", ("screening", "screening_reason", "screened_on")),)

    class Meta:
        model = CPOption
        formfield_callback = vietnamese_formfield
        fields = ["screening", "screening_reason", "screened_on"]
        help_texts = {
            "screening_reason": _(
                "Lý do kỹ thuật, được ghi trong báo cáo đánh giá; không ghi lý do riêng của doanh"
                " nghiệp."
            ),
        }
        error_messages = {"screening_reason": {"max_length": _("Viết ngắn lại.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(each.value, each.label) for each in rules.screenings(self.access)]
        field = forms.ChoiceField(
            label=_("Kết quả sàng lọc"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Chọn kết quả sàng lọc.")},
        )
        self.fields["screening"] = field
        self.initial.setdefault("screened_on", None)
        self.initial["screened_on"] = self.initial["screened_on"] or clock.today()
        self.fields["screened_on"].required = True
        self.mark_conditional("screening_reason", when=_("bắt buộc khi loại bỏ"))

    def clean_screened_on(self):
        day = self.cleaned_data["screened_on"]
        if day and day > clock.today():
            raise forms.ValidationError(DAY_NOT_YET)
        return day

    def clean(self):
        data = super().clean()
        is_rejected = data.get("screening") == Screening.REJECTED
        if is_rejected and not data.get("screening_reason"):
            self.add_error("screening_reason", _("Loại khi sàng lọc thì ghi lý do kỹ thuật."))
        return data
