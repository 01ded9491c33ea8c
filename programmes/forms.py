"""The sheets of a plan: one that is being written, one that was issued long ago."""

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import clock
from organisations.entry.forms import EntryForm, fit_size
from organisations.enums import Kind
from organisations.formfields import DocumentNumberField, vietnamese_formfield
from organisations.vietnamese import format_date
from programmes.carrying.days import future_fault
from programmes.enums import IssuerLevel
from programmes.models import ActionPlan, LegalDocument


class PlanField(forms.ModelChoiceField):
    """Years first: the titles of one unit's plans begin alike and are cut off in a closed list."""

    def label_from_instance(self, plan):
        return f"{plan.years}: {plan.title}"


PLAN_FIELDS = ("kind", "title", "year_from", "year_to", "strategy", "lead", "partners")
PLAN_ERRORS = {
    "title": {"required": _("Nhập tên kế hoạch.")},
    "year_from": {"required": _("Nhập năm bắt đầu. Ví dụ 2012.")},
    "year_to": {"required": _("Nhập năm kết thúc. Ví dụ 2015.")},
}
PLAN_HELP = {
    "strategy": _("Các mục tiêu và đề án quốc gia được đặt bên cạnh theo chiến lược này."),
    "lead": _("Đơn vị chủ trì thực hiện kế hoạch, nếu nêu chung."),
}
DOCUMENT_FIELDS = (
    "type",
    "number",
    "issued_on",
    "issuer",
    "issuer_level",
    "submitted_by",
    "title",
    "signing_for",
    "signer_position",
    "signer_name",
)
DOCUMENT_HELP = {
    "number": _("Ví dụ 1920/QĐ-SCT."),
    "issuer": _("Cơ quan ký ban hành, ví dụ Ủy ban nhân dân Thành phố Hà Nội."),
    "submitted_by": _("Cơ quan trình, nếu văn bản do cơ quan khác trình cấp trên ban hành."),
    "title": _("Phần “Về việc…” của văn bản."),
}
DOCUMENT_ERRORS = {
    "type": {"required": _("Chọn loại văn bản.")},
    "issuer": {"required": _("Nhập cơ quan đã ban hành kế hoạch.")},
    "title": {"required": _("Nhập trích yếu của văn bản.")},
}
# At which levels the papers of a kind of unit are issued; the first is proposed.
LEVELS = {
    Kind.DEPARTMENT: (IssuerLevel.DEPARTMENT, IssuerLevel.PEOPLES_COMMITTEE),
    Kind.CORPORATION: (IssuerLevel.CORPORATION,),
    Kind.MINISTRY: (IssuerLevel.MINISTRY,),
}


class DraftPlanForm(EntryForm):
    """A plan that is being written; its decision comes at the end of its way."""

    constraint_fields = {"plan_years_in_order": "year_to"}
    sections = (
        (_("Kế hoạch"), "", ("kind", "title", "year_from", "year_to", "issuer_level", "strategy")),
        (_("Tổ chức thực hiện"), "", ("lead", "partners")),
        (_("Ghi chú"), "", ("note",)),
    )

    class Meta:
        model = ActionPlan
        formfield_callback = vietnamese_formfield
        fields = [*PLAN_FIELDS, "issuer_level", "note"]
        error_messages = PLAN_ERRORS
        help_texts = PLAN_HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = LEVELS.get(self.access.kind, tuple(IssuerLevel))
        self.fields["issuer_level"].choices = [(level.value, level.label) for level in levels]
        if self.instance.pk is None:
            self.initial["issuer_level"] = levels[0]


class PlanForm(EntryForm):
    """A plan that was issued before it came here, and its document, on one sheet."""

    constraint_fields = {"plan_years_in_order": "year_to"}
    sections = (
        (_("Kế hoạch"), "", PLAN_FIELDS),
        (
            _("Văn bản ban hành"),
            _("Số và ngày để trống nếu chưa xác định được."),
            tuple(f"document_{name}" for name in DOCUMENT_FIELDS),
        ),
        (_("Ghi chú"), "", ("note",)),
    )

    class Meta:
        model = ActionPlan
        formfield_callback = vietnamese_formfield
        fields = [*PLAN_FIELDS, "note"]
        error_messages = PLAN_ERRORS
        help_texts = PLAN_HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = self.instance.document
        for name, field in _document_fields().items():
            self.fields[f"document_{name}"] = field
            if self.document is not None:
                self.initial[f"document_{name}"] = getattr(self.document, name)

    def rows(self):
        return [self.instance, self.instance.document]

    def clean(self):
        data = super().clean()
        written = {name: data.get(f"document_{name}") for name in DOCUMENT_FIELDS}
        self._refuse_signing_after_the_end(written["issued_on"], data.get("year_to"))
        refuse_known_number(
            self,
            "document_number",
            written["number"],
            written["issued_on"],
            but=self.document.pk if self.document else None,
        )
        self.document = self.document or LegalDocument()
        for name, value in written.items():
            setattr(self.document, name, value or (None if name == "issued_on" else ""))
        if written["issuer_level"]:
            self.instance.issuer_level = written["issuer_level"]
        return data

    def _refuse_signing_after_the_end(self, issued_on, year_to):
        if issued_on and year_to and issued_on.year > year_to:
            sentence = _now("Ngày ký muộn hơn năm kết thúc của kế hoạch (%(year)s).")
            self.add_error("document_issued_on", sentence % {"year": year_to})


def refuse_known_number(form, name, number, issued_on, but=None):
    """Numbers begin again every year; a document without a date may be of this one."""
    if not number:
        return
    same_year = Q(issued_on__isnull=True)
    if issued_on:
        same_year |= Q(issued_on__year=issued_on.year)
    ours = LegalDocument.objects.visible_to(form.access)
    known = ours.filter(same_year, number=number).exclude(pk=but).first()
    if known is not None:
        form.add_error(name, _known_document(known))


def refuse_future(form, *names):
    """Of days on which something has happened."""
    today = clock.today()
    for name in names:
        day = form.cleaned_data.get(name)
        if day and day > today:
            form.add_error(name, future_fault(today))


def _document_fields():
    fields = fields_for_model(
        LegalDocument,
        DOCUMENT_FIELDS,
        formfield_callback=vietnamese_formfield,
        field_classes={"number": DocumentNumberField},
        help_texts=DOCUMENT_HELP,
    )
    for name, field in fields.items():
        field.required = name in DOCUMENT_ERRORS
        field.error_messages |= DOCUMENT_ERRORS.get(name, {})
        fit_size(field)
    return fields


def _known_document(document):
    """'Sổ văn bản đã có Quyết định 1920/QĐ-SCT ngày 22/06/2010 (trích yếu …).'"""
    day = format_date(document.issued_on) if document.issued_on else _now("chưa xác định")
    return _now(
        "Sổ văn bản đã có %(document)s, ngày ký %(day)s: “%(title)s”. Hãy kiểm tra lại số."
    ) % {"document": document, "day": day, "title": document.title}
