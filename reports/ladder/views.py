"""How far establishments are: of a year, behind one number, and of one establishment."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.generic import ListView

from enterprises.enums import Level, Stratum
from enterprises.models import Establishment, YearLevel
from organisations import charts, clock
from organisations.access import get_visible_or_404, require
from organisations.lists import PAGE
from organisations.vietnamese import FIRST_YEAR, format_number
from reports.ladder import evidence, rates, rules


@require_GET
def levels(request):
    """One year: how many stand at each level, and the two rates."""
    access = request.access
    require(rules.may_see_levels(access))
    this_year = clock.today().year
    year = _year(request, this_year)
    strata = rates.levels_of(year, access)
    context = {
        "year": year,
        "years": _years(access, this_year),
        "strata": [(row, _rows(row, year)) for row in strata],
        "rates": rates.rates_of(year, access, strata[0]),
        "chart": _chart(strata[0], year) if strata[0].total else None,
    }
    return render(request, "ladder/levels.html", context)


class LevelSites(ListView):
    """The establishments that one number of a year was counted from."""

    model = Establishment
    paginate_by = PAGE
    template_name = "ladder/sites.html"

    def get_queryset(self):
        access = self.request.access
        require(rules.may_see_levels(access))
        self.year = _year(self.request, clock.today().year)
        self.level = Level(_choice(self.request.GET.get("level", ""), Level.values))
        self.stratum = Stratum.HOUSEHOLD if "household" in self.request.GET else Stratum.PLANT
        sites = rates.sites_at(self.year, self.level, self.stratum, access)
        return sites.select_related("department").order_by("name_sort", "pk")

    def get_context_data(self, **kwargs):
        asked = {"year": self.year, "level": self.level, "stratum": self.stratum}
        return super().get_context_data(**asked, **kwargs)


@require_GET
def establishment(request, pk):
    """What proves each step of one establishment, and until when."""
    access = request.access
    site = get_visible_or_404(Establishment, access, pk=pk)
    ours = Establishment.objects.visible_to(access)
    members = [site.pk, *ours.filter(merged_into=site).values_list("pk", flat=True)]
    today = clock.today()
    rows = evidence.evidence_of(members)
    ladder = evidence.steps(rows, today)
    visible = max((step.level for step in ladder if step.is_reached), default=Level.UNAWARE)
    years = YearLevel.objects.visible_to(access).filter(establishment=site)
    context = {
        "establishment": site,
        "steps": ladder,
        "level": Level(max(site.level, visible)),
        "is_proven_elsewhere": site.level > visible,
        "years": years,
        "today": today,
    }
    return render(request, "ladder/establishment.html", context)


def _choice(text, values):
    """One of the numbers, the lowest for anything else."""
    known = {str(value): value for value in values}
    return known.get(text, min(values))


def _year(request, this_year):
    """What the address says, the present year for anything that is no year of a register."""
    text = request.GET.get("year", "")
    is_year = text.isascii() and text.isdecimal() and len(text) == 4
    return int(text) if is_year and FIRST_YEAR <= int(text) <= this_year else this_year


def _years(access, this_year):
    """Years with levels, and the present one, latest first."""
    known = YearLevel.objects.visible_to(access).order_by().values_list("year", flat=True)
    return sorted({*known.distinct(), this_year}, reverse=True)


def sites_url(year, level, stratum):
    asked = {"year": year, "level": level.value}
    if stratum == Stratum.HOUSEHOLD:
        asked["household"] = 1
    return f"{reverse('ladder:sites')}?{urlencode(asked)}"


def _rows(strata, year):
    return [
        (level, strata.at.get(level, 0), sites_url(year, level, strata.stratum))
        for level in reversed(Level)
    ]


def _chart(plants, year):
    bars = tuple(
        charts.Bar(
            level.label,
            charts.Value(
                plants.at.get(level, 0),
                format_number(plants.at.get(level, 0)),
                sites_url(year, level, plants.stratum),
            ),
        )
        for level in reversed(Level)
    )
    title = _("Số cơ sở theo mức độ áp dụng SXSH, năm %(year)s") % {"year": year}
    about = _("Thanh ngang, mức cao nhất ở trên; hộ sản xuất không tính ở đây.")
    return charts.on_page(charts.BarChart(title, about, bars, unit=_("cơ sở")))
