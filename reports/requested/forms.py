"""What the register is narrowed by, and what the Ministry writes of one request."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import VietnameseIntegerField, vietnamese_formfield
from organisations.lists import ListFilter, SearchFilter
from organisations.models import Organisation
from reports.enums import RequestClass
from reports.models import Fact, RequestStep
from reports.requested.register import IN_STAGE, Stage, requests_sent


class YearOfRound(django_filters.Filter):
    field_class = VietnameseIntegerField

    def filter(self, queryset, value):
        return queryset.filter(version__report__round__year_to=value) if value else queryset


class RequestStepForm(EntryForm):
    constraint_fields = {
        "answer_is_a_document": "document_number",
        "answer_has_its_document": "document_number",
        "request_step_says_something": "routed_to",
    }
    sections = (
        (_("Phân loại, chuyển xử lý"), "", ("request_class", "routed_to")),
        (
            _("Trả lời bằng văn bản"),
            _("Để trống khi chưa có văn bản. Trả lời miệng không ghi ở đây."),
            ("document_number", "document_on", "document_issuer", "answer"),
        ),
    )

    class Meta:
        model = RequestStep
        formfield_callback = vietnamese_formfield
        fields = [
            "request_class",
            "routed_to",
            "document_number",
            "document_on",
            "document_issuer",
            "answer",
        ]
        help_texts = {
            "routed_to": _("Vụ, cục, bộ, ngành hoặc địa phương được giao xem xét."),
            "document_number": _("Ví dụ 1234/BCT-TKNL."),
            "answer": _("Tóm tắt nội dung trả lời; đơn vị đọc nguyên văn."),
        }


def _units_that_asked(request):
    asked = requests_sent(request.access).order_by().values("owner")
    return Organisation.objects.visible_to(request.access).filter(pk__in=asked).order_by("name")


class RequestFilter(ListFilter):
    q = SearchFilter("label", label=_("Nội dung"))
    stage = django_filters.ChoiceFilter(
        choices=Stage.choices, method="of_stage", label=_("Tình trạng"), empty_label=_("Tất cả")
    )
    class_now = django_filters.ChoiceFilter(
        choices=RequestClass.choices, label=_("Phân loại"), empty_label=_("Tất cả")
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=_units_that_asked, label=_("Đơn vị"), empty_label=_("Tất cả")
    )
    year = YearOfRound(label=_("Năm báo cáo"))

    class Meta:
        model = Fact
        fields = []

    def of_stage(self, queryset, name, value):
        return queryset.filter(IN_STAGE[Stage(value)])
