"""Which facts a version has, by indicator, year, kind and stratum: one query for a layout."""

from dataclasses import dataclass

from reports.enums import Nature
from reports.figures import COUNTED_NATURES
from reports.models import Fact, Figure
from reports.national.ground import groups_of


@dataclass(frozen=True)
class Presence:
    """`groups` holds (nature, indicator, year, kind, stratum) of counted and typed facts."""

    groups: frozenset
    is_national: bool = False
    has_year_before: bool = False
    has_papers: bool = False

    @classmethod
    def of(cls, version, *, access):
        if version.consolidation_id:
            return cls(*_national(version, access))
        facts = Fact.objects.visible_to(access).filter(version=version, nature__in=COUNTED_NATURES)
        columns = ("nature", "indicator__code", "year", "kind", "stratum")
        return cls(frozenset(facts.order_by().values_list(*columns).distinct()))

    def has(self, indicator, *, kind="", stratum=""):
        """Is there a fact of any year? A declared nought stands for every kind and stratum."""
        return any(
            code == indicator
            and (nature == Nature.TYPED or kind in ("", of_kind))
            and (nature == Nature.TYPED or stratum in ("", of_stratum))
            for nature, code, _, of_kind, of_stratum in self.groups
        )

    def has_unknown_year(self, indicator):
        return any(code == indicator and year is None for _, code, year, _, _ in self.groups)


def _national(version, access):
    """Once it is frozen its figures say what was there: a page must not sort the country again."""
    figures = Figure.objects.visible_to(access).filter(
        version=version, source_id__isnull=True, value__isnull=False
    )
    columns = ("nature", "indicator__code", "year", "kind", "stratum")
    found = list(figures.values_list(*columns) if version.is_submitted else groups_of(version))
    counted = frozenset(group for group in found if group[0] in COUNTED_NATURES)
    natures = {group[0] for group in found}
    return counted, True, Nature.BEFORE in natures, Nature.STATED in natures
