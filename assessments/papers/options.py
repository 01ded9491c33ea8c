"""The chapters about solutions: what was proposed, what fell, what it costs and saves."""

from django.utils.translation import gettext as _

from assessments.enums import ResourceKind
from assessments.papers.tables import LEFT, RIGHT, Shown, facts, of_sheet, solution_name, table
from assessments.worksheets import computing, months, pictures, solutions
from organisations.documents.model import ChartBlock, Paragraph
from organisations.vietnamese import format_number


def ideas(reading):
    contents = reading.contents
    lines = contents.of("08_Co_hoi")
    shown = [Shown("ma", 9), Shown("ten", 33, _("Giải pháp")), Shown("mo_ta", 26)]
    if all(line["mo_ta"] in (None, line["ten"]) for line in lines):
        shown = [Shown("ma", 9), Shown("ten", 59, _("Giải pháp"))]
    shown += [Shown("nhom", 18), Shown("nguyen_nhan", 14, _("Nguyên nhân"))]
    yield of_sheet(contents, "08_Co_hoi", _("Các giải pháp được nêu"), shown)


def screening(reading):
    shown = [
        Shown("co_hoi", 40),
        Shown("ket_qua", 16),
        Shown("ly_do", 30),
        Shown("ngay", 14),
    ]
    yield of_sheet(reading.contents, "09_Sang_loc", _("Kết quả sàng lọc"), shown)


def technical(reading):
    contents = reading.contents
    optional = ("thiet_bi_can", "mat_bang", "dung_may", "ky_nang")
    lines = contents.of("10_Ky_thuat")
    shown = [
        Shown("co_hoi", 26),
        Shown("thiet_bi_can", 16),
        Shown("mat_bang", 9, _("Mặt bằng")),
        Shown("dung_may", 9, _("Dừng máy")),
        Shown("chat_luong", 13, _("Chất lượng")),
        Shown("ky_nang", 14),
        Shown("an_toan", 12),
        Shown("danh_gia", 12),
    ]
    shown = [s for s in shown if s.key not in optional or any(line[s.key] for line in lines)]
    yield of_sheet(contents, "10_Ky_thuat", _("Khả thi kỹ thuật"), shown)


def economics(reading):
    contents = reading.contents
    savings = [
        Shown("co_hoi", 26),
        Shown("tai_nguyen", 18),
        Shown("luong", 12, _("Giảm một năm")),
        Shown("don_vi", 12),
        Shown("don_gia", 15, _("Đơn giá")),
        Shown("thanh_tien", 17),
    ]
    note = _("Số âm là tăng.")
    caption = _("Tiết kiệm theo tài nguyên")
    yield of_sheet(contents, solutions.SAVINGS, caption, savings, notes=(note,))
    inputs = [
        Shown("co_hoi", 24),
        Shown("dau_tu", 16),
        Shown("chi_phi_van_hanh", 15, _("Vận hành tăng thêm")),
        Shown("thu_khac", 14, _("Thu khác")),
        Shown("tuoi_tho", 8),
        Shown("gia_tri_con_lai", 14),
        Shown("ty_suat", 9, _("Chiết khấu")),
    ]
    yield of_sheet(contents, solutions.MONEY, _("Số liệu kinh tế"), inputs)
    worth = [
        Shown("co_hoi", 27),
        Shown("dau_tu", 16, _("Đầu tư")),
        Shown("tiet_kiem_nam", 16),
        Shown("hoan_von", 11, _("Hoàn vốn")),
        Shown("npv", 18),
        Shown("irr", 12),
    ]
    caption = _("Hiệu quả kinh tế")
    notes = (_("Không xác định, không hoàn vốn: phép tính không có kết quả; không phải là 0."),)
    yield of_sheet(contents, solutions.MONEY, caption, worth, notes=notes)
    yield from (ChartBlock(spec.title, spec) for spec in pictures.by_payback(contents))


def effects(reading):
    """TOE and CO2 of each solution by the factors of the base year."""
    contents = reading.contents
    rows = [
        (
            solution_name(code, contents),
            months.figure_of(solutions.oil_of(code, contents), "", 3),
            months.figure_of(solutions.carbon_of(code, contents), "", 3),
        )
        for code in dict.fromkeys(line["co_hoi"] for line in contents.of(solutions.SAVINGS))
        if _saves_energy(code, contents)
    ]
    columns = (
        (_("Giải pháp"), 54, LEFT),
        (_("TOE một năm"), 23, RIGHT),
        (_("tCO2 một năm"), 23, RIGHT),
    )
    note = _("Theo hệ số của năm %(year)s; CO2 sinh học không cộng.") % {"year": contents.year}
    return table(_("Năng lượng và CO2 giảm theo giải pháp"), columns, rows, notes=(note,))


def _saves_energy(code, contents):
    resources = contents.catalogue.resources
    kinds = {resources[line["tai_nguyen"]].kind for line in solutions.savings_of(code, contents)}
    return bool(kinds & {ResourceKind.ENERGY, ResourceKind.FUEL})


def environmental(reading):
    contents = reading.contents
    shown = [
        Shown("co_hoi", 22),
        Shown("nang_luong", 9.5),
        Shown("nuoc", 9.5),
        Shown("nguyen_lieu", 10),
        Shown("nuoc_thai", 9.5, _("Nước thải")),
        Shown("khi_thai", 9.5, _("Khí thải")),
        Shown("chat_thai", 9.5, _("Chất thải")),
        Shown("tco2", 10, _("tCO2 giảm một năm")),
        Shown("danh_gia", 10.5),
    ]
    yield of_sheet(contents, "12_Moi_truong", _("Khả thi môi trường"), shown)
    yield effects(reading)


def ranking(reading):
    contents = reading.contents
    for line in contents.of(solutions.WEIGHTS):
        yield _weights(line)
    shown = [
        Shown("co_hoi", 26),
        Shown("diem_ky_thuat", 10, _("Điểm kỹ thuật")),
        Shown("diem_kinh_te", 10, _("Điểm kinh tế")),
        Shown("diem_moi_truong", 11, _("Điểm môi trường")),
        Shown("tong_diem", 9),
        Shown("hang", 9),
        Shown("chon", 9, _("Chọn")),
        Shown("ly_do", 16, _("Lý do")),
    ]
    places = solutions.ranked(contents)
    last = len(places) + 1
    yield of_sheet(
        contents,
        solutions.RANKS,
        _("Xếp hạng và lựa chọn"),
        shown,
        order=lambda pair: places[pair[0]["co_hoi"]].rank or last,
    )
    found = computing.facts(contents.form.task(13), contents)
    yield facts(_("Các giải pháp được chọn"), found)


def _weights(line):
    said = _(
        "Trọng số: kỹ thuật %(technical)s%%, kinh tế %(economic)s%%, môi trường %(environment)s%%"
        " (do đội SXSH đặt, chưa có quy định)."
    )
    keys = {"technical": "ky_thuat", "economic": "kinh_te", "environment": "moi_truong"}
    weights = {
        name: "–" if line[key] is None else format_number(line[key]) for name, key in keys.items()
    }
    return Paragraph(said % weights)
