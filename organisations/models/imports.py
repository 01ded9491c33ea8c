"""Lists that people bring in: the file, how its columns are read, and a verdict for every row."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations import files
from organisations.access import Owned, person_key
from organisations.clock import Moment
from organisations.enums import ImportKind, ImportState, Kind, RowDecision, RowVerdict

ENTERERS = dict.fromkeys((Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION), "owner")


class ImportBatch(Owned):
    """One file that is read, checked against what there is, applied and perhaps taken back.

    The bytes lie in the store of files under their hash. Counts are of rows by their verdict.
    """

    owner_paths = ENTERERS

    kind = models.CharField("nhập vào", max_length=20, choices=ImportKind)
    name = models.CharField("tên tệp", max_length=150)
    suffix = models.CharField(max_length=6)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("dung lượng")
    state = models.CharField(
        "trạng thái", max_length=12, choices=ImportState, default=ImportState.UPLOADED
    )
    encoding = models.CharField("bảng mã", max_length=60, blank=True)
    page = models.CharField("trang tính", max_length=100, blank=True)
    heading_row = models.PositiveIntegerField("dòng tiêu đề", null=True)
    headings = models.JSONField("tiêu đề các cột", default=list)
    money_unit = models.CharField("đơn vị tiền ghi trên bảng", max_length=20, blank=True)
    sample = models.JSONField("vài dòng đầu", default=list)
    mapping = models.JSONField("cột nào là gì", default=dict)
    takes_all_or_none = models.BooleanField("chỉ nhập khi mọi dòng đều đúng", default=False)
    total = models.PositiveIntegerField("số dòng", default=0)
    new = models.PositiveIntegerField("dòng mới", default=0)
    changed = models.PositiveIntegerField("dòng thay đổi", default=0)
    unchanged = models.PositiveIntegerField("dòng không đổi", default=0)
    suspected = models.PositiveIntegerField("dòng nghi trùng", default=0)
    refused = models.PositiveIntegerField("dòng không nhận", default=0)
    fault = models.TextField("lý do không đọc được", blank=True)
    faults_sha256 = models.CharField("tệp các dòng cần sửa", max_length=64, blank=True)
    uploaded_at = models.DateTimeField("tải lên lúc", db_default=Moment(), editable=False)
    uploaded_by = person_key(null=True)
    uploaded_by_name = models.CharField("người tải lên", max_length=150, editable=False)
    applied_at = models.DateTimeField("ghi lúc", null=True, editable=False)
    applied_by_name = models.CharField("người ghi", max_length=150, blank=True, editable=False)
    undone_at = models.DateTimeField("rút lại lúc", null=True, editable=False)
    undone_by_name = models.CharField("người rút lại", max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = "lần nhập từ tệp"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="refused_file_says_why", condition=~Q(state=ImportState.REFUSED) | ~Q(fault="")
            ),
            models.CheckConstraint(
                name="applied_says_when",
                condition=~Q(state__in=[ImportState.APPLIED, ImportState.UNDONE])
                | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("enterprises:import", args=[self.pk])

    @property
    def path(self):
        return files.path_of(self.sha256, self.suffix)

    @property
    def stem(self):
        """The file's name without what its kind is told by."""
        is_told = self.name.lower().endswith(self.suffix)
        return self.name[: -len(self.suffix)] if is_told else self.name

    @property
    def has_pages(self):
        """A workbook has; of a CSV `page` says how its columns are parted."""
        return bool(self.page) and not self.encoding

    @property
    def to_write(self):
        return self.new + self.changed


class ImportRow(Owned):
    """One row of a file and what would become of it; after applying, what became of it.

    `values` are what was read, by column; `changes` are pairs of old and new value by column;
    `faults` are refused cells. `subject_id` is the record the row is about, `alike` are records it
    may be about. No personal number stands here, only its mask.
    """

    owner_paths = ENTERERS

    batch = models.ForeignKey(ImportBatch, models.CASCADE, db_index=False, related_name="rows")
    number = models.PositiveIntegerField("dòng")
    verdict = models.CharField("kết quả", max_length=10, choices=RowVerdict)
    decision = models.CharField("quyết định", max_length=10, choices=RowDecision, blank=True)
    label = models.CharField("tên", max_length=250, blank=True)
    subject_id = models.BigIntegerField(null=True)
    alike = models.JSONField("giống với", null=True)
    values = models.JSONField("nội dung đọc được", null=True)
    changes = models.JSONField("thay đổi", null=True)
    faults = models.JSONField("ô không nhận", null=True)
    notes = models.JSONField("lưu ý", null=True)
    is_written = models.BooleanField("đã ghi", default=False)

    class Meta:
        verbose_name = "dòng của lần nhập"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
        ]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict")]

    def __str__(self):
        return f"{self.number}: {self.get_verdict_display()}"


class HeadingChoice(Owned):
    """What a unit said a heading of its files means; proposed for its next file."""

    owner_paths = ENTERERS

    kind = models.CharField("nhập vào", max_length=20, choices=ImportKind)
    heading = models.CharField("tiêu đề", max_length=200)
    column = models.CharField("là cột", max_length=40, blank=True)

    class Meta:
        verbose_name = "cách đọc tiêu đề cột"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "heading"], name="heading_remembered_once"
            ),
        ]

    def __str__(self):
        return f"{self.heading} → {self.column}"


class ListFile(Owned):
    """A list as a file that a job wrote: what was on the screen, with its filters, on a day."""

    owner_paths = ENTERERS

    title = models.CharField("danh sách", max_length=200)
    query = models.TextField("điều kiện lọc", blank=True)
    suffix = models.CharField("định dạng", max_length=6)
    expected = models.PositiveIntegerField("số dòng trên màn hình", null=True)
    rows = models.PositiveIntegerField("số dòng trong tệp", null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc", db_default=Moment(), editable=False)
    written_at = models.DateTimeField("ghi xong lúc", null=True, editable=False)

    class Meta:
        verbose_name = "tệp danh sách"
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("enterprises:list_file", args=[self.pk])

    @property
    def has_changed_meanwhile(self):
        """Whether rows came or went between asking on the screen and writing."""
        return self.written_at is not None and self.rows != self.expected

    @property
    def path(self):
        return files.path_of(self.sha256, self.suffix)
