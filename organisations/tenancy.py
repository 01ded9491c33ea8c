"""For whom the database is being asked: the second lock (row-level security).

A context variable names the tenant; the database backend turns it into a PostgreSQL role at every
outermost BEGIN, by SET LOCAL, so that COMMIT, ROLLBACK and a lost connection all clear it.
No tenant means the bare application login, which may read accounts and nothing else.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import connections

TENANT_ROLES = ("ministry", "department", "corporation", "enterprise", "support")
# The system's own work (rounds, jobs), and visitors: neither acts for an organisation.
SYSTEM_ROLES = ("jobs", "public")


@dataclass(frozen=True)
class Tenant:
    """One organisation (and one person, when a person asks) on whose behalf SQL runs."""

    kind: str
    organisation_id: int | None = None
    user_id: int | None = None

    def __post_init__(self):
        if self.kind in TENANT_ROLES:
            if type(self.organisation_id) is not int:
                raise ValueError("Tenant của một tổ chức cần mã tổ chức.")
        elif self.kind not in SYSTEM_ROLES:
            raise ValueError(f"Không có vai cơ sở dữ liệu {self.kind!r}.")

    @property
    def settings(self):
        """Role, organisation and person as PostgreSQL's set_config wants them."""
        return (
            f"portal_{self.kind}",
            "" if self.organisation_id is None else str(self.organisation_id),
            "" if self.user_id is None else str(self.user_id),
        )


JOBS = Tenant("jobs")
PUBLIC = Tenant("public")

_tenant: ContextVar[Tenant | None] = ContextVar("tenant", default=None)
_as_owner: ContextVar[bool] = ContextVar("as_owner", default=False)


def current_tenant():
    return _tenant.get()


@contextmanager
def use_tenant(tenant):
    """Run a block for `tenant`. Inside an open transaction the role is already fixed: refused.

    (The test suite runs every test in one transaction; there the backend changes the role in
    place and puts it back, see organisations/postgresql/base.py.)
    """
    connection = connections["default"]
    token = _tenant.set(tenant)
    try:
        with connection.role_changed_in_place(tenant):
            yield tenant
    finally:
        _tenant.reset(token)


@contextmanager
def owner_login():
    """Run a block with the owner's login: reference loads, demonstration data, mergers.

    Never in a request or a task. Row-level security does not bind this login.
    """
    token = _as_owner.set(True)
    try:
        with connections[settings.OWNER_ALIAS].role_changed_in_place("portal_owner"):
            yield
    finally:
        _as_owner.reset(token)


def login_alias():
    """The database alias that queries of this moment use, for `atomic(using=…)` and raw SQL."""
    return settings.OWNER_ALIAS if _as_owner.get() else "default"


class LoginRouter:
    """Queries go through the application's login unless a block says otherwise.

    Only the owner's login migrates.
    """

    def db_for_read(self, model, **hints):
        return login_alias()

    db_for_write = db_for_read

    def allow_relation(self, obj1, obj2, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == settings.OWNER_ALIAS
