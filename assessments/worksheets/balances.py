"""The balances of task 5: flows in kg or GJ, sums in t or GJ, what nobody knows of."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.balance import balance_of
from assessments.worksheets.catalogue import HEAT, PLAIN, VOLUME
from assessments.worksheets.contents import WHOLE_PLANT
from assessments.worksheets.figures import NOT_YET, UNDEFINED, Figure, Named

FLOWS, VERDICTS = "05_Can_bang", "05_Kiem_tra"
KILOGRAMS_OF_A_TONNE = Decimal(1000)
IN, OUT, STOCK = "vao", "ra", "ton"
WATER, WARMTH, WHOLE_MASS = "nuoc", "nhiet", "tong_khoi_luong"


def in_one_unit(line):
    """(amount, "kg" or "GJ"); (None, why) for a volume without its density."""
    if line["luong"] is None or line["don_vi"] not in PLAIN:
        return None, NOT_YET
    measure, factor = PLAIN[line["don_vi"]]
    amount = line["luong"] * factor
    if measure == HEAT:
        return amount, "GJ"
    if measure == VOLUME:
        if line["khoi_luong_rieng"] is None:
            return None, _("cần khối lượng riêng để quy thể tích ra khối lượng")
        amount *= line["khoi_luong_rieng"]
    return amount, "kg"


def base_amount(line, _contents):
    amount, unit = in_one_unit(line)
    return Figure(why=unit) if amount is None else Figure(amount, unit)


@dataclass(frozen=True)
class Checked:
    """One balance: its lines, sums, and what the tolerance of its component says."""

    code: str
    place: str
    component: str
    lines: tuple
    unit: str
    balance: object
    tolerance: Decimal
    explanation: str = ""

    @property
    def is_within(self):
        return None if self.balance is None else self.balance.closes_within(self.tolerance)

    def verdict(self):
        words = {None: UNDEFINED, True: _("đạt"), False: _("ngoài dung sai")}
        return words[self.is_within]

    @property
    def is_complete(self):
        """Whether something goes in and something comes out."""
        return {IN, OUT} <= {line["chieu"] for line in self.lines}


def checked(contents):
    """A Checked of every balance, in the order of their first lines."""
    grouped = {}
    for line in contents.of(FLOWS):
        grouped.setdefault(line["can_bang"], []).append(line)
    said = {line["can_bang"] or line.code: line["giai_trinh"] for line in contents.of(VERDICTS)}
    return [_checked(code, lines, contents, said.get(code)) for code, lines in grouped.items()]


def _checked(code, lines, contents, explanation):
    amounts = [(line["chieu"], *in_one_unit(line)) for line in lines]
    units = {unit for _way, amount, unit in amounts if amount is not None}
    balance, unit = None, ""
    if len(units) == 1 and all(amount is not None for _way, amount, _unit in amounts):
        unit = "GJ" if units == {"GJ"} else "t"
        parts = {way: [] for way in (IN, OUT, STOCK)}
        for way, amount, _unit in amounts:
            parts[way].append(amount if unit == "GJ" else amount / KILOGRAMS_OF_A_TONNE)
        balance = balance_of(parts[IN], parts[OUT], parts[STOCK])
    component = lines[0]["thanh_phan"]
    return Checked(
        code=code,
        place=lines[0]["cong_doan"],
        component=component,
        lines=tuple(lines),
        unit=unit,
        balance=balance,
        tolerance=tolerance_of(component, lines, contents.form.tolerances),
        explanation=explanation or "",
    )


def tolerance_of(component, lines, tolerances):
    if component == WATER:
        return tolerances["water_pct"]
    if component == WARMTH:
        is_metered = all(line["cach_do"] == "do" for line in lines)
        return tolerances["energy_metered_pct" if is_metered else "energy_estimated_pct"]
    return tolerances["total_mass_pct" if component == WHOLE_MASS else "component_pct"]


def verdicts(contents):
    """The rows of 05_Kiem_tra: (code, figures by column)."""
    return [(each.code, _columns(each)) for each in checked(contents)]


def _columns(each):
    if each.balance is None:
        why = _("chưa quy được về một đơn vị")
        blank = dict.fromkeys(("tong_vao", "tong_ra", "ton", "chua_xac_dinh"), Figure(why=why))
        shares = dict.fromkeys(("khep_kin", "sai_so"), Figure(why=UNDEFINED))
    else:
        told = each.balance
        amounts = (told.put_in, told.came_out, told.stock_change, told.unaccounted)
        names = ("tong_vao", "tong_ra", "ton", "chua_xac_dinh")
        blank = {n: Figure(a, each.unit, 3) for n, a in zip(names, amounts, strict=True)}
        shares = {
            "khep_kin": Figure(told.closure, "", 2, UNDEFINED),
            "sai_so": Figure(told.error, "", 2, UNDEFINED),
        }
    return {
        "can_bang": Figure(each.code),
        **blank,
        **shares,
        "dung_sai": Figure(each.tolerance),
        "ket_luan": Figure(each.verdict()),
    }


def measured_share(contents):
    """How many flows are measured, of how many."""
    lines = contents.of(FLOWS)
    return sum(line["cach_do"] == "do" for line in lines), len(lines)


def facts(contents):
    measured, of = measured_share(contents)
    if not of:
        return []
    told = _("%(measured)s trên %(of)s dòng") % {"measured": measured, "of": of}
    return [Named(_("Dòng được đo trực tiếp"), Figure(told))]


def place_name(code, contents):
    if code == WHOLE_PLANT:
        return _("toàn cơ sở")
    node = contents.by_key("04_Nut").get(code)
    return node["ten"] if node else code
