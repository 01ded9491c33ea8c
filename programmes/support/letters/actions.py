"""Everything that changes letters, their addressees and the replies."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import same_name_key
from programmes.models import LetterAddressee, OutgoingLetter
from programmes.support.letters import rules


@transaction.atomic
def create_letter(letter, names, *, access):
    require(rules.may_send(access))
    save_or_refuse(letter)
    _add(letter, names)
    log(access, Verb.CREATE, letter)
    return letter


@transaction.atomic
def update_letter(letter, names, *, access, seen):
    """Names that stay keep their replies; one that has replied cannot be left out."""
    current = _locked(letter.pk, access)
    addressees = list(_addressees(current, access))
    refuse_stale(seen, current, *addressees)
    save_or_refuse(letter)
    wanted = {same_name_key(name): name for name in names}
    known = {same_name_key(row.name): row for row in addressees}
    _leave_out([row for key, row in known.items() if key not in wanted])
    _add(letter, [name for key, name in wanted.items() if key not in known])
    log(access, Verb.UPDATE, letter)
    return letter


@transaction.atomic
def remove_letter(pk, *, access):
    """A draft only: what has a number was sent, and stays."""
    letter = _locked(pk, access)
    if not letter.is_draft:
        raise ActionRefused(_("Công văn đã có số, ngày ký nên không xóa."))
    log(access, Verb.DELETE, letter)
    letter.delete()


@transaction.atomic
def record_reply(addressee, *, access, seen):
    letter = _locked(addressee.letter_id, access)
    if letter.is_draft:
        raise ActionRefused(_("Công văn còn là dự thảo, chưa gửi: ghi số, ngày ký trước."))
    current = _addressees(letter, access).filter(pk=addressee.pk).first()
    if current is None:
        raise ActionRefused(_("Nơi nhận này đã được bỏ khỏi công văn ở nơi khác."))
    refuse_stale(seen, current)
    addressee.save()
    log(access, Verb.UPDATE, letter, comment=_("trả lời của %(name)s") % {"name": addressee})
    return letter


def _locked(pk, access):
    letter = OutgoingLetter.objects.visible_to(access).filter(pk=pk)
    letter = letter.select_for_update(of=("self",)).first()
    if letter is None:
        raise ActionRefused(_("Công văn này đã bị xóa ở nơi khác."))
    require(rules.may_edit(access, letter))
    return letter


def _addressees(letter, access):
    return LetterAddressee.objects.visible_to(access).filter(letter=letter)


def _leave_out(rows):
    for row in rows:
        if row.replied_on:
            sentence = _("Không bỏ được “%(name)s”: nơi nhận này đã trả lời.")
            raise ActionRefused(sentence % {"name": row})
        row.delete()


def _add(letter, names):
    LetterAddressee.objects.bulk_create(LetterAddressee(letter=letter, name=name) for name in names)
