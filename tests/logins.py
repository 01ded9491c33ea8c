"""Django as it is in production: `default` is portal_app's own login, `owner` the owner's.

The suite's settings step down from the owner's login instead (tests/settings.py). Tests that prove
something about logins, commits or the missing organisation use this on a database of their own.
"""

from contextlib import contextmanager

import dj_database_url
from django.db import connections
from django.test import override_settings

from organisations.postgresql.base import DatabaseWrapper
from tests import databases

LOGINS = {"default": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}


@contextmanager
def production_logins(database, blocker):
    """For the calling thread; `blocker` is pytest-django's, which forbids connections otherwise."""
    with blocker.unblock(), override_settings(OWNER_ALIAS="owner"), signed_in(database):
        yield


@contextmanager
def signed_in(database):
    """Connections for one more thread; the settings are already those of production_logins."""
    before = {alias: getattr(connections._connections, alias, None) for alias in LOGINS}
    ours = {alias: _wrapper(alias, variable, database) for alias, variable in LOGINS.items()}
    for alias, wrapper in ours.items():
        connections[alias] = wrapper
    try:
        yield
    finally:
        for alias, wrapper in ours.items():
            wrapper.close()
            del connections[alias]
            if before[alias] is not None:
                connections[alias] = before[alias]


def _wrapper(alias, variable, database):
    settings = connections.settings["default"] | dj_database_url.parse(
        databases.url_of(variable, database)
    )
    del settings["STEP_DOWN_TO"]
    return DatabaseWrapper(settings, alias)
