"""Trial people for every persona: loaded twice without harm, never where work is in earnest."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.models import (
    Assessment,
    AssessmentPart,
    CPOption,
    MeasuredResult,
    WorksheetRow,
)
from enterprises.models import Establishment, SamePlantCandidate
from organisations import demonstration
from organisations.acting import standings_of
from organisations.documents.letterheads import governing_body_of, superior_of
from organisations.enums import Kind
from organisations.models import ImportBatch, Membership, Organisation, Province, User
from organisations.tenancy import owner_login
from outreach.models import Activity
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _what_other_loads_bring(settings):
    settings.DEMONSTRATION = True
    with owner_login():
        if not Province.objects.filter(name="Bắc Ninh", valid_to=None).exists():
            today = dt.date(2025, 7, 1)
            Province.objects.create(code="24", name="Bắc Ninh", type="tỉnh", valid_from=today)
        missing = {"sct-ha-noi": Kind.DEPARTMENT, "bct": Kind.MINISTRY}
        for code, kind in missing.items():
            if not Organisation.objects.filter(code=code).exists():
                make_organisation(kind, code=code)


def load(*options):
    output = io.StringIO()
    call_command("load_demonstration", *options, stdout=output)
    return output.getvalue()


def counts():
    with owner_login():
        models = (Organisation, User, Membership, Establishment, Activity, Assessment, CPOption)
        return [model.objects.count() for model in models]


def test_every_persona_can_sign_in_with_the_printed_password():
    printed = load("--print-sign-ins")

    data = demonstration.read()
    assert data["password"] in printed
    for person in data["people"]:
        assert (person["persona"] in printed, person["email"] in printed) == (True, True)
        user = User.objects.get(email=person["email"])
        assert user.check_password(data["password"])
        assert standings_of(user)[0].role == person["role"]


def test_loading_again_changes_nothing():
    load()
    before = counts()

    assert load().startswith("Không có gì thay đổi")
    assert counts() == before


def test_the_register_comes_in_once_with_rows_refused_a_pair_and_steps_of_the_ladder():
    load("--with-register")
    with owner_login():
        sites = Establishment.objects.filter(owner__code="minh-hoa-so").exclude(own_code="")
        ours = list(sites)
        batch = ImportBatch.objects.get(owner__code="minh-hoa-so")
        pair = SamePlantCandidate.objects.select_related("second").get(first__in=ours)
    before = counts()

    assert (batch.total, batch.new, batch.refused, len(ours)) == (71, 68, 3, 68)
    assert pair.second.own_code == "BN-101"
    assert {site.level for site in ours} == {0, 1, 2, 3, 4, 5, 6}
    assert load("--with-register").startswith("Không có gì thay đổi")
    assert counts() == before


def test_assessments_are_filled_in_once_as_far_as_each_has_come():
    load("--with-register")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # as every transaction begins
    load("--with-assessments")
    with owner_login():
        ours = Assessment.objects.filter(site_name__contains="inh họa")
        states = set(ours.values_list("kind", "state"))
        kiln = ours.get(kind="detailed")
        done = AssessmentPart.objects.filter(assessment=kiln, is_done=True).count()
        measured = MeasuredResult.objects.get(assessment=kiln, resource__code="LPG")
        seen = WorksheetRow.objects.filter(sheet="findings", assessment__kind="quick").count()
        reached = set(CPOption.objects.values_list("state", flat=True))

    assert states == {
        ("detailed", "accepted"),
        ("self", "accepted"),
        ("self", "under_way"),
        ("household", "submitted"),
        *(("quick", state) for state in ("assigned", "under_way", "submitted", "returned")),
        ("quick", "accepted"),
    }
    assert done == 18
    assert seen == 5
    assert kiln.confirmed_at is not None
    assert measured.toe > 32  # the worked example's 32,622
    assert {"measured", "done", "under_way", "not_taken_up", "screened_out"} <= reached
    before = counts()
    assert load("--with-assessments").startswith("Không có gì thay đổi")
    assert counts() == before


def test_a_removed_trial_person_comes_back():
    load()
    person = demonstration.read()["people"][0]
    with owner_login():
        Membership.objects.filter(user__email=person["email"]).update(valid_to=dt.date(2020, 1, 1))

    load()

    assert len(standings_of(User.objects.get(email=person["email"]))) == 1


def test_the_centre_works_for_the_neighbour_and_not_for_ha_noi():
    load()

    standings = standings_of(User.objects.get(email="nguoi.trungtam@vi-du.vn"))

    with owner_login():
        codes = [Organisation.objects.get(pk=s.organisation_id).code for s in standings]
    assert codes == ["minh-hoa-trung-tam", "minh-hoa-so"]


def rows_of_others():
    with owner_login():
        return [
            list(model.objects.exclude(owner__is_demonstration=True).order_by("pk").values())
            for model in (Establishment, Activity)
        ]


def test_records_belong_to_demonstration_organisations_only():
    before = rows_of_others()

    load()

    assert rows_of_others() == before
    with owner_login():
        plant = Establishment.objects.get(name="Nhà máy Minh họa 1")
        assert plant.department.code == "minh-hoa-so"
        assert plant.corporation.code == "minh-hoa-tong-cong-ty"


def test_the_department_writes_under_the_peoples_committee_of_its_province():
    load()

    with owner_login():
        department = Organisation.objects.get(code="minh-hoa-so")
        assert governing_body_of(department) == "UBND TỈNH BẮC NINH"
        assert superior_of(department) == "UBND tỉnh Bắc Ninh"
        corporation = Organisation.objects.get(code="minh-hoa-tong-cong-ty")
        assert (governing_body_of(corporation), superior_of(corporation)) == ("", "")


def test_a_server_in_earnest_refuses(settings):
    settings.DEMONSTRATION = False
    before = counts()

    with pytest.raises(CommandError, match="DEMONSTRATION=no"):
        load()

    assert counts() == before


def test_a_missing_organisation_is_a_sentence_with_its_place():
    with owner_login():
        Organisation.objects.filter(code="bct").update(code="khac")

    with pytest.raises(CommandError, match=r"people\[\d\].organisation: không có tổ chức 'bct'"):
        load()
