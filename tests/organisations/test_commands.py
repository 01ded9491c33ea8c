"""How the first people and the organisations themselves come in: the operator's two commands."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from organisations.acting import standings_of
from organisations.enums import Kind, Role
from organisations.models import Invitation, LogEntry, Organisation, Province, User
from organisations.tenancy import owner_login
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
PASSWORD = "Mật khẩu mới 2026"  # noqa: S105 (only ever in a test database)
DEPARTMENT = {
    "kind": "department",
    "code": "sct-hue",
    "name": "Sở Công Thương thành phố Huế",
    "letterhead": "SỞ CÔNG THƯƠNG THÀNH PHỐ HUẾ",
    "symbol": "SCT",
    "province": "46",
}


def run(command, **options):
    output = StringIO()
    call_command(command, stdout=output, **options)
    return output.getvalue()


def refusal(command, **options):
    with pytest.raises(CommandError) as refused:
        run(command, **options)
    return str(refused.value)


def invite(organisation, **typed):
    person = {"email": "Moi@Vi-Du.vn", "name": "Người  Mới"} | typed
    return run("first_administrator", organisation=organisation.code, **person)


def test_the_first_administrator_comes_in_by_the_printed_link(client, settings):
    unit = make_organisation()

    link = re.search(rf"{settings.PUBLIC_URL}(\S+)", invite(unit)).group(1)
    client.post(link, {"full_name": "Người Mới", "password": PASSWORD, "password_again": PASSWORD})

    person = User.objects.get(email="moi@vi-du.vn")
    assert [(s.organisation_id, s.role) for s in standings_of(person)] == [
        (unit.pk, Role.ADMINISTRATOR)
    ]
    assert client.get(reverse("organisations:invite")).status_code == 200
    with owner_login():
        log = LogEntry.objects.filter(owner=unit).order_by("pk")
        assert list(log.values_list("verb", "actor_name")) == [
            ("invite", "Quản trị hệ thống"),
            ("accept", "Người Mới"),
        ]


def test_asking_again_prints_a_new_link_and_the_older_one_dies(client):
    unit = make_organisation()

    links = [re.search(r"/tai-khoan/\S+", invite(unit)).group() for _ in range(2)]

    assert [client.get(link).status_code for link in links] == [404, 200]


def test_where_there_is_an_administrator_the_command_invites_nobody():
    administrator = make_member(role=Role.ADMINISTRATOR)
    code = administrator.access.organisation.code

    answer = refusal("first_administrator", organisation=code, email="a@vi-du.vn", name="A")

    assert "đã có người quản trị" in answer
    with owner_login():
        assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        ({"organisation": "khong-co"}, "Không có đơn vị nào mang mã khong-co"),
        ({"email": "moi"}, "không phải địa chỉ"),
        ({"name": "  "}, "Họ và tên"),
    ],
)
def test_a_mistyped_invitation_is_refused_with_a_sentence(spoil, word):
    typed = {"organisation": make_organisation().code, "email": "a@vi-du.vn", "name": "A"}

    assert word in refusal("first_administrator", **typed | spoil)


def test_a_party_has_no_accounts():
    party = make_organisation(Kind.PARTY)

    answer = refusal("first_administrator", organisation=party.code, email="a@vi-du.vn", name="A")

    assert "không có tài khoản" in answer


def test_a_department_is_added_and_named_in_the_next_step():
    said = run("add_organisation", **DEPARTMENT)

    assert "first_administrator --organisation sct-hue" in said
    with owner_login():
        unit = Organisation.objects.get(code="sct-hue")
        assert (unit.kind, unit.province) == (
            Kind.DEPARTMENT,
            Province.objects.get(code="46", valid_to=None),
        )


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        ({"province": None}, "cần có --province"),
        ({"letterhead": ""}, "--letterhead"),
        ({"province": "99"}, "Không có tỉnh"),
        ({"code": "bct"}, "Đã có đơn vị mang mã bct"),
        ({"code": "sct huế"}, "--code: "),
        ({"name": "x" * 201}, "--name: "),
        ({"province": "01"}, "đã có Sở Công Thương"),
    ],
)
def test_a_mistyped_organisation_is_refused_with_a_sentence_and_nothing_is_written(spoil, word):
    with owner_login():
        before = Organisation.objects.count()

    assert word in refusal("add_organisation", **DEPARTMENT | spoil)
    with owner_login():
        assert Organisation.objects.count() == before
