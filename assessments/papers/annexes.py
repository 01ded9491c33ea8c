"""Annexes of the report: quantities of the months, factors and where they are from, what lacks."""

from django.utils.translation import gettext as _

from assessments.papers.reading import is_unverified
from assessments.papers.tables import CENTRE, LEFT, RIGHT, table
from assessments.worksheets import months
from assessments.worksheets.catalogue import PRODUCT
from organisations.documents.model import Annex, BulletList, Heading, Paragraph
from organisations.vietnamese import format_date, format_number

COLUMNS_A_TABLE = 6


def annexes(reading, *, is_accepted):
    """Those that have something to say, numbered in order."""
    told = [
        (_("Sản lượng và tiêu thụ từng tháng"), _months(reading)),
        (_("Hệ số quy đổi và giá trị so sánh đã dùng"), _factors(reading)),
    ]
    if not is_accepted:
        told.append((_("Còn thiếu"), _missing(reading)))
    bodies = [(title, tuple(block for block in body if block)) for title, body in told]
    bodies = [(title, body) for title, body in bodies if body]
    return tuple(Annex(str(at), title, body) for at, (title, body) in enumerate(bodies, start=1))


def _months(reading):
    contents = reading.contents
    columns = {}
    for line in (*contents.of(months.OUTPUT), *contents.of(months.USES)):
        key = (line["tai_nguyen"] or PRODUCT, line["don_vi"], line["san_pham"])
        columns.setdefault(key, {})[line["thang"]] = line["luong"]
    keys = list(columns)
    for start in range(0, len(keys), COLUMNS_A_TABLE):
        yield _table_of_months(keys[start : start + COLUMNS_A_TABLE], columns, contents)


def _table_of_months(keys, columns, contents):
    days = sorted({day for key in keys for day in columns[key]})
    heads = [(_("Tháng"), 13, CENTRE)]
    heads += [(_head(key, contents), 87 / len(keys), RIGHT) for key in keys]
    rows = [
        (f"{day.month:02}/{day.year}", *(_amount(columns[key].get(day)) for key in keys))
        for day in days
    ]
    return table(_("Lượng như đã mua, đã dùng"), heads, rows)


def _head(key, contents):
    resource, unit, product = key
    catalogue = contents.catalogue
    name = catalogue.resources[resource].name
    if product and (line := contents.by_key("02_San_pham").get(product)):
        name = line["ten"]
    return f"{name}, {catalogue.unit_name(unit)}"


def _amount(value):
    return None if value is None else format_number(value)


def _factors(reading):
    rows = [
        (
            factor.code,
            f"{factor.get_kind_display()}: {factor.title}",
            _value(factor),
            factor.unit,
            _validity(factor),
            factor.cited or _("không nêu"),
            _trust(factor),
        )
        for factor in reading.factors
    ]
    columns = (
        (_("Mã"), 22, LEFT),
        (_("Hệ số"), 17, LEFT),
        (_("Giá trị"), 12, RIGHT),
        (_("Đơn vị"), 9, LEFT),
        (_("Hiệu lực hoặc năm"), 12.5, LEFT),
        (_("Nguồn"), 14.5, LEFT),
        (_("Mức tin cậy"), 13, LEFT),
    )
    yield table(_("Hệ số quy đổi"), columns, rows, notes=_warnings(reading.factors))
    rows = [_benchmark(row) for row in reading.benchmarks]
    columns = (
        (_("Mã"), 16, LEFT),
        (_("Sản phẩm"), 26, LEFT),
        (_("Giá trị"), 16, RIGHT),
        (_("Đơn vị"), 12, LEFT),
        (_("Văn bản, loại"), 15, LEFT),
        (_("Mức tin cậy"), 15, LEFT),
    )
    yield table(_("Giá trị so sánh"), columns, rows, notes=_warnings(reading.benchmarks))


def _benchmark(row):
    origin = row.legal or row.get_kind_display()
    return row.code, row.product, _value(row), row.unit, origin, _trust(row)


def _warnings(rows):
    count = sum(map(is_unverified, rows))
    if not count:
        return ()
    said = _("%(count)s giá trị ghi “chưa kiểm chứng” phải đối chiếu văn bản gốc trước khi dùng.")
    return (said % {"count": format_number(count)},)


def _trust(row):
    return row.get_provenance_display()


def _value(row):
    if row.value is not None:
        return format_number(row.value)
    if row.low is not None:
        return f"{format_number(row.low)} – {format_number(row.high)}"
    return _("chưa có số liệu")


def _validity(row):
    if row.year:
        return _("năm %(year)s") % {"year": row.year}
    if row.valid_to:
        return _("đến %(day)s") % {"day": format_date(row.valid_to)}
    if row.valid_from:
        return _("từ %(day)s") % {"day": format_date(row.valid_from)}
    return _("không nêu")


def _missing(reading):
    if not reading.has_tasks:
        return
    for task, sentences in reading.still_missing:
        yield Heading(2, f"{task.no}.", task.title)
        yield BulletList(tuple(sentences))
    if not reading.still_missing:
        yield Paragraph(_("Không còn nhiệm vụ nào thiếu nội dung."))
