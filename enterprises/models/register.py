"""Enterprises, their establishments, whom to call there, and where these belonged before."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from enterprises import sectors
from enterprises.enums import Change, Edition, LegalForm, Level, Size, Stratum
from enterprises.models.zones import IndustrialZone
from organisations.access import (
    EVERYTHING,
    CurrentOrganisation,
    OwnedQuerySet,
    Territorial,
    scope_key,
)
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind


class EnterpriseQuerySet(models.QuerySet):
    def visible_to(self, access):
        """Those that own a plant one sees; the Ministry sees all."""
        if access.kind == Kind.MINISTRY:
            return self
        sites = Establishment.objects.visible_to(access).order_by()
        return self.filter(pk__in=sites.values("legal_entity"))


class Enterprise(models.Model):
    """A legal person, known in the whole country by its tax code: MST, ten digits, one a check.

    Written by app.keep_enterprises alone. A household is known by a personal number that is kept
    as a hash (PersonalNumber); here stand its last three digits.
    """

    name = models.CharField("tên doanh nghiệp, chủ hộ", max_length=250)
    legal_form = models.CharField("loại hình", max_length=15, choices=LegalForm, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=10, unique=True, null=True, blank=True)
    personal_tail = models.CharField("ba số cuối của số định danh", max_length=3, blank=True)
    account = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tài khoản doanh nghiệp",
    )

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = "doanh nghiệp"
        constraints = [
            models.CheckConstraint(
                name="tax_code_has_ten_digits",
                condition=Q(tax_code__isnull=True) | Q(tax_code__regex=r"^[0-9]{10}$"),
            ),
            models.CheckConstraint(
                name="personal_tail_has_three_digits",
                condition=Q(personal_tail="") | Q(personal_tail__regex=r"^[0-9]{3}$"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def masked_number(self):
        """'•••••••••123', the only form in which a personal number is ever shown."""
        return f"{'•' * 9}{self.personal_tail}" if self.personal_tail else ""


class PersonalNumber(models.Model):
    """The 12-digit personal number of a household's head, as a keyed hash.

    Nobody reads this table; app.keep_enterprises compares.
    """

    enterprise = models.OneToOneField(Enterprise, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "số định danh cá nhân"

    def __str__(self):
        return f"#{self.enterprise_id}"


class EstablishmentQuerySet(OwnedQuerySet):
    def counted(self):
        """Each plant once: without the rows that were merged into another."""
        return self.filter(merged_into=None)


def where_known(column, name):
    """An index of the few rows in which this link says something."""
    known = Q(**{f"{column}__isnull": False})
    return models.Index(fields=[column], condition=known, name=name)


def _in_vietnamese_order(column):
    return Func(F(column), function="app.name_sort")


class Establishment(Territorial):
    """One production site (cơ sở sản xuất công nghiệp), the unit that is counted.

    It lies in one province, whose department sees it, and has at most one managing corporation,
    which sees it too; whoever entered it edits it. Where it belongs is changed by the functions of
    the database alone (app.move_site, app.assign_corporation), which keep where it belonged before
    (FormerPlacement). A household producer is of stratum HOUSEHOLD and is never mixed into rates.
    The Ministry reads the whole register.

    `year` to `level` repeat the latest EstablishmentYear and YearLevel for lists; the database
    writes them.
    """

    owner_paths = Territorial.owner_paths | {
        Kind.MINISTRY: EVERYTHING,
        Kind.SUPPORT: "given__support",
    }

    # Indexed below: together with other columns, or only where they say something.
    owner = scope_key(
        db_default=CurrentOrganisation(), db_index=False, verbose_name="đơn vị sở hữu"
    )
    department = scope_key(null=True, db_index=False, verbose_name="Sở quản lý địa bàn")
    corporation = scope_key(
        null=True, db_index=False, verbose_name="tập đoàn, tổng công ty quản lý"
    )
    enterprise = scope_key(null=True, db_index=False, verbose_name="doanh nghiệp")
    support = scope_key(null=True, db_index=False, verbose_name="đơn vị hỗ trợ được giao")

    name = models.CharField("tên cơ sở", max_length=250)
    stratum = models.CharField("loại cơ sở", max_length=10, choices=Stratum, default=Stratum.PLANT)
    legal_entity = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="doanh nghiệp, chủ hộ",
    )
    branch_code = models.CharField("mã số thuế của chi nhánh", max_length=14, blank=True)
    own_code = models.CharField("mã do đơn vị đặt", max_length=40, blank=True)
    sector = models.CharField("ngành (VSIC cấp 2)", max_length=2, blank=True)
    vsic_code = models.CharField("mã ngành VSIC", max_length=5, blank=True)
    vsic_edition = models.CharField("theo VSIC", max_length=4, choices=Edition, blank=True)
    sector_text = models.CharField("ngành, theo lời văn", max_length=150, blank=True)
    zone = models.ForeignKey(
        IndustrialZone,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="KCN, CCN, làng nghề trong sổ",
    )
    zone_name = models.CharField("KCN, CCN, làng nghề, theo lời văn", max_length=250, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    commune = models.CharField("phường, xã, đặc khu", max_length=150, blank=True)
    old_commune = models.CharField("phường, xã trước 1/7/2025", max_length=150, blank=True)
    old_district = models.CharField("quận, huyện trước 1/7/2025", max_length=150, blank=True)
    province = models.ForeignKey(
        "organisations.Province",
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name="đã gộp vào",
    )
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True, editable=False)
    year = models.PositiveSmallIntegerField("năm có số liệu", null=True, editable=False)
    employees = models.PositiveIntegerField("lao động", null=True, editable=False)
    size = models.CharField("quy mô", max_length=10, choices=Size, blank=True, editable=False)
    is_active = models.BooleanField("đang hoạt động", default=True, editable=False)
    level = models.PositiveSmallIntegerField(
        "mức độ áp dụng SXSH", choices=Level, default=Level.UNAWARE, editable=False
    )
    name_sort = models.GeneratedField(
        expression=_in_vietnamese_order("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    search_text = models.GeneratedField(
        expression=Func(
            Concat(
                *(
                    part
                    for name in ("name", "tax_code", "own_code", "sector_text")
                    for part in (F(name), Value(" "))
                ),
                *(
                    part
                    for name in ("zone_name", "address", "commune", "old_commune")
                    for part in (F(name), Value(" "))
                ),
                F("old_district"),
            ),
            function="app.search_key",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    name_key = models.GeneratedField(
        expression=Func(F("name"), function="app.plant_key"),
        output_field=models.TextField(),
        db_persist=True,
    )

    form_key = form_key_field()
    kept_by_database = (
        "province_id",
        "merged_into_id",
        "tax_code",
        "year",
        "employees",
        "size",
        "is_active",
        "level",
    )

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ sở sản xuất"
        ordering = ["name_sort", "pk"]
        indexes = [
            models.Index(fields=["department", "name_sort", "id"], name="site_department_name"),
            models.Index(
                fields=["corporation", "name_sort", "id"],
                condition=Q(corporation__isnull=False),
                name="site_corporation_name",
            ),
            models.Index(fields=["name_sort", "id"], name="site_name"),
            models.Index(fields=["province", "tax_code"], name="site_province_tax_code"),
            models.Index(fields=["province", "name_key"], name="site_province_key"),
            # For filters that few rows pass: of the columns that the summary counts by.
            models.Index(
                fields=["sector", "size", "level", "is_active", "stratum"], name="site_kinds"
            ),
            where_known("enterprise", "site_enterprise"),
            where_known("support", "site_support"),
            where_known("zone", "site_zone"),
            where_known("merged_into", "site_merged"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "own_code"],
                condition=~Q(own_code=""),
                name="site_own_code_once",
                violation_error_message="Đơn vị đã có cơ sở mang mã này.",
            ),
            models.CheckConstraint(
                name="branch_code_of_a_branch",
                condition=Q(branch_code="") | Q(branch_code__regex=r"^[0-9]{10}-[0-9]{3}$"),
                violation_error_message="Mã số thuế của chi nhánh gồm 10 số, dấu - và 3 số.",
            ),
            models.CheckConstraint(
                name="vsic_code_says_its_edition",
                condition=Q(vsic_code="", vsic_edition="") | ~Q(vsic_code="") & ~Q(vsic_edition=""),
                violation_error_message="Mã ngành VSIC phải kèm ấn bản 2018 hoặc 2025.",
            ),
            # Else the key that compares territories would have nothing to compare.
            models.CheckConstraint(
                name="site_in_a_zone_has_a_department",
                condition=Q(zone__isnull=True) | Q(department__isnull=False),
                violation_error_message="Tỉnh, thành phố này chưa có Sở Công Thương giữ sổ KCN.",
            ),
            models.CheckConstraint(
                name="site_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            once_per_form("establishment"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("enterprises:establishment", args=[self.pk])

    @property
    def sector_title(self):
        return sectors.title_of(self.sector)

    @property
    def is_household(self):
        return self.stratum == Stratum.HOUSEHOLD


class GivenSite(models.Model):
    """That a support unit was given something to do at an establishment, and so may read it.

    Written by the functions that give it (app.give_assessment), and taken back by them.
    """

    establishment = models.ForeignKey(
        Establishment, models.CASCADE, related_name="given", verbose_name="cơ sở"
    )
    support = scope_key(verbose_name="đơn vị hỗ trợ được giao")

    class Meta:
        verbose_name = "cơ sở được giao"
        constraints = [
            models.UniqueConstraint(fields=["support", "establishment"], name="site_given_once"),
        ]

    def __str__(self):
        return f"#{self.establishment_id}"


class SiteRecord(Territorial):
    """A row about one establishment, entered by one of those who see it; the others read it.

    It keeps the territory of the day it was entered: after a transfer both sides keep what was
    theirs in time. The Ministry reads what says so.
    """

    owner_paths = {
        kind: path for kind, path in Territorial.owner_paths.items() if kind != Kind.MINISTRY
    }

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", editable=False, verbose_name="cơ sở"
    )

    class Meta:
        abstract = True

    def get_absolute_url(self):
        """Where it stands on the page of its establishment."""
        page = reverse("enterprises:establishment", args=[self.establishment_id])
        return f"{page}#{self._meta.model_name}"


class Contact(SiteRecord):
    """Whom to call at an establishment. Personal data: not the Ministry's to read, in no report."""

    name = models.CharField("họ và tên", max_length=100)
    position = models.CharField("chức vụ", max_length=100, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "người liên hệ"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_can_be_reached",
                condition=~Q(phone="") | ~Q(email="") | ~Q(note=""),
                violation_error_message="Ghi điện thoại, thư điện tử hoặc cách liên hệ khác.",
            ),
            once_per_form("contact"),
        ]

    def __str__(self):
        return self.name


class FormerPlacement(SiteRecord):
    """Where an establishment belonged until a day, and by which decision or for which reason it
    went elsewhere. Written by the functions that move it, never changed.

    The one of a day is the earliest that ended on or after it; later it is the establishment's own.
    """

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    name = models.CharField("tên cơ sở khi đó", max_length=250)
    province = models.ForeignKey(
        "organisations.Province", models.PROTECT, null=True, related_name="+", verbose_name="tỉnh"
    )
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến hết ngày")
    change = models.CharField("thay đổi", max_length=20, choices=Change)
    reason = models.CharField("quyết định hoặc lý do", max_length=300)
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by_name = models.CharField("người ghi", max_length=150, blank=True)

    class Meta:
        verbose_name = "nơi quản lý trước đây"
        ordering = ["establishment_id", "valid_to", "pk"]
        constraints = [
            models.CheckConstraint(name="placement_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="placement_days_in_order",
                condition=Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.valid_to})"
