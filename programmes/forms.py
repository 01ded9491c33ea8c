"""The plan form."""

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm, fit_size
from organisations.formfields import (
    DocumentNumberField,
    vietnamese_formfield,
)
from organisations.vietnamese import format_date
from programmes.enums import PlanState
from programmes.models import ActionPlan, LegalDocument


class PlanField(forms.ModelChoiceField):
    """Years first: the titles of one unit's plans begin alike and are cut off in a closed list."""

    def label_from_instance(self, plan):
        return f"{plan.years}: {plan.title}"


DOCUMENT_FIELDS = (
    "type",
    "number",
    "issued_on",
    "issuer",
    "issuer_level",
    "submitted_by",
    "title",
)
DOCUMENT_HELP = {
    "number": _("Ví dụ 1920/QĐ-SCT."),
    "issuer": _("Cơ quan ký ban hành, ví dụ Ủy ban nhân dân Thành phố Hà Nội."),
    "submitted_by": _("Cơ quan trình, nếu văn bản do cơ quan khác trình cấp trên ban hành."),
    "title": _("Phần “Về việc…” của văn bản."),
}


class PlanForm(EntryForm):
    """A plan and the document that issues it, on one sheet. A draft needs no document."""

    constraint_fields = {"plan_years_in_order": "year_to"}
    sections = (
        (_("Kế hoạch"), "", ("kind", "title", "year_from", "year_to", "strategy", "state")),
        (
            _("Văn bản ban hành"),
            _(
                "Dự thảo chưa cần văn bản. Kế hoạch đã ban hành phải có loại văn bản, cơ quan ban"
                " hành và trích yếu; số và ngày để trống nếu chưa xác định được."
            ),
            tuple(f"document_{name}" for name in DOCUMENT_FIELDS),
        ),
        (_("Ghi chú"), "", ("note",)),
    )

    class Meta:
        model = ActionPlan
        formfield_callback = vietnamese_formfield
        fields = ["kind", "title", "year_from", "year_to", "strategy", "state", "note"]
        error_messages = {
            "title": {"required": _("Nhập tên kế hoạch.")},
            "year_from": {"required": _("Nhập năm bắt đầu. Ví dụ 2012.")},
            "year_to": {"required": _("Nhập năm kết thúc. Ví dụ 2015.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = self.instance.document
        for name, field in _document_fields().items():
            self.fields[f"document_{name}"] = field
            if self.document is not None:
                self.initial[f"document_{name}"] = getattr(self.document, name)
        self.mark_conditional("document_type", "document_issuer", "document_title")

    def rows(self):
        return [self.instance, self.instance.document]

    def clean(self):
        data = super().clean()
        written = {name: data.get(f"document_{name}") for name in DOCUMENT_FIELDS}
        issued = data.get("state") == PlanState.ISSUED
        if issued or self.document or any(written[name] for name in DOCUMENT_FIELDS[1:]):
            self._require_document(written, issued)
            self._refuse_draft_with_number(written, issued)
            self._refuse_signing_after_the_end(written["issued_on"], data.get("year_to"))
            self._refuse_known_number(written)
            self.document = self.document or LegalDocument()
            for name, value in written.items():
                setattr(self.document, name, value)
        return data

    def _require_document(self, written, issued):
        if not written["type"]:
            self._add_missing("document_type", _("Chọn loại văn bản."))
        if not written["title"]:
            self._add_missing("document_title", _("Nhập trích yếu của văn bản."))
        if issued and not written["issuer"]:
            self._add_missing("document_issuer", _("Nhập cơ quan đã ban hành kế hoạch."))

    def _add_missing(self, name, sentence):
        if name not in self.errors:
            self.add_error(name, sentence)

    def _refuse_draft_with_number(self, written, issued):
        if not issued and (written["number"] or written["issued_on"]):
            self.add_error(
                "state",
                _("Văn bản đã có số hoặc ngày ký: chọn “đã ban hành”, hoặc xóa số và ngày."),
            )

    def _refuse_signing_after_the_end(self, issued_on, year_to):
        if issued_on and year_to and issued_on.year > year_to:
            sentence = _now("Ngày ký muộn hơn năm kết thúc của kế hoạch (%(year)s).")
            self.add_error("document_issued_on", sentence % {"year": year_to})

    def _refuse_known_number(self, written):
        """Numbers begin again every year; a document without a date may be of this one."""
        if not written["number"]:
            return
        same_year = Q(issued_on__isnull=True)
        if written["issued_on"]:
            same_year |= Q(issued_on__year=written["issued_on"].year)
        known = (
            LegalDocument.objects.visible_to(self.access)
            .filter(same_year, number=written["number"])
            .exclude(pk=self.document.pk if self.document else None)
            .first()
        )
        if known is not None:
            self.add_error("document_number", _known_document(known))


def _document_fields():
    fields = fields_for_model(
        LegalDocument,
        DOCUMENT_FIELDS,
        formfield_callback=vietnamese_formfield,
        field_classes={"number": DocumentNumberField},
        help_texts=DOCUMENT_HELP,
    )
    for field in fields.values():
        field.required = False
        fit_size(field)
    return fields


def _known_document(document):
    """'Sổ văn bản đã có Quyết định 1920/QĐ-SCT ngày 22/06/2010 (trích yếu …).'"""
    day = format_date(document.issued_on) if document.issued_on else _now("chưa xác định")
    return _now(
        "Sổ văn bản đã có %(document)s, ngày ký %(day)s: “%(title)s”. Hãy kiểm tra lại số."
    ) % {"document": document, "day": day, "title": document.title}
