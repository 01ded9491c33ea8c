"""What is asked of the rows of each task: errors that refuse a row, doubts that ask once.

The rules are those of reference/assessments/worksheets.yaml, in Vietnamese sentences.
"""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.enums import OptionState, Screening
from assessments.option_life import STEPS
from assessments.worksheets import balances, months, results, solutions, streams
from assessments.worksheets.cells import RESOURCE_OF
from assessments.worksheets.contents import key_columns
from assessments.worksheets.schema import Level
from assessments.worksheets.stores import amounts_of
from organisations import clock
from organisations.vietnamese import format_number, search_key

UNSEEN_LOSS = ("ton that chua xac dinh", "mat mat khac", "that thoat khac", "khong xac dinh")
PRODUCTION = ("quan ly", "van phong", "ke toan", "hanh chinh", "tu van")
FEWEST_MEMBERS, FEWEST_IDEAS = 3, 5
# A month that is this many times the mean of the others, or its part, is asked about.
FAR_FROM_THE_MEAN = 3
OVERLAP = Decimal("0.6")
DEAR_AT_ONCE = 100_000_000
TWICE = 2


@dataclass(frozen=True)
class Finding:
    level: Level
    sheet: str
    code: str
    key: str
    sentence: str

    @property
    def mark(self):
        """By what an answered doubt is remembered: another sentence is another doubt."""
        said = f"{self.sheet}|{self.code}|{self.key}|{self.sentence}"
        return hashlib.sha256(said.encode()).hexdigest()


def findings(task, contents):
    """Errors and doubts of one task, in the order of its sheets."""
    found = [*_units(task, contents), *_repeats(task, contents)]
    check = CHECKS.get(task.no)
    return [*found, *(check(contents) if check else ())]


def errors(found):
    return [each for each in found if each.level == Level.ERROR]


def doubts(found, agreed=()):
    """What has not been answered with yes before."""
    return [each for each in found if each.level == Level.WARNING and each.mark not in agreed]


def error(sheet, line, key, sentence):
    return Finding(Level.ERROR, sheet, line.code if line else "", key, sentence)


def doubt(sheet, line, key, sentence):
    return Finding(Level.WARNING, sheet, line.code if line else "", key, sentence)


def _units(task, contents):
    for sheet in task.sheets:
        for line in contents.of(sheet.name):
            resource = RESOURCE_OF.get(sheet.name) or line["tai_nguyen"]
            if not resource or line["don_vi"] is None:
                continue
            if not contents.catalogue.is_unit_of(line["don_vi"], resource):
                words = {
                    "unit": contents.catalogue.unit_name(line["don_vi"]),
                    "name": contents.catalogue.resources[resource].name,
                }
                said = _("Đơn vị “%(unit)s” không dùng cho %(name)s.") % words
                yield error(sheet.name, line, "don_vi", said)


def _repeats(task, contents):
    for sheet in task.sheets:
        known = set()
        for line in contents.of(sheet.name):
            if line.code in known:
                said = _("Trùng với một dòng ở trên (cùng %(title)s).")
                title = ", ".join(c.title for c in sheet.columns if c.key in _key_of(sheet))
                yield error(sheet.name, line, _key_of(sheet)[0], said % {"title": title})
            known.add(line.code)


def _key_of(sheet):
    return key_columns(sheet) or (sheet.key,)


def _team(contents):
    for line in contents.of("01_Quyet_dinh"):
        if line["ngay_qd"] and line["ngay_qd"] > clock.today():
            yield error("01_Quyet_dinh", line, "ngay_qd", _("Ngày này chưa đến."))
    members = contents.of("01_Thanh_vien")
    if members and (len(members) < FEWEST_MEMBERS or not any(map(is_of_production, members))):
        said = _("Đội có dưới 3 người hoặc chưa có ai của bộ phận sản xuất.")
        yield doubt("01_Thanh_vien", None, "", said)


def is_of_production(member):
    section = search_key(member["bo_phan"] or "")
    return bool(section) and not section.startswith(PRODUCTION)


def _consumption(contents):
    for name in (months.USES, months.OUTPUT):
        yield from _not_negative(name, contents)
    for resource, lines in months.by_resource(contents.of(months.USES)).items():
        yield from _odd_months(resource, lines, contents)


def _not_negative(name, contents):
    for line in contents.of(name):
        if line["luong"] is not None and line["luong"] < 0:
            yield error(name, line, "luong", _("Lượng không được âm."))


def _odd_months(resource, lines, contents):
    """Told by unit: the hours of a tariff and the bottles of a size each have their own mean."""
    by_unit = {}
    for line in lines:
        by_unit.setdefault(line["don_vi"], []).append(line)
    for same in by_unit.values():
        whole = sum(line["luong"] or 0 for line in same)
        for line in same if len(same) > 2 else ():
            mean = (whole - (line["luong"] or 0)) / (len(same) - 1)
            if line["luong"] is None or not mean:
                continue
            if not mean / FAR_FROM_THE_MEAN <= line["luong"] <= mean * FAR_FROM_THE_MEAN:
                words = {
                    "name": contents.catalogue.resources[resource].name,
                    "month": f"{line['thang'].month:02}/{line['thang'].year}",
                    "amount": format_number(line["luong"]),
                    "mean": format_number(mean, 1),
                }
                said = _(
                    "%(name)s tháng %(month)s: %(amount)s, trong khi trung bình các tháng khác là"
                    " %(mean)s. Có đúng không?"
                )
                yield doubt(months.USES, line, "luong", said % words)


def _focus(contents):
    for line in contents.of(streams.FOCUS):
        for key in ("nguy_hai", "tiem_nang"):
            if line[key] is not None and not 1 <= line[key] <= streams.MOST_POINTS:
                yield error(streams.FOCUS, line, key, _("Nhập từ 1 đến 5."))
    best = next(iter(streams.by_score(contents)), None)
    if best and not best["chon"]:
        said = _("Công đoạn điểm cao nhất (%(code)s) không được chọn làm trọng tâm.")
        yield doubt(streams.FOCUS, best, "chon", said % {"code": best["cong_doan"]})


def _flow_chart(contents):
    for line in contents.of("04_Dong"):
        if line["tu"] is None and line["den"] is None:
            yield error("04_Dong", line, "tu", _("Dòng phải có ít nhất một đầu."))
        elif line["tu"] == line["den"]:
            yield error("04_Dong", line, "den", _("Hai đầu của dòng phải là hai nút khác nhau."))
        if is_unseen_loss(line["ten"]):
            yield error("04_Dong", line, "ten", _unseen())


def is_unseen_loss(text):
    return search_key(text or "").startswith(UNSEEN_LOSS)


def _unseen():
    return _("Tổn thất chưa xác định do cổng tính, không nhập thành dòng.")


def _balances(contents):
    for line in contents.of(balances.FLOWS):
        if is_unseen_loss(line["dong"]):
            yield error(balances.FLOWS, line, "dong", _unseen())
        density = line["khoi_luong_rieng"]
        if density is not None and density <= 0:
            yield error(balances.FLOWS, line, "khoi_luong_rieng", _("Nhập số lớn hơn 0."))
        if line["luong"] is not None and line["luong"] < 0 and line["chieu"] != balances.STOCK:
            yield error(balances.FLOWS, line, "luong", _("Lượng không được âm."))
    for each in balances.checked(contents):
        yield from _one_dimension(each)
        yield from _closure(each)


def _one_dimension(each):
    units = set()
    for line in each.lines:
        amount, told = balances.in_one_unit(line)
        if line["don_vi"] not in balances.PLAIN:
            said = _("Cân bằng chỉ dùng t, kg, m3, l, GJ, MJ, kWh.")
            yield error(balances.FLOWS, line, "don_vi", said)
        elif amount is None:
            said = _("Thể tích không cộng với khối lượng: ghi khối lượng riêng (kg/l).")
            yield error(balances.FLOWS, line, "khoi_luong_rieng", said)
        else:
            units.add(told)
            if len(units) > 1:
                said = _("Cân bằng %(code)s có cả khối lượng và năng lượng; hãy tách thành hai.")
                yield error(balances.FLOWS, line, "don_vi", said % {"code": each.code})
                return
    components = {(line["thanh_phan"], line["cong_doan"]) for line in each.lines}
    if len(components) > 1:
        said = _("Mọi dòng của cân bằng %(code)s phải cùng công đoạn và cùng thành phần.")
        yield error(balances.FLOWS, each.lines[-1], "thanh_phan", said % {"code": each.code})


def _closure(each):
    if each.balance is None:
        return
    words = {
        "code": each.code,
        "error": format_number(each.balance.error, 2) if each.balance.error is not None else "",
        "tolerance": format_number(each.tolerance),
    }
    if each.is_within is False:
        said = _("Cân bằng %(code)s sai số %(error)s%%, ngoài dung sai %(tolerance)s%%.") % words
        if not each.explanation:
            said += " " + _("Hãy ghi giải trình.")
        yield doubt(balances.VERDICTS, None, "giai_trinh", said)
    if each.balance.unaccounted < 0:
        said = _("Cân bằng %(code)s: tổng ra lớn hơn tổng vào.") % words
        yield doubt(balances.FLOWS, each.lines[0], "luong", said)


def _waste(contents):
    seen = {}
    for line in contents.of(streams.COSTS):
        for key in ("luong", "ham_luong"):
            if line[key] is not None and line[key] < 0:
                yield error(streams.COSTS, line, key, _("Lượng không được âm."))
        if not line["cong_tong"] or line["thanh_phan"] is None:
            continue
        known = seen.setdefault((line["dong"], search_key(line["thanh_phan"])), line["ma"])
        if known != line["ma"]:
            said = _("%(part)s của dòng %(flow)s được cộng ở cả %(one)s và %(other)s.") % {
                "part": line["thanh_phan"],
                "flow": line["dong"],
                "one": known,
                "other": line["ma"],
            }
            yield doubt(streams.COSTS, line, "cong_tong", said)


def _ideas(contents):
    lines = contents.of("08_Co_hoi")
    if lines and (len(lines) < FEWEST_IDEAS or len({line["nhom"] for line in lines}) == 1):
        said = _("Dưới 5 cơ hội, hoặc tất cả cùng một nhóm giải pháp.")
        yield doubt("08_Co_hoi", None, "", said)


def _screening(contents):
    investments = {line["co_hoi"]: line["dau_tu"] for line in contents.of(solutions.MONEY)}
    for line in contents.of("09_Sang_loc"):
        if line["ket_qua"] == Screening.REJECTED and not line["ly_do"]:
            said = _("Loại bỏ thì ghi lý do kỹ thuật; lý do có trong báo cáo.")
            yield error("09_Sang_loc", line, "ly_do", said)
        if line["ngay"] and line["ngay"] > clock.today():
            yield error("09_Sang_loc", line, "ngay", _("Ngày này chưa đến."))
        cost = investments.get(line["co_hoi"])
        if line["ket_qua"] == Screening.NOW and cost and cost > DEAR_AT_ONCE:
            said = _("%(code)s: thực hiện ngay nhưng đầu tư trên 100 triệu đồng.")
            yield doubt("09_Sang_loc", line, "ket_qua", said % {"code": line["co_hoi"]})


def _technical(contents):
    for line in contents.of("10_Ky_thuat"):
        if line["danh_gia"] == "cao" and "xau_di" in (line["chat_luong"], line["an_toan"]):
            said = _("%(code)s: khả thi cao trong khi chất lượng hoặc an toàn xấu đi.")
            yield doubt("10_Ky_thuat", line, "danh_gia", said % {"code": line["co_hoi"]})


def _economic(contents):
    for line in contents.of(solutions.MONEY):
        yield from _plausible_money(line)
    for line in contents.of(solutions.MONEY):
        try:
            told = solutions.economy(line, contents)
        except (ValueError, ArithmeticError, IndexError):
            continue
        if told and told.saving <= 0:
            said = _("%(code)s: tiết kiệm ròng không dương, không hoàn vốn.")
            yield doubt(solutions.MONEY, line, "tiet_kiem_nam", said % {"code": line["co_hoi"]})
    resources = {line["tai_nguyen"] for line in contents.of(solutions.SAVINGS)}
    for code in sorted(resource for resource in resources if resource):
        _known, share = solutions.saved_share(code, contents)
        if share is not None and share > OVERLAP:
            words = {
                "name": contents.catalogue.resources[code].name,
                "share": format_number(share * 100, 1),
            }
            said = _(
                "Các giải pháp cùng giảm %(share)s%% %(name)s của năm cơ sở: có thể tính trùng."
            )
            yield doubt(solutions.SAVINGS, None, "luong", said % words)


def _plausible_money(line):
    life, rate = line["tuoi_tho"], line["ty_suat"]
    if life is not None and not 1 <= life <= 30:
        yield error(solutions.MONEY, line, "tuoi_tho", _("Tuổi thọ phải từ 1 đến 30 năm."))
    if rate is not None and not 0 < rate < 100:
        said = _("Tỷ suất chiết khấu phải trên 0 và dưới 100.")
        yield error(solutions.MONEY, line, "ty_suat", said)
    try:
        own = amounts_of(line["dong_tien_rieng"] or "")
    except ValueError:
        said = _("Ghi số tiền từng năm, cách nhau dấu chấm phẩy.")
        yield error(solutions.MONEY, line, "dong_tien_rieng", said)
    else:
        if own and life is not None and len(own) != life:
            said = _("Ghi đủ số tiền của từng năm trong tuổi thọ.")
            yield error(solutions.MONEY, line, "dong_tien_rieng", said)


def _environmental(contents):
    kinds = ("nang_luong", "nuoc", "nguyen_lieu", "nuoc_thai", "khi_thai", "chat_thai")
    for line in contents.of("12_Moi_truong"):
        if line["danh_gia"] == "cao" and any(line[key] == "tang" for key in kinds):
            said = _("%(code)s: lợi ích cao trong khi có tác động tăng.")
            yield doubt("12_Moi_truong", line, "danh_gia", said % {"code": line["co_hoi"]})


def _ranking(contents):
    for line in contents.of(solutions.WEIGHTS):
        said = [line[key] for key in ("ky_thuat", "kinh_te", "moi_truong")]
        if None not in said and sum(said) != 100:
            sentence = _("Ba trọng số phải cộng lại bằng 100.")
            yield error(solutions.WEIGHTS, line, "ky_thuat", sentence)
    for line in contents.of(solutions.RANKS):
        for key in ("diem_ky_thuat", "diem_moi_truong"):
            if line[key] is not None and not 0 <= line[key] <= 10:
                yield error(solutions.RANKS, line, key, _("Nhập từ 0 đến 10."))
    yield from _odd_choices(contents)


def _odd_choices(contents):
    told, places = solutions.economies(contents), solutions.ranked(contents)
    picked = solutions.chosen(contents)
    last = max((places[code].rank or 0 for code in picked), default=0)
    for line in contents.of(solutions.RANKS):
        code = line["co_hoi"]
        if line["chon"] and code in told and told[code].npv < 0:
            said = _("%(code)s được chọn trong khi NPV âm.") % {"code": code}
            yield doubt(solutions.RANKS, line, "chon", said)
        is_before = places[code].rank and places[code].rank < last
        if line["chon"] is False and is_before and not line["ly_do"]:
            said = _("%(code)s xếp trên giải pháp được chọn nhưng không được chọn; hãy ghi lý do.")
            yield doubt(solutions.RANKS, line, "ly_do", said % {"code": code})


def _plan(contents):
    for line in contents.of("14_Ke_hoach"):
        if line["bat_dau"] and line["ket_thuc"] and line["ket_thuc"] < line["bat_dau"]:
            said = _("Ngày hoàn thành phải từ ngày bắt đầu trở đi.")
            yield error("14_Ke_hoach", line, "ket_thuc", said)


def _diary(contents):
    states = {}
    for line in sorted(contents.of("15_Thuc_hien"), key=_when):
        code, target = line["giai_phap"], line["trang_thai"]
        if line["ngay"] and line["ngay"] > clock.today():
            yield error("15_Thuc_hien", line, "ngay", _("Ngày này chưa đến."))
        before = states.get(code, OptionState.SELECTED)
        if (before, target) not in STEPS:
            words = {"one": OptionState(before).label, "other": OptionState(target).label}
            said = _("Không có bước từ “%(one)s” sang “%(other)s”.") % words
            yield error("15_Thuc_hien", line, "trang_thai", said)
        states[code] = target


def _when(line):
    return (line["giai_phap"] or "", line["ngay"] or clock.today())


def _results(contents):
    yield from _not_negative(results.READINGS, contents)
    for period, said in ((results.BEFORE, _("trước")), (results.AFTER, _("sau"))):
        told = results.readings(contents, period)
        if told and not results.months_of(contents, period):
            sentence = _("Kỳ %(period)s chưa có sản lượng: suất tiêu hao không xác định.")
            yield doubt(results.READINGS, None, "luong", sentence % {"period": said})
    for each in results.measured(contents):
        planned, _share = solutions.saved_share(each.resource.code, contents)
        if not planned or each.saving is None:
            continue
        amount = each.saving.amount
        if amount * planned < 0 or abs(amount) > TWICE * abs(planned):
            said = _("%(name)s: kết quả trái dấu hoặc hơn hai lần dự kiến. Có đúng không?")
            yield doubt(results.READINGS, None, "luong", said % {"name": each.resource.name})


CHECKS = {
    1: _team,
    2: _consumption,
    3: _focus,
    4: _flow_chart,
    5: _balances,
    6: _waste,
    8: _ideas,
    9: _screening,
    10: _technical,
    11: _economic,
    12: _environmental,
    13: _ranking,
    14: _plan,
    15: _diary,
    16: _results,
}
