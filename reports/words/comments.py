"""What colleagues remark on a section, and that it was settled."""

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import still_there
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from reports.models import SectionComment
from reports.words.rules import may_write

LONGEST = 2_000


@transaction.atomic
def add_comment(report, section_key, text, *, title, access, now):
    """The same words sent twice make one comment."""
    require(may_write(access, report))
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ActionRefused(_("Ý kiến phải có nội dung và không quá 2.000 ký tự."))
    about = {"report": report, "section_key": section_key, "text": text}
    mine = SectionComment.objects.visible_to(access).filter(written_by=access.user, **about)
    if mine.filter(settled_at=None).exists():
        return
    SectionComment.objects.create(
        written_by=access.user, written_by_name=str(access.user), written_at=now, **about
    )
    log(access, Verb.UPDATE, report, comment=_("Ý kiến về mục %(title)s") % {"title": title})


@transaction.atomic
def settle_comment(pk, *, access, now):
    rows = SectionComment.objects.visible_to(access).select_for_update(of=("self",))
    row = still_there(rows.select_related("report"), _("Ý kiến này không còn."), pk=pk)
    require(may_write(access, row.report))
    if row.settled_at is None:
        row.settled_at, row.settled_by_name = now, str(access.user)
        row.save()
    return row


def open_comments(report, *, access):
    """{section's key: how many remarks wait}"""
    rows = SectionComment.objects.visible_to(access).filter(report=report, settled_at=None)
    counted = rows.order_by().values_list("section_key").annotate(Count("pk"))
    return dict(counted)
