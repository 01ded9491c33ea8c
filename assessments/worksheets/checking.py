"""What is asked of the rows of each task: errors that refuse a row, doubts that ask once.

The rules are those of reference/assessments/worksheets.yaml, in Vietnamese sentences.
"""

from django.utils.translation import gettext as _

from assessments.worksheets import balances, months, option_checks, streams
from assessments.worksheets.cells import RESOURCE_OF
from assessments.worksheets.contents import key_columns
from assessments.worksheets.faults import doubt, error, not_negative
from organisations import clock
from organisations.vietnamese import format_number, search_key

UNSEEN_LOSS = ("ton that chua xac dinh", "mat mat khac", "that thoat khac", "khong xac dinh")
PRODUCTION = ("quan ly", "van phong", "ke toan", "hanh chinh", "tu van")
FEWEST_MEMBERS = 3
# A month that is this many times the mean of the others, or its part, is asked about.
FAR_FROM_THE_MEAN = 3


def findings(task, contents):
    """Errors and doubts of one task, in the order of its sheets."""
    found = [*_units(task, contents), *_repeats(task, contents)]
    check = CHECKS.get(task.no)
    return [*found, *(check(contents) if check else ())]


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
        yield from not_negative(name, contents)
    for resource, lines in months.by_resource(contents.of(months.USES)).items():
        yield from _odd_months(resource, lines, contents)


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


CHECKS = {
    1: _team,
    2: _consumption,
    3: _focus,
    4: _flow_chart,
    5: _balances,
    6: _waste,
    8: option_checks.ideas,
    9: option_checks.screening,
    10: option_checks.technical,
    11: option_checks.economic,
    12: option_checks.environmental,
    13: option_checks.ranking,
    14: option_checks.plan,
    15: option_checks.diary,
    16: option_checks.readings,
}
