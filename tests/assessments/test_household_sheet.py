"""The sheet of a household: keyed in by whoever it was given to, to the digit of the vector."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from assessments.enums import AssessmentKind, Reading
from assessments.models import ChecklistAnswer, ResourceUse, WorksheetRow
from organisations.enums import Kind
from organisations.tenancy import use_tenant
from tests.assessments.asking import give, make_plant, supporter
from tests.assessments.filling import stored
from tests.assessments.test_households import EXPECTED, VECTOR
from tests.enterprises.asking import make_department
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db

TOLD = VECTOR["input"]
PAPER = {
    "ten_chu_ho": "Hộ ông An",
    "phuong_xa": "Bát Tràng",
    "nghe": "gom",
    "san_pham": "Ấm chén",
    "so_nguoi": "6",
    "so_thang": str(TOLD["so_thang"]),
    "so_thang_cao_diem": str(TOLD["so_thang_cao_diem"]),
    "sl_thang": TOLD["sl_thang"],
    "sl_thang_cao_diem": TOLD["sl_thang_cao_diem"],
    "don_vi": TOLD["don_vi"],
    "dot_lpg_thang": TOLD["gas_thang"],
    "dot_lpg_don_vi": TOLD["don_vi_gas"],
    "dot_lpg_gia": "1.400.000",
    "ti_le_hong": TOLD["ti_le_hong"],
    "tick_h13_1": "DA_LAM",
    "tick_h13_3": "MOT_PHAN",
    "ngay": "12/11/2026",
    "nguoi_ghi": "Trần Thị Bình",
    "dong_y_tong_hop": "on",
}


@pytest.fixture
def department(client):
    person = make_department()
    client.force_login(person)
    return person


@pytest.fixture
def assessment(department):
    plant = make_plant(department, sector="23")
    return make_assessment(
        department.access.organisation, plant, kind=AssessmentKind.HOUSEHOLD, source="Phiếu giấy"
    )


def address(assessment):
    return reverse("assessments:household_sheet", args=[assessment.pk])


def key_in(client, assessment, **changes):
    url = address(assessment)
    seen = client.get(url).context["form"].initial["seen"]
    return client.post(url, PAPER | {"seen": seen} | changes)


def test_the_vector_of_the_reference_comes_out_to_the_digit(client, department, assessment):
    assert key_in(client, assessment).status_code == 302

    page = client.get(reverse("assessments:self_result", args=[assessment.pk]))
    results = page.context["results"]
    (gas,) = results.intensities
    assert results.reading.output == (EXPECTED["san_luong_nam_t"], "t")
    assert gas.amount == EXPECTED["gas_nam_kg"]
    assert gas.per == EXPECTED["gas_kg_per_t"]
    assert gas.toe.value == EXPECTED["toe"]
    carbon = next(each for each in results.indicators if each.key == "C")
    assert carbon.total == EXPECTED["co2_t"]
    assert gas.is_estimate  # the peak month was worked out
    text = page.content.decode()
    assert "Hàng hỏng: 9%" in text
    # 175 bottles at 1,4 triệu for 25 t.
    assert "9.800.000 đồng/t" in text


def test_words_figures_and_ticks_are_stored_apart(client, department, assessment):
    key_in(client, assessment)
    (row,) = stored(department, WorksheetRow, assessment)
    assert (row.sheet, row.code) == ("household", "H")
    assert row.values["said"]["sl_thang"] == "20"
    assert row.values["said"]["ngay"] == "2026-11-12"
    with use_tenant(department.access.tenant):
        uses = ResourceUse.objects.filter(assessment=assessment).order_by("place")
        assert [(u.resource.code, u.quantity, u.unit.code, u.reading) for u in uses] == [
            ("SAN_PHAM", 250, "TA", Reading.COMPUTED),
            ("LPG", Decimal(175), "BINH_45", Reading.ESTIMATED),
        ]
        ticks = ChecklistAnswer.objects.filter(assessment=assessment)
        assert dict(ticks.values_list("item__code", "answer")) == {
            "CTTB-01": "DA_LAM",
            "KSQT-01": "CHUA",
            "QL-04": "MOT_PHAN",
            "THTSD-04": "CHUA",
            "QLNV-06": "CHUA",
            "QLNV-04": "CHUA",
        }


def test_the_sheet_comes_back_as_it_was_keyed_in(client, assessment):
    key_in(client, assessment, dien_thang="1.234,5", dien_don_vi="KWH")
    text = client.get(address(assessment)).content.decode()
    for said in ('value="1.234,5"', 'value="12/11/2026"', 'value="Hộ ông An"'):
        assert said in text
    answers = client.get(reverse("assessments:self_answers", args=[assessment.pk]))
    assert "1.234,5" in answers.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"so_thang_cao_diem": "12"}, "không nhiều hơn số tháng làm"),
        ({"so_thang": "13"}, "12"),
        ({"sl_thang": "-1"}, "Số không được âm."),
        ({"ti_le_hong": "101"}, "100"),
        ({"dot_cui_thang": "3", "dot_cui_don_vi": ""}, "Chọn đơn vị."),
        ({"dot_cui_thang": "3", "dot_cui_don_vi": "XE"}, "Đơn vị này cần số của hộ"),
        ({"dot_than_cam_34_thang": "3", "dot_than_cam_34_don_vi": "TA"}, "Chọn loại than"),
        ({"nuoc_thang": "3", "nuoc_don_vi": "M3_NUOC"}, "Chọn nước lấy từ đâu."),
        ({"nam_may": "2099"}, "Năm này chưa tới."),
        ({"ten_chu_ho": ""}, "bắt buộc"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    client, department, assessment, changes, sentence
):
    page = key_in(client, assessment, **changes)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Trần Thị Bình" in page.content.decode()
    assert stored(department, WorksheetRow, assessment) == []


def test_coal_of_an_unknown_grade_has_no_toe_and_says_so(client, assessment):
    key_in(
        client,
        assessment,
        dot_than_cam_34_thang="2",
        dot_than_cam_34_don_vi="TA",
        dot_than_cam_34_loai="THAN_CUC",
    )
    page = client.get(reverse("assessments:self_result", args=[assessment.pk]))
    coal = next(i for i in page.context["results"].intensities if "than cám" in i.name.lower())
    assert coal.toe.value is None
    assert coal.toe_text == "chưa có hệ số"


def test_a_missing_figure_is_said_and_the_sheet_is_still_taken(client, assessment):
    key_in(client, assessment, dot_lpg_thang="", dot_lpg_gia="")
    page = client.get(reverse("assessments:self_result", args=[assessment.pk]))
    energy = next(i for i in page.context["results"].indicators if i.key == "E")
    assert (energy.total, energy.missing) == (None, ("chưa nhập",))


def test_a_bill_stands_in_for_a_quantity_as_an_estimate(client, department, assessment):
    key_in(client, assessment, so_thang_cao_diem="0", dien_thang="2000000", dien_don_vi="VND_DIEN")
    with use_tenant(department.access.tenant):
        power = ResourceUse.objects.get(assessment=assessment, resource__code="DIEN")
    assert power.base_quantity == 11000
    assert power.cost == 22000000
    assert power.why


def test_a_support_unit_keys_in_what_it_was_given_and_attaches_the_scan(
    client, department, assessment
):
    helper, stranger = supporter(), supporter()
    give(department, assessment, helper.access.organisation.pk)
    client.force_login(stranger)
    assert client.get(address(assessment)).status_code == 404
    client.force_login(helper)
    assert key_in(client, assessment).status_code == 302
    attach = reverse("assessments:assessment_attach", args=[assessment.pk])
    scan = SimpleUploadedFile("phieu.pdf", b"%PDF-1.4\n%%EOF\n")
    client.post(attach, {"files": scan, "purpose": "scan", "note": ""})
    page = client.get(assessment.get_absolute_url())
    assert "phieu.pdf" in page.content.decode()


def test_a_photograph_of_thirty_megabytes_is_refused_in_words(client, assessment, settings):
    attach = reverse("assessments:assessment_attach", args=[assessment.pk])
    photo = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff" + bytes(30_000_000))
    page = client.post(attach, {"files": photo, "purpose": "scan", "note": "lò số 2"})
    assert page.status_code == 200
    assert "anh.jpg" in page.content.decode()
    assert "lò số 2" in page.content.decode()


def test_two_who_key_in_the_same_sheet_see_both_versions(client, department, assessment):
    url = address(assessment)
    seen = client.get(url).context["form"].initial["seen"]
    client.post(url, PAPER | {"seen": seen})
    late = client.post(url, PAPER | {"seen": seen, "so_nguoi": "9"})
    assert "Hai bản khác nhau ở đâu" in late.content.decode()
    assert client.post(url, PAPER | {"seen": seen}).status_code == 302  # says the same


def test_neighbours_find_nothing(client, assessment):
    for person in (make_department(), make_member(Kind.ENTERPRISE), supporter()):
        client.force_login(person)
        assert client.get(address(assessment)).status_code == 404


def test_the_empty_sheet_is_one_page_with_all_questions(client, department):
    answer = client.get(reverse("assessments:household_paper"))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    pages = PdfReader(io.BytesIO(body)).pages
    words = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert "PHIẾU HỎI HỘ SẢN XUẤT LÀNG NGHỀ" in words
    assert "Muốn làm gì nhất để đỡ tốn?" in words
    assert "Tắt máy, quạt, đèn khi nghỉ" in words
