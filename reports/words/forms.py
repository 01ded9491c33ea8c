"""What people type for a report: the words of a section, a claim, a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.entry.saving import fingerprint
from organisations.exceptions import ActionRefused
from organisations.formfields import (
    NormalisedCharField,
    NormalisedTextField,
    VietnameseIntegerField,
    vietnamese_formfield,
)
from reports.models import Claim, Fact, Narrative, Request
from reports.words import claims, sections

# A frozen fact keeps a claim or a request as its label.
LONGEST_STATEMENT = Fact._meta.get_field("label").max_length
LONGEST_SECTION = 50_000
ROWS = 18


class NarrativeForm(EntryForm):
    """The words of one section; every mark in them can be read."""

    text = NormalisedTextField(
        label=_("Lời văn"),
        required=False,
        max_length=LONGEST_SECTION,
        help_text=_("Mỗi dòng là một đoạn. Các dòng bắt đầu bằng “- ” làm thành danh sách."),
    )
    sections = ((_("Lời văn của mục"), "", ("text",)),)

    class Meta:
        model = Narrative
        fields = ["text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = fingerprint(*self.rows())
        self.fields["text"].widget.attrs["rows"] = ROWS
        self.mark_conditional("text")

    def rows(self):
        """A section that nobody has written yet is no row."""
        return [self.instance if self.instance.pk else None]

    def clean_text(self):
        text = self.cleaned_data["text"]
        try:
            sections.check_marks(text, self.instance.report, self.access)
        except ActionRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text


class ClaimForm(EntryForm):
    """A number as it is stated; compared with the counted one, never added to it."""

    verbatim = NormalisedCharField(
        label=_("Nguyên văn"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea,
        help_text=_(
            "Cụm từ in trong báo cáo, đúng như đã nêu. Ví dụ “trên 2.500 lượt đại biểu”."
            " Chèn vào câu nên không viết hoa đầu, không chấm cuối."
        ),
        error_messages={"required": _("Nhập nguyên văn cụm từ nêu số liệu.")},
    )
    short_name = NormalisedCharField(
        label=_("Tên ngắn"),
        required=False,
        max_length=claims.KEY_LENGTH,
        help_text=_(
            "Vài từ để chèn vào lời văn, ví dụ “lượt người”. Để trống thì lấy từ nguyên văn."
            " Không đổi được về sau."
        ),
    )
    section_key = forms.ChoiceField(
        label=_("Mục"), required=False, help_text=_("Mục của báo cáo nêu số liệu này.")
    )

    sections = (
        (_("Số liệu nêu"), "", ("verbatim", "short_name", "section_key")),
        (
            _("Con số"),
            _("Để trống nếu chỉ nêu bằng lời. Có số thì ghi cả cách so sánh."),
            ("indicator", "comparator", "value", "unit", "stated_for"),
        ),
        (_("Tính chất"), "", ("is_estimate", "is_met_claim", "is_beyond_unit")),
    )

    class Meta:
        model = Claim
        formfield_callback = vietnamese_formfield
        fields = [
            "verbatim",
            "section_key",
            "indicator",
            "comparator",
            "value",
            "unit",
            "stated_for",
            "is_estimate",
            "is_met_claim",
            "is_beyond_unit",
        ]
        help_texts = {
            "indicator": _("Chỉ tiêu mà hệ thống đem ra đối chiếu với số liệu gốc."),
            "comparator": _("“Trên 2.500” chọn trên; “từ 30 trở lên” chọn từ."),
            "value": _("Ví dụ 2.500 hoặc 12,5."),
            "unit": _("Ví dụ đại biểu, doanh nghiệp, %."),
            "stated_for": _("Khoảng thời gian mà lời văn nêu. Ví dụ 2009-2015, hằng năm."),
            "is_estimate": _("Số chưa đếm mà ước tính."),
            "is_met_claim": _(
                "Lời văn chỉ nói “đã đạt”, “đã hoàn thành”. Khi đó để trống giá trị."
            ),
            "is_beyond_unit": _("Ví dụ mục tiêu cấp quốc gia, một đơn vị không tự đạt được."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        report = self.instance.report
        self.fields["section_key"].choices = [
            ("", _("Chưa gắn với mục nào")),
            *sections.section_choices(report, self.access),
        ]
        self.mark_conditional("comparator", "value")
        if self.instance.pk:
            del self.fields["short_name"]

    def fieldsets(self):
        return [
            (legend, why, [self[name] for name in names if name in self.fields])
            for legend, why, names in self.sections
        ]

    def clean(self):
        data = super().clean()
        self._require_number_and_comparator_together(data)
        if data.get("is_met_claim") and data.get("value") is not None:
            self.add_error("is_met_claim", _("Đã có giá trị thì không phải là chỉ khẳng định đạt."))
        if self.instance.pk is None:
            self._give_key(data.get("short_name", ""))
        return data

    def _require_number_and_comparator_together(self, data):
        if "value" in self.errors or "comparator" in self.errors:
            return
        if data["comparator"] and data["value"] is None:
            self.add_error("value", _("Nhập giá trị đã nêu, hoặc chọn “không nêu số”."))
        if not data["comparator"] and data["value"] is not None:
            self.add_error("comparator", _("Chọn cách so sánh của giá trị đã nêu."))

    def _give_key(self, short_name):
        self.instance.key = claims.key_of(short_name)
        if short_name and not self.instance.key:
            self.add_error("short_name", _("Tên ngắn phải có chữ cái hoặc chữ số."))

    def _post_clean(self):
        """After the row is filled: the same sheet sent again is no second claim of its name."""
        super()._post_clean()
        claim = self.instance
        if claim.pk or self.errors or not claim.key:
            return
        ours = Claim.objects.visible_to(self.access).filter(report=claim.report)
        taken = ours.filter(key=claim.key).exists()
        if taken and not claims.twin_of(claim, claims.FIELDS, access=self.access):
            self.add_error("short_name", _("Báo cáo đã có số liệu nêu mang tên ngắn này."))


class RequestForm(EntryForm):
    """One request (kiến nghị), and its place among the others."""

    text = NormalisedCharField(
        label=_("Nội dung"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea,
        help_text=_("Mỗi kiến nghị một dòng riêng: một câu xin bốn việc là bốn kiến nghị."),
        error_messages={"required": _("Nhập nội dung kiến nghị.")},
    )
    position = VietnameseIntegerField(
        label=_("Thứ tự"),
        min_value=1,
        max_value=999,
        help_text=_("Ghi 1 để đưa lên đầu; các kiến nghị sau tự lùi xuống."),
    )
    sections = ((_("Kiến nghị"), "", ("text", "addressee", "request_class", "position")),)

    class Meta:
        model = Request
        formfield_callback = vietnamese_formfield
        fields = ["text", "addressee", "request_class"]
        help_texts = {"addressee": _("Cơ quan được đề nghị giải quyết.")}
        error_messages = {"request_class": {"required": _("Chọn phân loại kiến nghị.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["position"] = self.instance.ordinal or self._next()

    def _next(self):
        ours = Request.objects.visible_to(self.access).filter(report=self.instance.report)
        return ours.count() + 1
