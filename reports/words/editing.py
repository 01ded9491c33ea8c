"""One writer of a section at a time: a lease in the open page, renewed while somebody types.

It tells colleagues who is at work; what is saved is compared by version all the same, so that a
page without scripts, or a lease that lapsed, never overwrites anybody.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.vietnamese import format_datetime
from reports.models import Report, SectionEditor
from reports.words.rules import may_write

LEASE = dt.timedelta(minutes=3)
PAGE_LENGTH = SectionEditor._meta.get_field("page").max_length


@transaction.atomic
def take(report_pk, section_key, page, *, access, now):
    """Open the section for this person's page, or renew that. Returns the colleague at work.

    None when the section is ours. The report's row is what two who come at once wait at.
    """
    report = _locked(report_pk, access)
    row = _rows(report, access).filter(section_key=section_key).first()
    if row and _is_held(row, access, now):
        return row
    is_ours = row is not None and row.editor_id == access.user.pk and now - row.seen_at < LEASE
    row = row or SectionEditor(report=report, section_key=section_key)
    row.editor, row.editor_name, row.page = access.user, str(access.user), page[:PAGE_LENGTH]
    row.since = row.since if is_ours else now
    row.seen_at = now
    row.save()
    return None


@transaction.atomic
def leave(report_pk, section_key, page, *, access):
    """The page is gone. A page that was opened after it keeps the section."""
    report = _locked(report_pk, access)
    mine = _rows(report, access).filter(section_key=section_key, editor=access.user)
    mine.filter(page=page[:PAGE_LENGTH]).delete()


def colleague_at(report, section_key, *, access, now):
    """Who else has this section open now; None when nobody has."""
    return colleagues_at(report, access=access, now=now).get(section_key)


def colleagues_at(report, *, access, now):
    """{section's key: the colleague's row}"""
    rows = _rows(report, access).filter(~Q(editor=access.user), seen_at__gt=now - LEASE)
    return {row.section_key: row for row in rows}


def notice_of(row):
    """What stands above the form meanwhile."""
    return _(
        "%(name)s đang sửa mục này (mở từ %(since)s). Có thể đọc và nêu ý kiến; lời văn chỉ lưu"
        " được khi người đó xong."
    ) % {"name": row.editor_name, "since": format_datetime(row.since)}


def refusal_of(row):
    return _(
        "%(name)s đang sửa mục này (mở từ %(since)s). Lời văn của ông/bà chưa được lưu; hãy"
        " trao đổi với người đó, hoặc thử lại sau vài phút."
    ) % {"name": row.editor_name, "since": format_datetime(row.since)}


def _rows(report, access):
    return SectionEditor.objects.visible_to(access).filter(report=report)


def _is_held(row, access, now):
    return row.editor_id != access.user.pk and now - row.seen_at < LEASE


def _locked(report_pk, access):
    ours = Report.objects.visible_to(access).select_for_update(of=("self",))
    report = ours.get(pk=report_pk)
    require(may_write(access, report))
    return report
