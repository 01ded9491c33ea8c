"""Checks of the rows about solutions, tasks 8 to 16."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.enums import Normalisation, OptionState, Screening
from assessments.option_life import REASON, STEPS
from assessments.worksheets import results, shares, solutions
from assessments.worksheets.catalogue import PRODUCT
from assessments.worksheets.faults import doubt, error, not_negative
from assessments.worksheets.option_rows import amounts_of
from organisations import clock
from organisations.vietnamese import format_number

FEWEST_IDEAS = 5
OVERLAP = Decimal("0.6")
DEAR_AT_ONCE = 100_000_000
TWICE = 2
# Until somebody has chosen it.
SCREENABLE = (OptionState.PROPOSED, OptionState.SCREENED_OUT)
# Steps into these want a reason, which the sheet has no column for and others may not read.
WITH_REASON = {target for (_from, target), step in STEPS.items() if REASON in step.needs}


def ideas(contents):
    lines = contents.of("08_Co_hoi")
    if lines and (len(lines) < FEWEST_IDEAS or len({line["nhom"] for line in lines}) == 1):
        said = _("Dưới 5 cơ hội, hoặc tất cả cùng một nhóm giải pháp.")
        yield doubt("08_Co_hoi", None, "", said)


def screening(contents):
    investments = {line["co_hoi"]: line["dau_tu"] for line in contents.of(solutions.MONEY)}
    for line in contents.of("09_Sang_loc"):
        if line["ket_qua"] == Screening.REJECTED and not line["ly_do"]:
            said = _("Loại bỏ thì ghi lý do kỹ thuật; lý do có trong báo cáo.")
            yield error("09_Sang_loc", line, "ly_do", said)
        yield from _rejected_late(line, contents)
        if line["ngay"] and line["ngay"] > clock.today():
            yield error("09_Sang_loc", line, "ngay", _("Ngày này chưa đến."))
        cost = investments.get(line["co_hoi"])
        if line["ket_qua"] == Screening.NOW and cost and cost > DEAR_AT_ONCE:
            said = _("%(code)s: thực hiện ngay nhưng đầu tư trên 100 triệu đồng.")
            yield doubt("09_Sang_loc", line, "ket_qua", said % {"code": line["co_hoi"]})


def _rejected_late(line, contents):
    """Who has chosen a solution, or more, is not overruled by its screening."""
    state = contents.states.get(line["co_hoi"], OptionState.PROPOSED)
    if line["ket_qua"] != Screening.REJECTED or state in SCREENABLE:
        return
    if not contents.is_stored("09_Sang_loc", line, "ket_qua"):
        said = _(
            "%(code)s đang ở trạng thái “%(state)s” nên không loại khi sàng lọc được nữa; hãy ghi"
            " tin mới ở trang giải pháp."
        )
        words = {"code": line["co_hoi"], "state": OptionState(state).label}
        yield error("09_Sang_loc", line, "ket_qua", said % words)


def technical(contents):
    for line in contents.of("10_Ky_thuat"):
        if line["danh_gia"] == "cao" and "xau_di" in (line["chat_luong"], line["an_toan"]):
            said = _("%(code)s: khả thi cao trong khi chất lượng hoặc an toàn xấu đi.")
            yield doubt("10_Ky_thuat", line, "danh_gia", said % {"code": line["co_hoi"]})


def economic(contents):
    for line in contents.of(solutions.MONEY):
        faults = [*plausible_money(line)]
        yield from faults
        # Nothing is worked out with a life of no years, or amounts that are no numbers.
        told = None if faults else solutions.economy(line, contents)
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


def plausible_money(line):
    life, rate = line["tuoi_tho"], line["ty_suat"]
    if life is not None and not 1 <= life <= solutions.LONGEST_LIFE:
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


def environmental(contents):
    kinds = ("nang_luong", "nuoc", "nguyen_lieu", "nuoc_thai", "khi_thai", "chat_thai")
    for line in contents.of("12_Moi_truong"):
        if line["danh_gia"] == "cao" and any(line[key] == "tang" for key in kinds):
            said = _("%(code)s: lợi ích cao trong khi có tác động tăng.")
            yield doubt("12_Moi_truong", line, "danh_gia", said % {"code": line["co_hoi"]})


def ranking(contents):
    for line in contents.of(solutions.WEIGHTS):
        said = [line[key] for key in ("ky_thuat", "kinh_te", "moi_truong")]
        if None not in said and sum(said) != 100:
            sentence = _("Ba trọng số phải cộng lại bằng 100.")
            yield error(solutions.WEIGHTS, line, "ky_thuat", sentence)
    for line in contents.of(solutions.RANKS):
        for key in ("diem_ky_thuat", "diem_moi_truong"):
            if line[key] is not None and not 0 <= line[key] <= 10:
                yield error(solutions.RANKS, line, key, _("Nhập từ 0 đến 10."))
    yield from odd_choices(contents)


def odd_choices(contents):
    told, places = solutions.economies(contents), solutions.ranked(contents)
    picked = solutions.chosen(contents)
    last = max((places[code].rank or 0 for code in picked), default=0)
    for line in contents.of(solutions.RANKS):
        code = line["co_hoi"]
        npv = told[code].npv if code in told else None
        if line["chon"] and npv is not None and npv < 0:
            said = _("%(code)s được chọn trong khi NPV âm.") % {"code": code}
            yield doubt(solutions.RANKS, line, "chon", said)
        is_before = places[code].rank and places[code].rank < last
        if line["chon"] is False and is_before and not line["ly_do"]:
            said = _("%(code)s xếp trên giải pháp được chọn nhưng không được chọn; hãy ghi lý do.")
            yield doubt(solutions.RANKS, line, "ly_do", said % {"code": code})


def plan(contents):
    for line in contents.of("14_Ke_hoach"):
        if line["bat_dau"] and line["ket_thuc"] and line["ket_thuc"] < line["bat_dau"]:
            said = _("Ngày hoàn thành phải từ ngày bắt đầu trở đi.")
            yield error("14_Ke_hoach", line, "ket_thuc", said)


def diary(contents):
    states = {}
    for line in sorted(contents.of("15_Thuc_hien"), key=when):
        code, target = line["giai_phap"], line["trang_thai"]
        if line["ngay"] and line["ngay"] > clock.today():
            yield error("15_Thuc_hien", line, "ngay", _("Ngày này chưa đến."))
        before = states.get(code, OptionState.SELECTED)
        if (before, target) not in STEPS:
            words = {"one": OptionState(before).label, "other": OptionState(target).label}
            said = _("Không có bước từ “%(one)s” sang “%(other)s”.") % words
            yield error("15_Thuc_hien", line, "trang_thai", said)
        elif not contents.is_stored("15_Thuc_hien", line):
            yield from _told_elsewhere(line, contents)
        states[code] = target


def _told_elsewhere(line, contents):
    """News that the diary has no room for: a private reason, or a result that is not frozen."""
    target = line["trang_thai"]
    if target in WITH_REASON:
        said = _(
            "“%(state)s” phải có lý do riêng của doanh nghiệp: hãy ghi ở trang giải pháp, không"
            " ghi ở nhật ký."
        )
        words = {"state": OptionState(target).label}
        yield error("15_Thuc_hien", line, "trang_thai", said % words)
    if target == OptionState.MEASURED and not contents.is_measured:
        said = _("Phiếu chưa có kết quả đo nào; hãy chốt kết quả ở nhiệm vụ 16 trước.")
        yield error("15_Thuc_hien", line, "trang_thai", said)


def when(line):
    return (line["giai_phap"] or "", line["ngay"] or clock.today())


def readings(contents):
    yield from not_negative(results.READINGS, contents)
    for period, said in ((results.BEFORE, _("trước")), (results.AFTER, _("sau"))):
        told = results.readings(contents, period)
        if told and not results.months_of(contents, period):
            sentence = _("Kỳ %(period)s chưa có sản lượng: suất tiêu hao không xác định.")
            yield doubt(results.READINGS, None, "luong", sentence % {"period": said})
    yield from _once(contents)
    yield from _mixed(contents)
    yield from shares.checks(contents)
    for each in results.measured(contents):
        planned, _share = solutions.saved_share(each.resource.code, contents)
        if not planned or each.saving is None:
            continue
        amount = each.saving.amount
        if amount * planned < 0 or abs(amount) > TWICE * abs(planned):
            said = _("%(name)s: kết quả trái dấu hoặc hơn hai lần dự kiến. Có đúng không?")
            yield doubt(results.READINGS, None, "luong", said % {"name": each.resource.name})


def _once(contents):
    """A resource with one reading of a period of several months: of the whole, or of one month?"""
    made = results.made_of(contents)
    if not made.is_both or len(results.months_of(contents, results.AFTER)) == 1:
        return
    before, after = (results.readings(contents, p) for p in (results.BEFORE, results.AFTER))
    for resource, lines in before.items():
        if resource == PRODUCT or not made.is_once(lines, after.get(resource, [])):
            continue
        said = _(
            "%(name)s: mỗi kỳ chỉ có một số đo, ở tháng cuối, nên được hiểu là lượng của cả kỳ."
            " Có đúng không?"
        )
        name = contents.catalogue.resources[resource].name
        yield doubt(results.READINGS, lines[0], "luong", said % {"name": name})


def _mixed(contents):
    """Several products, and a resource of which nobody says what each of them took before."""
    made = results.made_of(contents)
    if not made.is_several:
        return
    for resource, lines in results.readings(contents, results.BEFORE).items():
        if resource == PRODUCT or made.method(lines) == Normalisation.PRODUCTS:
            continue
        said = _(
            "%(name)s: cơ sở làm nhiều sản phẩm mà kỳ trước chưa ghi phần của từng sản phẩm, nên"
            " thay đổi cơ cấu sản phẩm sẽ lẫn vào mức tiết kiệm. Có đúng không?"
        )
        name = contents.catalogue.resources[resource].name
        yield doubt(results.READINGS, lines[0], "san_pham", said % {"name": name})
