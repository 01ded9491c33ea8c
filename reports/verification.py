"""Is this file ours, whole, and do its frozen facts still give what it prints?"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from organisations.documents.identity import read_identifier
from organisations.models import Organisation
from organisations.tenancy import JOBS, Tenant, use_tenant
from organisations.vietnamese import format_datetime
from reports.enums import DocumentKind
from reports.facts import digest_of_facts
from reports.figures import digest_of_figures, figures_that_differ
from reports.models import Consolidation, ConsolidationPart, Document, Receipt, ReportVersion


@dataclass(frozen=True)
class Finding:
    """What is known of a file; `is_intact` decides the command's exit code."""

    is_intact: bool
    sentence: str


def verify(body):
    """Check the bytes of a PDF: stored file, then facts; else what its identifier says."""
    with use_tenant(JOBS), transaction.atomic():
        document = _document_of(hashlib.sha256(body).hexdigest())
        owner = document and Organisation.objects.get(pk=document.owner_id)
    if document is None:
        return _not_stored(body)
    with use_tenant(Tenant(owner.kind, owner.pk)), transaction.atomic():
        if document.replaced_at:
            return _replaced(document, owner)
        if document.version_id:
            return _of_version(document, owner)
        collected, parts = _parts_of(document.consolidation_id)
    return _of_consolidation(collected, parts)


def _document_of(sha256):
    current_first = F("replaced_at").desc(nulls_first=True)
    return Document.objects.filter(sha256=sha256).order_by(current_first, "pk").first()


def _not_stored(body):
    identifier = read_identifier(body)
    with use_tenant(JOBS), transaction.atomic():
        known = identifier and Document.objects.filter(identifier=identifier).exists()
    if known:
        return Finding(False, "Tệp đã bị thay đổi: mã văn bản có trong hệ thống, nội dung khác.")
    return Finding(False, "Không phải tệp do hệ thống này lập.")


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
    replaced = f" Đã được thay bằng bản {latest.number}." if latest else ""
    draft = "" if version.is_submitted else " Đây là bản dự thảo, chưa gửi."
    return Finding(
        True,
        f"Nguyên vẹn: {owner.name}, báo cáo {version.report.code}, bản {version.number}."
        f"{draft}{replaced}",
    )


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
