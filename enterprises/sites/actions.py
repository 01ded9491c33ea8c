"""Entering and correcting an establishment, and the enterprise it belongs to."""

from django.db import connections, transaction
from django.utils.translation import gettext as _

from enterprises import rules
from enterprises.identity import keep_enterprises
from enterprises.models import Establishment
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import (
    refuse_stale,
    refused_in_words,
    save_or_refuse,
    still_there,
)
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.tenancy import login_alias


@transaction.atomic
def create(site, legal, *, access):
    """`legal` is what the sheet says of the enterprise (enterprises.sites.forms.LegalEntity)."""
    require(rules.may_register(access))
    _link(site, legal)
    save_or_refuse(site)
    log(access, Verb.CREATE, site)
    return site


@transaction.atomic
def update(site, legal, *, access, seen):
    current = Establishment.objects.visible_to(access).select_for_update(of=("self",))
    gone = _("Chưa lưu: cơ sở này vừa được chuyển đi hoặc xóa, đơn vị không còn thấy trong sổ.")
    current = still_there(current, gone, pk=site.pk)
    require(rules.may_edit(access, current))
    refuse_stale(seen, current, current.legal_entity)
    if legal.number is None and legal.is_renamed and not legal.is_dropped:
        _rename(current.legal_entity_id, legal.name or site.name, legal)
    _link(site, legal)
    save_or_refuse(site)
    log(access, Verb.UPDATE, site)
    return site


def _link(site, legal):
    if legal.number is not None:
        with refused_in_words():
            (key,) = keep_enterprises([(legal.number, legal.name or site.name, legal.legal_form)])
        site.legal_entity_id, site.branch_code = key, legal.number.branch_code
    elif legal.is_dropped:
        site.legal_entity_id, site.branch_code = None, ""


def _rename(enterprise_id, name, legal):
    if not _ask("app.rename_enterprise(%s, %s, %s)", enterprise_id, name, legal.legal_form):
        raise ActionRefused(
            _(
                "Chưa lưu: tên, loại hình doanh nghiệp này do nhiều đơn vị dùng chung, chỉ Bộ sửa"
                " được. Trả lại tên đang ghi rồi lưu các ô khác."
            )
        )


def _ask(call, *values):
    with refused_in_words(), connections[login_alias()].cursor() as cursor:
        cursor.execute(f"SELECT {call}", values)
        return cursor.fetchone()[0]
