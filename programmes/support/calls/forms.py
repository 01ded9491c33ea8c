"""A call, a proposal, and the list a proposal is taken up into."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import DocumentNumberField, vietnamese_formfield
from programmes.enums import OPEN_STATES
from programmes.models import Call, Proposal, TaskList


class CallForm(EntryForm):
    sections = (
        (_("Đợt đăng ký"), "", ("year", "title", "closes_on")),
        (
            _("Công văn"),
            _("Số, ngày ký có thể ghi sau; phải có trước khi công bố."),
            ("number", "issued_on"),
        ),
        (_("Nội dung"), "", ("content",)),
    )

    class Meta:
        model = Call
        formfield_callback = vietnamese_formfield
        fields = ["year", "title", "closes_on", "number", "issued_on", "content"]
        field_classes = {"number": DocumentNumberField}
        help_texts = {
            "title": _("Ví dụ Đăng ký nhiệm vụ sản xuất sạch hơn năm 2027."),
            "number": _("Ví dụ 3113/BCT-KHCN."),
        }
        error_messages = {
            "title": {"required": _("Nhập trích yếu.")},
            "closes_on": {"required": _("Ghi hạn nhận đề xuất. Ví dụ 31/08/2026.")},
        }


class ProposalForm(EntryForm):
    constraint_fields = {"proposal_amount_positive": "amount"}
    sections = (
        (_("Nhiệm vụ đề xuất"), "", ("name", "objective", "outputs")),
        (_("Kinh phí, thực hiện"), "", ("fund", "amount", "executor")),
    )

    class Meta:
        model = Proposal
        formfield_callback = vietnamese_formfield
        fields = ["name", "objective", "outputs", "fund", "amount", "executor"]
        help_texts = {
            "outputs": _("Ví dụ 4 khóa tập huấn, 2 mô hình trình diễn."),
            "amount": _("Ví dụ 350.000.000 hoặc 350 triệu."),
        }
        error_messages = {
            "name": {"required": _("Nhập tên nhiệm vụ.")},
            "outputs": {"required": _("Ghi sản phẩm và số lượng dự kiến.")},
        }


class OpenListField(forms.ModelChoiceField):
    def label_from_instance(self, task_list):
        return f"{task_list.year or _('chưa rõ năm')}: {task_list.title}"


class TakeUpForm(forms.Form):
    """Only lists that may be written now are offered."""

    task_list = OpenListField(
        queryset=None,
        label=_("Danh mục nhiệm vụ"),
        empty_label=_("Chọn danh mục"),
        error_messages={"required": _("Chọn danh mục.")},
    )

    def __init__(self, *args, access, **kwargs):
        super().__init__(*args, **kwargs)
        lists = TaskList.objects.visible_to(access).filter(owner=access.organisation)
        self.fields["task_list"].queryset = lists.filter(state__in=OPEN_STATES)
