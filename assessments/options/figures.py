"""What solutions are worth: in money, in base units, in TOE and CO2. Nothing unknown becomes 0."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.economics import cash_flow, internal_rate, net_present_value, payback
from assessments.enums import ResourceKind
from organisations.vietnamese import format_money, format_number

# Of which kinds of resource there is a TOE and a CO2 at all.
ENERGY = (ResourceKind.ENERGY, ResourceKind.FUEL)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Economics:
    """Of one solution; None is undefined or not known, and `why` says which for each figure."""

    saving: Decimal | None
    payback: Decimal | None
    npv: Decimal | None
    irr: Decimal | None
    flow: tuple = ()

    @property
    def irr_percent(self):
        return None if self.irr is None else self.irr * HUNDRED


def flow_of(option):
    """Year by year, today's first; () as long as investment, saving or life is not known."""
    if option.investment is None:
        return ()
    if option.cash_flow:
        flow = [-option.investment, *option.cash_flow]
        flow[-1] += option.salvage or 0
        return tuple(flow)
    if option.annual_saving is None or not option.life_years:
        return ()
    saving, salvage = option.annual_saving, option.salvage or 0
    return tuple(cash_flow(option.investment, saving, option.life_years, salvage))


def economics_of(option):
    flow, rate = flow_of(option), option.discount_percent
    is_known = option.investment is not None and option.annual_saving is not None
    return Economics(
        saving=option.annual_saving,
        payback=payback(option.investment, option.annual_saving) if is_known else None,
        npv=net_present_value(flow, rate / HUNDRED) if flow and rate is not None else None,
        irr=internal_rate(flow) if flow else None,
        flow=flow,
    )


def payback_words(investment, saving):
    """'1,46 năm', 'không phải đầu tư', 'không hoàn vốn', or that it is not known."""
    if investment is None or saving is None:
        return _("chưa có số liệu")
    years = payback(investment, saving)
    if years is None:
        return _("không hoàn vốn")
    if not years:
        return _("không phải đầu tư")
    return _("%(years)s năm") % {"years": format_number(years, 2)}


def words_of(option, economics):
    """{figure: as it is printed}"""
    unknown = _("chưa có số liệu")
    undefined = _("không xác định") if economics.flow else unknown
    npv, irr = economics.npv, economics.irr_percent
    return {
        "saving": unknown if economics.saving is None else money_words(economics.saving),
        "payback": payback_words(option.investment, economics.saving),
        "npv": unknown if npv is None else money_words(npv),
        "irr": undefined if irr is None else f"{format_number(irr, 2)}%",
        "measured_payback": payback_words(option.actual_cost, option.measured_saving),
    }


def money_words(amount):
    """Whole đồng, half up."""
    return format_money(amount, places=0)


@dataclass
class Effect:
    """What quantities in base units add up to. `missing` names what could not be counted."""

    toe: Decimal | None = None
    co2: Decimal | None = None
    biogenic: Decimal | None = None
    missing: list = field(default_factory=list)
    codes: set = field(default_factory=set)
    is_estimate: bool = False

    def add(self, resource, amount, year, converter):
        """An amount of one resource, used or saved in one year."""
        if resource.kind not in ENERGY:
            return
        if amount is None:
            self.miss(_("%(resource)s: chưa quy đổi được"), resource)
            return
        self._take(
            "toe", converter.toe(amount, resource), _("%(resource)s: TOE, %(why)s"), resource
        )
        name = "biogenic" if resource.is_biogenic else "co2"
        words = _("%(resource)s: CO2, %(why)s")
        self._take(name, converter.co2(amount, resource, year), words, resource, year)

    def _take(self, name, worth, words, resource, year=None):
        if worth.value is None:
            why = worth.why.value if year is None else f"{worth.why.value} ({year})"
            self.miss(words, resource, why)
            return
        setattr(self, name, (getattr(self, name) or Decimal(0)) + worth.value)
        self.codes.update(worth.factors)
        self.is_estimate = self.is_estimate or worth.is_estimate

    def miss(self, words, resource, why=""):
        said = words % {"resource": resource, "why": why}
        if said not in self.missing:
            self.missing.append(said)


def effect_of(savings, year, converter):
    """Of the lines of one solution, in the year of its assessment."""
    effect = Effect()
    for row in savings:
        if row.quantity is not None:
            effect.add(row.resource, row.base_quantity, year, converter)
    return effect
