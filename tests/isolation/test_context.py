"""Role and organisation end with the transaction, however that ends. Real logins, real commits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from organisations.models import Organisation
from organisations.tenancy import Tenant, owner_login, use_tenant
from outreach.models import Activity
from programmes.models import ActionPlan, TaskList
from tests.logins import signed_in

BARE = ("portal_app", "none", "")
THREADS, TRANSACTIONS = 50, 20


# What a request committed goes again, with the history that nobody else could remove.
FORGET = """
ALTER TABLE organisations_history DISABLE TRIGGER refuse_change;
DELETE FROM organisations_history WHERE 'Viết rồi hỏng' IN (before ->> 'title', after ->> 'title');
ALTER TABLE organisations_history ENABLE TRIGGER refuse_change;
"""


@pytest.fixture
def web(production, settings):
    """A browser's side of the real middleware, with views of our own."""
    settings.ROOT_URLCONF = "tests.isolation.urls"
    settings.ALLOWED_HOSTS = ["testserver"]

    def browser(person):
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    yield browser
    with owner_login(), connections["owner"].cursor() as cursor:
        Activity.objects.filter(title="Viết rồi hỏng").delete()
        cursor.execute(FORGET)


def context_now():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, current_setting('role'),"
            " coalesce(current_setting('app.tid', true), '')"
        )
        return cursor.fetchone()


def inside(tenant):
    return f"portal_{tenant.kind}", f"portal_{tenant.kind}", str(tenant.organisation_id)


@pytest.fixture
def tenant(world):
    return world.people["department"].access.tenant


def test_a_commit_leaves_the_bare_login(production, tenant):
    with use_tenant(tenant):
        with transaction.atomic():
            assert context_now() == inside(tenant)

        assert context_now() == BARE


def test_a_rollback_leaves_the_bare_login(production, tenant):
    with use_tenant(tenant):
        with transaction.atomic():
            transaction.set_rollback(True)

        assert context_now() == BARE


def test_an_exception_leaves_the_bare_login(production, tenant):
    seen = []

    def fail():
        with use_tenant(tenant), transaction.atomic():
            seen.append(context_now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert seen == [inside(tenant)]
    assert context_now() == BARE


def test_an_inner_block_that_fails_keeps_the_organisation_of_the_outer(production, tenant):
    with use_tenant(tenant), transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError

        assert context_now() == inside(tenant)


def test_a_lost_connection_leaves_the_bare_login(production, tenant, app):
    def lose_it():
        with use_tenant(tenant), transaction.atomic(), app.cursor() as killer:
            backend = connection.connection.info.backend_pid
            killer.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
            context_now()

    with pytest.raises((OperationalError, InterfaceError)):
        lose_it()

    connection.close()
    assert context_now() == BARE


def test_the_organisation_cannot_be_changed_within_a_transaction(production, world, tenant):
    other = world.people["neighbour"].access.tenant

    with (
        use_tenant(tenant),
        transaction.atomic(),
        pytest.raises(RuntimeError, match="giữa một giao dịch"),
        use_tenant(other),
    ):
        pass


@pytest.mark.parametrize(
    "query",
    [
        lambda: list(Activity.objects.all()),
        lambda: Activity.objects.update(note="x"),
        lambda: Activity.objects.all().delete(),
        lambda: list(Activity._base_manager.all()),
        lambda: list(Activity.objects.raw("SELECT * FROM outreach_activity")),
        lambda: list(Organisation.objects.all()),
    ],
)
def test_without_an_organisation_every_query_is_an_error(production, query):
    with pytest.raises(ProgrammingError, match="permission denied"):
        query()


def test_an_organisation_named_outside_a_transaction_is_not_enough(production, tenant):
    with use_tenant(tenant), pytest.raises(ProgrammingError, match="permission denied"):
        list(Activity.objects.all())


def test_no_way_through_the_orm_leads_past_the_second_lock(production, world, tenant):
    ours = tenant.organisation_id
    theirs = world.first("programmes_tasklist", owner_id=world.organisation("neighbour"))
    with use_tenant(tenant), transaction.atomic():
        owners = [
            *Activity._base_manager.values_list("owner_id", flat=True),
            *(row.owner_id for row in Activity.objects.raw("SELECT * FROM outreach_activity")),
            *(row.plan.owner_id for row in TaskList.objects.select_related("plan")),
            *(
                tasks.owner_id
                for plan in ActionPlan.objects.prefetch_related("task_lists")
                for tasks in plan.task_lists.all()
            ),
        ]
        assert set(owners) == {ours}
        with pytest.raises(ActionPlan.DoesNotExist):
            _ = TaskList(plan_id=theirs["plan_id"]).plan
        changed = Activity.objects.update(note="của ai?")
        transaction.set_rollback(True)

    own = [row for row in world.rows["outreach_activity"] if row["owner_id"] == ours]
    assert changed == len(own) > 0


def test_two_hundred_requests_on_one_connection_never_see_another_organisation(
    web, world, settings
):
    clients = [(person.access.organisation.pk, web(person)) for person in world.people.values()]
    wrong, backends = [], set()
    for number in range(200):
        asking, client = clients[number % len(clients)]
        answer = client.get("/everything/").json()
        backends.add(answer["backend"])
        if answer["owners"] not in ([], [asking]):
            wrong.append((asking, answer["owners"]))

    assert wrong == []
    assert len(backends) == 1


def test_fifty_threads_with_eleven_organisations_never_see_each_other(production, world):
    tenants = [person.access.tenant for person in world.people.values()]
    barrier = threading.Barrier(THREADS, timeout=60)

    def work(number):
        with signed_in(world.database):
            barrier.wait()
            return [
                (tenant.organisation_id, owners)
                for turn in range(TRANSACTIONS)
                for tenant in tenants[number % 11 :] + tenants[: number % 11]
                if (owners := _owners_seen_by(tenant)) - {tenant.organisation_id}
            ]

    with ThreadPoolExecutor(THREADS) as pool:
        foreign = [row for rows in pool.map(work, range(THREADS)) for row in rows]

    assert foreign == []


def _owners_seen_by(tenant: Tenant):
    with use_tenant(tenant), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT owner_id FROM outreach_activity")
        return {owner for (owner,) in cursor.fetchall()}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("crash", 500),
        ("error_answer", 503),
        ("forbid", 403),
        ("miss", 404),
        ("dangle", 500),
        ("stream", 500),
    ],
)
def test_a_view_that_fails_after_writing_leaves_nothing(web, world, path, status):
    response = web(world.people["department"]).get(f"/{path}/")

    assert response.status_code == status
    assert written() == 0


def test_a_view_that_succeeds_leaves_what_it_wrote(web, world):
    assert web(world.people["department"]).get("/fine/").status_code == 200

    assert written() == 1


def test_a_file_may_be_streamed_from_disk(web, world):
    response = web(world.people["department"]).get("/file/")

    assert b"".join(response.streaming_content) == b"%PDF"


def written():
    with owner_login():
        return Activity.objects.filter(title="Viết rồi hỏng").count()
