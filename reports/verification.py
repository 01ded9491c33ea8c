"""Is this file ours, whole, and do its frozen facts still give what it prints?"""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from organisations import files
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import JOBS, Tenant, use_tenant
from organisations.vietnamese import format_date, format_datetime
from reports.enums import DocumentKind, SignatureState
from reports.facts import digest_of_facts
from reports.figures import digest_of_figures, figures_that_differ
from reports.models import (
    Consolidation,
    ConsolidationPart,
    Document,
    OutgoingDocument,
    Receipt,
    ReportVersion,
    SignedCopy,
)
from reports.verifying.identify import identifier_of

# The largest file the portal makes is the Ministry's collected file of a round.
LARGEST = 300 * 1024 * 1024
UNKNOWN = "Không có báo cáo đã gửi nào mang mã này."


@dataclass(frozen=True)
class Finding:
    """What is known of a file; `is_intact` decides the command's exit code."""

    is_intact: bool
    sentence: str


def verify(body):
    """Check the bytes of a PDF: stored file, then facts; else signed copy; else its identifier."""
    sha256 = hashlib.sha256(body).hexdigest()
    with use_tenant(JOBS), transaction.atomic():
        document = _current(_printed().filter(sha256=sha256))
        owner = document and Organisation.objects.get(pk=document.owner_id)
    if document is None:
        return _signed(sha256) or _not_stored(body)
    with _as(owner):
        if document.replaced_at:
            return _replaced(document, owner)
        if document.version_id:
            return _of_version(document, owner)
        collected, parts = _parts_of(document.consolidation_id)
    return _of_consolidation(collected, parts)


def find(code):
    """What a document's code says to anybody: of reports that were sent, and of nothing else."""
    with _as(_ministry()):
        versions = ReportVersion.objects.filter(public_code=code, is_submitted=True)
        version = versions.select_related("owner").first()
        collected = Consolidation.objects.filter(public_code=code, compiled_at__isnull=False)
        parts = None if version else [_parts_of(row.pk) for row in collected]
    if version is None:
        return _of_consolidation(*parts[0]) if parts else Finding(False, UNKNOWN)
    with _as(version.owner):
        document = version.documents.current().get(kind=DocumentKind.REPORT)
        found = _of_version(document, version.owner)
        receipt = Receipt.objects.filter(version=version).first()
    if receipt is None or not found.is_intact:
        return found
    at = format_datetime(receipt.received_at)
    return Finding(True, f"{found.sentence} Phiếu tiếp nhận {receipt.number}, lúc {at}.")


@contextmanager
def _as(organisation):
    """A short reading with what this organisation sees; a request has none open (middleware)."""
    with use_tenant(Tenant(organisation.kind, organisation.pk)), transaction.atomic():
        yield


def _ministry():
    with use_tenant(JOBS), transaction.atomic():
        return Organisation.objects.get(kind=Kind.MINISTRY)


def _printed():
    """A Word file is for going on with: nobody takes it for the report that was sent."""
    return Document.objects.exclude(kind=DocumentKind.WORD)


def _current(documents):
    """The one that stands before those that were replaced."""
    return documents.order_by(F("replaced_at").desc(nulls_first=True), "pk").first()


def _signed(sha256):
    """The signed copy of a version that was sent, as its unit uploaded it; None for other files."""
    with _as(_ministry()):
        copies = SignedCopy.objects.current().filter(sha256=sha256)
        related = ("outgoing__version__report", "outgoing__version__owner")
        copy = copies.filter(outgoing__version__is_submitted=True).select_related(*related).first()
    if copy is None:
        return None
    version = copy.outgoing.version
    with _as(version.owner):
        fault = fault_of(version)
    if fault:
        return Finding(False, fault)
    return Finding(
        copy.signatures != SignatureState.WRONG,
        f"Bản ký {copy.outgoing} ngày {format_date(copy.outgoing.signed_on)} của"
        f" {version.owner.name}, báo cáo {version.report.code}, bản {version.number}:"
        f" {copy.get_mark_display()}; chữ ký số: {copy.get_signatures_display()}.",
    )


def _not_stored(body):
    identifier = identifier_of(body)
    with use_tenant(JOBS), transaction.atomic():
        known = identifier and _current(_printed().filter(identifier=identifier))
    if not known:
        return Finding(False, "Không phải tệp do hệ thống này lập.")
    path = files.path_of(known.sha256)
    if known.size < len(body) and path.exists() and body.startswith(path.read_bytes()):
        return Finding(
            False,
            "Phần đầu là nguyên văn tệp của hệ thống; phía sau có phần ghi thêm (chữ ký số hoặc sửa"
            " đổi) mà hệ thống không giữ bản nào như vậy.",
        )
    return Finding(False, "Tệp đã bị thay đổi: mã văn bản có trong hệ thống, nội dung khác.")


def _replaced(document, owner):
    """Ours and whole, but the rows behind its numbers were replaced with the draft."""
    return Finding(
        False,
        f"Bản dự thảo cũ của {owner.name}, đã được lập lại lúc"
        f" {format_datetime(document.replaced_at)}: tệp không bị sửa, nhưng số liệu gốc của bản"
        " cũ không còn giữ.",
    )


def _of_version(document, owner):
    version = ReportVersion.objects.select_related("report").get(pk=document.version_id)
    if fault := fault_of(version) or _fault_of_receipt(version, document):
        return Finding(False, fault)
    newer = version.report.versions.filter(number__gt=version.number, is_submitted=True)
    latest = newer.order_by("-number").first()
    replaced = f" Đã được thay bằng bản {latest.number}{_paper_of(latest)}." if latest else ""
    draft = "" if version.is_submitted else " Đây là bản dự thảo, chưa gửi."
    return Finding(
        True,
        f"Nguyên vẹn: {owner.name}, báo cáo {version.report.code}, bản {version.number}."
        f"{draft}{replaced}",
    )


def _paper_of(version):
    paper = OutgoingDocument.objects.filter(version=version).first()
    return f", Báo cáo số {paper} ngày {format_date(paper.signed_on)}" if paper else ""


def fault_of(version):
    """The sentence that says what no longer agrees, or "" when the whole chain holds."""
    if differ := figures_that_differ(version):
        return (
            f"Số liệu gốc đã chốt không còn cho ra số đã in: {len(differ)} số, trước hết là mã"
            f" {differ[0]}."
        )
    if digest_of_facts(version) != version.facts_digest:
        return "Số liệu gốc đã chốt đã bị thay đổi (mã kiểm tra số liệu gốc không khớp)."
    if digest_of_figures(version) != version.figures_digest:
        return "Số liệu đã in đã bị thay đổi (mã kiểm tra số liệu không khớp)."
    return ""


def _fault_of_receipt(version, document):
    """The receipt cannot be changed: what it says of figures and file must still hold."""
    receipt = Receipt.objects.filter(version=version).first()
    if receipt is None:
        return ""
    if receipt.figures_digest != version.figures_digest:
        return "Mã kiểm tra số liệu khác mã ghi trên phiếu tiếp nhận."
    if document.kind == DocumentKind.REPORT and receipt.document_sha256 != document.sha256:
        return "Tệp khác tệp ghi trên phiếu tiếp nhận."
    return ""


def _parts_of(consolidation_pk):
    collected = Consolidation.objects.select_related("round").get(pk=consolidation_pk)
    parts = ConsolidationPart.objects.filter(consolidation=collected)
    return collected, list(parts.select_related("version__report", "version__owner"))


def _of_consolidation(collected, parts):
    """Each chapter is checked as its own unit, which sees all that the digests cover."""
    for part in parts:
        owner = part.version.owner
        with use_tenant(Tenant(owner.kind, owner.pk)), transaction.atomic():
            fault = fault_of(part.version)
        if fault:
            return Finding(False, f"Báo cáo {part.version.report.code}: {fault}")
    return Finding(
        True,
        f"Nguyên vẹn: tập báo cáo kỳ {collected.round.code}, lần {collected.number},"
        f" {len(parts)} báo cáo.",
    )
