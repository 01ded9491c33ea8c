"""A department continues as another: the register goes over, history keeps where plants lay."""

import datetime as dt
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q

from assessments.models import GrantPayment, GrantStep, SupportGrant
from enterprises.models import (
    Certificate,
    Commitment,
    Contact,
    Effectiveness,
    Establishment,
    EstablishmentYear,
    FormerPlacement,
    IndustrialZone,
    Merge,
    PaperEvidence,
    SamePlantCandidate,
    Visit,
    YearLevel,
)
from enterprises.sites.records.kinds import KINDS
from enterprises.territory import counts_on
from organisations.actions import log
from organisations.enums import Kind, Role, Verb
from organisations.models import (
    Attachment,
    History,
    ImportBatch,
    LogEntry,
    Membership,
    Organisation,
    Province,
    ProvinceSuccession,
)
from organisations.tenancy import owner_login, use_tenant
from tests.assessments import granting
from tests.assessments.asking import colleague
from tests.enterprises.asking import (
    ask,
    assign,
    make_department,
    make_plant,
    move,
    place_of,
)
from tests.enterprises.asking import merge as merge_plants
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2025, 6, 30)


@pytest.fixture
def provinces():
    """Two old provinces that became one; the new one bears the code of the first."""
    with owner_login():
        olds = [
            Province.objects.create(
                code=code, name=name, type="tỉnh", valid_from=dt.date(2009, 1, 1), valid_to=LAST_DAY
            )
            for code, name in (("97", "Bắc Giang thử"), ("98", "Bắc Ninh thử"))
        ]
        new = Province.objects.create(
            code="97", name="Bắc Ninh thử", type="tỉnh", valid_from=dt.date(2025, 7, 1)
        )
        for old in olds:
            ProvinceSuccession.objects.create(
                predecessor=old, successor=new, on=dt.date(2025, 7, 1)
            )
    return *olds, new


@pytest.fixture
def merging(provinces):
    """(people of the old departments and the new one, by name), each old one with rows."""
    names = ("one", "other", "new")
    people = {
        name: make_member(
            Kind.DEPARTMENT,
            Role.HEAD,
            organisation=make_organisation(province=province, code=f"sct-thu-{name}"),
        )
        for name, province in zip(names, provinces, strict=True)
    }
    for name in ("one", "other"):
        unit = people[name].access.organisation
        with owner_login():
            zone = IndustrialZone.objects.create(owner=unit, kind="park", name="Quế Võ")
            for number in range(3):
                site = Establishment.objects.create(
                    owner=unit, name=f"Nhà máy {name} {number}", own_code=f"M{number}", zone=zone
                )
            EstablishmentYear.objects.create(
                owner=unit, establishment=site, year=2024, employees=20, revenue=10**9
            )
            Certificate.objects.create(
                owner=unit, establishment=site, kind="iso_14001", valid_from=dt.date(2024, 1, 1)
            )
    return people


def merge(*arguments):
    said = StringIO()
    call_command("merge_departments", *arguments, stdout=said)
    return said.getvalue()


def seen_by(person, model):
    with use_tenant(person.access.tenant):
        return model.objects.count()


def test_the_successor_sees_all_and_the_others_nothing_more(merging):
    stranger = make_member(Kind.DEPARTMENT)

    merge()

    models = (Establishment, EstablishmentYear, Certificate, IndustrialZone)
    assert [seen_by(merging["new"], model) for model in models] == [6, 2, 2, 2]
    assert [seen_by(merging["one"], model) for model in models] == [0, 0, 0, 0]
    assert [seen_by(stranger, model) for model in models] == [0, 0, 0, 0]
    assert seen_by(merging["new"], FormerPlacement) == 6


def test_projects_of_support_go_on_with_the_successor(merging):
    old, new = merging["one"], merging["new"]
    with owner_login():
        plant = Establishment.objects.filter(owner=old.access.organisation).first()
    grant = granting.apply_for(old, plant)
    granting.approve(colleague(old), grant, granting.make_source(old.access.organisation))
    granting.contract(old, grant)
    granting.pay(old, grant, 1)

    merge()

    models = (SupportGrant, GrantStep, GrantPayment)
    assert [seen_by(new, model) for model in models] == [1, 3, 1]
    assert [seen_by(old, model) for model in models] == [0, 0, 0]
    granting.accept(new, grant)


def test_names_and_codes_that_meet_stay_apart_and_say_whose_they_were(merging):
    merge()

    with use_tenant(merging["new"].access.tenant):
        names = set(IndustrialZone.objects.values_list("name", flat=True))
        codes = list(Establishment.objects.values_list("own_code", flat=True))
    assert len(names) == 2
    assert "Quế Võ" in names
    assert len(set(codes)) == 6


def test_history_keeps_the_province_of_the_day_and_both_views_add_up(merging, provinces):
    one, other, new = provinces
    merge()

    ministry = make_member(Kind.MINISTRY)
    with use_tenant(ministry.access.tenant):
        before = counts_on(dt.date(2024, 12, 31), ministry.access, restated=False)
        restated = counts_on(dt.date(2024, 12, 31), ministry.access, restated=True)
        after = counts_on(dt.date(2026, 1, 1), ministry.access, restated=False)
    assert plants_of(before, provinces) == {one.pk: 3, other.pk: 3}
    assert plants_of(restated, provinces) == {new.pk: 6}
    assert plants_of(after, provinces) == {new.pk: 6}
    assert sum(row.plants for row in before) == sum(row.plants for row in restated)


def plants_of(rows, provinces):
    return {row.province.pk: row.plants for row in rows if row.province in provinces}


def test_people_work_for_the_successor_and_read_what_was_left(merging):
    merge()

    with owner_login():
        roles = {
            (row.user_id, row.organisation.code): row.role
            for row in Membership.objects.select_related("organisation")
            if row.organisation.code.startswith("sct-thu")
        }
    one, new = merging["one"], merging["new"]
    assert roles[one.pk, "sct-thu-new"] == Role.HEAD
    assert roles[one.pk, "sct-thu-one"] == Role.VIEWER
    assert roles[new.pk, "sct-thu-one"] == Role.VIEWER


def test_running_it_again_does_nothing(merging):
    merge()

    assert "Không có Sở nào" in merge()
    merge("--old", "sct-thu-one", "--new", "sct-thu-new")
    assert seen_by(merging["new"], FormerPlacement) == 6


def test_a_plant_that_came_on_the_day_of_the_merger_had_no_day_at_the_old_department(merging):
    """Its own department moved it on, or the day itself was the last change."""
    there = make_department()
    plants = {since: make_plant(there) for since in ("2025-06-30", "2025-07-01", "2025-08-01")}
    for since, plant in plants.items():
        move(there, plant, place_of(merging["one"]), since)
    merge()

    with owner_login():
        stays = {
            since: list(
                FormerPlacement.objects.filter(establishment=plant).values_list(
                    "valid_from", "valid_to"
                )
            )
            for since, plant in plants.items()
        }
    assert stays["2025-06-30"][1:] == [(LAST_DAY, LAST_DAY)]
    assert stays["2025-07-01"] == [(None, LAST_DAY)]
    assert stays["2025-08-01"] == [(None, dt.date(2025, 7, 31))]
    assert seen_by(merging["new"], Establishment) == 9


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--old", "sct-thu-one", "--new", "sct-thu-one"), "Hai Sở Công Thương khác nhau"),
        (("--on", "1/7/2025"), "Ngày 1/7/2025 không đúng"),
        (("--decision", " "), "Ghi văn bản sáp nhập."),
        (("--on", "2000-01-01"), "chưa chuyển gì, dữ liệu đang có không cho phép"),
    ],
)
def test_a_refusal_is_said_in_words_and_nothing_goes_over(merging, arguments, said):
    with owner_login():
        Organisation.objects.filter(code="sct-thu-one").update(valid_from=dt.date(2008, 1, 1))
    with pytest.raises(CommandError, match=re.escape(said)):
        merge(*arguments)

    assert seen_by(merging["one"], Establishment) == 3


def test_the_application_cannot_merge_anybody(merging):
    one, new = merging["one"], merging["new"]
    with use_tenant(new.access.tenant), connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('app.merge_departments(bigint,bigint,date,text)',"
            " 'EXECUTE')"
        )
        assert cursor.fetchone() == (False,)
    assert seen_by(one, Establishment) == 3


# Kept with the territory: whoever keeps the territory reads them.
OF_THE_TERRITORY = (
    *(kind.model for kind in KINDS),
    Establishment,
    FormerPlacement,
    IndustrialZone,
    Merge,
    SamePlantCandidate,
    YearLevel,
)


def read_by(person):
    """{table: keys} of all that stands in the register or tells of it, with no filter at all."""
    about = Q(table__startswith="enterprises_")
    with use_tenant(person.access.tenant):
        found = {
            model: keys_of(model.objects)
            for model in OF_THE_TERRITORY
            if person.access.kind in model.owner_paths
        }
        found[LogEntry] = keys_of(LogEntry.objects.filter(subject_type__startswith="enterprises."))
        found[History] = keys_of(History.objects.filter(about))
        found[ImportBatch] = keys_of(ImportBatch.objects)
        found[Attachment] = keys_of(Attachment.objects)
    return found


def keys_of(rows):
    return set(rows.values_list("pk", flat=True))


def full_of_records(person, group):
    """One plant with a word of everybody about everything, and a pair that was merged."""
    unit = person.access.organisation
    plant, twin = (make_plant(person, name="Gốm Á", own_code=code) for code in ("A1", "A2"))
    assign(person, plant, group.access.organisation, "2023-01-01")
    ask(person, "app.find_same_plants(NULL)")
    merge_plants(person, plant, twin)
    for who in (person, group):
        say_everything(who, plant)
    with use_tenant(person.access.tenant):
        log(person.access, Verb.UPDATE, plant)
        ImportBatch.objects.create(kind="establishments", name="x", suffix=".csv", size=1)
        Attachment.objects.create(
            subject_type="enterprises.certificate",
            subject_id=Certificate.objects.filter(owner=unit).first().pk,
            purpose="evidence",
            name="a.pdf",
            content_type="application/pdf",
            size=1,
            sha256="0" * 64,
        )


def say_everything(person, plant):
    day, about = dt.date(2024, 1, 1), {"establishment": plant}
    with use_tenant(person.access.tenant):
        Contact.objects.create(name="Người", phone="x", **about)
        EstablishmentYear.objects.create(year=2023, employees=10, **about)
        Certificate.objects.create(kind="iso_14001", valid_from=day, **about)
        Commitment.objects.create(kind="plan", title="x", decided_on=day, **about)
        PaperEvidence.objects.create(proof="option", title="x", document="x", held_on=day, **about)
        Visit.objects.create(kind="survey", held_on=day, body="x", findings="x", **about)
        Effectiveness.objects.create(year=2023, effect="some", basis="x", judged_on=day, **about)


def test_the_successor_reads_every_row_of_its_predecessors_and_nobody_else_one_more(merging):
    group, stranger = make_member(Kind.CORPORATION), make_department()
    for name in ("one", "other"):
        full_of_records(merging[name], group)
    make_plant(stranger)
    before = {name: read_by(merging[name]) for name in ("one", "other")}
    others = [read_by(person) for person in (group, stranger)]
    assert [table for table, rows in before["one"].items() if not rows] == []

    merge()

    after = read_by(merging["new"])
    for table, rows in after.items():
        missing = (before["one"][table] | before["other"][table]) - rows
        assert missing == set(), table
    for then, now in zip(others, (read_by(group), read_by(stranger)), strict=True):
        # A corporation's plants say where they were until the merger.
        grown = {table for table in now if now[table] != then[table]} - {FormerPlacement, History}
        assert grown == set()
    assert {table for table, rows in read_by(merging["one"]).items() if rows} <= {LogEntry, History}


def test_what_was_said_before_a_plant_went_elsewhere_goes_to_the_successor_as_well(merging):
    """Its new department did not read it before, and does not after."""
    one, elsewhere, group = merging["one"], make_department(), make_member(Kind.CORPORATION)
    plant = make_plant(group, province_id=place_of(one))
    for who in (one, group):
        say_everything(who, plant)
    move(one, plant, place_of(elsewhere))
    models = [kind.model for kind in KINDS]
    theirs = [{row.pk for row in reads(one, model, plant)} for model in models]

    merge()

    assert [reads(elsewhere, model, plant) for model in models] == [[]] * len(models)
    for model, keys in zip(models, theirs, strict=True):
        assert {row.pk for row in reads(merging["new"], model, plant)} == keys, model


def reads(person, model, plant):
    with use_tenant(person.access.tenant):
        return list(model.objects.filter(establishment=plant))
