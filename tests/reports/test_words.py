"""Writing a report on the screen: its sections, the claims it states, its requests.

Who may open what stands in tests/test_access.py.
"""

import unicodedata

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.tenancy import owner_login, use_tenant
from reports.models import Claim, FormSection, Narrative, Report, Request
from reports.words.sections import count_words, empty_required_sections
from tests.factories import make_claim, make_member, make_narrative, make_report
from tests.reports.conftest import compiled
from tests.reports.writing import (
    LATE,
    SECTION,
    address,
    errors_of,
    logged,
    rows,
    send,
    sheet,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client, officer):
    client.force_login(officer)
    return officer


def text_of(report, section=SECTION):
    with owner_login():
        row = Narrative.objects.filter(report=report, section_key=section).first()
    return row and row.text


def section_keys(report, **which):
    with owner_login():
        sections = FormSection.objects.filter(form=report.round.form, **which)
        return list(sections.values_list("key", flat=True))


def test_words_are_saved_for_the_report_and_logged(client, writer, report):
    response = write(client, report, "Đã tổ chức {{TT-01}} cuộc.\n\n- {{TT-02}} lượt người")

    assert response["Location"] == f"{address(report, 'sections')}#{SECTION}"
    assert text_of(report) == "Đã tổ chức {{TT-01}} cuộc.\n\n- {{TT-02}} lượt người"
    assert logged(report) == [(Verb.UPDATE, "reports.report", "")]


def test_the_list_says_what_is_written_and_what_is_not(client, writer, report):
    make_narrative(report, "Đã tổ chức {{TT-01}} cuộc.")

    page = client.get(address(report, "sections"))

    shown = {row.section.key: (row.state, row.tone) for row in page.context["sections"]}
    assert shown[SECTION] == ("5/500 từ", "success")
    assert shown["ho_tro_ky_thuat"] == ("chưa viết", "warning")
    assert list(shown) == section_keys(report)


def test_words_are_stored_composed_and_invisible_signs_are_refused(client, writer, report):
    write(client, report, unicodedata.normalize("NFD", "Phổ biến ở Đa Sỹ"))

    assert text_of(report) == "Phổ biến ở Đa Sỹ"
    assert "ký tự điều khiển" in errors_of(write(client, report, "Một\x1bhai"))["text"][0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ZZ-99}} cuộc", "Lời văn có mã {{ZZ-99}} nhưng không có chỉ tiêu nào mang mã này."),
        ("{{claim:khong-co}}", "Lời văn dẫn số liệu nêu 'khong-co' nhưng báo cáo không có"),
        ("{{TT-01 province=01}}", "với điều kiện lọc “province=01” không đọc được."),
        ("Có {{TT-01 cuộc", "Lời văn có dấu {{ hoặc }} lẻ"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_at_the_field(client, writer, report, text, sentence):
    response = write(client, report, text)

    assert sentence in errors_of(response)["text"][0]
    assert response.context["form"]["text"].value() == text
    assert text_of(report) is None


def test_a_claim_of_another_report_is_no_claim(client, writer, report):
    make_claim(make_report(report.owner), key="luot-nguoi")

    assert "'luot-nguoi'" in errors_of(write(client, report, "{{claim:luot-nguoi}}"))["text"][0]

    make_claim(report, key="luot-nguoi")
    write(client, report, "{{claim:luot-nguoi}}")
    assert text_of(report) == "{{claim:luot-nguoi}}"


def test_too_many_words_are_saved_with_a_warning(client, writer, report):
    url = address(report, "section", SECTION)

    page = client.post(url, sheet(client, url) | {"text": "chữ " * 501}, follow=True)

    said = {message.level_tag: str(message) for message in page.context["messages"]}
    assert "có 501 từ, quá 500 từ" in said["warning"]
    assert "success" in said
    assert count_words(text_of(report)) == 501


def test_words_taken_away_leave_the_section_unwritten(client, writer, report):
    make_narrative(report, "Một.")

    write(client, report, "")

    assert text_of(report) is None
    assert len(logged(report)) == 1


@pytest.mark.parametrize("before", [None, "Cũ."])
def test_a_stale_tab_is_refused_and_shows_both_texts(client, writer, report, before):
    if before:
        make_narrative(report, before)
    url = address(report, "section", SECTION)
    mine = sheet(client, url) | {"text": "Của tôi."}
    write(client, report, "Của <b>đồng nghiệp</b>.")

    response = client.post(url, mine)

    assert LATE in errors_of(response)["__all__"][0]
    assert response.context["form"]["text"].value() == "Của tôi."
    assert "Của &lt;b&gt;đồng nghiệp&lt;/b&gt;." in response.content.decode()
    assert text_of(report) == "Của <b>đồng nghiệp</b>."


def test_the_same_words_sent_twice_are_saved_once(client, writer, report):
    url = address(report, "section", SECTION)
    twice = sheet(client, url) | {"text": "Một."}

    answers = [client.post(url, twice) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(logged(report)) == 1


def test_html_stays_words_on_every_page(client, writer, report, blank_pages):
    bad = "<script>alert(1)</script>"
    client.post(
        address(report, "claim_create"),
        sheet(client, address(report, "claim_create")) | {"verbatim": bad, "short_name": "x"},
    )
    write(client, report, f"{bad} {{{{claim:x}}}}")
    send(client, address(report, "request_create"), text=bad, request_class="law")
    version = compiled(report, writer)
    claim, request = rows(Claim, report)[0], rows(Request, report)[0]

    pages = [
        reverse("reports:version", args=[version.pk]),
        address(report, "section", SECTION),
        address(report, "claims"),
        address(report, "claim_delete", claim.pk),
        address(report, "requests"),
        address(report, "request_delete", request.pk),
    ]
    for url in pages:
        page = client.get(url).content.decode()
        assert bad not in page, url
        assert "&lt;script&gt;alert(1)" in page, url


def test_a_submitted_report_is_written_for_its_next_version(client, writer, report, blank_pages):
    make_narrative(report, "Cũ.")
    version = compiled(report, writer)
    with owner_login():
        Report.objects.filter(pk=report.pk).update(is_submitted=True)

    assert "bản đã gửi không thay đổi" in client.get(address(report, "sections")).content.decode()
    write(client, report, "Mới.")

    assert text_of(report) == "Mới."
    page = client.get(reverse("reports:version", args=[version.pk])).content.decode()
    assert "Cũ." in page
    assert "Mới." not in page


def test_a_section_that_the_form_does_not_have_is_nowhere(client, writer, report):
    assert client.get(address(report, "section", "khong-co")).status_code == 404


def test_the_report_names_required_sections_without_words(client, writer, report):
    make_narrative(report, "Một.")
    required = section_keys(report, is_required=True)

    with use_tenant(writer.access.tenant):
        empty = empty_required_sections(report, writer.access)

    assert [written.section.key for written in empty] == [key for key in required if key != SECTION]
    assert len(empty) > 1
    page = client.get(report.get_absolute_url())
    assert page.context["empty_sections"] == empty
    assert "nên viết trước khi gửi" in page.content.decode()


def test_only_its_own_writers_write(client, report, officer):
    claim, bad = make_claim(report), {"text": "Lạ."}
    viewer = make_member(role=Role.VIEWER, organisation=report.owner)
    with owner_login():
        Report.objects.filter(pk=report.pk).update(is_submitted=True)

    for person, status in (
        (viewer, 403),
        (make_member(role=Role.OFFICER), 404),
        (make_member(Kind.MINISTRY, Role.HEAD), 404),
    ):
        client.force_login(person)
        for url in (
            address(report, "section", SECTION),
            address(report, "claim_delete", claim.pk),
            address(report, "request_create"),
        ):
            assert client.get(url).status_code == client.post(url, bad).status_code == status
    client.force_login(viewer)
    assert "words/" not in client.get(report.get_absolute_url()).content.decode()
    assert rows(Claim, report) == [claim]
    assert text_of(report) is None
