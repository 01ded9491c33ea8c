"""/xac-minh/: the command's answers for anybody, and nothing of what was not sent."""

import datetime as dt
from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.models import OutgoingDocument, Receipt
from reports.outgoing import actions as outgoing
from reports.verification import UNKNOWN, verify
from tests.factories import make_activity, seen_by_the_head
from tests.reports.conftest import approved, compiled
from tests.reports.test_verification import body_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Only the bytes count here."""
    cache.clear()


@pytest.fixture
def draft(report, officer):
    return compiled(report, officer)


@pytest.fixture
def sent(report, officer, head):
    return send(approved(report, officer), head)


def send(version, head):
    with use_tenant(head.access.tenant):
        actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))
    return version


def by_file(client, body, name="bao-cao.pdf"):
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile(name, body)})
    assert answer.status_code == 200
    return answer.content.decode()


def by_code(client, code):
    answer = client.post(reverse("verify"), {"ma": code})
    assert answer.status_code == 200
    return answer.content.decode()


def changed(body):
    written = BytesIO()
    with pikepdf.open(BytesIO(body)) as pdf:
        pdf.add_blank_page()
        pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (bytes, "Nguyên vẹn"),
        (changed, "Tệp đã bị thay đổi"),
        (lambda body: body + b"\n% more", "Phần đầu là nguyên văn tệp của hệ thống"),
        (lambda _body: b"%PDF-1.7\nstrange", "Không phải tệp do hệ thống này lập"),
    ],
)
def test_a_file_gets_the_commands_answer(client, sent, alter, said):
    body = alter(body_of(sent))

    page = by_file(client, body)

    assert said in page
    assert verify(body).sentence in page


def test_what_is_no_pdf_or_empty_is_said(client):
    assert "không phải tệp PDF" in by_file(client, b"PK\x03\x04 zip")
    assert "Tệp này rỗng" in by_file(client, b"")
    assert "Chọn tệp PDF cần kiểm tra" in client.post(reverse("verify")).content.decode()


def test_a_signed_copy_of_what_was_sent_is_known(client, report, officer, head):
    version = approved(report, officer)
    body = body_of(version) + b"\n% signed elsewhere\n"
    with use_tenant(officer.access.tenant):
        told = {"number": 5, "symbol": "BC-SCT", "signed_on": dt.date(2015, 12, 20)}
        told |= {"signer": "Nguyễn Văn A", "position": "Giám đốc"}
        paper = OutgoingDocument(version=version, **told)
        outgoing.write_number(version.pk, paper, access=officer.access)
        file = SimpleUploadedFile("ban-ky.pdf", body)
        outgoing.take_copy(version.pk, file, access=officer.access)

    assert "05/BC-SCT" not in by_file(client, body)  # nobody has sent it yet
    send(version, head)

    page = by_file(client, body)
    assert "Bản ký 05/BC-SCT ngày 20/12/2015" in page
    assert "chữ ký số" in page


def test_a_code_tells_of_what_was_sent_and_by_what_it_was_replaced(
    client, sent, report, officer, head
):
    with owner_login():
        receipt = Receipt.objects.get(version=sent)

    page = by_code(client, sent.public_code.upper())
    assert f"bản {sent.number}" in page
    assert receipt.number in page

    make_activity(officer.access.organisation, year=2015, event_count=1, attendance_count=9)
    send(approved(report, officer), head)
    assert "Đã được thay bằng bản 2" in by_code(client, sent.public_code)


def test_a_draft_and_a_code_of_nobody_are_answered_in_the_same_words(client, draft):
    said = [by_code(client, code) for code in (draft.public_code, "0" * 32, "x", "'")]

    assert all(UNKNOWN in page for page in said)
    with owner_login():
        assert draft.owner.name not in said[0]


def test_who_asks_too_often_waits(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"verify": "2/h/ip"}

    statuses = [client.post(reverse("verify"), {"ma": "0"}).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    page = client.get(reverse("verify"), {"ma": "abc"})
    assert 'value="abc"' in page.content.decode()


def test_the_page_needs_the_forms_own_token(sent):
    strict = Client(enforce_csrf_checks=True)
    file = SimpleUploadedFile("a.pdf", body_of(sent))

    assert strict.post(reverse("verify"), {"file": file}).status_code == 403
