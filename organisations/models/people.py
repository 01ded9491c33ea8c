"""People, whom they work for and in which role, and who works for another by delegation."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from organisations.enums import Kind, Role
from organisations.models.places import Organisation


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
    wants_email = models.BooleanField("nhận thư nhắc việc", default=True, db_default=True)

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
