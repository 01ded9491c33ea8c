"""Provinces, organisations, people and what the system keeps about its own work."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisations.access import National, Owned, Territorial, person_key, scope_key
from organisations.clock import Instant
from organisations.enums import (
    OPEN_JOB_STATES,
    JobKind,
    JobState,
    Kind,
    Role,
    Verb,
)


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person who signs in with an e-mail address. What they may do hangs on memberships."""

    username = None
    first_name = None
    last_name = None
    groups = None
    user_permissions = None
    email = models.EmailField("thư điện tử", unique=True)
    full_name = models.CharField("họ và tên", max_length=150)
    position = models.CharField("chức vụ", max_length=100, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"

    def __str__(self):
        return self.full_name or self.email


class ProvinceQuerySet(models.QuerySet):
    def visible_to(self, access):
        return self if access.kind else self.none()

    def on(self, day):
        """The provinces that existed on a day: 63 until 30/6/2025, 34 from 1/7/2025."""
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Province(models.Model):
    """A province or central city as it stood between two days.

    Seven codes mean another province before and after 1/7/2025, so a row is known by its own id.
    """

    code = models.CharField("mã tỉnh", max_length=2)
    name = models.CharField("tên", max_length=60)
    type = models.CharField("loại", max_length=30)
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = "tỉnh, thành phố"
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="province_code_once_a_day"),
            models.CheckConstraint(
                name="province_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return self.name


class ProvinceSuccession(National):
    """An old province became part of a new one on a day (Nghị quyết 202/2025/QH15)."""

    predecessor = models.ForeignKey(Province, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Province, models.PROTECT, related_name="origins")
    on = models.DateField("từ ngày")

    class Meta:
        verbose_name = "kế thừa địa giới"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, access):
        """Public bodies are known to everybody; an enterprise to itself and to the Ministry."""
        if not access.kind:
            return self.none()
        if access.kind == Kind.MINISTRY:
            return self
        return self.filter(~Q(kind=Kind.ENTERPRISE) | Q(pk=access.organisation.pk))


class Organisation(models.Model):
    """A ministry, department, corporation, enterprise or support unit; a party has no accounts."""

    code = models.SlugField("mã", max_length=40, unique=True)
    kind = models.CharField("loại tổ chức", max_length=20, choices=Kind)
    name = models.CharField("tên", max_length=200)
    letterhead = models.CharField("tên ghi trên văn bản", max_length=200, blank=True)
    symbol = models.CharField("ký hiệu viết tắt", max_length=20, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tỉnh"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cấp trên"
    )
    head_name = models.CharField("người đứng đầu", max_length=100, blank=True)
    head_position = models.CharField("chức vụ người đứng đầu", max_length=100, blank=True)
    valid_from = models.DateField("thành lập ngày", null=True, blank=True)
    valid_to = models.DateField("hoạt động đến ngày", null=True, blank=True)
    is_demonstration = models.BooleanField("dữ liệu minh họa", default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="department_has_a_province",
                condition=~Q(kind=Kind.DEPARTMENT) | Q(province__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name


class OrganisationSuccession(National):
    """One organisation continued as another (Sở Công nghiệp → Sở Công Thương; mergers of 2025)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="origins")
    on = models.DateField("từ ngày")
    decision = models.CharField("văn bản", max_length=100, blank=True)

    class Meta:
        verbose_name = "kế thừa tổ chức"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisation_succession_once"
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class ValidQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class MembershipQuerySet(ValidQuerySet):
    def visible_to(self, access):
        if not access.kind:
            return self.none()
        return self.filter(organisation=access.organisation.pk)

    def for_list(self):
        """The application may read a colleague's name and address, not the whole account."""
        return (
            self.select_related("user")
            .only(
                "organisation_id",
                "kind",
                "role",
                "valid_from",
                "valid_to",
                "user__full_name",
                "user__email",
                "user__position",
            )
            .order_by("user__full_name", "pk")
        )


class Membership(models.Model):
    """A person works for an organisation in a role, from a day, perhaps to a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="tổ chức"
    )
    kind = models.CharField(max_length=20, choices=Kind, editable=False)
    role = models.CharField("vai trò", max_length=20, choices=Role)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="membership_open_once",
                violation_error_message="Người này đã là thành viên.",
            ),
            models.CheckConstraint(name="parties_have_no_members", condition=~Q(kind=Kind.PARTY)),
        ]

    def __str__(self):
        return f"{self.get_role_display()} #{self.pk}"


class DelegationQuerySet(ValidQuerySet):
    def visible_to(self, access):
        if not access.kind:
            return self.none()
        ours = access.organisation.pk
        return self.filter(Q(principal=ours) | Q(delegate=ours))


class Delegation(models.Model):
    """One organisation works for another between two days, e.g. a centre for its department.

    People of `delegate` may act for `principal` as officers (or viewers), never as its head.
    """

    principal = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị giao"
    )
    principal_kind = models.CharField(max_length=20, choices=Kind, editable=False)
    delegate = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị được giao"
    )
    role = models.CharField("được làm với vai trò", max_length=20, choices=Role)
    basis = models.CharField("căn cứ", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền làm thay"
        constraints = [
            models.CheckConstraint(
                name="delegation_never_makes_a_head",
                condition=Q(role__in=[Role.VIEWER, Role.OFFICER]),
            ),
            models.CheckConstraint(
                name="delegation_to_somebody_else", condition=~Q(principal=F("delegate"))
            ),
        ]

    def __str__(self):
        return self.basis


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, access):
        if not access.kind:
            return self.none()
        return self.filter(organisation=access.organisation.pk)


class Invitation(models.Model):
    """A signed link, good once and until a day, that makes its reader a member.

    Only a hash of the token is kept; the link itself stands in the e-mail alone.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="tổ chức"
    )
    organisation_name = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, editable=False)
    email = models.EmailField("thư điện tử")
    full_name = models.CharField("họ và tên", max_length=150)
    role = models.CharField("vai trò", max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by_name = models.CharField("người mời", max_length=150, editable=False)
    created_at = models.DateTimeField("mời lúc", editable=False)
    expires_at = models.DateTimeField("hết hạn lúc", editable=False)
    accepted_at = models.DateTimeField("đã nhận lúc", null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "lời mời"
        ordering = ["-created_at"]

    def __str__(self):
        return self.email


class LogEntry(Owned):
    """Who did what to which record, for which organisation, and when. Never changed."""

    owner_paths = dict.fromkeys(
        (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT), "owner"
    )

    actor = person_key(null=True)
    actor_name = models.CharField("người thực hiện", max_length=150)
    on_behalf = models.BooleanField("làm thay theo ủy quyền", default=False)
    verb = models.CharField("việc", max_length=20, choices=Verb)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField("hồ sơ", max_length=300)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    comment = models.TextField("ý kiến", blank=True)
    at = models.DateTimeField("lúc", editable=False)

    class Meta:
        verbose_name = "nhật ký xử lý"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["owner", "-at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_return_says_why", condition=~Q(verb=Verb.RETURN) | ~Q(comment="")
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.subject_label}"


class History(Territorial):
    """One change of one business row: before and after, by whom, for which organisation, when.

    Written by the database itself (app.keep_history); the application can only read its own. What
    is nobody's (rounds, indicators, organisations) is the Ministry's to read.
    """

    owner_paths = Territorial.owner_paths | {
        Kind.MINISTRY: ("owner", Q(owner__isnull=True)),
    }

    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    action = models.CharField(max_length=6)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    acting_id = models.BigIntegerField("tổ chức thực hiện", null=True)
    login = models.CharField(max_length=63)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    owner = scope_key(null=True)

    class Meta:
        verbose_name = "lịch sử thay đổi"
        indexes = [models.Index(fields=["table", "row_id", "id"])]

    def __str__(self):
        return f"{self.table} {self.row_id} {self.action}"


class Job(Owned):
    """A piece of work done by a worker for one organisation: queued, leased, done, or parked.

    `subject_id` is the row it works on; at most one open job per kind and subject.
    """

    kind = models.CharField("việc", max_length=30, choices=JobKind)
    subject_id = models.BigIntegerField()
    state = models.CharField("trạng thái", max_length=10, choices=JobState, default=JobState.QUEUED)
    step = models.CharField("đang làm", max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField("số lần chạy", default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField("lỗi", blank=True)
    requested_by = person_key(null=True)
    created_at = models.DateTimeField("tạo lúc", db_default=Instant())
    woken_at = models.DateTimeField("gọi lại lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "việc nền"
        indexes = [
            models.Index(fields=["kind", "subject_id"]),
            models.Index(fields=["state"], condition=Q(state__in=OPEN_JOB_STATES), name="job_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "subject_id"],
                condition=Q(state__in=OPEN_JOB_STATES),
                name="one_open_job_per_subject",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} #{self.pk}"

    def get_absolute_url(self):
        return reverse("organisations:job", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN_JOB_STATES

    @property
    def percent(self):
        return 0 if not self.total else min(100, 100 * self.done // self.total)
