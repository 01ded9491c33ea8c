"""Which facts a version has, by indicator, year, kind and stratum: one query for a layout."""

from dataclasses import dataclass

from reports.figures import COUNTED_NATURES
from reports.models import Fact


@dataclass(frozen=True)
class Presence:
    groups: frozenset

    @classmethod
    def of(cls, version, *, access):
        facts = Fact.objects.visible_to(access).filter(version=version, nature__in=COUNTED_NATURES)
        return cls(
            frozenset(facts.values_list("indicator__code", "year", "kind", "stratum").distinct())
        )

    def has(self, indicator, *, kind="", stratum=""):
        """Is there a counted or typed fact, of any year?"""
        return any(
            code == indicator and kind in ("", of_kind) and stratum in ("", of_stratum)
            for code, _, of_kind, of_stratum in self.groups
        )

    def has_unknown_year(self, indicator):
        return any(code == indicator and year is None for code, year, _, _ in self.groups)
