"""Feasibility, ranking and cost of the solutions (tasks 11 to 15)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments import economics, ranking
from assessments.enums import OptionState, ResourceKind, Screening
from assessments.worksheets import months
from assessments.worksheets.figures import NOT_YET, UNDEFINED, Figure, Named, Sum
from assessments.worksheets.option_rows import amounts_of

SAVINGS, MONEY, RANKS, WEIGHTS = "11_Tiet_kiem", "11_Kinh_te", "13_Xep_hang", "13_Trong_so"
HUNDRED = Decimal(100)
LONGEST_LIFE = 30
OF_ENERGY = (ResourceKind.ENERGY, ResourceKind.FUEL)


@dataclass(frozen=True)
class Economy:
    """S, payback in years, NPV and IRR of one solution; None where undefined or not known."""

    investment: Decimal
    saving: Decimal
    payback: Decimal | None
    npv: Decimal | None
    irr: Decimal | None


def rejected(contents):
    return {
        line["co_hoi"]
        for line in contents.of("09_Sang_loc")
        if line["ket_qua"] == Screening.REJECTED
    }


def standing(contents):
    """The codes of the solutions that were not rejected."""
    out = rejected(contents)
    return [code for code in contents.codes("08_Co_hoi") if code not in out]


def savings_of(code, contents):
    return [line for line in contents.of(SAVINGS) if line["co_hoi"] == code]


def worth_of(line):
    """What a line of 11_Tiet_kiem saves a year; None without its amount or its price."""
    said = (line["luong"], line["don_gia"])
    return None if None in said else said[0] * said[1]


def unpriced(code, contents):
    """Names of what a solution saves without an amount or a price of it."""
    lines = [line for line in savings_of(code, contents) if worth_of(line) is None]
    return [contents.catalogue.resources[line["tai_nguyen"]].name for line in lines]


def yearly_saving(line, contents):
    """S of DOMAIN 3.4; None as long as a price is missing or nothing was said about money.

    As on the page of the solution: running costs and other income that nobody named are none.
    """
    added, other = line["chi_phi_van_hanh"], line["thu_khac"]
    lines = savings_of(line["co_hoi"], contents)
    is_silent = not lines and added is None and other is None
    if is_silent or unpriced(line["co_hoi"], contents):
        return None
    return sum(map(worth_of, lines), Decimal(0)) + (other or 0) - (added or 0)


def economy(line, contents):
    """An Economy of a line of 11_Kinh_te; None as long as investment or saving is not known."""
    saving, rate = yearly_saving(line, contents), line["ty_suat"]
    if line["dau_tu"] is None or saving is None:
        return None
    flow = _flow(line, saving)
    has_rate = rate is not None and 0 < rate < HUNDRED
    return Economy(
        investment=line["dau_tu"],
        saving=saving,
        payback=economics.payback(line["dau_tu"], saving),
        npv=economics.net_present_value(flow, rate / HUNDRED) if flow and has_rate else None,
        irr=economics.internal_rate(flow) if flow else None,
    )


def _flow(line, saving):
    """Year by year, today's first; None without a life that may be."""
    salvage = line["gia_tri_con_lai"] or Decimal(0)
    own = amounts_of(line["dong_tien_rieng"] or "")[:LONGEST_LIFE]
    if own:
        return [-line["dau_tu"], *map(Decimal, own[:-1]), own[-1] + salvage]
    if line["tuoi_tho"] is None or not 1 <= line["tuoi_tho"] <= LONGEST_LIFE:
        return None
    return economics.cash_flow(line["dau_tu"], saving, line["tuoi_tho"], salvage)


def economies(contents):
    """{code: Economy}"""
    found = {line["co_hoi"]: economy(line, contents) for line in contents.of(MONEY)}
    return {code: told for code, told in found.items() if told is not None}


def worth(contents):
    """The computed column of 11_Tiet_kiem."""
    return [{"thanh_tien": Figure(worth_of(line), "", 0, NOT_YET)} for line in contents.of(SAVINGS)]


def money(contents):
    """The computed columns of 11_Kinh_te."""
    return [
        _money_of(economy(line, contents), unpriced(line["co_hoi"], contents))
        for line in contents.of(MONEY)
    ]


def _money_of(told, lacking):
    if told is None:
        said = _("chưa có lượng hoặc đơn giá: %(names)s") % {"names": ", ".join(lacking)}
        why = said if lacking else NOT_YET
        return dict.fromkeys(("tiet_kiem_nam", "hoan_von", "npv", "irr"), Figure(why=why))
    irr = None if told.irr is None else told.irr * HUNDRED
    return {
        "tiet_kiem_nam": Figure(told.saving, "", 0),
        "hoan_von": Figure(told.payback, "", 2, _("không hoàn vốn")),
        "npv": Figure(told.npv, "", 0, NOT_YET),
        "irr": Figure(irr, "", 2, UNDEFINED),
    }


def carbon_of(code, contents):
    """A Sum of tonnes of CO2 a year by the factors of the base year; biomass stands apart.

    What saves biomass alone has no figure: its CO2 is in no total, and is not 0 either.
    """
    found = _summed(code, contents, _carbon, without_biomass=True)
    kinds = [contents.catalogue.resources[s["tai_nguyen"]] for s in savings_of(code, contents)]
    energy = [resource for resource in kinds if resource.kind in OF_ENERGY]
    if energy and all(resource.is_biogenic for resource in energy):
        return replace(found, missing=(_("chỉ có CO2 sinh học, không cộng"),))
    return found


def _carbon(converter, amount, resource, year):
    return converter.co2(amount, resource, year)


def _oil(converter, amount, resource, _year):
    return converter.toe(amount, resource)


def oil_of(code, contents):
    return _summed(code, contents, _oil)


def _summed(code, contents, ask, *, without_biomass=False):
    converter = contents.catalogue.converter(contents.year)
    known, missing, factors = Decimal(0), [], []
    for line in savings_of(code, contents):
        resource = contents.catalogue.resources[line["tai_nguyen"]]
        if resource.kind not in OF_ENERGY or (without_biomass and resource.is_biogenic):
            continue
        if line["luong"] is None:
            missing.append(f"{resource.name}: {NOT_YET}")
            continue
        amount = converter.in_base(
            line["luong"], contents.catalogue.units[line["don_vi"]], resource
        )
        told = amount
        if amount.value is not None:
            told = ask(converter, amount.value, resource, contents.year)
        if told.value is None:
            missing.append(f"{resource.name}: {told.why.value}")
            continue
        known += told.value
        factors += told.factors
    return Sum(known, tuple(missing), factors=tuple(dict.fromkeys(factors)))


def carbon(contents):
    """The computed column of 12_Moi_truong."""
    return [
        {"tco2": months.figure_of(carbon_of(line["co_hoi"], contents), "", 3)}
        for line in contents.of("12_Moi_truong")
    ]


@dataclass(frozen=True)
class Ranked:
    points: int | None
    score: Decimal | None
    rank: int | None


def ranked(contents):
    """{code: Ranked}; a place needs all three points and the weights."""
    weights = next(iter(contents.of(WEIGHTS)), None)
    told, scored, points = economies(contents), [], {}
    for line in contents.of(RANKS):
        code, economy_ = line["co_hoi"], told.get(line["co_hoi"])
        if economy_ is None or economy_.npv is None:
            continue
        points[code] = ranking.economic_points(economy_.payback, economy_.npv)
        if weights is None or not _has_weights(weights) or _lacks_points(line):
            continue
        score = ranking.weighed(
            {
                "ky_thuat": line["diem_ky_thuat"],
                "kinh_te": points[code],
                "moi_truong": line["diem_moi_truong"],
            },
            {key: weights[key] for key in ("ky_thuat", "kinh_te", "moi_truong")},
        )
        scored.append(ranking.Scored(code, score, economy_.payback))
    places = {s.code: (s.score, n) for n, s in enumerate(ranking.in_order(scored), start=1)}
    return {
        line["co_hoi"]: Ranked(
            points.get(line["co_hoi"]), *places.get(line["co_hoi"], (None, None))
        )
        for line in contents.of(RANKS)
    }


def _has_weights(weights):
    said = [weights[key] for key in ("ky_thuat", "kinh_te", "moi_truong")]
    return None not in said and sum(said) > 0


def _lacks_points(line):
    return line["diem_ky_thuat"] is None or line["diem_moi_truong"] is None


def ranks(contents):
    """The computed columns of 13_Xep_hang."""
    found = ranked(contents)
    return [_ranks_of(found[line["co_hoi"]]) for line in contents.of(RANKS)]


def _ranks_of(told):
    return {
        "diem_kinh_te": Figure(told.points, why=NOT_YET),
        "tong_diem": Figure(told.score, "", 3, NOT_YET),
        "hang": Figure(told.rank, why=NOT_YET),
    }


def chosen(contents):
    """The codes chosen in task 13, in the order of its rows."""
    return [line["co_hoi"] for line in contents.of(RANKS) if line["chon"]]


def together(contents):
    """A Together of the chosen ones whose economy is known."""
    told = economies(contents)
    picked = [told[code] for code in chosen(contents) if code in told]
    return economics.together([(each.investment, each.saving) for each in picked])


def facts_of_choice(contents):
    if not chosen(contents):
        return []
    told, known = together(contents), economies(contents)
    left = [code for code in chosen(contents) if code not in known]
    note = _("chưa đủ số liệu, không cộng: %(codes)s") % {"codes": ", ".join(left)} if left else ""
    added = _("cộng từng giải pháp, là mức trên vì có thể trùng nhau")
    return [
        Named(_("Đầu tư của các giải pháp được chọn"), Figure(told.cost, "đồng", 0), note),
        Named(
            _("Tiết kiệm ròng một năm"),
            Figure(told.saving, "đồng/năm", 0),
            "; ".join(part for part in (added, note) if part),
        ),
        Named(
            _("Thời gian hoàn vốn gộp (Σ đầu tư / Σ tiết kiệm)"),
            Figure(told.ratio, "năm", 3, UNDEFINED),
        ),
        Named(
            _("Trung vị thời gian hoàn vốn"),
            Figure(told.middle, "năm", 2, UNDEFINED),
            _("của %(count)s giải pháp phải đầu tư") % {"count": told.paying},
        ),
        Named(_("Giải pháp không mất tiền"), Figure(Decimal(told.free))),
    ]


def planned(contents):
    """Σ of the budgets of the implementation plan."""
    return sum((line["kinh_phi"] or 0 for line in contents.of("14_Ke_hoach")), Decimal(0))


def spent(contents):
    """{code: actual cost} of what was carried out; None where it was not told."""
    return {
        line["giai_phap"]: line["chi_phi_thuc"]
        for line in contents.of("15_Thuc_hien")
        if line["trang_thai"] == OptionState.DONE
    }


def facts_of_plan(contents):
    if not contents.of("14_Ke_hoach"):
        return []
    return [Named(_("Tổng kinh phí dự kiến"), Figure(planned(contents), "đồng", 0))]


def facts_of_diary(contents):
    costs = spent(contents)
    if not costs:
        return []
    known = [cost for cost in costs.values() if cost is not None]
    budgets = {line["giai_phap"]: line["kinh_phi"] for line in contents.of("14_Ke_hoach")}
    left = ", ".join(code for code, cost in costs.items() if cost is None)
    note = _("chưa ghi chi phí: %(codes)s") % {"codes": left} if left else ""
    total = Figure(sum(known, Decimal(0)) if known else None, "đồng", 0, NOT_YET)
    found = [Named(_("Tổng chi phí thực tế"), total, note)]
    if len(known) == len(costs) and costs.keys() <= budgets.keys():
        gap = sum(known, Decimal(0)) - sum((budgets[code] or 0 for code in costs), Decimal(0))
        found.append(Named(_("Chênh lệch so với dự kiến"), Figure(gap, "đồng", 0)))
    return found


def saved_share(resource, contents):
    """What the chosen ones (before a choice: all that stand) save of a base-year use, with it.

    Of the amounts that are told: it only finds what is too much.
    """
    among = chosen(contents) or standing(contents)
    converter, known = contents.catalogue.converter(contents.year), Decimal(0)
    row = contents.catalogue.resources[resource]
    for line in contents.of(SAVINGS):
        is_asked = line["tai_nguyen"] == resource and line["co_hoi"] in among
        if is_asked and line["luong"] is not None:
            told = converter.in_base(line["luong"], contents.catalogue.units[line["don_vi"]], row)
            known += told.value or 0
    base = months.used(contents).get(resource)
    share = known / base.value if base and base.value else None
    return known, share
