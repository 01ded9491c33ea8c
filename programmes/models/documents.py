"""Documents that are cited."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear

from organisations.access import Owned
from organisations.enums import Kind
from organisations.vietnamese import normalise_document_number
from programmes.enums import UNVERIFIED, DocumentType, IssuerLevel, Provenance, SigningFor

EVERYBODYS = Q(is_national=True)
READERS = dict.fromkeys(
    (Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT, Kind.MINISTRY), "owner"
)


def provenance_field():
    return models.CharField("nguồn", max_length=10, choices=Provenance, default=Provenance.OFFICIAL)


class DocumentNumberField(models.CharField):
    """A document number, stored normalised so that 1419⁄QĐ-TTg finds 1419/QĐ-TTg."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return normalise_document_number(value) if isinstance(value, str) else value


class LegalDocument(Owned):
    """A document that is cited. Number, date and issuer may be unknown, and then it says so."""

    owner_paths = READERS
    national_when = EVERYBODYS

    is_national = models.BooleanField("dùng chung toàn quốc", default=False, editable=False)
    type = models.CharField("loại văn bản", max_length=20, choices=DocumentType)
    number = DocumentNumberField("số, ký hiệu", max_length=50, blank=True)
    issued_on = models.DateField("ngày ký", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issuer_level = models.CharField("cấp ban hành", max_length=20, choices=IssuerLevel, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    submitted_by = models.CharField("cơ quan trình", max_length=200, blank=True)
    signing_for = models.CharField(
        "thể thức ký", max_length=5, choices=SigningFor, default=SigningFor.SELF, blank=True
    )
    signer_position = models.CharField("chức vụ người ký", max_length=100, blank=True)
    signer_name = models.CharField("người ký", max_length=50, blank=True)
    provenance = provenance_field()
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "văn bản"
        ordering = [F("issued_on").desc(nulls_last=True), "number"]
        constraints = [
            # Numbers begin again at 01 every year (NĐ 30/2020/NĐ-CP, Điều 15).
            models.UniqueConstraint(
                "owner",
                "number",
                Coalesce(ExtractYear("issued_on"), 0),
                name="document_number_once_a_year",
                condition=~Q(number=""),
                violation_error_message=(
                    "Sổ văn bản đã có số, ký hiệu này trong cùng năm. Hãy kiểm tra lại số."
                ),
            ),
        ]

    def __str__(self):
        return " ".join(part for part in (self.get_type_display(), self.number) if part)

    @property
    def is_identified(self):
        """Number, date and issuer are all known; only then is the document counted."""
        return bool(self.number and self.issued_on and self.issuer)

    @property
    def is_unverified(self):
        return self.provenance in UNVERIFIED
