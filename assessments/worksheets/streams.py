"""Where to look and what waste costs (tasks 3 and 6)."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.worksheets import months
from assessments.worksheets.figures import NOT_YET, UNDEFINED, Figure, Named

FOCUS, COSTS = "03_Trong_tam", "06_Chi_phi"
HALF, QUARTER, MOST_POINTS = Decimal("0.5"), Decimal("0.25"), 5


def score(line, highest):
    """Half by cost against the highest of all, a quarter each by hazard and by potential."""
    said = (line["chi_phi_so_bo"], line["nguy_hai"], line["tiem_nang"])
    if None in said or not highest:
        return None
    cost, hazard, potential = said
    return HALF * MOST_POINTS * cost / highest + QUARTER * hazard + QUARTER * potential


def scores(contents):
    """(line, score) of every row of task 3."""
    lines = contents.of(FOCUS)
    highest = max((line["chi_phi_so_bo"] or 0 for line in lines), default=0)
    return [(line, score(line, highest)) for line in lines]


def focus(contents):
    """The computed column of 03_Trong_tam."""
    return [{"diem": Figure(points, "", 3, NOT_YET)} for _line, points in scores(contents)]


def by_score(contents):
    """The process steps, the highest score first."""
    told = [(line, points) for line, points in scores(contents) if points is not None]
    return [line for line, _points in sorted(told, key=lambda pair: -pair[1])]


def focused(contents):
    """The process steps chosen for the audit."""
    return list(dict.fromkeys(line["cong_doan"] for line in contents.of(FOCUS) if line["chon"]))


def cost(line):
    said = (line["luong"], line["ham_luong"], line["don_gia"])
    return None if None in said else said[0] * said[1] * said[2]


def costs(contents):
    """The computed column of 06_Chi_phi."""
    return [{"thanh_tien": Figure(cost(line), "", 0, NOT_YET)} for line in contents.of(COSTS)]


def cost_by_stream(contents, *, summed_only=True):
    """{code of a waste stream: đồng a year}, the dearest first."""
    found = defaultdict(Decimal)
    for line in contents.of(COSTS):
        if line["cong_tong"] or not summed_only:
            found[line["ma"]] += cost(line) or 0
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def total_cost(contents):
    return sum(cost_by_stream(contents).values(), Decimal(0))


def cost_per_unit(contents):
    """A Figure of the waste's cost per unit of product of the base year."""
    output = months.made(contents)
    if output is None or output.value is None:
        return Figure(why=NOT_YET)
    unit = f"đồng/{output.unit}"
    if not output.value:
        return Figure(unit=unit, why=UNDEFINED)
    return Figure(total_cost(contents) / output.value, unit, 0)


def facts(contents):
    if not contents.of(COSTS):
        return []
    return [
        Named(
            _("Tổng chi phí dòng thải (dòng có cộng)"), Figure(total_cost(contents), "đồng/năm", 0)
        ),
        Named(_("Trên một đơn vị sản phẩm"), cost_per_unit(contents)),
    ]


def flow_name(code, contents):
    line = contents.by_key("04_Dong").get(code)
    return line["ten"] if line else code
