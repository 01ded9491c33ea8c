"""Writing number and signer, taking the signed copy in, accepting what it says otherwise.

The report is locked first and its version after it, as sending does.
"""

from pathlib import PurePosixPath

from django.db import transaction
from django.utils.translation import gettext as _

from organisations import clock, files
from organisations.access import require
from organisations.actions import log
from organisations.attachments.recognition import recognise, stored_name
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import FileType, Verb
from organisations.exceptions import ActionRefused
from reports.enums import DocumentKind
from reports.models import CopyDifference, Report, ReportVersion, SignedCopy
from reports.outgoing import rules
from reports.outgoing.comparing import read_copy
from reports.outgoing.standing import copy_of, outgoing_of
from reports.sealing import Progress, content_key_of

LONGEST = CopyDifference._meta.get_field("ours").max_length


@transaction.atomic
def write_number(version_pk, paper, *, access, seen=""):
    """`paper` is an OutgoingDocument as it was typed; the number is given outside, never here."""
    version = _locked(version_pk, access)
    if not Progress.of(version, access=access).is_approved:
        raise ActionRefused(_("Chưa ghi: bản này chưa được duyệt đủ các bước trong đơn vị."))
    stored = outgoing_of(version, access=access)
    if stored is not None or paper.pk is not None:
        refuse_stale(seen, stored)
    paper.version = version
    save_or_refuse(paper)
    log(access, Verb.UPDATE, version.report, comment=_("Số, ký hiệu: %s") % paper)
    return paper


def take_copy(version_pk, uploaded, *, access):
    """Read the file outside any lock, then store it with what was found, if nothing has moved."""
    _require_pdf(uploaded)
    with transaction.atomic():
        version = _locked(version_pk, access)
        outgoing = _numbered(version, access)
        key, ours = content_key_of(version), _our_path(version)
    with files.new_file(".pdf") as path:
        with path.open("wb") as kept:
            for chunk in uploaded.chunks():
                kept.write(chunk)
        answer = read_copy(path, ours, outgoing, access=access)
        return _keep(version_pk, uploaded, path, answer, key, access=access)


@transaction.atomic
def _keep(version_pk, uploaded, path, answer, key, *, access):
    version = _locked(version_pk, access)
    outgoing = _numbered(version, access)
    if content_key_of(version) != key:
        raise ActionRefused(_("Chưa lưu: báo cáo đã được lập lại trong lúc so bản ký."))
    _standing(outgoing, access).update(replaced_at=clock.now())
    copy = SignedCopy.objects.create(
        outgoing=outgoing,
        name=stored_name(uploaded, FileType.PDF),
        sha256=files.store_file(path, ".pdf"),
        size=uploaded.size,
        page_count=answer["pages"],
        mark=answer["mark"],
        content_key=key,
        signatures=answer["signatures"]["state"],
        signature_words=answer["signatures"]["words"],
        uploaded_at=clock.now(),
        uploaded_by=access.user,
        uploaded_by_name=str(access.user),
    )
    CopyDifference.objects.bulk_create(
        CopyDifference(
            copy=copy,
            ordinal=ordinal,
            page=found["page"],
            ours=found["ours"][:LONGEST],
            theirs=found["theirs"][:LONGEST],
        )
        for ordinal, found in enumerate(answer["differences"], start=1)
    )
    log(access, Verb.ATTACH, version.report, comment=copy.name)
    return copy


@transaction.atomic
def accept(version_pk, pks, *, reason, access):
    """The chosen places of the copy that stands; who and when is kept with the reason."""
    version = _locked(version_pk, access)
    if not reason.strip():
        raise ActionRefused(_("Ghi rõ vì sao chấp nhận chỗ khác."))
    copy = copy_of(outgoing_of(version, access=access), access=access)
    rows = CopyDifference.objects.visible_to(access).filter(copy=copy, accepted_at=None)
    chosen = list(rows.filter(pk__in=pks)) if copy else []
    if not chosen or len(chosen) < len(set(pks)):
        raise ActionRefused(
            _("Chưa ghi: chỗ khác đã chọn không còn chờ xử lý. Hãy xem lại danh sách.")
        )
    rows.filter(pk__in=pks).update(
        reason=reason.strip(),
        accepted_at=clock.now(),
        accepted_by=access.user,
        accepted_by_name=str(access.user),
    )
    places = "; ".join(str(row) for row in chosen)
    log(access, Verb.CONFIRM, version.report, comment=f"{places}. {reason.strip()}")


@transaction.atomic
def remove_copy(version_pk, *, access):
    """It was the wrong file; from now on the version has no signed copy."""
    version = _locked(version_pk, access)
    copy = copy_of(outgoing_of(version, access=access), access=access)
    if copy is None:
        raise ActionRefused(_("Bản ký này đã được gỡ."))
    _standing(copy.outgoing, access).update(replaced_at=clock.now())
    log(access, Verb.DETACH, version.report, comment=copy.name)


def _standing(outgoing, access):
    return SignedCopy.objects.visible_to(access).current().filter(outgoing=outgoing)


def _locked(version_pk, access):
    report = ReportVersion.objects.select_related("report").get(pk=version_pk).report
    require(rules.may_write(access, report))
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    version = ReportVersion.objects.select_for_update(of=("self",)).get(pk=version_pk)
    if version.is_submitted:
        raise ActionRefused(_("Bản báo cáo đã gửi: văn bản đi và bản ký không sửa được nữa."))
    return version


def _numbered(version, access):
    outgoing = outgoing_of(version, access=access)
    if outgoing is None:
        raise ActionRefused(_("Hãy ghi số, ký hiệu và ngày ký trước khi tải lên bản ký."))
    return outgoing


def _our_path(version):
    document = version.documents.current().filter(kind=DocumentKind.REPORT).first()
    if document is None:
        raise ActionRefused(_("Chưa có tệp báo cáo. Hãy lập lại báo cáo."))
    return files.path_of(document.sha256)


def _require_pdf(uploaded):
    if recognise(uploaded) != FileType.PDF:
        name = PurePosixPath(uploaded.name).name
        raise ActionRefused(_("Bản ký phải là tệp PDF; “%s” là loại khác.") % name)
