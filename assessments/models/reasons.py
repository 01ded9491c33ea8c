"""Why a solution was not carried out, from reference/assessments/reasons.yaml."""

from django.db import models

from assessments.enums import ReasonGroup
from assessments.models.reference import CODE
from organisations.access import National


class Reason(National):
    """One reason that may be given; after a lasting one nobody asks again."""

    code = models.CharField("mã", unique=True, **CODE)
    group = models.CharField("nhóm", max_length=10, choices=ReasonGroup)
    name = models.CharField("lý do", max_length=150)
    is_lasting = models.BooleanField("dứt khoát, không hỏi lại", default=False)
    needs_text = models.BooleanField("phải ghi rõ", default=False)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "lý do không thực hiện"
        ordering = ["place"]

    def __str__(self):
        return self.name
