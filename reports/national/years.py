"""How many reported, and in time, in each round the portal knows: counted from the receipts."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from organisations import charts
from organisations.documents import model
from organisations.documents.model import Align
from reports import blocks
from reports.enums import Nature, Reading
from reports.figures import READS, Key
from reports.models import Fact, Receipt, RoundAddressee
from reports.slots import Column, Line, Slot

OWED, SENT, ON_TIME, SHARE_ON_TIME = "TH-01", "TH-02", "TH-03", "TH-04"
UNIT = "organisations.Organisation"
MOST_YEARS = 6
PLACE = "Mục I, nộp báo cáo qua các năm"


def first_receipts(rounds, *, access):
    """{(round's key, unit's key): its first receipt}: the one whose date stands."""
    receipts = Receipt.objects.visible_to(access).filter(round__in=rounds).for_list()
    found = {}
    for receipt in receipts.order_by("received_at", "pk"):
        found.setdefault((receipt.round_id, receipt.owner_id), receipt)
    return found


def rows_of_round(round_, receipts):
    """(code, number, planned, unit, receipt) of everyone who owes; `receipts` by unit's key."""
    owed = RoundAddressee.objects.filter(round=round_).select_related("organisation")
    for unit in (row.organisation for row in owed.order_by("pk")):
        receipt = receipts.get(unit.pk)
        is_on_time = receipt is not None and receipt.is_on_time
        yield OWED, 1, None, unit, receipt
        if receipt:
            yield SENT, 1, None, unit, receipt
        if is_on_time:
            yield ON_TIME, 1, None, unit, receipt
        yield SHARE_ON_TIME, int(is_on_time), 1, unit, receipt


def said_of(receipt):
    if receipt is None:
        return {"timeliness": "chưa gửi"}
    return {
        "receipt": receipt.number,
        "received_at": receipt.received_at.isoformat(),
        "timeliness": receipt.timeliness,
    }


def fact_of(version, nature, year, row, codes):
    code, number, planned, unit, receipt = row
    return Fact(
        version=version,
        nature=nature,
        indicator_id=codes[code],
        source=UNIT,
        source_id=unit.pk,
        label=unit.name,
        year=year,
        kind=unit.kind,
        number=number,
        planned=planned,
        unit="đơn vị",
        detail=said_of(receipt),
    )


def year_rows(version, receipts, codes, access):
    """Facts of this round and of the ones before it; none where there is only one."""
    round_ = version.report.round
    before = _rounds_before(round_, access)
    if not before:
        return
    earlier = first_receipts(before, access=access)
    for each in (*reversed(before), round_):
        of_round = {unit: r for (round_pk, unit), r in earlier.items() if round_pk == each.pk}
        for row in rows_of_round(each, of_round if each != round_ else receipts):
            yield fact_of(version, Nature.YEARS, each.year_to, row, codes)


def _rounds_before(round_, access):
    """The newest that units owed and answered here, newest first.

    Of a round from before the portal nobody can say that nobody reported.
    """
    rounds = type(round_).objects.visible_to(access)
    rounds = rounds.filter(kind=round_.kind, year_to__lt=round_.year_from)
    owed = rounds.filter(Exists(RoundAddressee.objects.filter(round=OuterRef("pk"))))
    receipts = Receipt.objects.visible_to(access).filter(round=OuterRef("pk"))
    return list(owed.filter(Exists(receipts)).order_by("-year_to")[: MOST_YEARS - 1])


def year_slots(version, *, access):
    """The figures of the table, with their place."""
    for year in _years(version, access):
        for code in (OWED, SENT, ON_TIME, SHARE_ON_TIME):
            yield _slot(code, year), f"{PLACE}, {year}"


def year_blocks(version, printed, *, access):
    """The table and the picture of its last column."""
    years = _years(version, access)
    if not years:
        return
    columns = (
        Column(_("Năm báo cáo"), 20, Align.CENTRE),
        Column(_("Đơn vị phải báo cáo"), 20, Align.RIGHT),
        Column(_("Đã gửi"), 20, Align.RIGHT),
        Column(_("Đúng hạn"), 20, Align.RIGHT),
        Column(_("Tỷ lệ đúng hạn, %"), 20, Align.RIGHT),
    )
    codes = (OWED, SENT, ON_TIME, SHARE_ON_TIME)
    lines = [Line((str(year), *(_slot(code, year) for code in codes))) for year in years]
    yield blocks.plain_table(_("Nộp báo cáo qua các năm"), columns, lines, printed)
    title = _("Tỷ lệ nộp đúng hạn qua các năm")
    figures = [(year, printed[_slot(SHARE_ON_TIME, year).key]) for year in years]
    bars = tuple(
        charts.Bar(str(year), charts.Value(figure.value, figure.printed, printed.href(figure)))
        for year, figure in figures
        if figure.value is not None
    )
    described = "; ".join(f"{bar.label}: {bar.value.text}%" for bar in bars)
    spec = charts.BarChart(title, described, bars, unit="%")
    yield model.ChartBlock(_("Biểu đồ: %(title)s") % {"title": title}, spec)


def _years(version, access):
    rows = Fact.objects.visible_to(access).filter(version=version, nature=Nature.YEARS)
    return list(rows.order_by("year").values_list("year", flat=True).distinct())


def _slot(code, year):
    reads = READS.get(code, Reading.NUMBER)
    return Slot(Key(Nature.YEARS, code, reads, any_year=False, year=year))
