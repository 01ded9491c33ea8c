"""An establishment goes elsewhere; the functions of the database keep where it had been."""

from django.db import connections, transaction
from django.utils.translation import gettext as _

from enterprises.models import Establishment
from enterprises.sites.transfers import rules
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refused_in_words, still_there
from organisations.enums import Verb
from organisations.tenancy import login_alias


@transaction.atomic
def move(pk, province, *, since, reason, access, address=None, commune=None):
    """To another province, where it has this address; None leaves the one that is kept.

    The log of who sends it says where it went: it may see no more.
    """
    site = still_there(Establishment.objects.visible_to(access), _gone(), pk=pk)
    require(rules.may_move(access, site))
    said = _("đến %(place)s: %(reason)s") % {"place": province, "reason": reason}
    log(access, Verb.MOVE, site, comment=said)
    _ask(
        "app.move_site(%s, %s, %s, %s, %s, %s, %s)",
        pk,
        province.pk,
        since,
        reason,
        str(access.user),
        address,
        commune,
    )


@transaction.atomic
def assign(pk, corporation, *, since, reason, access):
    site = still_there(Establishment.objects.visible_to(access), _gone(), pk=pk)
    require(rules.may_assign(access, site))
    place = corporation or _("không thuộc tập đoàn, tổng công ty nào")
    said = _("sang %(place)s: %(reason)s") % {"place": place, "reason": reason}
    log(access, Verb.ASSIGN, site, comment=said)
    _ask(
        "app.assign_corporation(%s, %s, %s, %s, %s)",
        pk,
        corporation.pk if corporation else None,
        since,
        reason,
        str(access.user),
    )


def came_from(pk):
    """(province, day) of the last move here; None when it always was here or is not ours."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute("SELECT province, since FROM app.came_from(%s)", [pk])
        return cursor.fetchone()


def _gone():
    return _("Cơ sở này vừa được chuyển đi hoặc xóa: đơn vị không còn thấy trong sổ.")


def _ask(call, *values):
    with refused_in_words(), connections[login_alias()].cursor() as cursor:
        cursor.execute(f"SELECT {call}", values)
