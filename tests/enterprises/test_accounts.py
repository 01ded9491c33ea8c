"""Accounts of enterprises: who opens them, whom they let read, and what a stranger may ask."""

from dataclasses import replace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError
from django.urls import reverse

from assessments.models import DemonstrationModel
from enterprises.accounts import actions
from enterprises.models import AccountRequest, Certificate, Contact, Establishment, Visit
from organisations import clock
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Invitation, Organisation
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import (
    acting_as,
    make_enterprise,
    make_plant,
    merge,
    unit,
)
from tests.enterprises.imports.bringing import brought_in, taken_back
from tests.factories import make_member

pytestmark = pytest.mark.django_db

CODE = "0100112437"
EARLIER_ELSEWHERE = "Doanh nghiệp này có cơ sở ở tỉnh khác ghi vào sổ trước"
NOT_HERE = "Không có doanh nghiệp này trong sổ của đơn vị."


@pytest.fixture
def hanoi():
    """Of a province that stands in the reference: a stranger chooses among these."""
    with owner_login():
        return make_member(organisation=Organisation.objects.get(code="sct-ha-noi"))


def invite(person, firm, email="quan-ly@vi-du.vn"):
    """The key of the account."""
    with use_tenant(person.access.tenant):
        actions.invite(firm, full_name="Người", email=email, access=person.access, now=clock.now())
    with owner_login():
        return Organisation.objects.get(pk=firm.__class__.objects.get(pk=firm.pk).account_id)


def member_of(account):
    return make_member(organisation=account, role=Role.ADMINISTRATOR)


def seen(person, model=Establishment):
    with use_tenant(person.access.tenant):
        return set(model.objects.values_list("pk", flat=True))


def told_about(person, plant):
    """What an office has on record about it: a certificate, a contact, a visit."""
    with use_tenant(person.access.tenant):
        about = {"establishment": plant}
        return [
            Certificate.objects.create(kind="iso_14001", valid_from="2020-01-01", **about),
            Contact.objects.create(name="Người", phone="x", **about),
            Visit.objects.create(
                kind="survey", held_on="2020-01-01", body="Sở", findings="Tốt", **about
            ),
            DemonstrationModel.objects.create(name="Lò mới", accepted_on="2020-01-01", **about),
        ]


def invitations_to(account):
    with owner_login():
        return set(Invitation.objects.filter(organisation=account).values_list("email", flat=True))


def test_the_account_reads_its_plants_everywhere_and_what_was_on_record_before(here, there):
    firm = make_enterprise(CODE)
    ours, next_door = (make_plant(p, legal_entity=firm) for p in (here, there))
    records = told_about(here, ours)
    make_plant(here, legal_entity=make_enterprise("0101234567"))

    owner = member_of(invite(here, firm))

    assert seen(owner) == {ours.pk, next_door.pk}
    assert [seen(owner, type(row)) for row in records] == [{row.pk} for row in records]
    assert [seen(there, type(row)) for row in records] == [set()] * len(records)


def test_a_neighbour_does_not_take_an_account_over_with_a_plant_of_its_own(here, there, client):
    firm = make_enterprise(CODE)
    make_plant(here, legal_entity=firm)
    lure = make_plant(there, legal_entity=firm)

    with pytest.raises(ActionRefused, match=EARLIER_ELSEWHERE):
        invite(there, firm)
    account = invite(here, firm)
    with pytest.raises(ActionRefused, match=EARLIER_ELSEWHERE):
        invite(there, firm, "ke-trom@vi-du.vn")
    client.force_login(there)
    typed = {"full_name": "Kẻ Trộm", "email": "ke-trom@vi-du.vn"}
    page = client.post(reverse("enterprises:account_invite", args=[lure.pk]), typed)

    assert EARLIER_ELSEWHERE in page.content.decode()
    assert invitations_to(account) == {"quan-ly@vi-du.vn"}


def test_a_request_of_a_neighbours_accomplice_is_not_confirmed_there(here, there, client):
    firm = make_enterprise(CODE)
    make_plant(here, legal_entity=firm)
    make_plant(there, legal_entity=firm)
    with owner_login():
        asked = AccountRequest.objects.create(
            owner=there.access.organisation,
            tax_code=CODE,
            enterprise_name="Công ty",
            full_name="Kẻ Trộm",
            email="ke-trom@vi-du.vn",
            asked_at=clock.now(),
        )
    client.force_login(there)

    page = client.post(reverse("enterprises:account_confirm", args=[asked.pk]), follow=True)

    assert EARLIER_ELSEWHERE in page.content.decode()
    with owner_login():
        asked.refresh_from_db()
        assert (asked.state, Invitation.objects.count()) == ("open", 0)


def test_nobody_is_invited_into_an_organisation_that_is_no_enterprises_account(here, there):
    make_plant(here, legal_entity=make_enterprise(CODE))
    call = "SELECT app.invite_to_enterprise(%s, 'x@vi-du.vn', 'X', 'x', now(), 'X')"
    for organisation in (unit(here), unit(there), None):
        with pytest.raises(ProgrammingError, match=NOT_HERE), acting_as(here) as cursor:
            cursor.execute(call, [organisation])


@pytest.mark.parametrize("number", ["0101234567", None])
def test_a_plant_that_was_not_its_own_is_read_by_the_enterprise_no_longer(here, number):
    """A tax code typed wrong must not let another enterprise read the plant for ever."""
    wrong, right = make_enterprise(CODE), make_enterprise(number) if number else None
    plant = make_plant(here, legal_entity=wrong)
    records = told_about(here, plant)
    stranger = member_of(invite(here, wrong))
    theirs = told_about_by(stranger, plant)
    assert seen(stranger) == {plant.pk}

    with acting_as(here) as cursor:
        if number:
            cursor.execute("SELECT app.keep_enterprises('{x}', '{}', %s, '{}', '{}')", [[number]])
        link = "UPDATE enterprises_establishment SET legal_entity_id = %s WHERE id = %s"
        cursor.execute(link, [right and right.pk, plant.pk])

    assert seen(stranger) == set()
    assert [seen(stranger, type(row)) for row in records] == [{theirs.pk}, set(), set(), set()]
    if right:
        owner = member_of(invite(here, right, "chu@vi-du.vn"))
        assert seen(owner) == {plant.pk}
        assert [seen(owner, type(row)) for row in records] == [{row.pk} for row in records]


def told_about_by(person, plant):
    with use_tenant(person.access.tenant):
        return Certificate.objects.create(
            kind="iso_14001", valid_from="2021-01-01", establishment=plant
        )


def test_a_number_taken_back_with_its_file_takes_the_plant_from_the_account(here):
    firm = make_enterprise(CODE)
    kept = make_plant(here, legal_entity=firm)
    owner = member_of(invite(here, firm))
    plant = make_plant(here, name="Gốm Á", address="Số 1")
    batch = brought_in(here, {"name": "Gốm Á", "address": "Số 1", "number": CODE})
    assert seen(owner) == {kept.pk, plant.pk}

    taken_back(here, batch)

    assert seen(owner) == {kept.pk}


def test_inviting_again_hands_the_account_over_and_the_older_link_dies(here):
    firm = make_enterprise(CODE)
    make_plant(here, legal_entity=firm)

    accounts = {invite(here, firm).pk for _ in range(2)}

    with owner_login():
        (only,) = Invitation.objects.all()
    assert {only.organisation_id} == accounts
    assert len(mail.outbox) == 0  # sent after COMMIT alone


def test_who_works_by_delegation_invites_nobody(here):
    firm = make_enterprise(CODE)
    make_plant(here, legal_entity=firm)
    here.access = replace(here.access, on_behalf=True)

    with pytest.raises(PermissionDenied):
        invite(here, firm)
    with owner_login():
        assert Invitation.objects.count() == 0


def test_an_enterprise_opens_no_account(here):
    firm = make_enterprise(CODE)
    make_plant(here, legal_entity=firm)
    other = make_member(Kind.ENTERPRISE)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(other) as cursor:
        cursor.execute("SELECT app.open_enterprise_account(%s)", [firm.pk])


def ask(client, person, **typed):
    told = {
        "province": "97",
        "tax_code": CODE,
        "enterprise_name": "Công ty",
        "full_name": "Người",
        "email": "nguoi@vi-du.vn",
    }
    with owner_login():
        told["province"] = person.access.organisation.province.code
    return client.post(reverse("enterprise_ask"), told | typed)


def asked_of(person):
    with owner_login():
        rows = AccountRequest.objects.filter(owner=person.access.organisation)
        return set(rows.values_list("email", flat=True))


def test_the_answer_to_a_stranger_is_the_same_whatever_the_register_has(client, hanoi):
    make_plant(hanoi, legal_entity=make_enterprise(CODE))

    answers = [
        ask(client, hanoi, tax_code=code, email=email)
        for code, email in (
            (CODE, "mot@vi-du.vn"),
            (CODE, "mot@vi-du.vn"),
            ("0101243150", "hai@vi-du.vn"),
        )
    ]

    assert {(each.status_code, each.url) for each in answers} == {
        (302, reverse("enterprise_asked"))
    }
    assert asked_of(hanoi) == {"mot@vi-du.vn", "hai@vi-du.vn"}


def test_nobody_fills_a_departments_list_of_requests(client, hanoi, settings):
    settings.ACCOUNT_RATE_LIMITS = {"enterprise_ask": "2/h/ip"}

    answers = [ask(client, hanoi, email=f"nguoi{n}@vi-du.vn").status_code for n in range(4)]

    assert answers == [302, 302, 429, 429]
    assert len(asked_of(hanoi)) == 2


def test_what_is_typed_wrong_is_not_counted(client, hanoi, settings):
    settings.ACCOUNT_RATE_LIMITS = {"enterprise_ask": "1/h/ip"}

    wrong = [ask(client, hanoi, tax_code="0100112438").status_code for _ in range(3)]

    assert [*wrong, ask(client, hanoi).status_code] == [200, 200, 200, 302]


def test_what_waits_for_an_answer_is_listed_first(client, here):
    for state in ("confirmed", "open", "refused"):
        with owner_login():
            AccountRequest.objects.create(
                owner_id=unit(here),
                tax_code=CODE,
                enterprise_name=state,
                full_name="Người",
                email="hoi@vi-du.vn",
                asked_at=clock.now(),
                state=state,
                answer="Không rõ",
            )
    client.force_login(here)

    page = client.get(reverse("enterprises:account_requests"))

    assert [row.state for row, *_known in page.context["rows"]] == ["open", "confirmed", "refused"]


@pytest.mark.parametrize(("said", "is_told"), [("Gốm Bát Tràng cũ", True), ("Công ty  THỬ", False)])
def test_another_name_than_the_registers_is_shown_beside_it_with_which_one_counts(
    client, here, said, is_told
):
    make_plant(here, legal_entity=make_enterprise(CODE, name="Công ty thử"))
    with owner_login():
        AccountRequest.objects.create(
            owner_id=unit(here),
            tax_code=CODE,
            enterprise_name=said,
            full_name="Người",
            email="hoi@vi-du.vn",
            asked_at=clock.now(),
        )
    client.force_login(here)

    page = client.get(reverse("enterprises:account_requests")).content.decode()

    assert ("Tài khoản mang tên trong sổ: “Công ty thử”." in page) is is_told


def test_nobody_is_invited_from_a_row_that_counts_as_another_plant(client, here):
    firm = make_enterprise(CODE)
    kept, merged = (make_plant(here, legal_entity=firm) for _ in range(2))
    merge(here, kept, merged)
    client.force_login(here)

    pages = {
        plant: reverse("enterprises:account_invite", args=[plant.pk]) for plant in (kept, merged)
    }

    assert [client.get(page).status_code for page in pages.values()] == [200, 403]
    for plant, is_offered in ((kept, True), (merged, False)):
        page = client.get(plant.get_absolute_url()).content.decode()
        assert (pages[plant] in page) is is_offered
