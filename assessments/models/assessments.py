"""One assessment of one establishment, who worked on it, and how far its parts are."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Answer, AssessmentKind, AssessmentState
from assessments.models.questions import ChecklistItem, codes
from assessments.models.worksheets import WorksheetForm
from enterprises.models import Establishment
from organisations.access import Territorial, person_key
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind

# Not the Ministry's to read: it gets the facts of submitted reports.
SEEN_BY = {kind: path for kind, path in Territorial.owner_paths.items() if kind != Kind.MINISTRY}


class Assessment(Territorial):
    """A self, household, quick or detailed assessment (đánh giá SXSH) of one establishment.

    Its data are of `year`. A self-assessment is the enterprise's own until it is submitted: only
    then does the database label it with the department and the corporation. `support` is the unit
    that carries it out. State, times and names of who decided are written by the functions of the
    database (app.move_assessment, app.give_assessment, app.confirm_assessment) and by nobody else.
    """

    owner_paths = SEEN_BY

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", editable=False, verbose_name="cơ sở"
    )
    # As they were when it was opened, or last submitted: the plant may have gone elsewhere since.
    site_name = models.CharField("tên cơ sở khi đó", max_length=250, db_default="", editable=False)
    division = models.CharField(
        "ngành (VSIC cấp 2) khi đó", max_length=2, blank=True, db_default="", editable=False
    )
    kind = models.CharField("loại đánh giá", max_length=10, choices=AssessmentKind, editable=False)
    year = models.PositiveSmallIntegerField("năm số liệu")
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True)
    request = models.TextField("yêu cầu, phạm vi", blank=True)
    source = models.CharField("nhập thay theo", max_length=200, blank=True)
    sectors = codes("tên gọi ngành nghề")
    worksheets = models.ForeignKey(
        WorksheetForm,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="phiên bản phiếu công tác",
    )

    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=AssessmentState,
        default=AssessmentState.ASSIGNED,
        editable=False,
    )
    begun_at = models.DateTimeField("bắt đầu lúc", null=True, editable=False)
    submitted_at = models.DateTimeField("nộp lúc", null=True, editable=False)
    submitted_by_name = models.CharField(
        "người nộp", max_length=150, blank=True, db_default="", editable=False
    )
    returned_reason = models.CharField(
        "yêu cầu hoàn thiện, bổ sung", max_length=1000, blank=True, db_default="", editable=False
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, editable=False)
    decided_by_name = models.CharField(
        "người quyết định", max_length=150, blank=True, db_default="", editable=False
    )
    confirmed_at = models.DateTimeField("doanh nghiệp xác nhận lúc", null=True, editable=False)
    confirmed_by_name = models.CharField(
        "người xác nhận", max_length=150, blank=True, db_default="", editable=False
    )
    form_key = form_key_field()

    class Meta:
        verbose_name = "đánh giá SXSH"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "year", "owner"],
                condition=Q(kind=AssessmentKind.SELF) & ~Q(state__in=[AssessmentState.CANCELLED]),
                name="self_assessment_once_a_year",
                violation_error_message="Cơ sở đã có phiếu tự đánh giá của năm này.",
            ),
            models.CheckConstraint(
                name="assessment_submitted_has_a_time",
                condition=~Q(state__in=[AssessmentState.SUBMITTED, AssessmentState.ACCEPTED])
                | Q(submitted_at__isnull=False),
                violation_error_message="Phiếu đã nộp phải có thời điểm nộp.",
            ),
            models.CheckConstraint(
                name="assessment_year_is_plausible",
                condition=Q(year__gte=1990, year__lte=2100),
                violation_error_message="Năm số liệu phải từ 1990 đến 2100.",
            ),
            once_per_form("assessment"),
        ]
        indexes = [
            models.Index(fields=["department", "state"], name="assessment_department"),
            models.Index(fields=["establishment", "year"], name="assessment_site_year"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    def get_absolute_url(self):
        return reverse("assessments:assessment", args=[self.pk])

    @property
    def number(self):
        """'DG-000123', as it is printed on the receipt."""
        return f"DG-{self.pk:06d}"

    @property
    def state_title(self):
        """Nobody gave an enterprise its self-assessment: it began one."""
        is_begun = self.kind == AssessmentKind.SELF and self.state == AssessmentState.ASSIGNED
        return _("Mới lập") if is_begun else self.get_state_display()

    @property
    def is_stepped(self):
        """Filled in step by step: what is missing is listed on the way to its submission."""
        return self.kind in AssessmentKind.stepped()

    @property
    def is_open(self):
        """Whether its contents may still be changed."""
        return self.state in AssessmentState.open_states()


class AssessmentRecord(Territorial):
    """A row of an assessment, seen by whoever sees that.

    The database copies the scope from the assessment and refuses contents once it is submitted.
    """

    owner_paths = SEEN_BY

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="+", editable=False, verbose_name="đánh giá"
    )

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return reverse("assessments:assessment", args=[self.assessment_id])


class Contribution(AssessmentRecord):
    """That a person worked on an assessment, under whatever membership; written by the database.

    Whoever stands here does not accept it (nobody accepts his own work).
    """

    person = person_key(verbose_name="người thực hiện")

    class Meta:
        verbose_name = "người đã làm phiếu đánh giá"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person"], name="contribution_once"),
        ]

    def __str__(self):
        return f"#{self.assessment_id}"


class AssessmentReceipt(AssessmentRecord):
    """That an assessment was submitted (phiếu tiếp nhận): when, by whom, and of which contents.

    Written by app.move_assessment at every submission, and never changed. `digest` is of all
    that was said as it was then, without news of solutions (app.digest_of_assessment).
    """

    turn = models.PositiveSmallIntegerField("lần nộp")
    at = models.DateTimeField("nhận lúc")
    by_name = models.CharField("người nộp", max_length=150)
    digest = models.CharField("mã kiểm tra nội dung", max_length=64)

    class Meta:
        verbose_name = "phiếu tiếp nhận đánh giá"
        ordering = ["turn"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "turn"], name="receipt_once_a_turn"),
        ]

    def __str__(self):
        return f"#{self.turn}"


class SavedNow(Func):
    """When the database stored a row, by the only clock there is."""

    template = "app.now()"
    output_field = models.DateTimeField()


class AssessmentPart(AssessmentRecord):
    """How far one step or worksheet (`slug`) of an assessment is.

    `version` grows with every save, so that a sheet left open elsewhere is recognised as stale.
    `agreed` are the doubts that somebody has answered with yes.
    """

    slug = models.CharField("phần", max_length=30)
    version = models.PositiveIntegerField("lần lưu", default=0)
    is_done = models.BooleanField("đã hoàn thành", default=False)
    needs_review = models.BooleanField("cần xem lại", default=False)
    agreed = ArrayField(models.CharField(max_length=64), verbose_name="đã xác nhận", default=list)
    note = models.TextField("ghi chú", blank=True)
    saved_at = models.DateTimeField("lưu lúc", db_default=SavedNow(), editable=False)
    saved_by_name = models.CharField("người lưu", max_length=150, blank=True)

    class Meta:
        verbose_name = "phần của đánh giá"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "slug"], name="assessment_part_once"),
        ]

    def __str__(self):
        return self.slug


class ChecklistAnswer(AssessmentRecord):
    """What a plant says of one question, in the wording (version) it was asked in."""

    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="+", verbose_name="câu hỏi"
    )
    answer = models.CharField("trả lời", max_length=15, choices=Answer)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    taken_from_year = models.PositiveSmallIntegerField("lấy từ năm", null=True, editable=False)
    is_confirmed = models.BooleanField("đã xác nhận", default=True, editable=False)

    class Meta:
        verbose_name = "trả lời tự đánh giá"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="answer_once"),
        ]

    def __str__(self):
        return f"{self.item_id}: {self.get_answer_display()}"


class WorksheetRow(AssessmentRecord):
    """One row of a worksheet whose columns are data (assessments/worksheets/schema.py).

    `code` is its key on the sheet; `values` are typed values by column key: decimals as text.
    """

    sheet = models.CharField("bảng", max_length=31)
    code = models.CharField("mã", max_length=40)
    place = models.PositiveIntegerField("thứ tự")
    values = models.JSONField("nội dung", default=dict)

    class Meta:
        verbose_name = "dòng của phiếu công tác"
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "sheet", "code"],
                name="worksheet_row_once",
                violation_error_message="Mã này đã có trong bảng.",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.sheet}: {self.code}"
