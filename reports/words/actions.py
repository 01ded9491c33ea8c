"""Everything that changes what people write for a report.

Each action locks the report first, so that no claim is deleted while a colleague inserts it.
Nothing here touches a version: a submitted one keeps its own words.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale, still_there
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes.models import Indicator
from reports.models import Claim, Narrative, Report, Request
from reports.words import claims, editing, sections
from reports.words.rules import may_write
from reports.words.typed_numbers import typed_numbers

DELETED = "deleted"
REQUEST_FIELDS = ("text", "addressee", "request_class")
# Further than any list of requests is long: numbers wait there while they change places.
AWAY = 10_000


@transaction.atomic
def write_section(narrative, *, title, access, seen, now):
    """Store the words of a section; without any words the section is unwritten again."""
    report = _locked(narrative.report_id, access)
    _refuse_beside_a_colleague(report, narrative.section_key, access, now)
    ours = Narrative.objects.visible_to(access).filter(report=report)
    current = ours.filter(section_key=narrative.section_key).first()
    if narrative.text == (current.text if current else ""):
        return
    refuse_stale(seen, current)
    sections.check_marks(narrative.text, report, access)
    if narrative.text:
        narrative.pk = current.pk if current else None
        narrative.save()
    else:
        current.delete()
    log(access, Verb.UPDATE, report, comment=_("Lời văn mục %(title)s") % {"title": title})


@transaction.atomic
def replace_typed_number(report_pk, section_key, typed, *, as_claim, title, access, now):
    """Put a code where a number was typed: of the counted figure, or of a claim that states it.

    `typed` is (place in the text, the phrase) as the person saw it. Returns the mark.
    """
    report = _locked(report_pk, access)
    _refuse_beside_a_colleague(report, section_key, access, now)
    row = still_there(
        Narrative.objects.visible_to(access).filter(report=report),
        _("Chưa thay: lời văn của mục này không còn."),
        section_key=section_key,
    )
    found = [each for each in typed_numbers(row.text) if (each.at, each.phrase) == typed]
    if not found:
        raise ActionRefused(
            _("Chưa thay: lời văn đã được sửa sau khi ông/bà mở trang này. Hãy xem lại.")
        )
    (number,) = found
    mark, replaced = f"{{{{{number.indicator}}}}}", number.amount
    if as_claim:
        claim = create_claim(_claim_of(number, report, section_key, access), access=access)
        mark, replaced = sections.mark_of(claim), number.phrase
    row.text = row.text[: number.at] + mark + row.text[number.at + len(replaced) :]
    row.save()
    log(access, Verb.UPDATE, report, comment=_("Lời văn mục %(title)s") % {"title": title})
    return mark


def _claim_of(number, report, section_key, access):
    return Claim(
        report=report,
        section_key=section_key,
        indicator=Indicator.objects.visible_to(access).get(code=number.indicator),
        comparator=number.comparator,
        value=number.value,
        unit=number.unit,
        verbatim=number.phrase,
    )


def _refuse_beside_a_colleague(report, section_key, access, now):
    colleague = editing.colleague_at(report, section_key, access=access, now=now)
    if colleague:
        raise ActionRefused(editing.refusal_of(colleague))


@transaction.atomic
def create_claim(claim, *, access):
    """The same sheet sent twice makes one claim."""
    report = _locked(claim.report_id, access)
    if twin := claims.twin_of(claim, claims.FIELDS, access=access):
        return twin
    taken = set(
        Claim.objects.visible_to(access).filter(report=report).values_list("key", flat=True)
    )
    claim.key = claim.key or claims.free_key(claim.verbatim, taken)
    if claim.key in taken:
        raise ActionRefused(_("Báo cáo đã có số liệu nêu mang tên ngắn này."))
    claim.save()
    log(access, Verb.CREATE, claim)
    return claim


@transaction.atomic
def update_claim(claim, *, access, seen):
    report = _locked(claim.report_id, access)
    current = _still_there(Claim, claim.pk, report, access)
    if claims.says_the_same(claim, current, claims.FIELDS):
        return
    refuse_stale(seen, current)
    claim.save()
    log(access, Verb.UPDATE, claim)


def claim_in_use(claim, *, access):
    """Why a claim cannot be deleted, as a sentence; empty when it can."""
    users = sections.sections_using_claims(claim.report, access).get(claim.key)
    if not users:
        return ""
    return _(
        "Chưa xóa được: lời văn mục %(sections)s còn dẫn %(mark)s."
        " Hãy bỏ mã này khỏi lời văn trước."
    ) % {"sections": "; ".join(f"“{title}”" for title in users), "mark": sections.mark_of(claim)}


@transaction.atomic
def delete_claim(claim, *, access):
    _locked(claim.report_id, access)
    if refusal := claim_in_use(claim, access=access):
        raise ActionRefused(refusal)
    log(access, Verb.UPDATE, claim, to_state=DELETED)
    claim.delete()


@transaction.atomic
def create_request(request, *, position, access):
    """The same sheet sent twice makes one request."""
    report = _locked(request.report_id, access)
    if twin := claims.twin_of(request, REQUEST_FIELDS, access=access):
        return twin
    others = _requests(report, access)
    request.ordinal = max((other.ordinal for other in others), default=0) + 1
    request.save()
    _number([*others[: position - 1], request, *others[position - 1 :]], access)
    log(access, Verb.CREATE, request)
    return request


@transaction.atomic
def update_request(request, *, position, access, seen):
    report = _locked(request.report_id, access)
    current = _still_there(Request, request.pk, report, access)
    others = [other for other in _requests(report, access) if other.pk != request.pk]
    place = min(position, len(others) + 1)
    if place == current.ordinal and claims.says_the_same(request, current, REQUEST_FIELDS):
        return
    refuse_stale(seen, current)
    request.save()
    _number([*others[: place - 1], request, *others[place - 1 :]], access)
    log(access, Verb.UPDATE, request)


@transaction.atomic
def delete_request(request, *, access):
    report = _locked(request.report_id, access)
    log(access, Verb.UPDATE, request, to_state=DELETED)
    request.delete()
    _number(_requests(report, access), access)


def _locked(report_pk, access):
    ours = Report.objects.visible_to(access).select_related("round", "owner")
    report = ours.select_for_update(of=("self",)).get(pk=report_pk)
    require(may_write(access, report))
    return report


def _still_there(model, pk, report, access):
    row = model.objects.visible_to(access).filter(report=report, pk=pk).first()
    if row is None:
        raise ActionRefused(
            _("Chưa lưu: mục này đã bị xóa ở nơi khác sau khi ông/bà mở trang này.")
        )
    return row


def _requests(report, access):
    return list(Request.objects.visible_to(access).filter(report=report))


def _number(requests, access):
    """Give the requests the numbers 1, 2, 3 in this order."""
    moved = [row for place, row in enumerate(requests, start=1) if row.ordinal != place]
    rows = Request.objects.visible_to(access)
    rows.filter(pk__in=[row.pk for row in moved]).update(ordinal=F("ordinal") + AWAY)
    for place, row in enumerate(requests, start=1):
        row.ordinal = place
    rows.bulk_update(moved, ["ordinal"])
