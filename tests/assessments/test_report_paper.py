"""The report of an assessment on paper: the figures of the pages, and nothing that is private."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.enums import AssessmentKind, OptionState, Screening
from assessments.papers import writing
from organisations.enums import Kind, Role
from organisations.models import Job, ListFile
from organisations.tenancy import owner_login, use_tenant
from organisations.vietnamese import format_number
from tests.assessments.asking import make_plant
from tests.assessments.detailed import Dossier, send
from tests.assessments.filling import save, use
from tests.assessments.options import file, make_option, say
from tests.assessments.quick import find, given_assessment
from tests.assessments.worked import expected
from tests.assessments.worked_entering import enter
from tests.assessments.worked_sheets import rows_of
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member
from tests.organisations import pdf_reading
from tests.paper_reading import body_of, one_line, words_of

pytestmark = pytest.mark.django_db

WARNING = "CHƯA NGHIỆM THU"
# The figures of the example that the portal works out, which the report has to say.
SAID = re.compile(
    r"T02\.(san_luong|dien_kwh|than_t|nuoc_m3|nang_luong_gj|toe|suat_(?!nhien).*|chi_phi_.*)"
    r"|T03\.diem_.*|T05\.CB.*|T06\.(W.*|tong.*)|T11\.O.*|T12\.O.*"
    r"|T13\.(O.*|tong_.*|hoan_von_.*|so_khong_mat_tien)|T14\..*|T15\..*"
    r"|T16\.(toe|tco2|tien|suat_thang)\..*|T16\.(tong_tien|headline)"
    r"|T16\.(DIEN|THAN_CAM_34|NUOC_MAY|NUOC_THAI|DAT_SET|NUNG_HONG_PHAI_DO)\..*"
    r"|T16\.(LPG|MEN_GOM)\.(suat_.*|s)"
)
# Parts of a printed figure.
UNSAID = {"T16.tien.DIEN_phan_kwh", "T16.tien.DIEN_phan_gio"}
NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?")


@pytest.fixture
def dossier():
    return Dossier()


def address(assessment, form="docx"):
    return reverse("assessments:assessment_report", args=[assessment.pk, form])


def text_of(client, assessment, form="docx"):
    return words_of(body_of(client, address(assessment, form)), form)


def numbers_of(text):
    """Every number as it is printed."""
    return {Decimal(n.replace(".", "").replace(",", ".")) for n in NUMBER.findall(text)}


def round_half_up(number, places):
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def figures():
    """(id, value, number of decimals) of every number of the example that the report has to say."""
    for name, row in expected().items():
        is_number = row["value"] is not None and not name.endswith(".ket_luan")
        if is_number and SAID.fullmatch(name) and name not in UNSAID:
            yield name, Decimal(row["value"]), row["dp"]


def test_the_worked_example_stands_in_pdf_and_word_to_the_digit(client, dossier):
    enter(client, dossier)
    body = body_of(client, address(dossier.assessment, "pdf"))
    printed = {"pdf": words_of(body, "pdf"), "docx": text_of(client, dossier.assessment)}

    for form, text in printed.items():
        numbers = numbers_of(text)
        lacking = [
            f"{name}: {value}"
            for name, value, places in figures()
            if value not in {round_half_up(number, places) for number in numbers}
        ]
        assert lacking == [], form
    _rows_are_whole(printed["docx"])
    _every_page_is_marked(body)


def _rows_are_whole(text):
    """The figures of a solution and of a resource stand beside its name, in order."""

    def told(name):
        row = expected()[name]
        value = row["value"]
        return "không xác định" if value is None else format_number(Decimal(value), row["dp"])

    for code, investment in (
        ("O02", "92.000.000"),
        ("O07", "56.000.000"),
        ("O09", "6.800.000.000"),
    ):
        line = [told(f"T11.{code}.{name}") for name in ("S", "hoan_von", "npv", "irr")]
        assert " ".join([investment, *line]) in text
    assert f"0 {told('T11.O01.S')} 0,00 {told('T11.O01.npv')} không xác định" in text
    gas = [told(f"T16.LPG.{name}") for name in ("suat_truoc", "suat_sau", "s")]
    assert f"{gas[0]} kg/t {gas[1]} kg/t {gas[2]} 124.608,894 kg 29.928,894 kg" in text
    assert f"Tổn thất chưa xác định ra {told('T05.CB6.chua_xac_dinh')} t" in text
    assert "Khí than sinh nước thải phenol" in text


def _every_page_is_marked(body):
    pages = pdf_reading.text(body, "-layout").split("\f")
    pages = [page for page in pages if page.strip()]
    assert len(pages) > 15
    assert [number for number, page in enumerate(pages, 1) if WARNING not in page] == []
    # Nothing but the mark and the number of the page would be an empty page.
    assert all(len(one_line(page)) > 150 for page in pages)


def test_an_accepted_report_bears_no_warning_and_lists_nothing_missing(client, dossier):
    client.force_login(dossier.person)
    before = text_of(client, dossier.assessment)
    file(dossier.assessment, accepted="2022-03-31")
    after = text_of(client, dossier.assessment)

    assert WARNING in before
    assert "Còn thiếu" in before
    assert WARNING not in after
    assert "Còn thiếu" not in after
    assert "Đã nghiệm thu" in after


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_an_empty_assessment_has_a_report_that_says_so(client, dossier, form):
    client.force_login(dossier.person)
    text = text_of(client, dossier.assessment, form)

    assert dossier.assessment.number in text
    assert text.count("Chưa có.") == 18
    assert "Chưa ghi giải pháp nào." in text


def test_a_neighbour_and_a_stranger_find_no_report(client, dossier):
    for person in (make_department(), make_member(Kind.SUPPORT), make_member(Kind.ENTERPRISE)):
        client.force_login(person)
        assert client.get(address(dossier.assessment)).status_code == 404
    client.force_login(dossier.person)
    assert client.get(address(dossier.assessment, "xlsx")).status_code == 404


def test_a_self_assessment_has_its_own_sheet_and_no_report(client):
    department = make_department()
    own = make_assessment(
        department.access.organisation, make_plant(department), kind=AssessmentKind.HOUSEHOLD
    )
    client.force_login(department)

    assert client.get(address(own)).status_code == 404
    assert "Báo cáo đánh giá" not in client.get(own.get_absolute_url()).content.decode()


@pytest.fixture
def told():
    """A quick assessment with a solution that its enterprise did not carry out, and why."""
    department, firm = make_department(), make_member(Kind.ENTERPRISE)
    plant = make_plant(department, legal_entity=make_enterprise(account=firm.access.organisation))
    row = make_assessment(department.access.organisation, plant, year=2021)
    option = make_option(
        row,
        code="G1",
        name="Bọc cách nhiệt đường hơi",
        screening=Screening.NOW,
        investment=40_000_000,
        running_cost=0,
        other_income=0,
        life_years=5,
        discount_percent=10,
        savings=[("DIEN", 10_000, "KWH", 2_000)],
    )
    make_option(
        row,
        code="G2",
        name="Đổi lò",
        screening=Screening.REJECTED,
        screening_reason="Không còn chỗ đặt lò",
        state=OptionState.SCREENED_OUT,
    )
    file(row, accepted="2022-03-31")
    private = {"reasons": ["R03"], "words": "nợ kín", "note": "chuyện riêng"}
    say(firm, option, OptionState.NOT_TAKEN_UP, "2022-05-01", **private)
    return department, firm, row


def test_a_private_reason_is_in_no_report_and_a_technical_one_is(client, told):
    department, firm, row = told
    for person in (department, firm):
        client.force_login(person)
        text = text_of(client, row)
        assert "Không thực hiện" in text
        assert "Không còn chỗ đặt lò" in text
        assert "nợ kín" not in text
        assert "chuyện riêng" not in text
        assert "Lý do doanh nghiệp" not in text


def test_a_quick_assessment_reports_its_solutions_without_the_18_tasks(client, told):
    department, _firm, row = told
    client.force_login(department)
    text = text_of(client, row)

    assert "BÁO CÁO ĐÁNH GIÁ NHANH" in text
    assert "40.000.000 20.000.000 2,00 35.815.735 41,04" in text
    assert "1,543" in text
    assert "Thành lập nhóm" not in text
    assert "Chưa có." not in text


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_quick_assessment_reports_what_was_seen_and_compared(client, form):
    given = given_assessment(sector="23")
    client.force_login(given.unit)
    save(client, given.assessment, "output", {**use("SAN_PHAM", "100", "TAN"), "label": "Gạch"})
    save(client, given.assessment, "water", use("NUOC_MAY", "600", "M3_NUOC"))
    find(client, given.assessment)
    text = text_of(client, given.assessment, form)

    for said in (
        "GHI NHẬN TẠI HIỆN TRƯỜNG",
        "Van xả đáy rò, nước nóng chảy ra cống",
        "1,5 m³/ngày",
        "SO VỚI ĐỊNH MỨC, CƠ SỞ CÙNG NGÀNH",
        "Chưa đủ 5 doanh nghiệp cùng ngành",
    ):
        assert said.casefold() in text.casefold()


def test_names_of_people_are_for_those_whose_work_it_is(client, dossier):
    client.force_login(dossier.person)
    rows = rows_of(1)
    rows["01_Thanh_vien"][0]["ho_ten"] = "Lê Thị Kín"
    assert send(client, dossier, 1, rows).status_code == 302
    assert "Lê Thị Kín" in text_of(client, dossier.assessment)

    reader = make_member(role=Role.VIEWER, organisation=dossier.department.access.organisation)
    client.force_login(reader)
    text = text_of(client, dossier.assessment)
    assert "Phó giám đốc" in text
    assert "Lê Thị Kín" not in text


def test_the_report_costs_the_same_for_1_3_and_40_solutions(client, dossier):
    client.force_login(dossier.person)
    counts = []
    for rows in (1, 2, 37):
        for _number in range(rows):
            make_option(
                dossier.assessment,
                investment=1_000_000,
                life_years=5,
                discount_percent=10,
                savings=[("DIEN", 100, "KWH", 2_000)],
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            body_of(client, address(dossier.assessment))
        counts.append(len(queries))

    assert len(set(counts)) == 1


def written(client, person, assessment):
    """The file of a job, as its worker writes it."""
    asked = client.post(reverse("assessments:assessment_report_write", args=[assessment.pk]))
    assert asked.status_code == 302
    with owner_login():
        job = Job.objects.latest("pk")
    with use_tenant(person.access.tenant):
        writing.run_write(job.pk)
        writing.run_write(job.pk)
    with owner_login():
        assert Job.objects.get(pk=job.pk).state == "done"
        return ListFile.objects.get(pk=job.subject_id)


def test_an_office_has_its_pdf_written_by_a_job_and_finds_it_among_its_files(client, told):
    department, _firm, row = told
    client.force_login(department)
    file_ = written(client, department, row)

    assert (
        "Báo cáo đánh giá nhanh" in client.get(reverse("enterprises:list_files")).content.decode()
    )
    body = body_of(client, file_.get_absolute_url())
    assert "40.000.000" in words_of(body, "pdf")
    client.force_login(make_department())
    assert client.get(file_.get_absolute_url()).status_code == 404
    asked = client.post(reverse("assessments:assessment_report_write", args=[row.pk]))
    assert asked.status_code == 404


def test_the_file_that_all_of_an_office_read_names_no_people(client, dossier):
    client.force_login(dossier.person)
    rows = rows_of(1)
    rows["01_Thanh_vien"][0]["ho_ten"] = "Lê Thị Kín"
    send(client, dossier, 1, rows)
    client.force_login(dossier.department)
    file_ = written(client, dossier.department, dossier.assessment)
    text = words_of(body_of(client, file_.get_absolute_url()), "pdf")

    assert "Phó giám đốc" in text
    assert "Lê Thị Kín" not in text


def test_both_files_are_offered_where_the_assessment_is_read(client, dossier):
    client.force_login(dossier.person)
    page = client.get(dossier.assessment.get_absolute_url()).content.decode()

    for form, words in (("pdf", "Báo cáo đánh giá (PDF)"), ("docx", "Báo cáo đánh giá (DOCX)")):
        assert f'href="{address(dossier.assessment, form)}"' in page
        assert words in page
