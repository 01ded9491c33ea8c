"""What the Ministry keys in from the report of a unit that is not on the portal."""

from django.db import models
from django.urls import reverse

from organisations.access import Owned, person_key
from organisations.enums import Kind
from organisations.models import Organisation
from reports.models.rounds import ReportingRound


class PaperReport(Owned):
    """Báo cáo giấy do Bộ nhập: numbers as stated, never added to those that have rows.

    `numbers` maps an indicator's code to its value as a decimal string. They stand in the national
    report as long as the unit has sent no report of its own.
    """

    owner_paths = {Kind.MINISTRY: "owner"}

    round = models.ForeignKey(ReportingRound, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    document = models.CharField("văn bản, trang", max_length=300)
    numbers = models.JSONField("số liệu", default=dict)
    entered_at = models.DateTimeField("nhập lúc")
    entered_by = person_key(null=True)
    entered_by_name = models.CharField("người nhập", max_length=150)

    class Meta:
        verbose_name = "báo cáo giấy do Bộ nhập"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "round", "organisation"], name="paper_report_once"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.document}"

    def get_absolute_url(self):
        return reverse("reports:national:paper", args=[self.round.code, self.organisation_id])
