"""What happens around the words of a report while several people write it."""

from django.db import models
from django.db.models import Q

from organisations.access import Owned, person_key
from reports.models.report import Report


class SectionEditor(Owned):
    """Who has a section open for writing, and when their page last gave a sign of life.

    A lease, never a wall: it lapses by itself, and what is saved is compared by version anyway.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    section_key = models.SlugField("mục", max_length=30)
    editor = person_key()
    editor_name = models.CharField("người đang sửa", max_length=150)
    page = models.CharField("trang đang mở", max_length=40)
    since = models.DateTimeField("từ lúc")
    seen_at = models.DateTimeField("còn mở lúc")

    class Meta:
        verbose_name = "người đang sửa mục"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "section_key"], name="one_editor_of_a_section"
            ),
        ]

    def __str__(self):
        return f"{self.editor_name}: {self.section_key}"


class SectionComment(Owned):
    """A remark of the unit's own people on a section; it leaves the unit with no report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    section_key = models.SlugField("mục", max_length=30)
    text = models.TextField("ý kiến")
    written_by = person_key(null=True)
    written_by_name = models.CharField("người nêu", max_length=150)
    written_at = models.DateTimeField("nêu lúc")
    settled_at = models.DateTimeField("giải quyết lúc", null=True, blank=True)
    settled_by_name = models.CharField("người giải quyết", max_length=150, blank=True)

    class Meta:
        verbose_name = "ý kiến về mục báo cáo"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="settled_by_somebody",
                condition=Q(settled_at__isnull=True) ^ ~Q(settled_by_name=""),
                violation_error_message="Ghi ai đã giải quyết ý kiến.",
            ),
        ]

    def __str__(self):
        return self.text


class Explanation(Owned):
    """Why what a rule of kiểm tra trước khi trình found is right as it stands (giải trình)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="explanations")
    rule_code = models.CharField("quy tắc", max_length=6, editable=False)
    text = models.TextField("giải trình")
    written_by = person_key(null=True)
    written_by_name = models.CharField("người giải trình", max_length=150, editable=False)
    written_at = models.DateTimeField("giải trình lúc", editable=False)

    class Meta:
        verbose_name = "giải trình"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "rule_code"], name="one_explanation_of_a_rule"
            ),
        ]

    def __str__(self):
        return f"{self.rule_code}: {self.text}"
