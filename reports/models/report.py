"""A unit's report in a round, and what people write for it: words, claims, requests."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.enums import Kind
from programmes.enums import Comparator
from programmes.models import Indicator
from reports.enums import RequestClass
from reports.models.forms import ReportForm
from reports.models.rounds import ReportingRound

SUBMITTED = Q(is_submitted=True)


class ReportQuerySet(OwnedQuerySet):
    def for_list(self):
        return self.select_related("round", "owner").order_by("-round__year_to", "owner__name")


class Report(Owned):
    """One unit's report for one round. The Ministry sees it from its first submission on."""

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: ("owner", SUBMITTED),
    }

    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="+", verbose_name="kỳ báo cáo"
    )
    code = models.SlugField("mã báo cáo", max_length=60, unique=True, editable=False)
    is_submitted = models.BooleanField("đã gửi", default=False, editable=False)
    is_nil = models.BooleanField("báo cáo không phát sinh", default=False, editable=False)
    # Of the Ministry's own report alone: units answer in the form of the round.
    synthesis_form = models.ForeignKey(
        ReportForm, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        constraints = [
            models.UniqueConstraint("owner", "round", name="report_once_per_round"),
        ]

    def __str__(self):
        return self.round.title

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.code])

    @property
    def form(self):
        return self.synthesis_form or self.round.form

    @property
    def form_pk(self):
        return self.synthesis_form_id or self.round.form_id


class Narrative(Owned):
    """The words of one section. {{TT-01}} inserts a figure, {{claim:key}} a claim as stated."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives")
    section_key = models.SlugField("mục", max_length=30)
    text = models.TextField("lời văn")

    class Meta:
        verbose_name = "lời văn của mục"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "section_key"], name="narrative_once"
            ),
        ]

    def __str__(self):
        return f"{self.report_id} {self.section_key}"


class Claim(Owned):
    """A number stated in words or taken from an older document (số liệu nêu trong báo cáo).

    It is printed as stated, reconciled with the counted figure, and never part of a total.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="claims")
    key = models.SlugField("khóa", max_length=40)
    section_key = models.SlugField("mục", max_length=30, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chỉ tiêu"
    )
    comparator = models.CharField("so sánh", max_length=2, choices=Comparator, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    verbatim = models.TextField("nguyên văn")
    stated_for = models.CharField("thời gian nêu", max_length=60, blank=True)
    is_estimate = models.BooleanField("là số ước", default=False)
    is_met_claim = models.BooleanField("chỉ khẳng định đạt, không nêu số", default=False)
    is_beyond_unit = models.BooleanField("mục tiêu không thuộc phạm vi đơn vị", default=False)
    source = models.CharField("tài liệu nêu số", max_length=300, blank=True)
    sectors = models.JSONField("ngành nêu kèm", default=list, blank=True)

    class Meta:
        verbose_name = "số liệu nêu trong báo cáo"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "report", "key"], name="claim_once"),
        ]

    def __str__(self):
        return self.verbatim


class Request(Owned):
    """One request to the Ministry (kiến nghị); a sentence asking four things is four requests."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="requests")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("nội dung")
    addressee = models.CharField("gửi cơ quan", max_length=200, default="Bộ Công Thương")
    request_class = models.CharField("phân loại", max_length=15, choices=RequestClass)

    class Meta:
        verbose_name = "kiến nghị"
        ordering = ["report", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "report", "ordinal"], name="request_once"),
        ]

    def __str__(self):
        return self.text


class NilDeclaration(Owned):
    """The unit declares that nothing happened (không phát sinh), which prints 0 instead of "–"."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="nil_declarations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    declared_by = person_key(null=True)
    declared_by_name = models.CharField("người khai", max_length=150)
    declared_at = models.DateTimeField("khai lúc")
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "khai không phát sinh"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "indicator", "year"],
                name="nil_declared_once",
                violation_error_message="Năm này đã được khai không phát sinh cho chỉ tiêu.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.year}"
