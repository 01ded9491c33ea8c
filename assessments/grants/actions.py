"""Everything that moves a project of support on. State and stamps are the database's to write."""

import json
from decimal import Decimal

from django.db import connections, transaction
from django.utils.translation import gettext as _

from assessments.enums import GrantState
from assessments.grants import rules
from assessments.models import GrantPayment, GrantStep, SupportGrant
from enterprises.models import Establishment
from organisations.access import require
from organisations.actions import log
from organisations.attachments import attach_files
from organisations.entry.saving import (
    refuse_stale,
    refused_in_words,
    save_or_refuse,
    still_there,
)
from organisations.enums import AttachmentPurpose, Verb
from organisations.tenancy import login_alias

VERBS = {
    GrantState.APPROVED: Verb.APPROVE,
    GrantState.CONTRACTED: Verb.UPDATE,
    GrantState.ACCEPTED: Verb.ACCEPT_TASK,
    GrantState.SETTLED: Verb.SETTLE,
    GrantState.REFUSED: Verb.UPDATE,
    GrantState.WITHDRAWN: Verb.WITHDRAW,
}


@transaction.atomic
def apply(grant, *, access, files=()):
    require(rules.may_apply(access))
    sites = Establishment.objects.visible_to(access)
    still_there(sites, _("Đơn vị không còn thấy cơ sở này."), pk=grant.establishment_id)
    save_or_refuse(grant)
    said = _("nhập thay theo %(source)s") % {"source": grant.source} if grant.source else ""
    log(access, Verb.CREATE, grant, to_state=GrantState.APPLIED, comment=said)
    _attach(grant, files, access)
    return grant


@transaction.atomic
def update(grant, *, access, seen, files=()):
    rows = SupportGrant.objects.visible_to(access).select_for_update(of=("self",))
    current = still_there(rows, _("Đơn này không còn sửa được."), pk=grant.pk)
    require(rules.may_edit(access, current))
    refuse_stale(seen, current)
    save_or_refuse(grant)
    log(access, Verb.UPDATE, grant)
    _attach(grant, files, access)
    return grant


@transaction.atomic
def move(grant, step, said, *, access, seen, files=()):
    """One step on, or the last one again with other facts; `said` are the facts of the step."""
    current = stored(grant.pk, access)
    may = step == GrantState.WITHDRAWN and rules.may_withdraw(access, current)
    require(may or rules.may_take(access, current, step, enterers_of(current, access)))
    refuse_stale(seen, current)
    states = {"from_state": current.state, "to_state": step}
    log(access, VERBS[step], current, comment=_words(current, step, said), **states)
    with refused_in_words(SupportGrant._meta.constraints):
        _move(current, step, said)
    _attach(current, files, access)


def _words(current, step, said):
    """What the log says of it besides its verb."""
    if step in GrantState.ended_early():
        return f"{step.label}: {said['reason']}"
    return _("sửa: %(step)s") % {"step": step.label} if current.state == step else step.label


def _move(grant, step, said):
    facts = json.dumps(said, default=_plain)
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT app.move_grant(%s, %s, %s, %s::jsonb)", [grant.pk, grant.state, step, facts]
        )


def _plain(value):
    return str(value) if isinstance(value, Decimal) else value.isoformat()


@transaction.atomic
def pay(payment, *, access):
    grant = stored(payment.grant_id, access)
    require(rules.may_pay(access, grant))
    save_or_refuse(payment)
    log(access, Verb.DISBURSE, grant, comment=said_of(payment))
    return payment


@transaction.atomic
def remove_payment(pk, *, access):
    """One that was recorded by mistake; it stays in the log and in the history."""
    rows = GrantPayment.objects.visible_to(access)
    payment = still_there(rows, _("Lần chi này đã bị xóa ở nơi khác."), pk=pk)
    grant = stored(payment.grant_id, access)
    require(rules.may_pay(access, grant))
    log(access, Verb.DELETE, grant, comment=said_of(payment))
    with refused_in_words():
        payment.delete()


def said_of(payment):
    amount = f"{payment.amount:,.0f}".replace(",", ".")
    words = {"payment": payment, "amount": amount}
    return _("%(payment)s, %(amount)s đồng") % words


def enterers_of(grant, access):
    """The keys of the people who entered the application, under whatever membership."""
    steps = GrantStep.objects.visible_to(access).filter(grant=grant, state=GrantState.APPLIED)
    return set(steps.values_list("person_id", flat=True))


def paid_of(payments):
    """What was paid, less what was recovered."""
    return sum((payment.signed for payment in payments), Decimal(0))


def stored(pk, access):
    rows = SupportGrant.objects.visible_to(access)
    return still_there(rows, _("Đơn vị không còn thấy đề án hỗ trợ này."), pk=pk)


def _attach(grant, files, access):
    if files:
        attach_files(grant, files, purpose=AttachmentPurpose.EVIDENCE, access=access)
