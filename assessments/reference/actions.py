"""What the Ministry amends of the reference data; nothing that was used is rewritten."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.enums import FactorKind
from assessments.models import ChecklistItem, ConversionFactor, Resource
from assessments.reference import rules
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_date
from programmes.enums import Provenance

ELECTRICITY = "DIEN"
GRID_UNIT = "t CO2/MWh"
SAVING = ("saving_low", "saving_high", "saving_provenance")


@transaction.atomic
def choose_factor(pk, *, reason, access):
    """Of the factors in conflict with this one, it alone is used from now on."""
    require(rules.may_amend(access))
    code = ConversionFactor.objects.get(pk=pk).code
    rows = ConversionFactor.objects.filter(Q(pk=pk) | Q(conflicts_with=code))
    rows = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    chosen = rows.pop(pk)
    if not rows:
        raise ActionRefused(_("Hệ số này không mâu thuẫn với hệ số nào, không cần chọn."))
    if chosen.is_chosen:
        raise ActionRefused(_("Hệ số này đã được chọn."))
    ConversionFactor.objects.filter(pk__in=rows).update(is_chosen=False)
    ConversionFactor.objects.filter(pk=pk).update(is_chosen=True)
    said = _("dùng %(chosen)s thay %(others)s. Lý do: %(reason)s")
    others = ", ".join(row.code for row in rows.values())
    comment = said % {"chosen": chosen.code, "others": others, "reason": reason}
    log(access, Verb.UPDATE, chosen, comment=comment)


@transaction.atomic
def enter_grid_factor(year, value, *, number, issued_on, access):
    """The emission factor of the grid for a year that has none; it stands as it was published."""
    require(rules.may_amend(access))
    source = _("Văn bản %(number)s ngày %(day)s")
    factor = ConversionFactor(
        code=f"GRID.{year}",
        kind=FactorKind.GRID,
        resource=Resource.objects.get(code=ELECTRICITY),
        year=year,
        value=value,
        unit=GRID_UNIT,
        provenance=Provenance.OFFICIAL,
        source=source % {"number": number, "day": format_date(issued_on)},
        is_entered=True,
    )
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
    except IntegrityError:
        sentence = _("Năm %(year)s đã có hệ số phát thải lưới điện.")
        raise ActionRefused(sentence % {"year": year}) from None
    said = _("hệ số lưới điện năm %(year)s, %(source)s")
    log(access, Verb.CREATE, factor, comment=said % {"year": year, "source": factor.source})
    return factor


@transaction.atomic
def amend_question(item, *, reason, access, seen, today):
    """Enter the question as it is now worded as its next version; the old one stays as it was."""
    require(rules.may_amend(access))
    current = ChecklistItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    refuse_stale(seen, current)
    if any(getattr(item, name) != getattr(current, name) for name in SAVING):
        said = _("Bộ Công Thương, %(day)s: %(reason)s")
        item.saving_mark = (said % {"day": format_date(today), "reason": reason})[:300]
    ChecklistItem.objects.filter(pk=current.pk).update(is_current=False)
    item.pk = None
    item.version = next_version(current.version, today)
    item.is_current = item.is_amended = True
    item.save(force_insert=True)
    versions = {"from_state": current.version, "to_state": item.version}
    log(access, Verb.UPDATE, item, comment=reason, **versions)
    return item


def next_version(current, today):
    """The day; with a number behind it where that is no later than the version there is."""
    day = today.isoformat()
    if day > current:
        return day
    base, _point, number = current.partition(".")
    return f"{base}.{int(number or 0) + 1:02}"
