"""The questions of the self-assessment, in versions: an answer points at the row it was given to.

Rows come from reference/assessments/self_assessment.yaml or from the Ministry. A row is never
rewritten: another wording is another version, and the old one is no longer current.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.enums import OptionCategory, PaybackBand
from assessments.models.reference import CODE, Resource
from organisations.access import National
from programmes.enums import Provenance


def codes(title):
    return ArrayField(models.CharField(**CODE), verbose_name=title, default=list, blank=True)


def percent(title):
    return models.DecimalField(title, max_digits=5, decimal_places=2, null=True, blank=True)


class ChecklistGroup(National):
    """Questions of one kind; `category` is that of their solutions, none for management."""

    code = models.CharField("mã", unique=True, **CODE)
    name = models.CharField("tên", max_length=100)
    category = models.CharField("nhóm giải pháp", max_length=5, choices=OptionCategory, blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "nhóm câu hỏi"
        ordering = ["place"]

    def __str__(self):
        return self.name


class SectorWord(National):
    """A word of a sector that a plant may say of itself, and the divisions it may lie in."""

    code = models.CharField("mã", unique=True, **CODE)
    name = models.CharField("tên", max_length=100)
    divisions = codes("ngành cấp 2 (VSIC)")
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "tên gọi ngành nghề"
        ordering = ["place"]

    def __str__(self):
        return self.name


class ChecklistItem(National):
    """One version of one question, with the idea that is offered to who has not done it yet.

    `divisions` and `sectors` are empty for a question that everybody sees. The saving is a usual
    one of what `saving_of` names, never of the whole plant.
    """

    code = models.CharField("mã", **CODE)
    version = models.CharField("phiên bản", max_length=20)
    group = models.ForeignKey(
        ChecklistGroup, models.PROTECT, related_name="+", verbose_name="nhóm câu hỏi"
    )
    category = models.CharField("nhóm giải pháp", max_length=5, choices=OptionCategory, blank=True)
    weight = models.PositiveSmallIntegerField("trọng số")
    question = models.CharField("câu hỏi", max_length=300)
    help = models.TextField("giải thích, ví dụ", blank=True)
    divisions = codes("ngành cấp 2 (VSIC)")
    sectors = codes("tên gọi ngành nghề")
    idea = models.CharField("gợi ý giải pháp", max_length=200)
    idea_category = models.CharField(
        "nhóm giải pháp của gợi ý", max_length=5, choices=OptionCategory
    )
    saving_resource = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tài nguyên tiết kiệm được",
    )
    saving_of = models.CharField("tính trên", max_length=150, blank=True)
    saving_low = percent("tiết kiệm từ (%)")
    saving_high = percent("tiết kiệm đến (%)")
    saving_mark = models.CharField("nguồn của mức tiết kiệm", max_length=300, blank=True)
    saving_provenance = models.CharField(
        "mức tin cậy của mức tiết kiệm", max_length=10, choices=Provenance, blank=True
    )
    payback = models.CharField("thời gian hoàn vốn", max_length=3, choices=PaybackBand)
    provenance = models.CharField("mức tin cậy", max_length=10, choices=Provenance)
    place = models.PositiveSmallIntegerField("thứ tự")
    is_current = models.BooleanField("đang dùng", default=True)
    is_amended = models.BooleanField("do Bộ sửa", default=False)

    class Meta:
        verbose_name = "câu hỏi tự đánh giá"
        ordering = ["place", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="one_row_per_question_and_version",
                violation_error_message="Câu hỏi này đã có phiên bản mang số đó.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(is_current=True),
                name="one_current_version_per_question",
                violation_error_message="Mỗi câu hỏi chỉ có một phiên bản đang dùng.",
            ),
            models.CheckConstraint(
                name="question_weighs_one_to_five",
                condition=Q(weight__range=(1, 5)),
                violation_error_message="Trọng số từ 1 đến 5.",
            ),
            models.CheckConstraint(
                name="saving_from_low_to_high",
                condition=Q(saving_low__isnull=True, saving_high__isnull=True)
                | Q(saving_low__gte=0, saving_high__gte=F("saving_low"), saving_high__lte=100),
                violation_error_message="Mức tiết kiệm ghi đủ hai số từ 0 đến 100, số nhỏ trước.",
            ),
        ]

    def __str__(self):
        return f"{self.code} ({self.version})"

    def get_absolute_url(self):
        return reverse("assessments:question", args=[self.code])
