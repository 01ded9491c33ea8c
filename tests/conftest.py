"""Databases and people that half of the suite needs."""

import pytest
from django.db import connections

from tests import databases
from tests.browser import HAS_FAILED, browser, open_as  # noqa: F401 (two are fixtures)
from tests.stack import stack  # noqa: F401 (a fixture for every test)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[HAS_FAILED] = True
    return report


@pytest.fixture(scope="session")
def template_database():
    databases.build_template()


@pytest.fixture(scope="session")
def django_db_setup(template_database, django_db_blocker, worker_id):
    name = f"{databases.NAME}_{worker_id}"
    databases.copy_template(name)
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
        yield
        connections["default"].close()
    databases.drop(name)


@pytest.fixture(autouse=True)
def _files_in_a_temporary_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
