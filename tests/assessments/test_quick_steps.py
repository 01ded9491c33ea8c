"""The quick assessment: the steps of a self-assessment, filled in by whoever carries it out."""

import io
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import AssessmentPart, CPOption, ResourceUse, WorksheetRow
from organisations.models import Attachment
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import move, state_of
from tests.assessments.filling import address, save, stored, use
from tests.assessments.quick import VALVE, change, find, given, given_assessment
from tests.organisations.sample_files import png

__all__ = ["given"]
pytestmark = pytest.mark.django_db


def page(client, name, assessment):
    return client.get(reverse(f"assessments:{name}", args=[assessment.pk])).content.decode()


def idea(client, assessment, name):
    url = reverse("assessments:self_option_create", args=[assessment.pk])
    said = {"name": name, "category": "QLNV", "form_key": str(uuid4()), "other_income": "5 triệu"}
    return client.post(url, said)


def test_a_support_unit_goes_from_the_first_step_to_the_acceptance(client, given):
    assessment = given.assessment
    text = page(client, "assessment", assessment)
    assert "Các bước đánh giá nhanh" in text
    assert "Ghi nhận tại hiện trường" in text

    answer = save(client, assessment, "electricity", use("DIEN", "1.000", "KWH_CD", cost="3000000"))
    assert answer.url == address(assessment, "fuel")
    # What is missing is listed on the way to the submission.
    assert "Nộp phiếu" not in page(client, "assessment", assessment)
    find(client, assessment)
    idea(client, assessment, "Thay van xả đáy")
    answers = page(client, "self_answers", assessment)
    for said in ("Chưa làm bước này.", "Nhà lò hơi (Nhiệt, hơi, nhiên liệu)", "1,5 m³/ngày"):
        assert said in answers
    assert "Mới có 1 ý tưởng; đánh giá nhanh thường nêu 5-20." in answers
    assert "doanh nghiệp xác nhận số liệu" in answers

    client.post(reverse("assessments:assessment_submit", args=[assessment.pk]))
    assert state_of(assessment) == "submitted"
    assert assessment.number in page(client, "assessment_receipt", assessment)
    assert client.get(address(assessment, "findings")).status_code == 302
    client.force_login(given.department)
    client.post(reverse("assessments:assessment_accept", args=[assessment.pk]))
    assert state_of(assessment) == "accepted"
    assert "đã được nghiệm thu" in page(client, "self_result", assessment)


def test_the_enterprise_reads_it_and_writes_nothing(client, given):
    find(client, given.assessment)
    (row,) = findings(given)
    client.force_login(given.firm)
    assert "Nhà lò hơi" in page(client, "self_result", given.assessment)
    assert "Sửa" not in page(client, "assessment", given.assessment)
    for url in (
        address(given.assessment, "fuel"),
        address(given.assessment, "findings"),
        reverse("assessments:finding_create", args=[given.assessment.pk]),
        reverse("assessments:finding_edit", args=[row.pk]),
        reverse("assessments:finding_remove", args=[row.pk]),
    ):
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert findings(given) == [row]


def test_to_a_neighbour_it_does_not_exist(client, given):
    find(client, given.assessment)
    (row,) = findings(given)
    neighbour = given_assessment()
    for person in (neighbour.department, neighbour.firm, neighbour.unit):
        client.force_login(person)
        for name, pk in (
            ("assessment", given.assessment.pk),
            ("self_answers", given.assessment.pk),
            ("self_result", given.assessment.pk),
            ("self_paper", given.assessment.pk),
            ("finding_create", given.assessment.pk),
            ("finding_edit", row.pk),
            ("finding_remove", row.pk),
        ):
            assert client.get(reverse(f"assessments:{name}", args=[pk])).status_code == 404


def findings(given):
    return [row for row in stored(given.unit, WorksheetRow, given.assessment)]


def test_a_finding_is_entered_corrected_and_removed(client, given):
    assert find(client, given.assessment).url == address(given.assessment, "findings")
    (row,) = findings(given)
    assert row.values == VALVE | {"luong": "1.5", "uoc_luong": "", "anh": []}

    sheet = client.get(reverse("assessments:finding_edit", args=[row.pk])).content.decode()
    assert 'value="1,5"' in sheet
    change(client, row, luong="2", khu_vuc="Nhà lò hơi số 2")
    (row,) = findings(given)
    assert (row.values["khu_vuc"], row.values["luong"]) == ("Nhà lò hơi số 2", "2")
    assert "2 m³/ngày" in client.get(address(given.assessment, "findings")).content.decode()

    client.post(reverse("assessments:finding_remove", args=[row.pk]))
    assert findings(given) == []
    assert "Chưa có ghi nhận nào." in page(client, "self_result", given.assessment)


def test_what_nobody_has_estimated_is_a_dash_and_not_nought(client, given):
    find(client, given.assessment, luong="", don_vi="")
    text = client.get(address(given.assessment, "findings")).content.decode()
    assert '<td data-label="Ước tính">–</td>' in text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"khu_vuc": ""}, "Ghi thấy ở khu vực nào."),
        ({"hien_trang": ""}, "Ghi thấy gì ở đó."),
        ({"ton_that": ""}, "Chọn mất gì"),
        ({"don_vi": ""}, "Số này theo đơn vị nào?"),
        ({"luong": ""}, "Đã ghi đơn vị thì ghi số"),
        ({"luong": "-1"}, "Số không được âm."),
        ({"ton_that": "khong_co"}, "khong_co"),
    ],
)
def test_a_finding_that_cannot_be_is_refused_in_words(client, given, said, sentence):
    answer = find(client, given.assessment, **said)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert findings(given) == []


def test_a_double_click_makes_one_finding_and_other_words_another(client, given):
    for _click in range(2):
        find(client, given.assessment)
    assert len(findings(given)) == 1
    find(client, given.assessment, khu_vuc="Nhà nung")
    assert [row.values["khu_vuc"] for row in findings(given)] == ["Nhà lò hơi", "Nhà nung"]


def test_who_comes_late_with_a_finding_sees_both_versions(client, given):
    find(client, given.assessment)
    (row,) = findings(given)
    url = reverse("assessments:finding_edit", args=[row.pk])
    before = client.get(url).context["form"].initial["seen"]
    change(client, row, luong="2")
    late = client.post(url, VALVE | {"seen": before, "luong": "3"})
    assert late.status_code == 200
    assert "Hai bản khác nhau ở đâu" in late.content.decode()
    assert [row.values["luong"] for row in findings(given)] == ["2"]


def test_a_photograph_is_a_file_of_the_assessment(client, given):
    picture = SimpleUploadedFile("van.png", png())
    assert find(client, given.assessment, anh=picture).status_code == 302
    with use_tenant(given.firm.access.tenant):
        (file,) = Attachment.objects.filter(subject_id=given.assessment.pk)
    assert (file.purpose, file.note) == ("photo", "Ghi nhận tại hiện trường: Nhà lò hơi")
    text = client.get(address(given.assessment, "findings")).content.decode()
    assert f'href="{file.get_absolute_url()}"' in text
    (row,) = findings(given)
    change(client, row, luong="2")
    assert findings(given)[0].values["anh"] == [file.pk]

    client.post(reverse("organisations:attachment_remove", args=[file.pk]))
    assert "van.png" not in client.get(address(given.assessment, "findings")).content.decode()


def test_a_document_is_no_photograph(client, given):
    document = SimpleUploadedFile("van.pdf", b"%PDF-1.7\n%%EOF\n")
    answer = find(client, given.assessment, anh=document)
    assert "Ở đây chỉ nhận ảnh JPEG, PNG." in answer.content.decode()
    assert findings(given) == []


def test_a_row_of_another_sheet_is_no_finding(client, given):
    with owner_login():
        row = WorksheetRow.objects.create(
            owner=given.department.access.organisation,
            assessment=given.assessment,
            sheet="01_Quyet_dinh",
            code="1",
            place=0,
        )
    for name in ("finding_edit", "finding_remove"):
        url = reverse(f"assessments:{name}", args=[row.pk])
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


@pytest.mark.parametrize(
    ("count", "hint"),
    [
        (0, "Mới có 0 ý tưởng; đánh giá nhanh thường nêu 5-20."),
        (4, "Mới có 4 ý tưởng; đánh giá nhanh thường nêu 5-20."),
        (5, ""),
        (20, ""),
        (21, "Có 21 ý tưởng; đánh giá nhanh thường nêu 5-20"),
    ],
)
def test_unusually_few_or_many_ideas_are_said(client, given, count, hint):
    with owner_login():
        CPOption.objects.bulk_create(
            CPOption(
                owner=given.department.access.organisation,
                support=given.unit.access.organisation,
                assessment=given.assessment,
                code=f"GP-{number}",
                name=f"Ý {number}",
                category="QLNV",
            )
            for number in range(count)
        )
    text = page(client, "self_result", given.assessment)
    assert ("ý tưởng; đánh giá nhanh" in text) == bool(hint)
    assert hint in text


def test_an_idea_is_proposed_and_never_reported_as_done(client, given):
    form = client.get(reverse("assessments:self_option_create", args=[given.assessment.pk]))
    assert "done_on" not in form.context["form"].fields
    idea(client, given.assessment, "Bọc bảo ôn")
    (option,) = stored(given.unit, CPOption, given.assessment)
    assert (option.state, option.annual_saving) == ("proposed", 5_000_000)


def test_the_department_carries_it_out_itself_when_nobody_was_given_it(client, given):
    other = given_assessment()
    client.force_login(other.department)
    find(client, other.assessment)
    save(client, other.assessment, "fuel", use("CUI", "10", "KG"))
    assert [row.quantity for row in stored(other.department, ResourceUse, other.assessment)] == [
        Decimal(10)
    ]
    parts = stored(other.department, AssessmentPart, other.assessment)
    assert {part.slug for part in parts} == {"findings", "fuel"}


def test_a_support_unit_is_told_that_it_does_not_read_the_register(client, given):
    text = client.get(address(given.assessment, "records")).content.decode()
    assert "đơn vị thực hiện không đọc sổ này" in text
    assert "Chưa ghi chứng nhận nào." not in text
    client.force_login(given.department)
    assert (
        "Chưa ghi chứng nhận nào."
        in client.get(address(given.assessment, "records")).content.decode()
    )


def test_the_paper_of_a_quick_assessment_says_what_it_is(client, given):
    find(client, given.assessment)
    idea(client, given.assessment, "Thay van xả đáy")
    answer = client.get(reverse("assessments:self_paper", args=[given.assessment.pk]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(body)).pages)
    words = " ".join(text.split())
    for said in (
        "PHIẾU ĐÁNH GIÁ NHANH SẢN XUẤT SẠCH HƠN",
        "CHƯA ĐƯỢC NGHIỆM THU",
        "Van xả đáy rò",
        "1,5 m³/ngày",
        "Thay van xả đáy",
        "Mới có 1 ý tưởng",
    ):
        assert said in words


def test_the_pages_cost_the_same_for_any_number_of_findings_and_ideas(client):
    costs = {name: set() for name in ("assessment", "self_answers", "self_result", "self_step")}
    for count in (1, 3, 200):
        given = given_assessment()
        about = {
            "owner": given.department.access.organisation,
            "support": given.unit.access.organisation,
            "assessment": given.assessment,
        }
        said = VALVE | {"luong": "1.5", "uoc_luong": "", "anh": []}
        with owner_login():
            WorksheetRow.objects.bulk_create(
                WorksheetRow(sheet="findings", code=str(n), place=n, values=said, **about)
                for n in range(count)
            )
            CPOption.objects.bulk_create(
                CPOption(code=str(n), name="Ý", category="QLNV", **about) for n in range(count)
            )
        client.force_login(given.unit)
        for name, found in costs.items():
            args = (
                [given.assessment.pk, "findings"] if name == "self_step" else [given.assessment.pk]
            )
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(f"assessments:{name}", args=args)).status_code == 200
            found.add(len(queries))
    assert {name: len(found) for name, found in costs.items()} == dict.fromkeys(costs, 1)


def test_sent_back_it_is_open_again_for_whoever_carries_it_out(client, given):
    find(client, given.assessment)
    move(given.unit, given.assessment, "submitted")
    assert find(client, given.assessment, khu_vuc="Sân").status_code == 403
    move(given.department, given.assessment, "returned", "Thiếu ảnh")
    assert find(client, given.assessment, khu_vuc="Sân").status_code == 302
    assert len(findings(given)) == 2
