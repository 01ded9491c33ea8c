"""Who may enter the outreach log, asked directly."""

import pytest

from organisations.enums import Kind, Role
from outreach import rules
from outreach.models import Activity
from tests.factories import make_member

pytestmark = pytest.mark.django_db
KINDS = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT)


def test_departments_corporations_and_support_units_record():
    allowed = {kind for kind in KINDS if rules.may_record(make_member(kind).access)}

    assert allowed == {Kind.DEPARTMENT, Kind.CORPORATION, Kind.SUPPORT}


def test_viewers_do_not_record():
    allowed = {role for role in Role if rules.may_record(make_member(role=role).access)}

    assert allowed == {Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR}


def test_only_the_owner_edits():
    ours, neighbour = make_member().access, make_member().access
    activity = Activity(owner=ours.organisation)

    assert rules.may_edit_activity(ours, activity)
    assert not rules.may_edit_activity(neighbour, activity)
