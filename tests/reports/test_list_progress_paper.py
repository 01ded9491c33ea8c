"""How far a list is, as an official paper: the numbers of the screen, in PDF and in Word."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse

from organisations.clock import today
from organisations.documents.model import plain_text
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login, use_tenant
from organisations.vietnamese import format_date
from outreach.enums import ActivityKind, ActivityState
from programmes.documents.money import LANDSCAPE
from programmes.enums import IssuerLevel, OutputKind, TaskState
from programmes.models import Disbursement
from reports.year.documents import progress_report
from tests.factories import (
    make_activity,
    make_member,
    make_money,
    make_output,
    make_task,
    make_task_list,
)
from tests.organisations.pdf_reading import linked_texts
from tests.paper_reading import body_of, make_office, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    unit = make_office()
    client.force_login(make_member(organisation=unit))
    return unit


def under_way(owner):
    """Two tasks: 3 of 4 courses held, last year 2; a typed output; a quarter of the money paid."""
    task_list = make_task_list(owner, title="Danh mục năm nay", year=today().year, state="issued")
    before = make_task(make_task_list(owner, year=today().year - 1))
    make_output(before)
    make_activity(owner, task=before, held_on=dt.date(today().year - 1, 1, 1), event_count=2)
    working = {"state": TaskState.UNDER_WAY, "carried_from": before}
    first = make_task(task_list, ordinal=1, name="Tập huấn", **working)
    make_output(first, planned=4, estimate=4, estimate_basis="Còn một lớp tháng sau")
    make_output(
        first,
        OutputKind.OTHER,
        ordinal=2,
        name="Phần mềm",
        unit="bộ",
        planned=2,
        typed_done=1,
        typed_on=today(),
        typed_basis="Biên bản 1",
    )
    make_activity(
        owner,
        task=first,
        kind=ActivityKind.TRAINING,
        state=ActivityState.HELD,
        held_on=dt.date(today().year, 1, 1),
        event_count=3,
    )
    make_task(task_list, ordinal=2, name="Hội thảo", state=TaskState.ACCEPTED)
    make_money(first, planned=200_000_000, paid=50_000_000, paid_on=dt.date(2026, 2, 1))
    return task_list


def read(client, task_list, form):
    body = body_of(client, reverse("year:task_list_progress", args=[task_list.pk, form]))
    return words_of(body, "docx" if form == "docx" else "pdf as printed")


def test_the_paper_says_planned_done_expected_and_share_of_each_output(client, owner):
    said = read(client, under_way(owner), "docx")

    assert "BÁO CÁO Tình hình thực hiện Danh mục năm nay" in said
    assert "DỰ THẢO" in said
    assert "danh mục có 2 nhiệm vụ: đang thực hiện 1, đã nghiệm thu 1." in said
    assert "1 Tập huấn đang thực hiện Lớp tập huấn lớp 4 3 4 75% 150% 200 50" in said
    assert "Phần mềm (nhập tay) bộ 2 1 – 50% –" in said
    assert "2 Hội thảo đã nghiệm thu – – – – – – – – –" in said
    assert "Tổng cộng 200 50" in said
    assert "Căn cứ ước cả năm: (1) Lớp tập huấn: Còn một lớp tháng sau." in said
    assert "% cùng kỳ: (1) Lớp tập huấn: so với nhiệm vụ được chuyển sang từ năm" in said
    assert "Khuyến công 200.000.000 50.000.000 25% Cộng" in said


def test_the_pdf_has_the_same_numbers_and_the_day_in_one_piece(client, owner):
    said = read(client, under_way(owner), "pdf")

    for words in ("danh mục có 2 nhiệm vụ", "200.000.000", "75%", "25%", "Tổng cộng"):
        assert words in said
    assert said.count(format_date(today())) >= 2  # in the text and in the head of its column


def test_every_number_that_was_counted_opens_its_rows(client, owner):
    task_list = under_way(owner)
    url = reverse("year:task_list_progress", args=[task_list.pk, "pdf"])

    opened = {
        (text, client.get(address.removeprefix(settings.PUBLIC_URL)))
        for address, text in linked_texts(body_of(client, url))
    }

    assert {page.status_code for _text, page in opened} == {200}
    rows = {text: page.context for text, page in opened}
    assert len(rows["2"]["rows"]) == 2
    assert [row.event_count for row in rows["3"]["object_list"]] == [3]
    assert rows["200.000.000"]["total"].planned == 200_000_000
    assert rows["50.000.000"]["total"].paid == 50_000_000
    assert rows["200"]["total"].planned == 200_000_000
    assert rows["50"]["total"].paid == 50_000_000


def test_the_day_fits_into_its_column_in_word_as_well(client, owner):
    access = make_member(organisation=owner).access
    task_list = under_way(owner)
    with use_tenant(access.tenant):
        table = progress_report(task_list, access=access, today=today()).annexes[0].body[0]
    heads = [plain_text(cell.parts) for cell in table.head[0].cells]
    column = table.columns[heads.index(f"Thực hiện đến {format_date(today())}")]

    # Eight digits and two strokes of Times New Roman in 11 points (mm), and what frames a cell.
    assert column.width * LANDSCAPE / 100 > 8 * 1.94 + 2 * 1.08 + 2.9


def test_the_paper_says_that_its_plan_is_a_draft_while_the_list_is_amended(client, owner):
    task_list = make_task_list(owner, state="submitted", title="Danh mục điều chỉnh")
    make_task(task_list)
    words = "là của dự thảo điều chỉnh, chưa được phê duyệt"

    assert words in read(client, task_list, "docx")
    assert words in client.get(task_list.get_absolute_url()).content.decode()
    assert words not in read(client, under_way(owner), "docx")


def test_no_paper_is_made_of_a_list_without_tasks(client, owner):
    task_list = make_task_list(owner)
    shown = client.get(reverse("year:task_list_progress", args=[task_list.pk, "docx"]), follow=True)

    assert shown.redirect_chain == [(task_list.get_absolute_url(), 302)]
    assert "Danh mục chưa ghi nhiệm vụ nào nên chưa lập được văn bản." in shown.content.decode()


def test_a_list_without_money_says_so(client, owner):
    task_list = make_task_list(owner)
    make_task(task_list)

    said = read(client, task_list, "docx")

    assert "Danh mục chưa ghi kinh phí kế hoạch và giải ngân." in said


def test_the_unit_reports_on_its_own_list_in_its_own_name(client, owner):
    said = read(client, under_way(owner), "docx")

    assert "Kính gửi" not in said
    assert "Nơi nhận: - UBND thành phố Hà Nội (để báo cáo); - Các đơn vị chủ trì" in said
    assert said.count("GIÁM ĐỐC Trần Thị B") == 1


def test_the_unit_reports_to_the_committee_that_approved_the_list(client, owner):
    task_list = make_task_list(owner, issuer_level=IssuerLevel.PEOPLES_COMMITTEE)
    make_task(task_list)

    said = read(client, task_list, "docx")

    assert "Kính gửi: Ủy ban nhân dân thành phố Hà Nội" in said
    assert "Nơi nhận: - Như trên; - Lưu: VT." in said


def test_money_is_said_in_full_whatever_the_unit(client, owner):
    task_list = under_way(owner)
    with owner_login():
        Disbursement.objects.filter(task__task_list=task_list).update(amount=50_000_001)

    said = read(client, task_list, "docx")

    assert "Kinh phí tính bằng đồng" in said
    assert "Tổng cộng 200.000.000 50.000.001" in said
    assert "Khuyến công 200.000.000 50.000.001 25% Cộng" in said


def test_a_viewer_reads_and_a_neighbour_gets_nothing(client, owner):
    task_list = under_way(owner)
    client.force_login(make_member(organisation=owner, role=Role.VIEWER))
    assert "Tập huấn" in read(client, task_list, "docx")

    address = reverse("year:task_list_progress", args=[task_list.pk, "docx"])
    client.force_login(make_member(Kind.DEPARTMENT))
    assert client.get(address).status_code == 404
    client.force_login(make_member(organisation=owner))
    assert client.get(address.replace(".docx", ".exe")).status_code == 404
