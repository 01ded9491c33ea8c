"""Two people at the same plan at once, each with a login and a transaction of their own."""

from functools import partial

import pytest
from django.db import transaction

from organisations.tenancy import owner_login, use_tenant
from programmes.models import PlanComponent, Revision
from programmes.papers import actions
from programmes.papers.kinds import PLAN
from programmes.papers.parts import actions as parts
from tests.logins import production_logins
from tests.programmes.papers import Unit, decision, fresh
from tests.together import own_database, refusals, together

pytestmark = pytest.mark.xdist_group("papers at once")
database = own_database("papers")

LOCK = "SELECT 1 FROM programmes_actionplan WHERE id = %s FOR UPDATE"


@pytest.fixture
def unit(database, django_db_blocker):
    with production_logins(database, django_db_blocker):
        yield Committing()


class Committing(Unit):
    """Each verb is a transaction, as a request is."""

    def act(self, action, paper, *arguments, by=None, **words):
        access = (by or self.officer).access
        with use_tenant(access.tenant), transaction.atomic():
            return action(paper, *arguments, access=access, **words)


def test_two_who_issue_at_once_issue_it_once(database, unit):
    plan = unit.in_state(PLAN, "approved")
    works = [
        partial(unit.act, actions.issue, plan, decision(), by=person)
        for person in (unit.officer, unit.head)
    ]

    answers = together(database, works, held=(LOCK, plan.pk))

    (refused,) = refusals(answers)
    assert refused.startswith("Chưa làm được: Kế hoạch đã ban hành theo Quyết định")
    with owner_login():
        assert Revision.objects.filter(plan=plan).count() == 1


def test_what_is_added_while_a_colleague_submits_is_submitted_or_refused(database, unit):
    """Never is a content approved that nobody saw: the plan is locked first by both."""
    plan = unit.plan()
    component = PlanComponent(plan=plan, name="Nội dung thêm sau")
    works = [
        partial(unit.act, actions.submit, plan),
        partial(unit.act, partial(parts.add, component), plan, by=unit.head),
    ]

    answers = together(database, works, held=(LOCK, plan.pk))

    assert fresh(plan).state == "submitted"
    with owner_login():
        is_added = plan.components.filter(name=component.name).exists()
    assert is_added == (refusals(answers) == [])
    assert unit.act(actions.approve_step, plan, by=unit.head).state == "submitted"
