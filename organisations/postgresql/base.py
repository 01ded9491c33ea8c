"""PostgreSQL, entered as a tenant: role, organisation and person, set at each outermost BEGIN."""

from contextlib import contextmanager

from django.db.backends.postgresql import base

from organisations import tenancy

SET_CONTEXT = (
    "SELECT set_config('role', %s, true), set_config('app.tid', %s, true),"
    " set_config('app.uid', %s, true)"
)
BARE = ("none", "", "")


class DatabaseWrapper(base.DatabaseWrapper):
    """`STEP_DOWN_TO` in the settings (tests only) names the role that stands in for the bare login.

    The test suite signs in as the owner and steps down to `portal_app`, so that factories and the
    code under test can share one transaction; SET ROLE takes rights away exactly as a login would.
    """

    @property
    def _bare(self):
        return (self.settings_dict.get("STEP_DOWN_TO") or "none", "", "")

    def _set_autocommit(self, autocommit):
        super()._set_autocommit(autocommit)
        if autocommit:
            return
        tenant = tenancy.current_tenant() if self.alias == "default" else None
        settings = tenant.settings if tenant else self._bare
        if settings != BARE:
            self._enter(settings)

    def _enter(self, settings):
        # Django's cursor would look for the transaction that is only just being opened.
        with self.connection.cursor() as cursor:
            cursor.execute(SET_CONTEXT, settings)

    @contextmanager
    def role_changed_in_place(self, tenant):
        """Refuse to change tenant inside a transaction; in the suite, change and change back."""
        if not self.in_atomic_block:
            yield
            return
        if not self.settings_dict.get("STEP_DOWN_TO"):
            raise RuntimeError("Không đổi tổ chức giữa một giao dịch: vai đã chốt từ đầu.")
        before = self._context_now()
        if isinstance(tenant, str):
            self._enter((tenant, "", ""))
        else:
            self._enter(tenant.settings if tenant else self._bare)
        try:
            yield
        finally:
            if self.connection and not self.needs_rollback:
                self._enter(before)

    def _context_now(self):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('role'), coalesce(current_setting('app.tid', true), ''),"
                " coalesce(current_setting('app.uid', true), '')"
            )
            return cursor.fetchone()
