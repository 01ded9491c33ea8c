"""The cover of the report and what it comes to: how many solutions, what they cost and save."""

from collections import Counter

from django.utils.translation import gettext as _

from assessments.enums import (
    AssessmentKind,
    AssessmentState,
    OptionCategory,
    OptionState,
    Screening,
)
from assessments.option_life import taken_up
from assessments.papers.tables import LEFT, RIGHT, facts, row_of, table
from assessments.worksheets import results
from enterprises import sectors
from organisations.documents.model import NBSP, Paragraph, RowStyle
from organisations.vietnamese import (
    format_datetime,
    format_money,
    format_number,
    format_share,
    format_unit,
)

SUBJECT = "SẢN XUẤT SẠCH HƠN".replace(" ", NBSP)
TITLES = {
    AssessmentKind.QUICK: f"BÁO CÁO ĐÁNH GIÁ NHANH {SUBJECT}",
    AssessmentKind.DETAILED: f"BÁO CÁO ĐÁNH GIÁ CHI TIẾT {SUBJECT}",
}
UNSCREENED = ""


def cover(assessment, now):
    """(name, words) of the facts on the cover."""
    yield _("Cơ sở được đánh giá"), assessment.site_name
    division = assessment.division
    yield _("Ngành (VSIC cấp 2)"), sectors.title_of(division) if division else _("chưa rõ ngành")
    yield _("Loại đánh giá"), assessment.get_kind_display()
    yield _("Năm số liệu"), str(assessment.year)
    yield _("Đơn vị lập phiếu"), str(assessment.owner)
    yield _("Đơn vị thực hiện"), str(assessment.support or assessment.owner)
    yield _("Số phiếu"), assessment.number
    yield _("Tình trạng"), state_words(assessment)
    if assessment.submitted_at:
        yield _("Nộp"), _at(assessment.submitted_at, assessment.submitted_by_name)
    if assessment.confirmed_at:
        words = _at(assessment.confirmed_at, assessment.confirmed_by_name)
        yield _("Doanh nghiệp xác nhận"), words
    yield _("Bản in lập lúc"), format_datetime(now)


def state_words(assessment):
    if assessment.state == AssessmentState.ACCEPTED:
        words = _at(assessment.decided_at, assessment.decided_by_name)
        return f"{assessment.state_title} ({words})"
    return assessment.state_title


def _at(instant, person):
    return ", ".join(part for part in (format_datetime(instant), person) if part)


def warning(assessment):
    """What stands on every page of a report that nobody has accepted."""
    if assessment.state == AssessmentState.ACCEPTED:
        return ""
    if assessment.state == AssessmentState.CANCELLED:
        return _("PHIẾU ĐÃ HỦY, KHÔNG DÙNG SỐ LIỆU")
    return _("CHƯA NGHIỆM THU")


def summary(reading):
    options = reading.options
    if not options:
        yield Paragraph(_("Chưa ghi giải pháp nào."))
        return
    yield Paragraph(_intro(reading))
    yield _by_decision(options)
    yield _by_state(options)
    yield _money(reading.paying)
    yield from _saved(reading)
    if measured := results.facts(reading.contents):
        yield facts(_("Kết quả đo được sau khi thực hiện"), measured)


def _intro(reading):
    kept = reading.paying["kept"]
    every, rejected = len(reading.options), _rejected(reading.options)
    said = _("Đánh giá nêu %(every)s giải pháp, trong đó %(rejected)s bị loại khi sàng lọc.")
    words = [said % {"every": format_number(every), "rejected": format_number(rejected)}]
    if kept.known.number:
        said = _(
            "%(known)s giải pháp còn lại có đủ số liệu tiền: cần đầu tư %(cost)s, tiết kiệm ròng"
            " %(saving)s một năm, hoàn vốn gộp %(years)s."
        )
        words.append(
            said
            % {
                "known": format_number(kept.known.number),
                "cost": _dong(kept.cost),
                "saving": _dong(kept.saving),
                "years": _years(kept.ratio),
            }
        )
    return " ".join(words)


def _rejected(options):
    """By their state: what was chosen since is not counted, whatever the sheet says."""
    return sum(option.state == OptionState.SCREENED_OUT for option in options)


def _by_decision(options):
    counts = Counter((option.category, option.screening) for option in options)
    decisions = [Screening.NOW, Screening.STUDY, Screening.REJECTED, UNSCREENED]
    heads = [*(each.label for each in decisions[:-1]), _("Chưa sàng lọc")]
    rows = []
    for category in OptionCategory:
        told = [counts[category, decision] for decision in decisions]
        if any(told):
            rows.append(row_of([category.label, *map(format_number, (*told, sum(told)))]))
    sums = [sum(counts[c, decision] for c in OptionCategory) for decision in decisions]
    whole = [_("Cộng"), *map(format_number, (*sums, sum(sums)))]
    columns = [(_("Nhóm giải pháp"), 35, LEFT)]
    columns += [(head, 13, RIGHT) for head in (*heads, _("Cộng"))]
    caption = _("Số giải pháp theo nhóm và kết quả sàng lọc")
    return table(caption, columns, [*rows, row_of(whole, RowStyle.TOTAL)])


def _by_state(options):
    counts = Counter(option.state for option in options)
    rows = [
        (option.get_state_display(), format_number(counts[option.state]))
        for option in {each.state: each for each in options}.values()
    ]
    taken = taken_up(counts)
    share = format_share(taken.implemented, taken.decided)
    note = _("Tỷ lệ giải pháp được thực hiện trên số đã quyết định: %(share)s.") % {
        "share": share if taken.decided else _("không xác định")
    }
    columns = ((_("Trạng thái"), 70, LEFT), (_("Số giải pháp"), 30, RIGHT))
    caption = _("Số giải pháp theo trạng thái thực hiện")
    return table(caption, columns, rows, notes=(note,))


def _money(paying):
    kept, done = paying["kept"], paying["implemented"]
    lines = (
        (_("Tổng đầu tư dự kiến"), _dong, "cost"),
        (_("Tổng tiết kiệm ròng một năm"), _dong, "saving"),
        (_("Hoàn vốn gộp: tổng đầu tư chia tổng tiết kiệm"), _years, "ratio"),
        (_("Hoàn vốn trung vị của giải pháp phải đầu tư"), _years, "middle"),
        (_("Số giải pháp có đủ đầu tư và tiết kiệm"), _count, "known"),
        (_("trong đó phải đầu tư và hoàn vốn"), _count, "paying"),
        (_("trong đó không phải đầu tư"), _count, "free"),
        (_("trong đó không hoàn vốn"), _count, "undefined"),
        (_("Chưa có số liệu tiền, không tính"), _count, "unknown"),
    )
    rows = [
        (title, words(getattr(kept, name)), words(getattr(done, name)))
        for title, words, name in lines
    ]
    columns = (
        (_("Chỉ tiêu"), 46, LEFT),
        (_("Mọi giải pháp, trừ loại khi sàng lọc"), 28, RIGHT),
        (_("Đã thực hiện"), 26, RIGHT),
    )
    note = _("Cộng từng giải pháp, là mức trên vì các giải pháp có thể trùng nhau.")
    return table(_("Đầu tư, tiết kiệm và hoàn vốn"), columns, rows, notes=(note,))


def _saved(reading):
    if not reading.saved:
        return
    rows = [
        (each.resource, _amount(each), format_unit(each.unit), _count(each.options))
        for each in reading.saved
    ]
    effect = reading.effect
    rows += [
        (_("Năng lượng quy đổi"), _known(effect.toe), "TOE", ""),
        (_("Phát thải CO2"), _known(effect.co2), "tCO2", ""),
    ]
    if effect.biogenic is not None:
        rows.append((_("CO2 sinh học, không cộng"), _known(effect.biogenic), "tCO2", ""))
    columns = (
        (_("Tài nguyên"), 44, LEFT),
        (_("Giảm một năm"), 24, RIGHT),
        (_("Đơn vị"), 14, LEFT),
        (_("Giải pháp"), 18, RIGHT),
    )
    notes = [
        _("Theo dự tính khi đề xuất, chưa phải kết quả đo; hệ số của năm %(year)s; số âm là tăng.")
        % {"year": reading.assessment.year}
    ]
    if effect.missing:
        notes.append(_("Còn thiếu: %(what)s.") % {"what": "; ".join(effect.missing)})
    caption = _("Tiết kiệm dự tính một năm của mọi giải pháp, trừ loại khi sàng lọc")
    yield table(caption, columns, rows, notes=notes)


def _amount(each):
    return _("chưa quy đổi được") if each.amount is None else format_number(each.amount, 3)


def _known(value):
    return _("chưa có số liệu") if value is None else format_number(value, 3)


def _dong(amount):
    return _("chưa có số liệu") if amount is None else format_money(amount, places=0)


def _years(years):
    if years is None:
        return _("không xác định")
    return _("%(years)s năm") % {"years": format_number(years, 2)}


def _count(counted):
    return format_number(counted.number)
