"""Chains of approval: what a unit configured, and the runs of its objects through them.

The verbs of an object (submit, approve, send back) belong to its own app, which locks the object,
calls a function of this module and changes the object's state. Nothing here knows plans or lists.
"""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from organisations import rules
from organisations.access import require
from organisations.actions import log_by_name
from organisations.clock import Today
from organisations.entry.saving import refuse_stale
from organisations.enums import ApprovalState, ApprovalSubject, Decision, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import Approval, ApprovalDecision, ApprovalStep, Membership

# What a unit has that configured nothing.
DEFAULT_CHAIN = (("Chuyên viên trình", Role.OFFICER), ("Lãnh đạo duyệt", Role.HEAD))
LABEL_LENGTH = Approval._meta.get_field("subject_label").max_length


def chain_of(subject_kind, *, access):
    """The steps of the unit's chain in their order: configured rows, or the default unsaved."""
    rows = configured_steps(access).filter(subject=subject_kind)
    return list(rows) or [
        ApprovalStep(subject=subject_kind, ordinal=ordinal, name=name, role=role)
        for ordinal, (name, role) in enumerate(DEFAULT_CHAIN, start=1)
    ]


def configured_steps(access):
    return ApprovalStep.objects.visible_to(access).for_list().order_by("subject", "ordinal")


@transaction.atomic
def save_chain(subject_kind, steps, *, access, seen):
    """Replace the chain of a kind of object; runs that are under way keep theirs.

    `seen` is the fingerprint of the configured rows that the person had before them.
    """
    require(rules.may_configure_chains(access))
    with connection.cursor() as cursor:
        owner = access.organisation.pk
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('approval_chain'), %s)", [owner])
    current = configured_steps(access).filter(subject=subject_kind)
    refuse_stale(seen, *current)
    current.delete()
    for ordinal, step in enumerate(steps, start=1):
        step.subject, step.ordinal = subject_kind, ordinal
        step.save(force_insert=True)
    log_by_name(
        access,
        Verb.UPDATE,
        ApprovalStep._meta.label_lower,
        owner,
        _("Chuỗi trình duyệt: %(subject)s") % {"subject": ApprovalSubject(subject_kind).label},
        comment="; ".join(f"{step.ordinal}. {step.name}" for step in steps),
    )


@transaction.atomic
def start(row, subject_kind, content_key, *, access, comment=""):
    """Submit an object: a run with the steps as they are configured now, the first one taken.

    `content_key` is the fingerprint of what is submitted (64 hexadecimal digits at most).
    """
    chain = chain_of(subject_kind, access=access)
    require(rules.may_take(access, chain[0]))
    _refuse_people_who_left(chain, access)
    subject = {
        "subject": subject_kind,
        "subject_type": row._meta.label_lower,
        "subject_id": row.pk,
        "subject_label": str(row)[:LABEL_LENGTH],
    }
    try:
        with transaction.atomic():
            approval = Approval.objects.create(content_key=content_key, **subject)
    except IntegrityError as fault:
        raise ActionRefused(_("Chưa trình: hồ sơ này đang được trình duyệt.")) from fault
    for step in chain:
        _freeze(step, approval, is_last=step is chain[-1])
    return _decide(approval, Decision.APPROVED, access=access, verb=Verb.SUBMIT, comment=comment)


@transaction.atomic
def approve(approval_pk, content_key, *, access, seen=None, comment=""):
    """Take the next step of an open run; the run is approved with its last one.

    `content_key` is the fingerprint of the object as it is now, `seen` what the form carried
    (`seen_of`): without it nobody notices that a colleague pressed first.
    """
    approval = _locked(approval_pk, access=access, seen=seen)
    if approval.content_key != content_key:
        raise ActionRefused(
            _(
                "Chưa duyệt: nội dung đã thay đổi sau khi trình."
                " Hãy rút lại hoặc trả lại để trình lại bản mới."
            )
        )
    return _decide(approval, Decision.APPROVED, access=access, verb=Verb.APPROVE, comment=comment)


@transaction.atomic
def send_back(approval_pk, *, access, reason, seen=None):
    """Return the object for completion; whoever may take the next step may also refuse it."""
    approval = _locked(approval_pk, access=access, seen=seen)
    if not reason.strip():
        raise ActionRefused(_("Chưa trả lại: hãy ghi lý do, cần hoàn thiện những gì."))
    return _decide(approval, Decision.RETURNED, access=access, verb=Verb.RETURN, comment=reason)


@transaction.atomic
def withdraw(approval_pk, *, access, reason="", seen=None):
    """Take an open run back, to change what was submitted and submit it again."""
    require(access.writes)
    approval = _open_run(approval_pk, access)
    refuse_unseen(approval, seen)
    require(rules.may_withdraw(access, approval))
    approval.withdrawn_because = reason.strip()
    _close(approval, ApprovalState.WITHDRAWN)
    approval.refresh_from_db()
    _log(approval, access, Verb.WITHDRAW, comment=approval.withdrawn_because)
    return approval


def current_approval(row, subject_kind, *, access):
    """The open run of an object, else its last one, with its decisions; None before the first."""
    runs = Approval.objects.visible_to(access).filter(subject=subject_kind, subject_id=row.pk)
    return runs.prefetch_related("decisions").order_by("-started_at", "-pk").first()


def approved_run(row, subject_kind, content_key, *, access):
    """The newest run that approved exactly this content; None if there was none."""
    runs = Approval.objects.visible_to(access).filter(subject=subject_kind, subject_id=row.pk)
    approved = runs.filter(state=ApprovalState.APPROVED, content_key=content_key)
    return approved.order_by("-started_at", "-pk").first()


def waiting_for(access):
    """Open runs whose next step this person may take, the longest waiting first. Two queries."""
    if not access.writes:
        return []
    runs = Approval.objects.visible_to(access).filter(state=ApprovalState.OPEN)
    return [
        approval
        for approval in runs.prefetch_related("decisions").order_by("started_at", "pk")
        if rules.may_decide(access, approval, approval.decisions.all())
    ]


def approval_context(row, subject_kind, *, access):
    """What organisations/includes/approval.html needs, but for the addresses of the buttons."""
    approval = current_approval(row, subject_kind, access=access)
    if approval is None:
        return {"approval": None, "approval_chain": chain_of(subject_kind, access=access)}
    decisions = list(approval.decisions.all())
    return {
        "approval": approval,
        "approval_decisions": decisions,
        "approval_seen": seen_of(approval),
        "may_decide": rules.may_decide(access, approval, decisions),
        "may_withdraw": rules.may_withdraw(access, approval),
    }


def seen_of(approval):
    """Which run, at which step: a form carries it, so that a colleague's step is not taken."""
    step = approval.next_decision
    return f"{approval.pk}.{step.ordinal if step else 0}"


def refuse_unseen(approval, seen):
    """`seen` is what the form carried; None where no form was shown."""
    if seen is not None and seen != seen_of(approval):
        raise ActionRefused(
            _(
                "Chưa ghi: hồ sơ đã được xử lý ở nơi khác sau khi ông/bà mở trang này."
                " Hãy xem lại các bước rồi quyết định."
            )
        )


def _refuse_people_who_left(chain, access):
    named = {step.person_id: step for step in chain if step.person_id}
    here = Membership.objects.visible_to(access).valid_on(Today()).filter(user__in=named)
    for pk in sorted(set(named) - set(here.values_list("user", flat=True))):
        raise ActionRefused(
            _(
                "Chưa trình: bước “%(step)s” giao cho %(person)s, người này đã thôi là thành viên."
                " Hãy sửa chuỗi trình duyệt."
            )
            % {"step": named[pk].name, "person": named[pk].person}
        )


def _freeze(step, approval, *, is_last):
    ApprovalDecision.objects.create(
        approval=approval,
        ordinal=step.ordinal,
        name=step.name,
        role=step.role,
        person=step.person,
        person_name=str(step.person or ""),
        is_last=is_last,
    )


def _locked(approval_pk, *, access, seen):
    """An open run, locked, whose next step this person may take and had before them."""
    require(access.writes)
    approval = _open_run(approval_pk, access)
    refuse_unseen(approval, seen)
    require(rules.may_decide(access, approval, approval.decisions.all()))
    return approval


def _open_run(approval_pk, access):
    runs = Approval.objects.visible_to(access).select_for_update(of=("self",))
    approval = runs.get(pk=approval_pk)
    if not approval.is_open:
        raise ActionRefused(
            _("Chưa ghi: lần trình duyệt này đã kết thúc (%(state)s).")
            % {"state": approval.get_state_display()}
        )
    return approval


def _decide(approval, decision, *, access, verb, comment):
    step = approval.next_decision
    step.decision, step.comment, step.on_behalf = decision, comment.strip(), access.on_behalf
    step.save(update_fields=["decision", "comment", "on_behalf"])
    if decision == Decision.RETURNED:
        _close(approval, ApprovalState.RETURNED)
    elif step.is_last:
        _close(approval, ApprovalState.APPROVED)
    approval.refresh_from_db()  # when and by whom is written by the database
    words = f"{step.name}: {step.comment}" if step.comment else step.name
    _log(approval, access, verb, comment=words)
    return approval


def _close(approval, state):
    approval.state = state
    approval.save(update_fields=["state", "withdrawn_because"])


def _log(approval, access, verb, *, comment):
    log_by_name(
        access,
        verb,
        approval.subject_type,
        approval.subject_id,
        approval.subject_label,
        to_state=approval.state,
        comment=comment,
    )
