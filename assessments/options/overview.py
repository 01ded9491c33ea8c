"""What assessments and solutions add up to. Every figure says which rows it was counted from."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.conversion import Converter
from assessments.enums import AssessmentKind, OptionCategory, OptionState
from assessments.models import ConversionFactor, Resource
from assessments.option_life import IMPLEMENTED, taken_up
from assessments.options.figures import Effect
from assessments.options.filters import KNOWN, MONEY, PAYBACK, RUNNING, UNKNOWN
from enterprises import sectors

KEPT = ~Q(state=OptionState.SCREENED_OUT)


@dataclass(frozen=True)
class Counted:
    """A number and the list that has exactly so many rows."""

    number: int
    url: str


@dataclass(frozen=True)
class Paying:
    """What several solutions cost and save a year together, and which are told apart."""

    cost: Decimal | None
    saving: Decimal | None
    middle: Decimal | None
    known: Counted
    paying: Counted
    free: Counted
    undefined: Counted
    unknown: Counted

    @property
    def ratio(self):
        """Σ cost / Σ saving of those of which both are known; None where nothing is saved."""
        return self.cost / self.saving if self.saving and self.saving > 0 else None


@dataclass
class Lists:
    """Addresses of lists with the filter of the page, and more."""

    said: dict = field(default_factory=dict)

    def options(self, **more):
        return self._url("assessments:options", {"filed": "filed"} | self.said | more)

    def plants(self, **more):
        return self._url("assessments:assessed_plants", self.said | more)

    def follow_ups(self, **more):
        return self._url("assessments:follow_ups", self.said | more)

    @staticmethod
    def _url(name, query):
        return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def states_of(options):
    """{(category, state): how many}"""
    rows = options.order_by().values_list("category", "state").annotate(Count("pk"))
    return {(category, state): count for category, state, count in rows}


def matrix(counts, lists):
    """[(category, [Counted of every state], Counted of all)], and the row of sums."""
    rows = []
    for category in OptionCategory:
        cells = [
            Counted(
                counts.get((category, state), 0),
                lists.options(category=category.value, state=state.value),
            )
            for state in OptionState
        ]
        whole = sum(cell.number for cell in cells)
        rows.append((category.label, cells, Counted(whole, lists.options(category=category.value))))
    sums = by_state(counts)
    totals = [
        Counted(sums.get(state, 0), lists.options(state=state.value)) for state in OptionState
    ]
    return rows, totals, Counted(sum(sums.values()), lists.options())


def by_state(counts):
    sums = {}
    for (_category, state), count in counts.items():
        sums[state] = sums.get(state, 0) + count
    return sums


def share(counts, lists):
    """How many were taken up of those that were decided on; what stands outside, beside it."""
    taken = taken_up(by_state(counts))
    return {
        "taken": taken,
        "implemented": Counted(taken.implemented, lists.options(state="implemented")),
        "decided": Counted(taken.decided, lists.options(state="decided")),
        "pending": Counted(taken.pending, lists.options(state="undecided")),
        "no_news": Counted(taken.no_news, lists.options(state=OptionState.NO_NEWS.value)),
        "screened_out": Counted(
            taken.screened_out, lists.options(state=OptionState.SCREENED_OUT.value)
        ),
    }


def paying(options, lists, *groups):
    """A Paying for each (name of a group of states, its condition), in two or three queries each.

    The median is over the paybacks of those that cost something and save something.
    """
    wanted = {}
    for name, condition in groups:
        known = KNOWN & condition
        wanted[f"{name}_cost"] = Sum("investment", filter=known)
        wanted[f"{name}_saving"] = Sum("annual_saving", filter=known)
        for money, which in MONEY.items():
            wanted[f"{name}_{money}"] = Count("pk", filter=which & condition)
    found = options.order_by().aggregate(**wanted)
    return {
        name: Paying(
            cost=found[f"{name}_cost"],
            saving=found[f"{name}_saving"],
            middle=_middle(options.filter(condition), found[f"{name}_paying"]),
            **{
                money: Counted(found[f"{name}_{money}"], lists.options(state=name, money=money))
                for money in MONEY
            },
        )
        for name, condition in groups
    }


def _middle(options, count):
    """The exact median of `count` paybacks; None of none."""
    if not count:
        return None
    rows = options.filter(MONEY["paying"]).order_by(PAYBACK).values_list(PAYBACK, flat=True)
    found = list(rows[(count - 1) // 2 : count // 2 + 1])
    return sum(found, Decimal(0)) / len(found)


GROUPS = (("kept", KEPT), ("implemented", Q(state__in=IMPLEMENTED)))


@dataclass(frozen=True)
class Saved:
    """Of one resource: what the solutions that run save a year, and which they are."""

    resource: Resource
    amount: Decimal | None
    unit: str
    options: Counted
    unknown: int


def saved(savings, options, access, lists):
    """([Saved], Effect) of running solutions, as estimated."""
    running = savings.filter(option__in=options.filter(state__in=RUNNING))
    return added_up(running, access, lists, state="running")


def added_up(savings, access, lists, *, state):
    """([Saved], Effect) of these lines of savings; each year by its own factors."""
    rows = (
        savings.filter(quantity__isnull=False)
        .order_by("resource__place", "assessment__year")
        .values_list("resource", "assessment__year")
        .annotate(
            amount=Sum("base_quantity"),
            count=Count("option", distinct=True),
            unknown=Count("pk", filter=Q(base_quantity__isnull=True)),
        )
    )
    known = {row.pk: row for row in Resource.objects.visible_to(access)}
    factors = list(ConversionFactor.objects.visible_to(access))
    effect, found, converters = Effect(), {}, {}
    for pk, year, amount, count, unknown in rows:
        resource = known[pk]
        found.setdefault(resource, []).append((amount, count, unknown))
        if year not in converters:
            converters[year] = Converter(factors, dt.date(year, 12, 31))
        if amount is not None:
            effect.add(resource, amount, year, converters[year])
        if unknown:
            effect.miss(_("%(resource)s: có dòng chưa quy đổi được"), resource)
    saved_ = [_saved(resource, parts, lists, state) for resource, parts in found.items()]
    return saved_, effect


def _saved(resource, parts, lists, state):
    amounts = [amount for amount, _count, _unknown in parts if amount is not None]
    return Saved(
        resource,
        sum(amounts) if amounts else None,
        resource.base_unit,
        # An option belongs to one assessment and so to one year: no option is counted twice.
        Counted(
            sum(count for _amount, count, _unknown in parts),
            lists.options(state=state, resource=resource.code),
        ),
        sum(unknown for _amount, _count, unknown in parts),
    )


def coverage(assessments, lists):
    """[(kind, Counted plants)] and the plants of any kind."""
    rows = assessments.order_by().values_list("kind")
    found = dict(rows.annotate(Count("establishment", distinct=True)))
    every = assessments.order_by().aggregate(n=Count("establishment", distinct=True))["n"]
    kinds = [
        (kind.label, Counted(found.get(kind, 0), lists.plants(kind=kind.value)))
        for kind in AssessmentKind
        if lists.said.get("kind") in (None, kind.value)
    ]
    return kinds, Counted(every, lists.plants())


def in_sectors(options, lists):
    """[(sector, Counted options, Counted implemented)], the largest first."""
    column = "assessment__division"
    done = Count("pk", filter=Q(state__in=IMPLEMENTED))
    rows = options.order_by().values_list(column).annotate(count=Count("pk"), done=done)
    return [
        (
            sectors.title_of(code) if code else _("chưa rõ ngành"),
            Counted(count, lists.options(sector=code or UNKNOWN)),
            Counted(implemented, lists.options(sector=code or UNKNOWN, state="implemented")),
        )
        for code, count, implemented in sorted(rows, key=lambda row: -row[1])
    ]
