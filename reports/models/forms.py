"""The form of a report (biểu mẫu) as rows: sections, tables, rows and columns."""

from django.db import models

from organisations.access import National
from programmes.models import Indicator
from reports.enums import Layout, RoundKind, Severity


class ReportForm(National):
    """A form in one version. There is no official form: every row says that it is a proposal."""

    code = models.CharField("mã biểu mẫu", max_length=10)
    version = models.CharField("phiên bản", max_length=20)
    title = models.CharField("tên", max_length=300)
    round_kind = models.CharField("kỳ", max_length=15, choices=RoundKind)
    applies_to = models.JSONField("áp dụng cho", default=list)
    addressee = models.CharField("nơi nhận", max_length=200)
    provenance = models.JSONField("nguồn", default=list)

    class Meta:
        verbose_name = "biểu mẫu"
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="form_version_once"),
        ]

    def __str__(self):
        return f"{self.code} ({self.version})"


class FormSection(National):
    form = models.ForeignKey(ReportForm, models.CASCADE, related_name="sections")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    key = models.SlugField("khóa", max_length=30)
    number = models.CharField("số mục", max_length=5, blank=True)
    title = models.CharField("tiêu đề", max_length=200)
    guidance = models.TextField("hướng dẫn", blank=True)
    is_required = models.BooleanField("bắt buộc có lời văn", default=False)
    max_words = models.PositiveSmallIntegerField("số từ tối đa", null=True)
    charts = models.JSONField("biểu đồ", default=list)

    class Meta:
        verbose_name = "mục của biểu mẫu"
        ordering = ["form", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="form_section_once"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()


class FormTable(National):
    section = models.ForeignKey(FormSection, models.CASCADE, related_name="tables")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    key = models.SlugField("khóa", max_length=30)
    label = models.CharField("số biểu", max_length=20)
    title = models.CharField("tên biểu", max_length=200)
    layout = models.CharField("cách trình bày", max_length=15, choices=Layout)
    row_dimension = models.CharField("phân tổ của dòng", max_length=30, blank=True)
    row_members = models.JSONField("phần tử của dòng", default=list)
    has_total = models.BooleanField("có dòng tổng", default=False)
    only_with_data = models.BooleanField("chỉ in khi có số liệu", default=False)
    drops_empty_rows = models.BooleanField("bỏ dòng không có số liệu", default=False)
    list_fields = models.JSONField("cột của danh sách", default=list)
    notes = models.JSONField("ghi chú", default=list)
    chart = models.JSONField("biểu đồ", null=True)

    class Meta:
        verbose_name = "biểu"
        ordering = ["section", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="form_table_once"),
        ]

    def __str__(self):
        return f"{self.label}. {self.title}"


class FormRow(National):
    """One indicator in a table: a line of an indicator table, or a source or total of a list."""

    table = models.ForeignKey(FormTable, models.CASCADE, related_name="rows")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    label = models.CharField("tên dòng", max_length=200, blank=True)
    filter = models.JSONField("lọc theo phân tổ", default=dict)
    indent = models.PositiveSmallIntegerField("thụt vào", default=0)
    is_list_source = models.BooleanField("nguồn của danh sách", default=False)
    years = models.JSONField("chỉ in trong các năm", null=True)

    class Meta:
        verbose_name = "dòng của biểu"
        ordering = ["table", "ordinal"]

    def __str__(self):
        return self.label or str(self.indicator)


class FormColumn(National):
    """A column: a named reading of the row's indicator, or an indicator of its own."""

    table = models.ForeignKey(FormTable, models.CASCADE, related_name="columns")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    key = models.CharField("khóa", max_length=40)
    label = models.CharField("tên cột", max_length=200)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    filter = models.JSONField("lọc theo phân tổ", default=dict)
    drops_if_empty = models.BooleanField("bỏ khi không có số liệu", default=False)

    class Meta:
        verbose_name = "cột của biểu"
        ordering = ["table", "ordinal"]

    def __str__(self):
        return self.label


class CheckRule(National):
    """A rule of kiểm tra trước khi trình, with what to mend (reports/checks/ asks it)."""

    code = models.CharField("mã", max_length=6, unique=True)
    severity = models.CharField("mức", max_length=10, choices=Severity)
    forms = models.JSONField("biểu mẫu", default=list)
    rule = models.TextField("quy tắc")
    message = models.TextField("thông báo")
    mend = models.CharField("nơi sửa", max_length=300)
    may_explain = models.BooleanField("được giải trình", default=False)
    version = models.CharField("phiên bản", max_length=20)

    class Meta:
        verbose_name = "quy tắc kiểm tra"
        ordering = ["code"]

    def __str__(self):
        return self.code
