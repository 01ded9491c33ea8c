"""Finding, merging and telling apart rows that may be one establishment."""

from django.db import connections, transaction
from django.utils.translation import gettext as _

from enterprises.duplicates import rules
from enterprises.enums import CandidateState
from enterprises.models import Establishment, Merge, SamePlantCandidate
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refused_in_words, still_there
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.tenancy import login_alias


@transaction.atomic
def find(*, access):
    """Among all establishments in sight; answers how many new pairs are ours to decide."""
    require(rules.may_merge(access))
    return _ask("app.find_same_plants(NULL)")


@transaction.atomic
def merge(pair_pk, kept_pk, *, reason, access):
    """The same answer sent twice is one merge; answers the row that was kept.

    The pair is not locked here: the database locks plants first, as where they are moved.
    """
    pair = _pair(pair_pk, access)
    if kept_pk not in (pair.first_id, pair.second_id):
        raise ActionRefused(_("Chọn dòng được giữ trong hai dòng của cặp."))
    if pair.state == CandidateState.MERGED:
        raise ActionRefused(_("Hai dòng này đã được gộp."))
    merged_pk = pair.second_id if kept_pk == pair.first_id else pair.first_id
    _ask("app.merge_plants(%s, %s, %s, %s)", kept_pk, merged_pk, reason, str(access.user))
    rows = Establishment.objects.visible_to(access).in_bulk([kept_pk, merged_pk])
    kept, merged = rows[kept_pk], rows[merged_pk]
    said = _("“%(merged)s” (số %(number)s) gộp vào: %(reason)s")
    said = said % {"merged": merged, "number": merged.pk, "reason": reason}
    log(access, Verb.MERGE, kept, comment=said)
    return kept


@transaction.atomic
def tell_apart(pair_pk, *, reason, access):
    """Remembered: the pair is not proposed again."""
    pair = _pair(pair_pk, access, lock=True)
    if pair.state != CandidateState.OPEN:
        raise ActionRefused(_("Cặp này đã được quyết định."))
    pair.state, pair.comment = CandidateState.DISTINCT, reason
    pair.decided_by_name = str(access.user)
    with refused_in_words(pair._meta.constraints):
        pair.save()
    log(access, Verb.TELL_APART, pair, comment=reason)
    return pair


@transaction.atomic
def undo(merge_pk, *, reason, access):
    gone = _("Lần gộp này không còn ở đơn vị: cơ sở vừa được chuyển đi.")
    done = still_there(Merge.objects.visible_to(access), gone, pk=merge_pk)
    require(rules.may_undo(access, done))
    _ask("app.undo_merge(%s, %s, %s)", merge_pk, reason, str(access.user))
    rows = Establishment.objects.visible_to(access).in_bulk([done.kept_id, done.merged_id])
    for row in rows.values():
        log(access, Verb.SPLIT, row, comment=reason)
    return done


def _pair(pk, access, *, lock=False):
    pairs = SamePlantCandidate.objects.visible_to(access)
    if lock:
        pairs = pairs.select_for_update(of=("self",))
    gone = _("Cặp này không còn: một trong hai cơ sở vừa được chuyển đi, gộp hoặc xóa.")
    pair = still_there(pairs, gone, pk=pk)
    require(rules.may_decide(access, pair))
    return pair


def _ask(call, *values):
    with refused_in_words(), connections[login_alias()].cursor() as cursor:
        cursor.execute(f"SELECT {call}", values)
        return cursor.fetchone()[0]
