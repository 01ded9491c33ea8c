"""Everything that changes rules of support."""

from django.db import IntegrityError, connection, transaction
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
    try:
        with transaction.atomic():
            source.delete()
            _ask_the_keys()
    except IntegrityError as fault:
        raise ActionRefused(
            _("Nguồn này đã dùng cho đề án hỗ trợ nên không xóa được. Ghi ngày hết hiệu lực.")
        ) from fault


def _ask_the_keys():
    """Now, not at COMMIT: whoever deletes a source may not read what has used it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _locked(pk, access):
    """A national row may be read and not locked by a unit: ask before locking."""
    seen = FundingSource.objects.visible_to(access).filter(pk=pk).first()
    if seen is None:
        raise ActionRefused(_("Nguồn hỗ trợ này đã bị xóa ở nơi khác."))
    require(rules.may_edit(access, seen))
    return FundingSource.objects.select_for_update(of=("self",)).get(pk=pk)
