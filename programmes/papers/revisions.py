"""The revisions of a paper: which content had effect on which day.

A revision is written once and never changes. Whoever entered an old paper wrongly corrects it by
a later revision of the same decision, which stands in the place of the wrong one.
"""

import datetime as dt

from django.utils.translation import gettext as _

from organisations import approvals
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_date
from programmes.models import Revision
from programmes.papers.content import content_key
from programmes.papers.kinds import content_of, kind_of


def revisions_of(paper):
    """All of them, in the order in which they were written."""
    return list(paper.revisions.select_related("document").order_by("ordinal"))


def newest_revision(paper):
    return paper.revisions.select_related("document").order_by("ordinal").last()


def run_behind(paper, revisions, *, access):
    """The run that approved what the newest revision put into force; None for what was entered."""
    if not revisions or not paper.is_decided:
        return None
    key = content_key(revisions[-1].content)
    return approvals.approved_run(paper, kind_of(paper).subject, key, access=access)


def standing(revisions):
    """Without those that a later revision of the same decision has corrected."""
    newest = {revision.document_id: revision.ordinal for revision in revisions}
    return [row for row in revisions if newest[row.document_id] == row.ordinal]


def in_force_on(paper, day, revisions=None):
    """The revision that had effect on a day; None before the first and after the paper's end.

    A paper that was entered before revisions were kept has its present content since its decision,
    as an unsaved first revision. `revisions` are the paper's, where they are known already.
    """
    ended_on = getattr(paper, "ended_on", None)
    if not paper.is_decided or ended_on and ended_on <= day:
        return None
    if revisions is None:
        revisions = revisions_of(paper)
    revisions = revisions or [first_revision(paper)]
    begun = [row for row in standing(revisions) if row.in_force_from and row.in_force_from <= day]
    return max(begun, key=lambda row: (row.in_force_from, row.ordinal), default=None)


def first_revision(paper):
    """What the paper says now, as its first decision put it into force; not saved."""
    revision = decision_alone(paper)
    revision.content = content_of(paper)
    return revision


def decision_alone(paper):
    """The same without the content, which is long."""
    return Revision(
        **{kind_of(paper).parent: paper},
        ordinal=1,
        document=paper.document,
        in_force_from=first_day(paper),
    )


def first_day(paper):
    """When its decision was signed; unknown, it counts as issued before the paper's first year."""
    if paper.document.issued_on:
        return paper.document.issued_on
    year = getattr(paper, "year_from", None) or getattr(paper, "year", None)
    return dt.date(year, 1, 1) if year else None


def write_first_revision(paper):
    """Of a paper that was issued without one; what it says now is what was decided."""
    revision = first_revision(paper)
    if revision.in_force_from is None:
        raise ActionRefused(
            _("Chưa làm được: ghi năm kế hoạch hoặc ngày ký quyết định của %(paper)s trước.")
            % {"paper": paper}
        )
    revision.save()
    return revision


def write_revision(paper, document, *, in_force_from, summary=""):
    """What the paper says now is in force from a day, by this decision."""
    last = newest_revision(paper)
    before = paper.revisions.exclude(document=document).order_by("ordinal").last()
    if before and in_force_from < before.in_force_from:
        raise ActionRefused(
            _("Ngày có hiệu lực phải bằng hoặc sau ngày của lần trước (%(day)s).")
            % {"day": format_date(before.in_force_from)}
        )
    return Revision.objects.create(
        **{kind_of(paper).parent: paper},
        ordinal=last.ordinal + 1 if last else 1,
        document=document,
        in_force_from=in_force_from,
        summary=summary.strip(),
        content=content_of(paper),
    )
