"""Who may enter plans, and what a fingerprint notices."""

import pytest

from organisations.entry.saving import fingerprint
from organisations.enums import Kind, Role
from programmes import rules
from programmes.models import ActionPlan
from tests.factories import make_member

pytestmark = pytest.mark.django_db
KINDS = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT)


def test_departments_corporations_and_the_ministry_plan():
    allowed = {kind for kind in KINDS if rules.may_plan(make_member(kind).access)}

    assert allowed == {Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY}


def test_viewers_do_not_plan():
    allowed = {role for role in Role if rules.may_plan(make_member(role=role).access)}

    assert allowed == {Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR}


def test_only_the_owner_edits():
    ours, neighbour = make_member().access, make_member().access
    plan = ActionPlan(owner=ours.organisation)

    assert rules.may_edit_plan(ours, plan)
    assert not rules.may_edit_plan(neighbour, plan)


def test_a_fingerprint_changes_with_every_editable_column_and_no_other():
    plan = ActionPlan(title="Một", year_from=2012, year_to=2015)
    before = fingerprint(plan)

    plan.pk, plan.owner_id = 7, 8
    assert fingerprint(plan) == before

    plan.year_to = 2016
    assert fingerprint(plan) != before
