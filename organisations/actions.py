"""Everything that changes who works for whom, and the log that every app's actions write."""

import datetime as dt
from functools import partial

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg2 import errors

from organisations import emails, invitations, rules
from organisations.access import require
from organisations.acting import access_of, standings_of
from organisations.enums import Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import Delegation, Invitation, LogEntry, Membership, User
from organisations.tenancy import use_tenant

LABEL_LENGTH = LogEntry._meta.get_field("subject_label").max_length
LINK_IS_OVER = gettext_lazy("Đường dẫn này không còn dùng được.")
ONE_DAY = dt.timedelta(days=1)


def log(access, verb, subject, *, from_state="", to_state="", comment=""):
    """One line of the log: who did what to which record, for which organisation.

    When and for which organisation are written by the database, never passed in.
    """
    name = (subject._meta.label_lower, subject.pk, str(subject))
    return log_by_name(
        access, verb, *name, from_state=from_state, to_state=to_state, comment=comment
    )


def log_each(access, verb, subjects, **words):
    """The same said of many records at once."""
    names = [(row._meta.label_lower, row.pk, str(row)) for row in subjects]
    LogEntry.objects.bulk_create([_entry(access, verb, *name, **words) for name in names])


def log_by_name(access, verb, subject_type, subject_id, subject_label, **words):
    """The same for a record that is known by its name alone; `words` are states and comment."""
    entry = _entry(access, verb, subject_type, subject_id, subject_label, **words)
    entry.save()
    return entry


def _entry(access, verb, subject_type, subject_id, subject_label, **words):
    return LogEntry(
        actor=access.user,
        actor_name=str(access.user) if access.user else "",
        on_behalf=access.on_behalf,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        subject_label=subject_label[:LABEL_LENGTH],
        **words,
    )


@transaction.atomic
def invite(invitation, *, access, now):
    """Send a link that makes its reader a member; an older open link to the address dies.

    Returns the token, which is stored nowhere. Without a mail server the invitation stays, and
    inviting again sends a new link.
    """
    require(rules.may_manage_members(access))
    members = Membership.objects.visible_to(access).valid_on(now.date())
    if members.filter(user__email__iexact=invitation.email).exists():
        raise ActionRefused(_("Người có địa chỉ này đã là thành viên."))
    token = invitations.issue(invitation, access.organisation, invited_by=str(access.user), now=now)
    log(access, Verb.INVITE, invitation, to_state=invitation.role)
    transaction.on_commit(partial(emails.send_invitation, invitation, token), robust=True)
    return token


@transaction.atomic
def withdraw_invitation(pk, *, access):
    """The link in the letter opens nothing from now on."""
    require(rules.may_manage_members(access))
    invitation = Invitation.objects.visible_to(access).filter(pk=pk, accepted_at=None).first()
    if invitation is None:
        raise ActionRefused(_("Lời mời này đã được nhận hoặc đã thu hồi."))
    log(access, Verb.UPDATE, invitation, to_state="withdrawn")
    invitation.delete()


def accept_invitation(invitation, user):
    """Make `user` a member by the door the database keeps for it, app.accept_invitation.

    Runs as the bare login, which cannot write memberships.
    """
    with transaction.atomic():
        _accept(invitation, user)
    _log_acceptance(invitation, user)


def accept_as_new_person(invitation, *, full_name, password):
    """The invited person has no account yet: make it, in one transaction with the membership."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, full_name=full_name)
            _accept(invitation, user)
    except IntegrityError as fault:  # somebody took the address a moment ago
        raise ActionRefused(LINK_IS_OVER) from fault
    _log_acceptance(invitation, user)
    return user


def _accept(invitation, user):
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.accept_invitation(%s, %s)", [invitation.token_hash, user.pk])
        if cursor.fetchone()[0] is None:
            raise ActionRefused(LINK_IS_OVER)


def _log_acceptance(invitation, user):
    """In the organisation's own transaction: the bare login has no log."""
    place = invitation.organisation_id
    standing = next(s for s in standings_of(user) if s.organisation_id == place)
    with use_tenant(standing.tenant), transaction.atomic():
        log(access_of(user, standing), Verb.ACCEPT, invitation, to_state=standing.role)


@transaction.atomic
def change_role(pk, role, *, access, today):
    membership = _membership_to_change(pk, access=access, today=today)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    name = str(membership.user)
    log(access, Verb.UPDATE, membership, from_state=before, to_state=role, comment=name)


@transaction.atomic
def end_membership(pk, *, access, today):
    """From the next request on the person is no longer a member."""
    membership = _membership_to_change(pk, access=access, today=today)
    membership.valid_to = today - ONE_DAY
    membership.save(update_fields=["valid_to"])
    role, name = membership.role, str(membership.user)
    log(access, Verb.UPDATE, membership, from_state=role, to_state="ended", comment=name)


def _membership_to_change(pk, *, access, today):
    """Locked together with all administrators, so that two of them cannot remove each other."""
    valid = Membership.objects.visible_to(access).valid_on(today).for_list()
    administrators = valid.filter(role=Role.ADMINISTRATOR).order_by("pk")
    administrators = [m.pk for m in administrators.select_for_update(of=("self",))]
    membership = valid.filter(pk=pk).select_for_update(of=("self",)).first()
    if membership is None:
        raise ActionRefused(_("Người này đã thôi là thành viên."))
    require(rules.may_change_membership(access, membership))
    if administrators == [membership.pk]:
        raise ActionRefused(
            _("Đây là người quản trị cuối cùng của đơn vị. Hãy giao quyền quản trị cho người khác.")
        )
    return membership


@transaction.atomic
def give_delegation(delegation, *, access):
    require(rules.may_delegate(access))
    delegation.principal = access.organisation
    try:
        with transaction.atomic():
            delegation.save()
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.ExclusionViolation):
            raise
        raise ActionRefused(_("Đơn vị này đã được ủy quyền trong thời gian đó.")) from fault
    log(access, Verb.CREATE, delegation, to_state=delegation.role)


@transaction.atomic
def end_delegation(pk, *, access, today):
    """From the next request on nobody of the delegate acts for us."""
    seen = Delegation.objects.visible_to(access).get(pk=pk)
    # The delegate reads this row and may not lock it: ask before locking.
    require(rules.may_end_delegation(access, seen))
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=pk)
    if delegation.valid_to and delegation.valid_to < today:
        raise ActionRefused(_("Ủy quyền này đã hết hiệu lực."))
    delegation.valid_to = today - ONE_DAY
    delegation.save(update_fields=["valid_to"])
    log(access, Verb.UPDATE, delegation, from_state=delegation.role, to_state="ended")
