"""Everything that changes calls and proposals, and makes a task of one."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_date, format_datetime
from programmes.enums import ProposalState
from programmes.models import Call, Proposal, Task, TaskMoney
from programmes.support.calls import rules
from programmes.tasks.actions import Rows, create_task

PUBLISHED = "published"


# Đợt đăng ký


@transaction.atomic
def create_call(call, *, access):
    require(rules.may_call(access))
    call.save()
    log(access, Verb.CREATE, call)
    return call


@transaction.atomic
def update_call(call, *, access, seen):
    current = _locked_call(call.pk, access)
    refuse_stale(seen, current)
    call.save()
    log(access, Verb.UPDATE, call)
    return call


@transaction.atomic
def publish_call(pk, *, access):
    """From now on every unit reads it, and it changes no more."""
    call = _locked_call(pk, access)
    if missing := call.missing_for_publication():
        raise ActionRefused(" ".join(missing))
    call.is_national = True
    call.save(update_fields=["is_national"])
    log(access, Verb.SUBMIT, call, to_state=PUBLISHED, comment=_("công bố đợt đăng ký"))
    return call


def standing_of_call(call):
    """Why a published call is not edited, as a sentence."""
    sentence = _(
        "Đợt đăng ký đã công bố theo công văn %(number)s ngày %(day)s nên không sửa, không xóa."
        " Muốn thay đổi thì lập đợt mới."
    )
    return sentence % {"number": call.number, "day": format_date(call.issued_on)}


@transaction.atomic
def remove_call(pk, *, access):
    call = _locked_call(pk, access)
    log(access, Verb.DELETE, call)
    call.delete()


def _locked_call(pk, access):
    seen = Call.objects.visible_to(access).filter(pk=pk).first()
    if seen is None:
        raise ActionRefused(_("Đợt đăng ký này đã bị xóa ở nơi khác."))
    require(rules.may_edit_call(access, seen))
    call = Call.objects.select_for_update(of=("self",)).get(pk=pk)
    if call.is_published:
        raise ActionRefused(standing_of_call(call))
    return call


# Đề xuất


@transaction.atomic
def create_proposal(proposal, *, access):
    require(rules.may_propose(access))
    proposal.save()
    log(access, Verb.CREATE, proposal, to_state=proposal.state)
    return proposal


@transaction.atomic
def update_proposal(proposal, *, access, seen):
    current = _locked_draft(proposal.pk, access)
    refuse_stale(seen, current)
    proposal.save()
    log(access, Verb.UPDATE, proposal)
    return proposal


@transaction.atomic
def send_proposal(pk, *, access):
    """The Ministry reads it from now on; when it was sent is the database's to say."""
    proposal = _locked_draft(pk, access)
    proposal.state = ProposalState.SUBMITTED
    proposal.save(update_fields=["state"])
    log(access, Verb.SUBMIT, proposal, from_state=ProposalState.DRAFT, to_state=proposal.state)
    return proposal


@transaction.atomic
def remove_proposal(pk, *, access):
    proposal = _locked_draft(pk, access)
    log(access, Verb.DELETE, proposal)
    proposal.delete()


def standing_of_proposal(proposal):
    """Why a sent proposal is not changed, as a sentence."""
    sentence = _("Đề xuất đã gửi lúc %(at)s nên không sửa, không xóa.")
    return sentence % {"at": format_datetime(proposal.submitted_at)}


def _locked_draft(pk, access):
    ours = Proposal.objects.visible_to(access).filter(owner=access.organisation, pk=pk)
    proposal = ours.select_for_update(of=("self",)).first()
    if proposal is None:
        raise ActionRefused(_("Đề xuất này đã bị xóa ở nơi khác."))
    require(rules.may_edit_proposal(access, proposal))
    if not proposal.is_draft:
        raise ActionRefused(standing_of_proposal(proposal))
    return proposal


# Đưa vào danh mục


def take_up(proposal, task_list, *, access):
    """A task of one of the Ministry's open lists, made of a proposal once and no second time."""
    require(rules.may_take_up(access, proposal))
    task = Task(
        task_list=task_list,
        ordinal=None,
        name=proposal.name,
        lead=proposal.owner.name,
        executor=proposal.executor,
        proposal=proposal,
        note=_note_of(proposal),
    )
    money = [TaskMoney(fund=proposal.fund, planned=proposal.amount)]
    try:
        with transaction.atomic():
            return create_task(task, Rows(money=money), access=access)
    except IntegrityError as fault:
        raise ActionRefused(_("Đề xuất này đã được đưa vào một danh mục.")) from fault


def _note_of(proposal):
    outputs = _("Sản phẩm đề xuất: %(outputs)s") % {"outputs": proposal.outputs}
    return "\n".join(part for part in (proposal.objective, outputs) if part)
