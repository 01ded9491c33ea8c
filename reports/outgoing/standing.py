"""Where the outgoing paper of a version stands, and what of it keeps the report from being sent."""

from django.utils.translation import gettext as _

from reports.enums import SignatureState
from reports.models import CopyDifference, OutgoingDocument, SignedCopy
from reports.sealing import content_key_of


def outgoing_of(version, *, access):
    return OutgoingDocument.objects.visible_to(access).filter(version=version).first()


def copy_of(outgoing, *, access):
    """The signed copy that stands, or None."""
    return SignedCopy.objects.visible_to(access).current().filter(outgoing=outgoing).first()


def missing_of_copy(version, *, access):
    """Open differences, and a signed copy of what was compiled over, as sentences."""
    copies = SignedCopy.objects.visible_to(access).current()
    copy = copies.filter(outgoing__version=version).first()
    if copy is None:
        return []
    if copy.content_key != content_key_of(version):
        return [
            _(
                "Bản ký đã tải lên là của nội dung trước khi lập lại báo cáo. Hãy tải lên bản ký"
                " mới hoặc gỡ bản ký cũ ở trang Văn bản và bản ký."
            )
        ]
    if copy.signatures == SignatureState.WRONG:
        return [
            _(
                "Chữ ký số trên bản ký không đúng: tệp đã bị sửa sau khi ký. Hãy tải lên bản ký"
                " khác ở trang Văn bản và bản ký."
            )
        ]
    differences = CopyDifference.objects.visible_to(access).filter(copy=copy)
    pages = sorted(set(differences.filter(accepted_at=None).values_list("page", flat=True)))
    if not pages:
        return []
    named = ", ".join(str(page) for page in pages)
    return [
        _(
            "Bản ký còn chỗ khác tệp của cổng chưa xử lý ở trang %(pages)s. Hãy chấp nhận kèm lý"
            " do hoặc tải lên bản ký khác ở trang Văn bản và bản ký."
        )
        % {"pages": named}
    ]


def shown_on_report(sent, *, access):
    """The paper of the version that was sent last and its signed copy, for the report's page."""
    outgoing = outgoing_of(sent, access=access) if sent else None
    return {"paper": outgoing, "copy": copy_of(outgoing, access=access) if outgoing else None}
