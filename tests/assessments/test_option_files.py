"""Files that show that a solution was carried out: hung up by the firm, seen by the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import CPOption
from organisations.enums import Kind
from organisations.models import Attachment
from organisations.tenancy import owner_login
from tests.assessments.asking import acting_as, make_plant
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def sở():
    return make_department()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def option(sở, firm):
    plant = make_plant(sở, legal_entity=make_enterprise(account=firm.access.organisation))
    assessment = make_assessment(sở.access.organisation, plant)
    with acting_as(sở):
        return CPOption.objects.create(
            assessment=assessment, code="O1", name="Bảo ôn lò", category="CTTB"
        )


def hang_up(client, person, option):
    client.force_login(person)
    file = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    address = reverse("assessments:option_attach", args=[option.pk])
    return client.post(address, {"files": file, "purpose": "evidence"})


def names_seen(client, person, option):
    client.force_login(person)
    page = client.get(option.get_absolute_url())
    return [file.name for file in page.context["attachments"]] if page.status_code == 200 else None


def test_the_enterprise_shows_what_it_has_done_and_the_office_sees_it(client, sở, firm, option):
    assert hang_up(client, firm, option).status_code == 302
    assert names_seen(client, sở, option) == names_seen(client, firm, option) == ["bien-ban.pdf"]
    with owner_login():
        assert Attachment.objects.get(subject_id=option.pk).owner == firm.access.organisation


def test_only_who_hung_a_file_up_is_offered_to_take_it_down(client, sở, firm, option):
    hang_up(client, firm, option)
    with owner_login():
        file = Attachment.objects.get(subject_id=option.pk)
    remove = reverse("organisations:attachment_remove", args=[file.pk])
    for person, offered in ((firm, True), (sở, False)):
        client.force_login(person)
        page = client.get(option.get_absolute_url()).content.decode()
        assert (remove in page) is offered


def test_a_neighbour_neither_sees_nor_hangs_up_anything(client, firm, option):
    hang_up(client, firm, option)
    for person in (make_department(), make_member(Kind.ENTERPRISE), make_member(Kind.SUPPORT)):
        assert hang_up(client, person, option).status_code == 404
        assert names_seen(client, person, option) is None
