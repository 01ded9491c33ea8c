"""Guessing passwords is slowed down over all processes, whatever address a caller makes up."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from organisations.tenancy import use_tenant
from tests.factories import PASSWORD, make_member

pytestmark = pytest.mark.django_db
TRIES = 10  # allauth: failed attempts for one address in five minutes


def sign_in(client, person, password=PASSWORD, **headers):
    typed = {"login": person.email, "password": password}
    return client.post(reverse("account_login"), typed, **headers)


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        return cursor.fetchone()[0]


def test_failed_sign_ins_are_counted_where_every_process_reads_them(client):
    person = make_member()

    for _ in range(TRIES):
        assert sign_in(client, person, "sai").status_code == 200

    assert kept() > 0
    assert sign_in(client, person).status_code != 302  # the right one, too late
    cache.clear()
    assert sign_in(client, person).status_code == 302


def test_no_tenant_reads_or_writes_the_counts():
    person = make_member()
    cache.set("x", 1)

    with use_tenant(person.access.tenant), connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('portal_cache', 'SELECT, INSERT, UPDATE, DELETE')"
        )
        assert cursor.fetchone() == (False,)


def test_behind_the_proxy_the_callers_are_told_apart(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    person = make_member()

    def tries(caller):
        answers = [
            sign_in(client, person, "sai", headers={"x-forwarded-for": caller}) for _ in "123"
        ]
        return [answer.status_code for answer in answers]

    assert tries("192.0.2.1") == tries("192.0.2.2") == [200, 200, 429]
