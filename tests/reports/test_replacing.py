"""Thay thế: what is sent again names the paper it stands for, and both say so everywhere."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant
from reports import actions, verification
from reports.content import Content
from reports.documents import report_document
from reports.models import OutgoingDocument, Receipt
from reports.outgoing import actions as outgoing
from reports.printing import Printed
from reports.replacing import replaced_by, replacement_of
from tests.factories import make_member, make_report, make_round, seen_by_the_head
from tests.reports.conftest import approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_pages")]


@pytest.fixture
def ministry():
    with owner_login():
        only = Organisation.objects.get(kind=Kind.MINISTRY)
    return make_member(organisation=only)


def number(version, person, number):
    paper = OutgoingDocument(
        version=version,
        number=number,
        symbol="BC-SCT",
        signed_on=dt.date(2015, 12, 20),
        signer="Nguyễn Văn A",
        position="Giám đốc",
    )
    with use_tenant(person.access.tenant):
        outgoing.write_number(version.pk, paper, access=person.access)


def sent(report, officer, head, papers_number=None):
    version = approved(report, officer)
    if papers_number:
        number(version, officer, papers_number)
    return send(version, head)


def send(version, head):
    with use_tenant(head.access.tenant):
        actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))
    with owner_login():
        version.refresh_from_db()
    return version


def receipt_of(version):
    with owner_login():
        return Receipt.objects.get(version=version)


def body_of(version, person):
    """The paragraphs that the report begins with."""
    with use_tenant(person.access.tenant):
        document = report_document(
            version,
            Content.of(version, access=person.access),
            Printed.of(version, access=person.access),
            replaced=replaced_by(version, access=person.access),
        )
    return document.body


def test_a_second_report_cites_the_number_of_the_first(report, officer, head, ministry):
    first = sent(report, officer, head, 5)
    second = approved(report, officer)
    with pytest.raises(ActionRefused, match="đã ghi cho một báo cáo khác"):
        number(second, officer, 5)
    number(second, officer, 6)
    send(second, head)

    assert body_of(second, officer)[0].parts == (
        "Báo cáo này thay thế Báo cáo số 05/BC-SCT ngày 20/12/2015.",
    )
    for person in (officer, ministry):
        with use_tenant(person.access.tenant):
            assert replaced_by(first, access=person.access) is None
            assert replaced_by(second, access=person.access).version == first
            assert replacement_of(first, access=person.access).version == second
            assert replacement_of(second, access=person.access) is None


def test_a_first_report_replaces_nothing(report, officer):
    version = approved(report, officer)

    assert not any("thay thế" in str(block) for block in body_of(version, officer))


def test_a_report_that_nobody_numbered_is_cited_by_its_receipt(report, officer, head):
    first = sent(report, officer, head)
    second = sent(report, officer, head)

    words = body_of(second, officer)[0].parts[0]
    assert words == f"Báo cáo này thay thế báo cáo theo phiếu tiếp nhận {receipt_of(first).number}."


def test_pages_and_the_open_check_lead_from_one_to_the_other(
    client, report, officer, head, ministry
):
    first, second = sent(report, officer, head, 5), sent(report, officer, head, 6)

    for person in (officer, ministry):
        client.force_login(person)
        old = client.get(receipt_of(first).get_absolute_url()).content.decode()
        new = client.get(receipt_of(second).get_absolute_url()).content.decode()
        page = client.get(reverse("reports:version", args=[first.pk])).content.decode()
        assert "Báo cáo số 06/BC-SCT ngày 20/12/2015" in old
        assert "Báo cáo số 05/BC-SCT ngày 20/12/2015" in new
        assert "Bản này đã được thay thế bởi Báo cáo số 06/BC-SCT" in page
    said = verification.find(first.public_code).sentence
    assert "Đã được thay bằng bản 2, Báo cáo số 06/BC-SCT ngày 20/12/2015" in said


def test_a_draft_replaces_nothing_in_the_ministrys_sight(client, report, officer, head, ministry):
    first = sent(report, officer, head, 5)
    number(approved(report, officer), officer, 6)

    client.force_login(ministry)
    page = client.get(receipt_of(first).get_absolute_url()).content.decode()

    assert "06/BC-SCT" not in page
    assert "06/BC-SCT" not in verification.find(first.public_code).sentence


def test_a_neighbours_number_is_no_part_of_it(report, officer, head):
    neighbour = make_member()
    theirs = make_report(
        neighbour.access.organisation,
        make_round(addressees=[neighbour.access.organisation]),
        is_nil=True,
    )
    boss = make_member(role=Role.HEAD, organisation=neighbour.access.organisation)
    sent(theirs, neighbour, boss, 5)

    version = sent(report, officer, head, 5)

    assert not any("thay thế" in str(block) for block in body_of(version, officer))
