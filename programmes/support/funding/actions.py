"""Everything that changes rules of support."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes.models import FundingSource
from programmes.support.funding import rules


@transaction.atomic
def create_source(source, *, access):
    """What the Ministry adds is everybody's, what a unit adds is its own."""
    require(rules.may_add(access))
    source.is_national = rules.adds_national(access)
    source.save()
    log(access, Verb.CREATE, source)
    return source


@transaction.atomic
def update_source(source, *, access, seen):
    current = _locked(source.pk, access)
    refuse_stale(seen, current)
    source.save()
    log(access, Verb.UPDATE, source)
    return source


@transaction.atomic
def remove_source(pk, *, access):
    source = _locked(pk, access)
    log(access, Verb.DELETE, source)
    source.delete()


def _locked(pk, access):
    """A national row may be read and not locked by a unit: ask before locking."""
    seen = FundingSource.objects.visible_to(access).filter(pk=pk).first()
    if seen is None:
        raise ActionRefused(_("Nguồn hỗ trợ này đã bị xóa ở nơi khác."))
    require(rules.may_edit(access, seen))
    return FundingSource.objects.select_for_update(of=("self",)).get(pk=pk)
