"""When a task is done: what of it is still missing, line by line of "done when".

A code that stands in the note of the task is explained there and not missing any more
("không đáng kể", "chưa có cách", "không dùng").
"""

import re

from django.utils.translation import gettext as _

from assessments.enums import OptionState, ResourceKind
from assessments.option_life import IMPLEMENTED
from assessments.worksheets import balances, months, results, solutions, streams
from assessments.worksheets.checking import is_of_production

A_YEAR, A_QUARTER = 12, 3
WASTE = {"thai_ran", "thai_long", "thai_khi", "that_thoat_nhiet"}
TWELVE_MONTHS_OF = (ResourceKind.ENERGY, ResourceKind.FUEL, ResourceKind.WATER)


def missing(task, contents, note=""):
    """Sentences; none when the task may be called done."""
    asked = DONE[task.no]
    found = []
    for sentence, ask in zip(task.done_when, asked, strict=True):
        lacking = ask(contents)
        if isinstance(lacking, list):
            lacking = [name for name in lacking if not _is_explained(name, note)]
            if lacking:
                found.append(f"{sentence}: {', '.join(lacking)}")
        elif not lacking and not _is_stated(sentence, note):
            found.append(sentence)
    return found


def _is_stated(sentence, note):
    """Whether the note says the words that a line offers instead, “chưa xác định”."""
    return any(words in note for words in re.findall("“([^”]+)”", sentence))


def _is_explained(name, note):
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", note) is not None


def _any(name):
    return lambda contents: bool(contents.of(name))


def _decision(contents):
    return any(line["so_qd"] and line["ngay_qd"] for line in contents.of("01_Quyet_dinh"))


def _leader(contents):
    roles = [line["vai_tro"] for line in contents.of("01_Thanh_vien")]
    return roles.count("truong_nhom") == 1


def _members(contents):
    members = contents.of("01_Thanh_vien")
    return len(members) >= A_QUARTER and any(map(is_of_production, members))


def _base_year(contents):
    return any(line["nam_co_so"] for line in contents.of("01_Quyet_dinh"))


def _steps(contents):
    orders = [line["thu_tu"] for line in contents.of("02_Cong_doan")]
    return len(orders) >= 2 and len(set(orders)) == len(orders)


def _output(contents):
    told = {}
    for line in contents.of(months.OUTPUT):
        if line["luong"]:
            told.setdefault(line["san_pham"], set()).add(line["thang"])
    return any(len(months_) >= A_YEAR for months_ in told.values())


def _twelve_months(contents):
    resources = contents.catalogue.resources
    grouped = months.by_resource(contents.of(months.USES))
    lacking = []
    for code, lines in grouped.items():
        told = {line["thang"] for line in lines}
        if resources[code].kind in TWELVE_MONTHS_OF and len(told) < A_YEAR:
            lacking.append(code)
    kinds = {resources[code].kind for code in grouped}
    if ResourceKind.WATER not in kinds:
        lacking.append(_("nước"))
    if "DIEN" not in grouped:
        lacking.append(_("điện"))
    return lacking


def _norms(contents):
    output = months.made(contents)
    return bool(contents.of(months.USES)) and [
        code
        for code, amount in months.used(contents).items()
        if months.specific_of(code, amount, output, contents).value is None
    ]


def _all_steps(contents):
    told = {line["cong_doan"] for line in contents.of(streams.FOCUS)}
    steps = contents.codes("02_Cong_doan")
    return [code for code in steps if code not in told] if steps else False


def _focus_reason(contents):
    return any(line["chon"] and line["ly_do"] for line in contents.of(streams.FOCUS))


def _nodes(contents):
    drawn = {line["cong_doan"] for line in contents.of("04_Nut")} | set(contents.codes("04_Nut"))
    return [code for code in streams.focused(contents) if code not in drawn]


def _both_ways(contents):
    flows = contents.of("04_Dong")
    starts, ends = {line["tu"] for line in flows}, {line["den"] for line in flows}
    nodes = contents.codes("04_Nut")
    return [c for c in nodes if not (c in starts and c in ends)] if nodes else False


def _measuring_point(contents):
    return any(line["diem_do"] for line in contents.of("04_Dong"))


def _balanced(contents):
    told = {each.place for each in balances.checked(contents) if each.is_complete}
    nodes = {line["ma"]: line["cong_doan"] for line in contents.of("04_Nut")}
    told |= {nodes.get(place) for place in told}
    focus = streams.focused(contents)
    return [code for code in focus if code not in told] if focus else False


def _closed(contents):
    found = balances.checked(contents)
    return bool(found) and [
        each.code
        for each in found
        if each.is_within is None or (not each.is_within and not each.explanation)
    ]


def _share(contents):
    return bool(contents.of(balances.FLOWS))


def _waste_costed(contents):
    told = {line["dong"] for line in contents.of(streams.COSTS)}
    nodes = {line["ma"]: line["cong_doan"] or line["ma"] for line in contents.of("04_Nut")}
    focus = set(streams.focused(contents))
    return bool(contents.of(streams.COSTS)) and [
        line["ma"]
        for line in contents.of("04_Dong")
        if line["loai"] in WASTE and nodes.get(line["tu"]) in focus and line["ma"] not in told
    ]


def _waste_total(contents):
    return bool(contents.of(streams.COSTS)) and streams.cost_per_unit(contents).value is not None


def _caused(contents):
    told = {line["dong_thai"] for line in contents.of("07_Nguyen_nhan")}
    summed = streams.cost_by_stream(contents)
    return [code for code in summed if code not in told] if summed else False


def _answered(contents):
    told = {code for line in contents.of("08_Co_hoi") for code in line["nguyen_nhan"] or ()}
    causes = contents.codes("07_Nguyen_nhan")
    return [code for code in causes if code not in told] if causes else False


def _screened(contents):
    told = set(contents.codes("09_Sang_loc"))
    return [c for c in contents.codes("08_Co_hoi") if c not in told] or bool(told)


def _each_standing(name):
    def ask(contents):
        told = set(contents.codes(name))
        codes = solutions.standing(contents)
        return [code for code in codes if code not in told] if codes else False

    return ask


def _scored(contents):
    places = solutions.ranked(contents)
    codes = solutions.standing(contents)
    lacking = [c for c in codes if c not in places or places[c].score is None]
    return lacking if codes else False


def _decided(contents):
    told = {line["co_hoi"] for line in contents.of(solutions.RANKS) if line["chon"] is not None}
    codes = solutions.standing(contents)
    return [code for code in codes if code not in told] if codes else False


def _planned(contents):
    told = set(contents.codes("14_Ke_hoach"))
    codes = solutions.chosen(contents)
    return [code for code in codes if code not in told] if codes else False


def _dated(contents):
    told = {line["giai_phap"] for line in contents.of("15_Thuc_hien")}
    codes = solutions.chosen(contents)
    return [code for code in codes if code not in told] if codes else False


def _proved(contents):
    return [
        line["giai_phap"]
        for line in contents.of("15_Thuc_hien")
        if line["trang_thai"] == OptionState.DONE
        and (line["chi_phi_thuc"] is None or not line["bang_chung"])
    ]


def _equal_periods(contents):
    before = results.months_of(contents, results.BEFORE)
    after = results.months_of(contents, results.AFTER)
    return len(before) == len(after) and len(after) >= A_QUARTER


def _stated(contents):
    return bool(contents.of("02_San_pham")) and bool(results.measured(contents))


def _result(contents):
    return bool(results.measured(contents))


def _kept_up(contents):
    told = {line["giai_phap"] for line in contents.of("17_Duy_tri")}
    done = {
        line["giai_phap"]
        for line in contents.of("15_Thuc_hien")
        if line["trang_thai"] in IMPLEMENTED
    }
    return [code for code in solutions.chosen(contents) if code in done and code not in told]


def _recorded(contents):
    return bool(results.months_of(contents, results.AFTER))


DONE = {
    1: (_decision, _leader, _members, _base_year),
    2: (_steps, _output, _twelve_months, _norms),
    3: (_all_steps, _focus_reason),
    4: (_nodes, _both_ways, _measuring_point),
    5: (_balanced, _closed, _share),
    6: (_waste_costed, _waste_total),
    7: (_caused,),
    8: (_answered, _any("08_Co_hoi")),
    9: (_screened,),
    10: (_each_standing("10_Ky_thuat"),),
    11: (_each_standing("11_Kinh_te"),),
    12: (_each_standing("12_Moi_truong"),),
    13: (_scored, _decided),
    14: (_planned,),
    15: (_dated, _proved),
    16: (_equal_periods, _stated, _result),
    17: (_kept_up, _recorded),
    18: (_any("18_Tiep_theo"),),
}
