"""The kinds of record an establishment has, and what the screen calls them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from enterprises.enums import VisitKind
from enterprises.models import (
    Certificate,
    Commitment,
    Contact,
    Effectiveness,
    EstablishmentYear,
    PaperEvidence,
    Visit,
)
from enterprises.sites.records import forms
from organisations.enums import Kind as Unit

OFFICES = (Unit.DEPARTMENT, Unit.CORPORATION)
ALL = (*OFFICES, Unit.ENTERPRISE)


@dataclass(frozen=True)
class RecordKind:
    """`writers` are the kinds of organisation that enter it; `add` is what the button says."""

    slug: str
    model: Any
    form: Any
    writers: tuple
    title: str
    add: str
    what: str
    empty: str
    template: str
    takes_files: bool = False

    @property
    def label(self):
        return self.model._meta.label_lower


YEAR = RecordKind(
    "year",
    EstablishmentYear,
    forms.YearForm,
    ALL,
    _("Quy mô, số liệu hằng năm"),
    _("Ghi số liệu năm"),
    _("số liệu năm"),
    _("Chưa có số liệu năm nào: ghi lao động, doanh thu, vốn để xác định quy mô."),
    "enterprises/sites/year_rows.html",
)
CERTIFICATE = RecordKind(
    "certificate",
    Certificate,
    forms.CertificateForm,
    ALL,
    _("Chứng nhận"),
    _("Ghi chứng nhận"),
    _("chứng nhận"),
    _("Chưa ghi chứng nhận nào: ISO 14001, ISO 50001, đạt chuẩn môi trường, nhãn năng lượng."),
    "enterprises/sites/certificate_rows.html",
    takes_files=True,
)
COMMITMENT = RecordKind(
    "commitment",
    Commitment,
    forms.CommitmentForm,
    ALL,
    _("Kế hoạch và đội SXSH"),
    _("Ghi kế hoạch, quyết định"),
    _("kế hoạch, quyết định về SXSH"),
    _("Chưa ghi kế hoạch SXSH hoặc quyết định thành lập đội SXSH của cơ sở."),
    "enterprises/sites/commitment_rows.html",
    takes_files=True,
)
EVIDENCE = RecordKind(
    "evidence",
    PaperEvidence,
    forms.EvidenceForm,
    OFFICES,
    _("Minh chứng theo hồ sơ giấy"),
    _("Ghi minh chứng"),
    _("minh chứng"),
    _("Chưa ghi minh chứng nào từ hồ sơ giấy: phiếu khảo sát, đánh giá SXSH, kết quả đo."),
    "enterprises/sites/evidence_rows.html",
    takes_files=True,
)
VISIT = RecordKind(
    "visit",
    Visit,
    forms.VisitForm,
    OFFICES,
    _("Kiểm tra, khảo sát"),
    _("Ghi lần kiểm tra, khảo sát"),
    _("lần kiểm tra, khảo sát"),
    _("Chưa ghi lần kiểm tra, giám sát hoặc khảo sát, làm việc nào."),
    "enterprises/sites/visit_rows.html",
    takes_files=True,
)
EFFECTIVENESS = RecordKind(
    "effectiveness",
    Effectiveness,
    forms.EffectivenessForm,
    OFFICES,
    _("Hiệu quả SXSH hằng năm"),
    _("Đánh giá hiệu quả"),
    _("đánh giá hiệu quả"),
    _("Chưa đánh giá hiệu quả SXSH của cơ sở năm nào."),
    "enterprises/sites/effectiveness_rows.html",
)
CONTACT = RecordKind(
    "contact",
    Contact,
    forms.ContactForm,
    ALL,
    _("Người liên hệ"),
    _("Ghi người liên hệ"),
    _("người liên hệ"),
    _("Chưa ghi người liên hệ. Thông tin này không đưa vào báo cáo, Bộ không xem."),
    "enterprises/sites/contact_rows.html",
)
KINDS = (YEAR, CERTIFICATE, COMMITMENT, EVIDENCE, VISIT, EFFECTIVENESS, CONTACT)
_BY_MODEL = {kind.model: kind for kind in KINDS}


def kind_of(row):
    return _BY_MODEL[type(row)]


def is_inspection(row):
    return isinstance(row, Visit) and row.kind == VisitKind.INSPECTION
