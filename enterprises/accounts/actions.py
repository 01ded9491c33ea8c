"""Asking for an account, opening it, inviting its people."""

from functools import partial

from django.db import connection, transaction
from django.utils.translation import gettext as _

from enterprises import rules
from enterprises.enums import AccountRequestState
from enterprises.models import AccountRequest, Enterprise
from organisations import clock, emails, invitations
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refused_in_words
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.models import Invitation, Organisation


def ask(told):
    """A stranger says where they work; the answer is the same whatever the register has."""
    names = ("province", "tax_code", "enterprise_name", "full_name", "position", "email", "phone")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.ask_for_account(%s, %s, %s, %s, %s, %s, %s)", [told[n] for n in names]
        )


@transaction.atomic
def invite(enterprise, *, full_name, email, access, now):
    """Open the enterprise's account if it has none, and invite a person to administer it.

    Inviting again is how an account is handed over when its last person has left.
    """
    require(rules.may_invite_enterprise(access))
    with refused_in_words(), connection.cursor() as cursor:
        cursor.execute("SELECT app.open_enterprise_account(%s)", [enterprise.pk])
        account = cursor.fetchone()[0]
        token = invitations.new_token(account)
        cursor.execute(
            "SELECT app.invite_to_enterprise(%s, %s, %s, %s, %s, %s)",
            [
                account,
                email,
                full_name,
                invitations.hash_of(token),
                now + invitations.VALID_FOR,
                str(access.user),
            ],
        )
    log(access, Verb.INVITE, enterprise, comment=email)
    invitation = Invitation(
        organisation=Organisation(pk=account),
        organisation_name=enterprise.name,
        email=email,
        full_name=full_name,
        role="administrator",
        invited_by_name=str(access.user),
        expires_at=now + invitations.VALID_FOR,
    )
    transaction.on_commit(partial(emails.send_invitation, invitation, token), robust=True)
    return token


@transaction.atomic
def confirm(pk, *, access):
    """The person really works there: open the account and send the invitation."""
    asked = _open_request(pk, access)
    enterprise = Enterprise.objects.visible_to(access).filter(tax_code=asked.tax_code).first()
    if enterprise is None:
        raise ActionRefused(
            _("Sổ chưa có cơ sở nào mang mã số thuế %(code)s. Hãy ghi cơ sở vào sổ trước.")
            % {"code": asked.tax_code}
        )
    now = clock.now()
    told = {"full_name": asked.full_name, "email": asked.email}
    token = invite(enterprise, access=access, now=now, **told)
    _answer(asked, AccountRequestState.CONFIRMED, "", access, now)
    return token


@transaction.atomic
def refuse(pk, reason, *, access):
    asked = _open_request(pk, access)
    _answer(asked, AccountRequestState.REFUSED, reason, access, clock.now())


def _open_request(pk, access):
    require(rules.may_invite_enterprise(access))
    asked = AccountRequest.objects.visible_to(access).select_for_update(of=("self",)).get(pk=pk)
    if asked.state != AccountRequestState.OPEN:
        raise ActionRefused(_("Đề nghị này đã được trả lời."))
    return asked


def _answer(asked, state, reason, access, now):
    asked.state, asked.answer = state, reason
    asked.answered_at, asked.answered_by_name = now, str(access.user)
    asked.save()
    verb = Verb.APPROVE if state == AccountRequestState.CONFIRMED else Verb.RETURN
    log(access, verb, asked, comment=reason or asked.email)
