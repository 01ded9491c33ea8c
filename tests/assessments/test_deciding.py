"""What an enterprise sent in about itself, on the pages of those who read and decide it."""

import pytest
from django.urls import reverse

from organisations.enums import Kind
from tests.assessments.asking import move, state_of
from tests.assessments.filling import own_assessment, plant_of, save, use
from tests.enterprises.asking import make_department
from tests.factories import make_member

pytestmark = pytest.mark.django_db

READ = ("assessment", "assessment_receipt", "self_answers", "self_result", "self_paper")


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def group():
    return make_member(Kind.CORPORATION)


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def sent_in(client, firm, group, department):
    """The firm's own, with something in it, submitted."""
    plant = plant_of(firm, department, corporation=group.access.organisation)
    assessment = own_assessment(firm, plant)
    client.force_login(firm)
    save(client, assessment, "fuel", use("LPG", "10", "BINH_45"))
    move(firm, assessment, "submitted")
    return assessment


def url(assessment, name="assessment"):
    return reverse(f"assessments:{name}", args=[assessment.pk])


@pytest.mark.parametrize("reader", ["department", "group", "firm"])
@pytest.mark.parametrize("name", READ)
def test_every_page_of_it_opens_for_whoever_reads_it(client, request, sent_in, reader, name):
    client.force_login(request.getfixturevalue(reader))

    assert client.get(url(sent_in, name)).status_code == 200


@pytest.mark.parametrize("reader", ["department", "group", "firm"])
def test_its_page_says_who_made_it(client, request, sent_in, reader):
    client.force_login(request.getfixturevalue(reader))

    page = client.get(url(sent_in)).content.decode()

    assert "<dt>Đơn vị lập phiếu</dt><dd>Công ty thử</dd>" in page


@pytest.mark.parametrize("stranger", [Kind.DEPARTMENT, Kind.CORPORATION])
def test_it_does_not_exist_for_strangers(client, sent_in, stranger):
    client.force_login(make_member(stranger))

    assert {client.get(url(sent_in, name)).status_code for name in READ} == {404}


def press(client, assessment, name, label, **said):
    """The button on its page, and what it leads to; answers the page one lands on."""
    address = url(assessment, name)
    assert f'href="{address}">{label}</a>' in client.get(url(assessment)).content.decode()
    assert client.get(address).status_code == 200
    return client.post(address, said, follow=True)


def test_the_department_returns_it_by_clicking(client, department, sent_in):
    client.force_login(department)

    page = press(
        client, sent_in, "assessment_return", "Yêu cầu hoàn thiện, bổ sung", reason="Thiếu nước"
    )

    assert page.status_code == 200
    assert "Sở Công Thương yêu cầu hoàn thiện, bổ sung: Thiếu nước" in page.content.decode()
    assert state_of(sent_in) == "returned"


def test_the_department_accepts_it_by_clicking(client, department, sent_in):
    client.force_login(department)

    page = press(client, sent_in, "assessment_accept", "Nghiệm thu")

    assert page.status_code == 200
    assert "Đã nghiệm thu." in page.content.decode()
    assert state_of(sent_in) == "accepted"


def test_the_page_of_cancelling_asks_for_the_reason_of_it(client, firm, department):
    assessment = own_assessment(firm, plant_of(firm, department))
    client.force_login(firm)

    page = client.get(url(assessment, "assessment_cancel")).content.decode()

    assert "Lý do hủy" in page
    assert f'href="{assessment.get_absolute_url()}">Quay lại</a>' in page
    assert "nội dung cần hoàn thiện" not in page
    assert "Hủy, quay lại" not in page
