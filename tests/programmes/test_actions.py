"""What a plan's actions refuse although the form let it pass."""

import pytest
from django.core.exceptions import PermissionDenied

from organisations.entry.saving import fingerprint
from organisations.enums import Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import use_tenant
from programmes import actions
from programmes.models import ActionPlan, LegalDocument
from tests.factories import make_document, make_member, make_plan

pytestmark = pytest.mark.django_db


def new_plan():
    return ActionPlan(title="Kế hoạch thử", year_from=2012, year_to=2015)


def test_a_number_entered_in_the_same_moment_is_a_refusal_and_leaves_nothing():
    access = make_member().access
    known = make_document(access.organisation)
    twin = LegalDocument(
        type=known.type, number=known.number, issued_on=known.issued_on, title="Về việc khác"
    )

    with use_tenant(access.tenant):
        with pytest.raises(ActionRefused, match="vừa có thêm"):
            actions.enter_plan(new_plan(), twin, access=access)

        assert not ActionPlan.objects.exists()


def test_the_same_number_of_another_year_is_another_document():
    access = make_member().access
    known = make_document(access.organisation)
    later = LegalDocument(
        type=known.type,
        number=known.number,
        issued_on=known.issued_on.replace(year=known.issued_on.year + 1),
        title="Về việc khác",
    )

    with use_tenant(access.tenant):
        actions.enter_plan(new_plan(), later, access=access)

        assert LegalDocument.objects.filter(number=known.number).count() == 2


def test_a_viewer_is_refused_by_the_action_itself():
    access = make_member(role=Role.VIEWER).access
    plan = make_plan(access.organisation)
    document = LegalDocument(type="decision", title="Về việc thử")

    with use_tenant(access.tenant):
        with pytest.raises(PermissionDenied):
            actions.create_plan(new_plan(), access=access)
        with pytest.raises(PermissionDenied):
            actions.enter_plan(new_plan(), document, access=access)
        with pytest.raises(PermissionDenied):
            actions.update_plan(plan, access=access, seen=fingerprint(plan))
        with pytest.raises(PermissionDenied):
            actions.update_entered_plan(plan, document, access=access, seen="")
