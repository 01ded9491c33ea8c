"""The chapters of a detailed assessment: its 6 steps, and of each task what its sheets hold."""

from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.enums import OptionState, ResourceKind
from assessments.papers import options
from assessments.papers.tables import (
    CENTRE,
    LEFT,
    RIGHT,
    Shown,
    facts,
    of_sheet,
    row_of,
    section,
    table,
)
from assessments.worksheets import balances, computing, pictures, results, shares, streams
from assessments.worksheets.cells import printed
from assessments.worksheets.contents import Line
from assessments.worksheets.figures import Figure
from organisations.documents.model import ChartBlock, Heading, Paragraph, RowStyle
from organisations.documents.text import list_letter
from organisations.vietnamese import format_number, format_unit

# What an enterprise told of these is its own affair (OptionReason): no note of theirs is printed.
PRIVATE = {OptionState.NOT_TAKEN_UP, OptionState.STOPPED}
WAYS = {"vao": "vào", "ra": "ra", "ton": "thay đổi tồn"}
MOST_COLUMNS = 5
# The height of a balance's ribbons in points: there may be many balances.
LOW = 110


def step(reading, number):
    """The sections of one step, a section a task."""
    for task in reading.contents.form.steps[number - 1].tasks:
        blocks = TASKS[task.no](reading)
        yield from section(f"{task.no}.", task.title, blocks)


def _facts(no, reading, beside=""):
    contents = reading.contents
    named = computing.facts(contents.form.task(no), contents)
    return facts(_("Số tổng hợp"), named, beside=beside)


def _charts(specs):
    return [ChartBlock(spec.title, spec) for spec in specs]


def team(reading):
    contents = reading.contents
    for line in contents.of("01_Quyet_dinh"):
        yield _decision(line, contents)
    shown = [
        Shown("ma", 8),
        Shown("ho_ten", 26),
        Shown("chuc_vu", 26),
        Shown("bo_phan", 20),
        Shown("vai_tro", 20),
    ]
    if not any(line["ho_ten"] for line in contents.of("01_Thanh_vien")):
        shown = [each for each in shown if each.key != "ho_ten"]
    yield of_sheet(contents, "01_Thanh_vien", _("Đội sản xuất sạch hơn"), shown)


def _decision(line, contents):
    sheet = contents.form.sheet("01_Quyet_dinh")
    rows = [
        (column.title, _in_words(sheet, column, line, contents))
        for column in sheet.columns
        if line[column.key] is not None
    ]
    columns = ((_("Nội dung"), 40, LEFT), (_("Ghi nhận"), 60, LEFT))
    return table(_("Quyết định, phạm vi"), columns, rows)


def _in_words(sheet, column, line, contents):
    words = printed(sheet, column, line[column.key], contents.catalogue)
    return f"{words} {column.unit}".strip()


def consumption(reading):
    contents = reading.contents
    steps = [Shown("ma", 9), Shown("ten", 42), Shown("thiet_bi", 32), Shown("gio_nam", 17)]
    yield of_sheet(contents, "02_Cong_doan", _("Các công đoạn"), _filled(steps, contents))
    products = [
        Shown("ma", 9),
        Shown("ten", 38),
        Shown("san_luong", 18),
        Shown("don_vi", 11),
        Shown("diem_do", 24),
    ]
    yield of_sheet(contents, "02_San_pham", _("Sản phẩm"), products)
    yield _facts(2, reading, _("Chi phí, hệ số"))
    norms = [
        Shown("tai_nguyen", 30),
        Shown("suat_thuc_te", 26),
        Shown("suat_thiet_ke", 20),
        Shown("suat_so_sanh", 24),
    ]
    yield of_sheet(contents, "02_Dinh_muc", _("Định mức"), norms)


def _filled(shown, contents, name="02_Cong_doan", optional=("thiet_bi", "gio_nam")):
    """Without the optional columns that nobody filled in."""
    lines = contents.of(name)
    return [s for s in shown if s.key not in optional or any(line[s.key] for line in lines)]


def focus(reading):
    contents = reading.contents
    shown = [
        Shown("cong_doan", 18),
        Shown("dong_thai", 18),
        Shown("chi_phi_so_bo", 15.5),
        Shown("nguy_hai", 8, _("Nguy hại (1-5)"), CENTRE),
        Shown("tiem_nang", 8.5, _("Tiềm năng (1-5)"), CENTRE),
        Shown("diem", 8, _("Điểm")),
        Shown("chon", 8, _("Chọn")),
        Shown("ly_do", 16, _("Lý do")),
    ]
    order = [line.code for line in streams.by_score(contents)]

    def place(pair):
        """Those without a score come last."""
        return order.index(pair[0].code) if pair[0].code in order else len(order)

    note = _(
        "Điểm = 0,5 × 5 × chi phí / chi phí lớn nhất + 0,25 × mức nguy hại + 0,25 × tiềm năng."
    )
    caption = _("Chọn trọng tâm đánh giá")
    yield of_sheet(contents, streams.FOCUS, caption, shown, order=place, notes=(note,))


def flow_chart(reading):
    contents = reading.contents
    shown = [
        Shown("ma", 9),
        Shown("ten", 30),
        Shown("tu", 9, _("Từ nút"), CENTRE, blank=_("ngoài")),
        Shown("den", 9, _("Đến nút"), CENTRE, blank=_("ngoài")),
        Shown("loai", 23),
        Shown("diem_do", 20),
    ]
    nodes = "; ".join(f"{line['ma']} {line['ten']}" for line in contents.of("04_Nut"))
    notes = (_("Nút: %(nodes)s.") % {"nodes": nodes},)
    yield of_sheet(contents, "04_Dong", _("Các dòng của sơ đồ"), shown, notes=notes)
    yield from _charts(pictures.flow_chart(contents))


def balance(reading):
    contents = reading.contents
    found = balances.checked(contents)
    yield _verdicts(found, contents)
    yield _facts(5, reading)
    drawn = {spec.title: spec for spec in pictures.ribbons_of_balances(contents)}
    for at, each in enumerate(found):
        place = balances.place_name(each.place, contents)
        component = dict(contents.form.sheet(balances.FLOWS).column("thanh_phan").values)
        of = component.get(each.component, each.component or "")
        yield Heading(3, f"{list_letter(at)})", f"{each.code}: {place}, {of.lower()}")
        yield _flows(each, contents)
        if each.explanation:
            yield Paragraph(_("Giải trình: %(words)s") % {"words": each.explanation})
        title = pictures.title_of(each, contents)
        if title in drawn:
            yield ChartBlock(title, replace(drawn[title], highest=LOW))


def _verdicts(found, contents):
    rows = [
        (
            f"{each.code}. {balances.place_name(each.place, contents)}",
            *(figures[key] for key in VERDICT_KEYS),
        )
        for each, (_code, figures) in zip(found, balances.verdicts(contents), strict=True)
    ]
    columns = (
        (_("Cân bằng"), 20, LEFT),
        (_("Tổng vào"), 14, RIGHT),
        (_("Tổng ra"), 14, RIGHT),
        (_("Chưa xác định"), 14, RIGHT),
        (_("Khép kín (%)"), 10, RIGHT),
        (_("Sai số (%)"), 8, RIGHT),
        (_("Dung sai (%)"), 8, RIGHT),
        (_("Kết luận"), 12, LEFT),
    )
    note = _(
        "Tổn thất chưa xác định là số tính: tổng vào trừ tổng ra và thay đổi tồn. Dung sai theo"
        " kinh nghiệm, chưa có quy định."
    )
    return table(_("Kiểm tra cân bằng"), columns, rows, notes=(note,))


VERDICT_KEYS = (
    "tong_vao",
    "tong_ra",
    "chua_xac_dinh",
    "khep_kin",
    "sai_so",
    "dung_sai",
    "ket_luan",
)


def _flows(each, contents):
    sheet = contents.form.sheet(balances.FLOWS)
    measured = dict(sheet.column("cach_do").values)
    rows = []
    for line in each.lines:
        amount, told = balances.in_one_unit(line)
        known = None if amount is None or not each.unit else pictures.in_unit(line, each.unit)
        figure = Figure(known, each.unit, 3, told if amount is None else "")
        name = streams.flow_name(line["dong"], contents)
        way = WAYS.get(line["chieu"], line["chieu"])
        rows.append((name, way, figure, measured.get(line["cach_do"], "")))
    if each.balance is not None:
        rest = each.balance.unaccounted
        way = WAYS["ra" if rest >= 0 else "vao"]
        unseen = Figure(abs(rest), each.unit, 3)
        name = _("Tổn thất chưa xác định")
        rows.append(row_of((name, way, unseen, _("số tính")), RowStyle.TOTAL))
    basis = each.lines[0]["co_so_tinh"]
    columns = (
        (_("Dòng"), 42, LEFT),
        (_("Chiều"), 16, LEFT),
        (_("Lượng"), 24, RIGHT),
        (_("Cách biết"), 18, LEFT),
    )
    caption = _("Các dòng của cân bằng %(code)s") % {"code": each.code}
    unit = _("Tính cho: %(basis)s") % {"basis": basis} if basis else ""
    return table(caption, columns, rows, unit=unit)


def waste(reading):
    contents = reading.contents
    shown = [
        Shown("dong", 19, _("Dòng thải")),
        Shown("thanh_phan", 13, _("Thành phần mất")),
        Shown("luong", 10, _("Lượng một năm")),
        Shown("don_vi", 7),
        Shown("ham_luong", 12, _("Thành phần trong một đơn vị")),
        Shown("don_gia", 15, _("Đơn giá")),
        Shown("thanh_tien", 16),
        Shown("cong_tong", 8, _("Cộng")),
    ]
    yield of_sheet(contents, streams.COSTS, _("Chi phí của dòng thải"), shown)
    yield _facts(6, reading)
    yield from _charts(pictures.pareto(contents))


def causes(reading):
    contents = reading.contents
    shown = [
        Shown("ma", 9),
        Shown("dong_thai", 25),
        Shown("mo_ta", 34, _("Nguyên nhân")),
        Shown("loai", 18),
        Shown("bang_chung", 14, _("Bằng chứng")),
    ]
    optional = _filled(shown, contents, "07_Nguyen_nhan", ("bang_chung",))
    yield of_sheet(contents, "07_Nguyen_nhan", _("Nguyên nhân sinh dòng thải"), optional)


def plan(reading):
    contents = reading.contents
    shown = [
        Shown("giai_phap", 24),
        Shown("phu_trach", 12, _("Phụ trách")),
        Shown("bat_dau", 12.5),
        Shown("ket_thuc", 12.5),
        Shown("kinh_phi", 15),
        Shown("nguon", 12),
        Shown("chi_so", 12),
    ]
    yield of_sheet(contents, "14_Ke_hoach", _("Kế hoạch thực hiện"), shown)
    yield _facts(14, reading)


def diary(reading):
    contents = reading.contents
    lines = [
        Line(line.code, {k: v for k, v in line.values.items() if k != "ghi_chu"})
        if line["trang_thai"] in PRIVATE
        else line
        for line in contents.of("15_Thuc_hien")
    ]
    shown = [
        Shown("giai_phap", 34),
        Shown("trang_thai", 18),
        Shown("ngay", 14, _("Ngày")),
        Shown("chi_phi_thuc", 16),
        Shown("ghi_chu", 18),
    ]
    told = contents.with_lines("15_Thuc_hien", lines)
    shown = _filled(shown, told, "15_Thuc_hien", ("ghi_chu",))
    yield of_sheet(told, "15_Thuc_hien", _("Nhật ký thực hiện"), shown)
    yield _facts(15, reading)


def measuring(reading):
    contents = reading.contents
    rows = results.rows(contents)
    yield _periods(contents)
    yield _of_results(
        rows,
        _("Suất tiêu hao trước và sau"),
        (
            (_("Suất trước"), "suat_truoc", 14, RIGHT),
            (_("Suất sau"), "suat_sau", 14, RIGHT),
            (_("Tiết kiệm trên sản phẩm (%)"), "ty_le", 12, RIGHT),
            (_("Mức dùng kỳ vọng"), "ky_vong", 15, RIGHT),
            (_("Tiết kiệm"), "tiet_kiem", 16, RIGHT),
            (_("Quy về sản lượng theo"), "cach_chuan_hoa", 11, LEFT),
        ),
        _("Số âm là tăng."),
    )
    if reading.frozen:
        yield _frozen(reading.frozen)
    else:
        yield _of_results(
            rows,
            _("Giá trị của phần tiết kiệm (chưa chốt)"),
            (
                (_("Thành tiền (đồng)"), "tien", 20, RIGHT),
                ("TOE", "toe", 17, RIGHT),
                ("tCO2", "tco2", 17, RIGHT),
                (_("Hệ số"), "phien_ban_he_so", 28, LEFT),
            ),
        )
    yield _facts(16, reading)
    yield _shares(contents)
    yield from _monthly(contents)


def _periods(contents):
    told = [results.months_of(contents, period) for period in (results.BEFORE, results.AFTER)]
    if not all(told):
        return None
    spans = [f"{m[0].month:02}/{m[0].year} – {m[-1].month:02}/{m[-1].year}" for m in told]
    said = _("Kỳ trước: %(before)s; kỳ sau: %(after)s.")
    return Paragraph(said % {"before": spans[0], "after": spans[1]})


def _of_results(rows, caption, columns, *notes):
    heads = [(_("Tài nguyên"), 18, LEFT)]
    heads += [(head, width, align) for head, _key, width, align in columns]
    words = [
        (figures["tai_nguyen"], *(figures[key] for _head, key, *_look in columns))
        for _code, figures in rows
    ]
    return table(caption, heads, words, notes=notes)


def _frozen(frozen):
    rows = [
        (
            row.resource.name,
            str(row.year),
            f"{_number(row.saved, 3)} {format_unit(row.resource.base_unit)}",
            _number(row.worth, 0),
            _of_energy(row, row.toe),
            _of_energy(row, row.co2),
            "; ".join(part for part in (", ".join(row.factors), row.missing) if part),
        )
        for row in frozen
    ]
    columns = (
        (_("Tài nguyên"), 16, LEFT),
        (_("Năm"), 7.5, CENTRE),
        (_("Tiết kiệm"), 15, RIGHT),
        (_("Thành tiền (đồng)"), 15.5, RIGHT),
        ("TOE", 10, RIGHT),
        ("tCO2", 10, RIGHT),
        (_("Hệ số, còn thiếu"), 26, LEFT),
    )
    note = _("Kết quả đã chốt cùng mã hệ số đã dùng; hệ số sửa sau này không đổi các số này.")
    return table(_("Kết quả đã chốt"), columns, rows, notes=(note,))


def _of_energy(row, value):
    is_energy = row.resource.kind in (ResourceKind.ENERGY, ResourceKind.FUEL)
    return _number(value, 3) if is_energy else _("không áp dụng")


def _number(value, places):
    return _("không xác định") if value is None else format_number(value, places)


def _shares(contents):
    figures = shares.paybacks(contents)
    rows = [
        (
            line["giai_phap"],
            format_number(line["tien"], 0),
            line["cach_tach"] or "",
            each["hoan_von"],
        )
        for line, each in zip(contents.of(shares.SHARES), figures, strict=True)
    ]
    columns = (
        (_("Giải pháp"), 14, LEFT),
        (_("Tiết kiệm một năm (đồng)"), 26, RIGHT),
        (_("Tách bằng cách nào"), 40, LEFT),
        (_("Hoàn vốn (năm)"), 20, RIGHT),
    )
    return table(_("Phần của từng giải pháp"), columns, rows)


def _monthly(contents):
    kinds = (ResourceKind.ENERGY, ResourceKind.FUEL, ResourceKind.WATER)
    told = {
        each.resource: dict(results.monthly(each.resource.code, contents))
        for each in results.measured(contents)
        if each.resource.kind in kinds
    }
    resources = list(told)[:MOST_COLUMNS]
    days = sorted({day for figures in told.values() for day in figures})
    columns = [(_("Tháng"), 20, CENTRE)]
    columns += [(resource.name, 80 / len(resources), RIGHT) for resource in resources]
    rows = [
        (f"{day.month:02}/{day.year}", *(told[resource].get(day) for resource in resources))
        for day in days
    ]
    yield table(_("Suất tiêu hao từng tháng sau khi thực hiện"), columns, rows)


def upkeep(reading):
    shown = [
        Shown("giai_phap", 25),
        Shown("viec", 24),
        Shown("tan_suat", 11),
        Shown("phu_trach", 12, _("Phụ trách")),
        Shown("chi_so", 16),
        Shown("dao_tao", 12),
    ]
    shown = _filled(shown, reading.contents, "17_Duy_tri", ("dao_tao",))
    yield of_sheet(reading.contents, "17_Duy_tri", _("Việc duy trì"), shown)


def next_focus(reading):
    shown = [
        Shown("cong_doan", 26),
        Shown("ly_do", 32),
        Shown("du_kien", 14),
        Shown("muc_tieu", 28),
    ]
    yield of_sheet(reading.contents, "18_Tiep_theo", _("Trọng tâm tiếp theo"), shown)


TASKS = {
    1: team,
    2: consumption,
    3: focus,
    4: flow_chart,
    5: balance,
    6: waste,
    7: causes,
    8: options.ideas,
    9: options.screening,
    10: options.technical,
    11: options.economics,
    12: options.environmental,
    13: options.ranking,
    14: plan,
    15: diary,
    16: measuring,
    17: upkeep,
    18: next_focus,
}
