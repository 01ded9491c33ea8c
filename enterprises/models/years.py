"""What an establishment was in one year, and the rules that say how large that is."""

from django.db import models
from django.db.models import F, Q

from enterprises.enums import Size, SizeTest
from enterprises.models.register import Establishment, SiteRecord, where_known
from organisations.access import (
    EVERYTHING,
    CurrentOrganisation,
    National,
    Territorial,
    scope_key,
)
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind
from programmes.enums import Provenance


class SizeRule(National):
    """Thresholds of enterprise size in industry and construction, of one decree for some time.

    People are the yearly average in social insurance, money is đồng. Source: DOMAIN 5.2.
    """

    code = models.SlugField("mã", max_length=20, unique=True)
    decree = models.CharField("nghị định", max_length=100)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True)
    test = models.CharField("cách xét", max_length=20, choices=SizeTest)
    micro_people = models.PositiveIntegerField("lao động, siêu nhỏ")
    small_people = models.PositiveIntegerField("lao động, nhỏ")
    medium_people = models.PositiveIntegerField("lao động, vừa")
    micro_revenue = models.DecimalField(
        "doanh thu, siêu nhỏ", max_digits=18, decimal_places=0, null=True
    )
    small_revenue = models.DecimalField(
        "doanh thu, nhỏ", max_digits=18, decimal_places=0, null=True
    )
    medium_revenue = models.DecimalField(
        "doanh thu, vừa", max_digits=18, decimal_places=0, null=True
    )
    micro_capital = models.DecimalField("vốn, siêu nhỏ", max_digits=18, decimal_places=0, null=True)
    small_capital = models.DecimalField("vốn, nhỏ", max_digits=18, decimal_places=0)
    medium_capital = models.DecimalField("vốn, vừa", max_digits=18, decimal_places=0)
    provenance = models.CharField("mức tin cậy", max_length=10, choices=Provenance)

    class Meta:
        verbose_name = "quy tắc phân loại quy mô"
        ordering = ["valid_from"]

    def __str__(self):
        return self.decree


class YearRecord(SiteRecord):
    """What every establishment has in every year: millions of rows.

    No link has an index of its own that another index of the table begins with, or that hardly any
    row says anything in.
    """

    owner = scope_key(
        db_default=CurrentOrganisation(), db_index=False, verbose_name="đơn vị sở hữu"
    )
    department = scope_key(null=True, db_index=False, verbose_name="Sở quản lý địa bàn")
    corporation = scope_key(
        null=True, db_index=False, verbose_name="tập đoàn, tổng công ty quản lý"
    )
    enterprise = scope_key(null=True, db_index=False, verbose_name="doanh nghiệp")
    support = scope_key(null=True, db_index=False, verbose_name="đơn vị hỗ trợ được giao")
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        db_index=False,
        related_name="+",
        editable=False,
        verbose_name="cơ sở",
    )
    year = models.PositiveSmallIntegerField("năm")

    class Meta:
        abstract = True


class EstablishmentYear(YearRecord):
    """One year of an establishment, as one of those who see it says; two may say it differently.

    Money is đồng. The database works out the size by the rule in force on 31 December of the year
    (app.size_of) and says why.
    """

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    employees = models.PositiveIntegerField(
        "lao động bình quân tham gia BHXH", null=True, blank=True
    )
    revenue = models.DecimalField(
        "tổng doanh thu", max_digits=18, decimal_places=0, null=True, blank=True
    )
    capital = models.DecimalField(
        "tổng nguồn vốn", max_digits=18, decimal_places=0, null=True, blank=True
    )
    output = models.DecimalField(
        "sản lượng", max_digits=18, decimal_places=3, null=True, blank=True
    )
    output_unit = models.CharField("đơn vị tính sản lượng", max_length=30, blank=True)
    product = models.CharField("sản phẩm chính", max_length=150, blank=True)
    is_active = models.BooleanField("có hoạt động trong năm", default=True)
    has_unit = models.BooleanField("có bộ phận SXSH", null=True, blank=True)
    unit_basis = models.CharField("quyết định lập bộ phận SXSH", max_length=200, blank=True)
    full_time = models.PositiveSmallIntegerField("cán bộ chuyên trách", null=True, blank=True)
    part_time = models.PositiveSmallIntegerField("cán bộ kiêm nhiệm", null=True, blank=True)
    own_money = models.DecimalField(
        "kinh phí tự bố trí cho SXSH", max_digits=18, decimal_places=0, null=True, blank=True
    )
    source = models.CharField("nguồn số liệu", max_length=200, blank=True)
    size = models.CharField("quy mô", max_length=10, choices=Size, blank=True, editable=False)
    size_rule = models.ForeignKey(
        SizeRule, models.PROTECT, null=True, editable=False, db_index=False, related_name="+"
    )
    size_reason = models.CharField("vì", max_length=200, blank=True, editable=False)
    form_key = form_key_field()

    class Meta:
        verbose_name = "số liệu năm của cơ sở"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "year", "owner"],
                name="site_year_once",
                violation_error_message="Đã có số liệu của năm này.",
            ),
            models.CheckConstraint(
                name="site_year_output_has_a_unit",
                condition=Q(output__isnull=True) | ~Q(output_unit=""),
                violation_error_message="Sản lượng phải kèm đơn vị tính.",
            ),
            models.CheckConstraint(
                name="site_year_money_not_negative",
                condition=(Q(revenue__isnull=True) | Q(revenue__gte=0))
                & (Q(capital__isnull=True) | Q(capital__gte=0))
                & (Q(own_money__isnull=True) | Q(own_money__gte=0))
                & (Q(output__isnull=True) | Q(output__gte=0)),
                violation_error_message="Số tiền, sản lượng không được âm.",
            ),
            models.CheckConstraint(
                name="site_year_possible",
                condition=Q(year__gte=1990, year__lte=2100),
                violation_error_message="Năm phải từ 1990 đến 2100.",
            ),
            once_per_form("site_year"),
        ]
        indexes = [
            models.Index(F("department"), F("year"), name="site_year_department"),
            where_known("corporation", "site_year_corporation"),
            where_known("enterprise", "site_year_enterprise"),
            where_known("support", "site_year_support"),
        ]

    def __str__(self):
        return f"{self.year}"
