"""The verbs of a paper's life, for plans and lists alike; each writes one state and one log entry.

A paper is locked first, then asked (who may, which move, what is missing), then written. What is
returned is the row as it stands now. Sentences for a paper that is not ready: ActionRefused.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations import approvals
from organisations.access import require
from organisations.actions import log, log_each
from organisations.clock import today
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_date
from programmes.enums import ENDED_STATES, ListState, PlanState, TaskState
from programmes.models import ActionPlan, LegalDocument
from programmes.papers import notices, rules
from programmes.papers.closing import without_an_end
from programmes.papers.differences import differences
from programmes.papers.kinds import LIST, content_key_of, content_of, kind_of, moves_of
from programmes.papers.missing import missing_for_submission
from programmes.papers.revisions import (
    first_day,
    newest_revision,
    revisions_of,
    run_behind,
    write_first_revision,
    write_revision,
)
from programmes.papers.standing import standing_of

DRAFT, CONSULTING, SUBMITTED = PlanState.DRAFT, PlanState.CONSULTING, PlanState.SUBMITTED
ISSUED, AMENDING = PlanState.ISSUED, PlanState.AMENDING


@transaction.atomic
def lock_open(paper, *, access):
    """The paper, locked, if its content may be written now; every change of a part begins here."""
    current = _locked(paper, access)
    if not current.is_open:
        raise ActionRefused(
            _("Chưa lưu: %(standing)s") % {"standing": standing_of(current, access)}
        )
    return current


@transaction.atomic
def seek_opinions(paper, *, access, comment=""):
    current = _begin(paper, CONSULTING, access=access)
    return _move(current, CONSULTING, Verb.CONSULT, access=access, comment=comment)


@transaction.atomic
def back_to_draft(paper, *, access, comment=""):
    current = _begin(paper, DRAFT, access=access, only=(CONSULTING,))
    return _move(current, DRAFT, Verb.REDRAFT, access=access, comment=comment)


@transaction.atomic
def submit(paper, *, access, comment=""):
    """Tờ trình: begins a run through the unit's chain of approval."""
    current = _begin(paper, SUBMITTED, access=access)
    if missing := missing_for_submission(current):
        sentences = " ".join(lack.sentence for lack in missing)
        raise ActionRefused(_("Chưa trình: %(missing)s") % {"missing": sentences})
    key, subject = content_key_of(current), kind_of(current).subject
    approval = approvals.start(current, subject, key, access=access, comment=comment)
    notices.tell_whose_turn_it_is(approval, current, access=access)
    return _move(current, SUBMITTED, Verb.SUBMIT, access=access, comment=comment)


@transaction.atomic
def approve_step(paper, *, access, seen=None, comment=""):
    """The next step of the run; the paper itself stays submitted until its decision is entered."""
    current, approval = _submitted(paper, access)
    key = content_key_of(current)
    approval = approvals.approve(approval.pk, key, access=access, seen=seen, comment=comment)
    notices.tell_whose_turn_it_is(approval, current, access=access)
    return current


@transaction.atomic
def send_back(paper, *, access, reason, seen=None):
    current, approval = _submitted(paper, access)
    approvals.send_back(approval.pk, access=access, reason=reason, seen=seen)
    notices.tell_that_it_came_back(approval, current, access=access, reason=reason)
    return _reopen_content(current, Verb.RETURN, access=access, comment=reason)


@transaction.atomic
def withdraw(paper, *, access, reason="", seen=None):
    """Take back what was submitted, also when all steps are approved and a fault is found then."""
    current = _locked(paper, access)
    approval = _run_of(current, access)
    if current.state == SUBMITTED and approval and approval.is_open:
        approvals.withdraw(approval.pk, access=access, reason=reason, seen=seen)
    else:
        if approval:
            approvals.refuse_unseen(approval, seen)
        _require_reason(reason, _("Chưa rút lại: hồ sơ đã duyệt xong, hãy ghi lý do."))
    return _reopen_content(current, Verb.WITHDRAW, access=access, comment=reason)


@transaction.atomic
def issue(paper, decision, *, access, in_force_from=None, summary=""):
    """All steps are approved and the decision is signed: its content is in force and frozen.

    `decision` is an unsaved LegalDocument with number, date and issuer as they were typed. Of an
    amended paper the first decision stays its document; this one belongs to the new revision.
    """
    current = _begin(paper, ISSUED, access=access, only=(SUBMITTED,))
    _refuse_unapproved(current, access)
    _refuse_odd_decision(decision, in_force_from)
    is_first = newest_revision(current) is None
    if not is_first and not summary.strip():
        raise ActionRefused(_("Chưa ghi: hãy ghi nội dung điều chỉnh."))
    save_or_refuse(decision)
    if is_first:
        current.document = decision
    in_force_from = in_force_from or decision.issued_on
    write_revision(current, decision, in_force_from=in_force_from, summary=summary)
    said = _named(decision)
    if kind_of(current) is LIST:
        _approve_tasks(current, Verb.ISSUE, access=access, comment=said)
    return _move(current, ISSUED, Verb.ISSUE, access=access, comment=said)


@transaction.atomic
def amend(paper, *, access, reason):
    """Open an issued content for writing; what is in force stays in force meanwhile."""
    current = _begin(paper, AMENDING, access=access, only=(ISSUED,))
    _require_reason(reason, _("Chưa mở điều chỉnh: hãy ghi lý do điều chỉnh."))
    if newest_revision(current) is None:
        write_first_revision(current)
    return _move(current, AMENDING, Verb.AMEND, access=access, comment=reason)


@transaction.atomic
def abandon_amendment(paper, *, access, comment=""):
    """Only while nothing is changed: what was typed is never thrown away behind somebody's back."""
    current = _begin(paper, ISSUED, access=access, only=(AMENDING,))
    last = newest_revision(current)
    if changed := differences(last.content, content_of(current)):
        raise ActionRefused(
            _(
                "Chưa thôi điều chỉnh: nội dung đã khác %(document)s. Hãy sửa lại như cũ:"
                " %(changed)s."
            )
            % {
                "document": last.document,
                "changed": "; ".join(difference.sentence for difference in changed),
            }
        )
    return _move(current, ISSUED, Verb.ABANDON, access=access, comment=comment)


@transaction.atomic
def record(paper, *, access, summary):
    """Correct what was entered of a paper that had been issued before it came here.

    It never went through the chain, so its content is taken from the signed document; the
    correction is a new revision of the same decision and stands in the place of the wrong one.
    """
    current = _begin(paper, ISSUED, access=access, only=(AMENDING,))
    if not was_entered(current, access):
        raise ActionRefused(
            _("Chưa ghi: nội dung này đã được duyệt ở đây, nên chỉ thay đổi bằng quyết định khác.")
        )
    _require_reason(summary, _("Chưa ghi: hãy ghi đã bổ sung, đính chính những gì."))
    last = newest_revision(current)
    write_revision(current, last.document, in_force_from=last.in_force_from, summary=summary)
    if kind_of(current) is LIST:
        _approve_tasks(current, Verb.RECORD, access=access, comment=summary)
    return _move(current, ISSUED, Verb.RECORD, access=access, comment=summary)


@transaction.atomic
def correct_decision(paper, document, *, access, seen, reason, in_force_from=None):
    """What was mistyped of the newest decision; another day of effect is a new revision of it."""
    current = _locked(paper, access)
    last = newest_revision(current)
    if current.state != ISSUED or last is None or last.document_id != document.pk:
        raise _not_now(current, access)
    documents = LegalDocument.objects.visible_to(access).select_for_update(of=("self",))
    stored = documents.get(pk=document.pk)
    refuse_stale(seen, stored)
    _require_reason(reason, _("Chưa lưu: hãy ghi lý do đính chính."))
    _refuse_odd_decision(document, in_force_from)
    save_or_refuse(document)
    in_force_from = in_force_from or document.issued_on
    if in_force_from != last.in_force_from:
        write_revision(current, document, in_force_from=in_force_from, summary=reason)
    words = {"before": _named(stored), "after": _named(document), "reason": reason.strip()}
    comment = _("Quyết định: %(before)s → %(after)s. Lý do: %(reason)s") % words
    log(access, Verb.RECORD, current, comment=comment)
    return current


@transaction.atomic
def replace(plan, by, *, access, on, reason):
    """Another issued plan stands in its place from a day on."""
    require(rules.may_end(access, plan))
    rows = ActionPlan.objects.visible_to(access).filter(pk__in=[plan.pk, by.pk])
    locked = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    current = _begin(plan, PlanState.REPLACED, access=access)
    other = locked.get(by.pk)
    if other is None or other.pk == current.pk or other.state != ISSUED:
        raise ActionRefused(_("Chưa ghi: kế hoạch thay thế phải là một kế hoạch khác đã ban hành."))
    _require_reason(reason, _("Chưa ghi: hãy ghi lý do thay thế."))
    _refuse_odd_end(current, on)
    current.ended_on, current.replaced_by = on, other
    words = {"day": format_date(on), "plan": other, "reason": reason.strip()}
    said = _("Từ ngày %(day)s: %(plan)s. Lý do: %(reason)s") % words
    return _move(current, PlanState.REPLACED, Verb.REPLACE, access=access, comment=said)


@transaction.atomic
def expire(plan, *, access, on, reason):
    require(rules.may_end(access, plan))
    current = _begin(plan, PlanState.EXPIRED, access=access)
    _require_reason(reason, _("Chưa ghi: hãy ghi lý do hết hiệu lực."))
    _refuse_odd_end(current, on)
    current.ended_on = on
    said = _("Từ ngày %(day)s: %(reason)s") % {"day": format_date(on), "reason": reason.strip()}
    return _move(current, PlanState.EXPIRED, Verb.EXPIRE, access=access, comment=said)


@transaction.atomic
def restore(plan, *, access, reason):
    """It was ended by mistake: in force again as if it had never been, and the log tells both."""
    require(rules.may_end(access, plan))
    current = _begin(plan, ISSUED, access=access, only=ENDED_STATES)
    _require_reason(reason, _("Chưa khôi phục: hãy ghi lý do."))
    ended = {"day": format_date(current.ended_on), "reason": reason.strip()}
    current.ended_on = current.replaced_by = None
    said = _("Bỏ ngày hết hiệu lực %(day)s. Lý do: %(reason)s") % ended
    return _move(current, ISSUED, Verb.RESTORE, access=access, comment=said)


@transaction.atomic
def close(task_list, *, access, comment=""):
    """The year is over: from now on nothing of the list is written, not even what was done.

    A task that is neither accepted nor stopped nor carried over would never have an end.
    """
    current = _begin(task_list, ListState.CLOSED, access=access)
    if running := without_an_end(current, access):
        sentences = " ".join(lack.sentence for lack in running)
        raise ActionRefused(_("Chưa khóa: %(running)s") % {"running": sentences})
    return _move(current, ListState.CLOSED, Verb.CLOSE, access=access, comment=comment)


@transaction.atomic
def reopen(task_list, *, access, reason):
    current = _begin(task_list, ISSUED, access=access, only=(ListState.CLOSED,))
    _require_reason(reason, _("Chưa mở lại: hãy ghi lý do."))
    return _move(current, ISSUED, Verb.REOPEN, access=access, comment=reason)


def _approve_tasks(task_list, verb, *, access, comment):
    """What stands in a decided list is decided: nothing of it is left as proposed."""
    proposed = task_list.tasks.filter(state=TaskState.PROPOSED)
    tasks = list(proposed)
    proposed.update(state=TaskState.APPROVED)
    states = {"from_state": TaskState.PROPOSED, "to_state": TaskState.APPROVED}
    log_each(access, verb, tasks, comment=comment.strip(), **states)


def was_entered(paper, access):
    """It was issued before it came here: no run approved what is in force."""
    return paper.is_decided and run_behind(paper, revisions_of(paper), access=access) is None


def is_correctable(paper, access):
    """What was entered of it may be corrected on one sheet, without opening an amendment."""
    return paper.state == ISSUED and was_entered(paper, access)


def _named(decision):
    day = format_date(decision.issued_on)
    return _("%(decision)s ngày %(day)s") % {"decision": decision, "day": day}


def _locked(paper, access):
    current = type(paper).objects.select_for_update(of=("self",)).get(pk=paper.pk)
    require(rules.may_change(access, current))
    return current


def _begin(paper, state, *, access, only=()):
    """The paper, locked, if it may go into `state` now; `only` narrows where it may come from."""
    current = _locked(paper, access)
    if state not in moves_of(current) or (only and current.state not in only):
        raise _not_now(current, access)
    return current


def _not_now(current, access):
    standing = standing_of(current, access)
    return ActionRefused(_("Chưa làm được: %(standing)s") % {"standing": standing})


def _move(current, state, verb, *, access, comment=""):
    before, current.state = current.state, state
    current.save()
    log(access, verb, current, from_state=before, to_state=state, comment=comment.strip())
    return current


def _submitted(paper, access):
    current = _locked(paper, access)
    approval = _run_of(current, access)
    if current.state != SUBMITTED or approval is None:
        raise _not_now(current, access)
    return current, approval


def _run_of(paper, access):
    return approvals.current_approval(paper, kind_of(paper).subject, access=access)


def _reopen_content(current, verb, *, access, comment):
    """Back to where it was written: as a draft, or as an amendment of what is in force."""
    if current.state != SUBMITTED:
        raise _not_now(current, access)
    state = AMENDING if current.is_decided else DRAFT
    return _move(current, state, verb, access=access, comment=comment)


def _refuse_unapproved(current, access):
    approval = _run_of(current, access)
    if approval is None or approval.is_open:
        raise ActionRefused(_("Chưa ghi quyết định: các bước duyệt chưa xong."))
    if approval.content_key != content_key_of(current):
        raise ActionRefused(_("Chưa ghi quyết định: nội dung đã khác nội dung được duyệt."))


def _refuse_odd_decision(decision, in_force_from):
    if not decision.is_identified:
        raise ActionRefused(_("Chưa ghi: nhập số, ngày ký và cơ quan ban hành quyết định."))
    if decision.issued_on > today():
        raise ActionRefused(_("Chưa ghi: ngày ký quyết định chưa đến."))
    if in_force_from and in_force_from < decision.issued_on:
        raise ActionRefused(_("Chưa ghi: ngày có hiệu lực phải bằng hoặc sau ngày ký."))


def _refuse_odd_end(plan, on):
    """A day that has not come would end a plan that still has effect."""
    if on > today():
        raise ActionRefused(_("Chưa ghi: ngày này chưa đến; ghi khi kế hoạch đã hết hiệu lực."))
    if on < first_day(plan):
        raise ActionRefused(
            _("Chưa ghi: kế hoạch có hiệu lực từ ngày %(day)s, không thể hết hiệu lực trước đó.")
            % {"day": format_date(first_day(plan))}
        )


def _require_reason(reason, sentence):
    if not reason.strip():
        raise ActionRefused(sentence)
