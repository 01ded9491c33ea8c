"""Who is asking, and what they may see: the first lock.

Every tenancy decision in Python is made in this file; the second lock, row-level security, stands
in the database and is written in organisations/isolation.py.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Func, Q
from django.shortcuts import get_object_or_404

from organisations.enums import Kind, Role
from organisations.tenancy import Tenant

EVERYTHING = Q()


@dataclass(frozen=True)
class Access:
    """One signed-in person acting for one organisation in one role.

    `on_behalf` is set when the person's own organisation works for this one by delegation;
    `unread` says how many notices wait for this person here, as every page's header shows.
    """

    user: Any = None
    organisation: Any = None
    role: str = ""
    on_behalf: bool = False
    unread: int = 0

    @property
    def kind(self):
        return self.organisation.kind if self.organisation else ""

    @property
    def tenant(self):
        return Tenant(self.kind, self.organisation.pk, self.user.pk if self.user else None)

    @property
    def writes(self):
        """Viewers read; everybody else in an organisation enters data."""
        return self.role in {Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR}


NOBODY = Access()


class OwnedQuerySet(models.QuerySet):
    def visible_to(self, access):
        """Narrow to the rows this person's organisation may see; an unlisted kind sees none."""
        ways = self.model.owner_paths.get(access.kind)
        if ways is None:
            return self.none()
        ways = ways if isinstance(ways, tuple) else (ways,)
        shown = [way if isinstance(way, Q) else Q((way, access.organisation.pk)) for way in ways]
        if self.model.national_when is not None:
            shown.append(self.model.national_when)
        return self.filter(reduce(or_, shown))


class CurrentOrganisation(Func):
    """The organisation the database is being asked for; what an owner column defaults to."""

    template = "app.tid()"
    output_field = models.BigIntegerField()


def scope_key(**options):
    return models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", editable=False, **options
    )


class Owned(models.Model):
    """A record that belongs to one organisation and is seen by it alone.

    `owner_paths` names, kind by kind, the column that leads to the asking organisation, or a
    condition, or a tuple of several. A kind left out sees nothing. `national_when` adds rows that
    belong to everybody.
    """

    owner_paths: ClassVar[dict[str, str | Q | tuple]] = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: "owner",
    }
    national_when: ClassVar[Q | None] = None

    owner = scope_key(db_default=CurrentOrganisation(), verbose_name="đơn vị sở hữu")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class Territorial(Owned):
    """A record seen by its owner and by those in whose territory or group it lies.

    The database fills the scope columns (app.fill_scope); a form cannot set them.
    """

    owner_paths: ClassVar[dict[str, str | Q]] = {
        Kind.DEPARTMENT: "department",
        Kind.CORPORATION: "corporation",
        Kind.ENTERPRISE: "enterprise",
        Kind.SUPPORT: "support",
        Kind.MINISTRY: "owner",
    }

    department = scope_key(null=True, verbose_name="Sở quản lý địa bàn")
    corporation = scope_key(null=True, verbose_name="tập đoàn, tổng công ty quản lý")
    enterprise = scope_key(null=True, verbose_name="doanh nghiệp")
    support = scope_key(null=True, verbose_name="đơn vị hỗ trợ được giao")

    class Meta:
        abstract = True


class NationalQuerySet(models.QuerySet):
    def visible_to(self, access):
        """National reference rows: everybody who is signed in sees all of them."""
        return self if access.kind else self.none()


class National(models.Model):
    """A reference row that belongs to everybody, loaded from files by the owner's login."""

    objects = NationalQuerySet.as_manager()

    class Meta:
        abstract = True


class AccessMixin:
    """Put first in a generic view: it shows only our part of the model."""

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.access)


class AccessModelForm:
    """Mixin for ModelForms: drop-downs offer only what this person may see."""

    def __init__(self, *args, access, **kwargs):
        super().__init__(*args, **kwargs)
        self.access = access
        for field in self.fields.values():
            queryset = getattr(field, "queryset", None)
            if hasattr(queryset, "visible_to"):
                field.queryset = queryset.visible_to(access)


def require(allowed):
    """403 with a sentence for a colleague whose role does not reach."""
    if not allowed:
        raise PermissionDenied


def get_visible_or_404(model, access, **lookup):
    """A neighbour's record does not exist: 404, never 403."""
    return get_object_or_404(model.objects.visible_to(access), **lookup)


def person_key(**options):
    """A link to a person; the name that was valid that day is stored beside it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, **options
    )
