"""How a paper stands, in a sentence: which state, since when, by which decision, what to do."""

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations import approvals
from organisations.enums import ApprovalState, Verb
from organisations.models import Approval, LogEntry
from organisations.vietnamese import format_date, format_datetime
from programmes.enums import ListState, PlanState
from programmes.papers.kinds import KINDS, kind_of
from programmes.rules import may_plan


def standing_of(paper, access):
    """'Kế hoạch đã ban hành theo Quyết định 12/QĐ-SCT ngày 01/02/2026. …', never empty."""
    words = {"noun": capfirst(kind_of(paper).noun), "state": paper.get_state_display()}
    if paper.state == PlanState.SUBMITTED:
        return _submitted(paper, words, access)
    if paper.state in (PlanState.ISSUED, PlanState.AMENDING):
        return _issued(paper, words)
    if paper.state == PlanState.REPLACED:
        said = _(
            "%(noun)s %(state)s từ ngày %(day)s bằng “%(other)s”, không sửa được nữa."
            " Ghi nhầm thì lãnh đạo đơn vị khôi phục."
        )
        return said % (words | {"day": format_date(paper.ended_on), "other": paper.replaced_by})
    if paper.state == PlanState.EXPIRED:
        said = _(
            "%(noun)s %(state)s từ ngày %(day)s, không sửa được nữa."
            " Ghi nhầm thì lãnh đạo đơn vị khôi phục."
        )
        return said % (words | {"day": format_date(paper.ended_on)})
    if paper.state == ListState.CLOSED:
        return _closed(paper, words, access)
    return _("%(noun)s đang ở trạng thái “%(state)s”.") % words


def awaiting_decision(access):
    """[(kind, paper)] submitted whose steps are all approved, for those who may write it down."""
    if not may_plan(access):
        return []
    runs = Approval.objects.visible_to(access).order_by("-started_at", "-pk")
    return [
        (kind, paper)
        for kind in KINDS
        for paper in kind.model.objects.visible_to(access)
        .filter(state=PlanState.SUBMITTED, owner=access.organisation)
        .alias(run=_newest_state(runs, kind))
        .filter(run=ApprovalState.APPROVED)
        .order_by("pk")
    ]


def _newest_state(runs, kind):
    of_paper = runs.filter(subject=kind.subject, subject_id=OuterRef("pk"))
    return Subquery(of_paper.values("state")[:1])


def _submitted(paper, words, access):
    approval = approvals.current_approval(paper, kind_of(paper).subject, access=access)
    if approval is None:
        return _("%(noun)s đang ở trạng thái “%(state)s”.") % words
    words |= {"at": format_datetime(approval.started_at)}
    if step := approval.next_decision:
        said = _(
            "%(noun)s %(state)s lúc %(at)s, đang chờ bước “%(step)s”."
            " Muốn sửa thì rút lại hoặc đề nghị trả lại."
        )
        return said % (words | {"step": step.name})
    return (
        _("%(noun)s %(state)s lúc %(at)s và đã duyệt xong, đang chờ ghi quyết định ban hành.")
        % words
    )


def _issued(paper, words):
    document = paper.document
    words |= {"document": document, "day": _("chưa xác định")}
    if document.issued_on:
        words["day"] = format_date(document.issued_on)
    if paper.state == PlanState.AMENDING:
        return (
            _(
                "%(noun)s %(state)s: %(document)s, ngày ký %(day)s, vẫn có hiệu lực cho đến khi ghi"
                " quyết định điều chỉnh."
            )
            % words
        )
    return (
        _(
            "%(noun)s %(state)s theo %(document)s, ngày ký %(day)s."
            " Muốn thay đổi nội dung thì mở điều chỉnh."
        )
        % words
    )


def _closed(paper, words, access):
    entries = LogEntry.objects.visible_to(access).filter(
        subject_type=paper._meta.label_lower, subject_id=paper.pk, verb=Verb.CLOSE
    )
    if entry := entries.first():
        said = _("%(noun)s %(state)s lúc %(at)s (%(person)s). Muốn sửa thì mở lại danh mục.")
        return said % (words | {"at": format_datetime(entry.at), "person": entry.actor_name})
    return _("%(noun)s %(state)s. Muốn sửa thì mở lại danh mục.") % words
