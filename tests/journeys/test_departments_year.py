"""A department's year: plan, approval, list of twelve tasks, log by file, home, papers, report."""

import io
import re

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.browser import complaints
from tests.organisations import docx_reading, pdf_reading

pytestmark = pytest.mark.xdist_group("stack")

OFFICER, HEAD = "chuyenvien.hanoi@vi-du.vn", "lanhdao.hanoi@vi-du.vn"
NEIGHBOUR = "chuyenvien.bacninh@vi-du.vn"
PLAN = "Kế hoạch sản xuất và tiêu dùng bền vững 2026-2030 đi thử"
LIST = "Danh mục nhiệm vụ năm 2026 đi thử"
TASKS, CLASSES, PEOPLE, PLANNED, ESTIMATE = 12, 6, 20, 8, 7
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWES_2026 = """
from organisations.models import Organisation
from organisations.tenancy import owner_login
from reports.models import ReportingRound, RoundAddressee
with owner_login():
    RoundAddressee.objects.get_or_create(
        round=ReportingRound.objects.get(code="2026"),
        organisation=Organisation.objects.get(code="sct-ha-noi"),
    )
"""


@pytest.fixture
def owing(stack):
    stack.shell(OWES_2026)


def test_a_department_goes_through_its_year(open_as, owing):
    officer, head = open_as(OFFICER), open_as(HEAD)

    plan = draw_up_the_plan(officer)
    approve_and_issue(officer, head, plan, number="901/QĐ-SCT")
    tasks = draw_up_the_list(officer)
    paste_the_tasks(officer, tasks)
    approve_and_issue(officer, head, tasks, number="902/QĐ-SCT")
    for number in range(1, CLASSES + 1):
        hold_a_class(officer, tasks, number)

    estimate_the_year(officer, tasks)

    read_the_home(officer)
    read_the_list(officer, tasks)
    read_the_papers(officer, tasks)
    read_the_report(officer)
    assert [complaints(page) for page in (officer, head)] == [[], []]
    neighbour = open_as(NEIGHBOUR)
    assert [neighbour.request.get(address).status for address in (plan, tasks)] == [404, 404]


def draw_up_the_plan(page):
    page.goto("/programmes/plans/")
    page.get_by_role("link", name="Lập kế hoạch mới").first.click()
    page.get_by_label("Tên kế hoạch").fill(PLAN)
    page.get_by_label("Từ năm").fill("2026")
    page.get_by_label("Đến năm").fill("2030")
    choose(page, "Thực hiện chiến lược", "sản xuất và tiêu dùng bền vững giai đoạn 2021-2030")
    page.get_by_role("button", name=re.compile("^Lưu")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
    plan = page.url
    page.goto(f"{plan}components/new/")
    page.get_by_label("Nội dung thực hiện").fill("Tập huấn cho cơ sở")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("main")).to_contain_text("Tập huấn cho cơ sở")
    return plan


def choose(page, label, part):
    """The option that contains these words."""
    box = page.get_by_role("combobox", name=label).first
    option = box.locator("option", has_text=part).first
    box.select_option(value=option.get_attribute("value"))


def approve_and_issue(officer, head, paper, *, number):
    """The officer submits, the head approves, the signed decision is written down."""
    officer.goto(paper)
    officer.get_by_role("link", name=re.compile("^Trình")).first.click()
    officer.locator("main").get_by_role("button", name=re.compile("^Trình")).click()
    expect(officer.locator("main")).to_contain_text("đã trình")
    head.goto(paper)
    head.get_by_role("button", name="Duyệt", exact=True).click()
    officer.goto(paper)
    officer.get_by_role("link", name=re.compile("^Ghi quyết định")).first.click()
    officer.get_by_label("Số, ký hiệu").fill(number)
    officer.get_by_role("textbox", name="Ngày ký").fill("20/01/2026")
    officer.get_by_label("Cơ quan ban hành").fill("Sở Công Thương thành phố Hà Nội")
    officer.get_by_role("combobox", name="Cấp ban hành").select_option(label="Sở")
    officer.get_by_label("Trích yếu").fill(f"Ban hành theo {number}")
    officer.get_by_role("button", name="Ghi quyết định").click()
    expect(officer.locator("main")).to_contain_text(number)


def draw_up_the_list(page):
    page.goto("/programmes/plans/task-lists/")
    page.get_by_role("link", name=re.compile("^Lập danh mục")).first.click()
    choose(page, "Kế hoạch", PLAN)
    page.get_by_label("Năm kế hoạch").fill("2026")
    page.get_by_label("Tên danh mục").fill(LIST)
    page.get_by_role("button", name=re.compile("^Lưu")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LIST)
    return page.url


def paste_the_tasks(page, tasks):
    """As copied from Excel: the first task is to hold the six classes."""
    heads = (
        "STT",
        "Tên nhiệm vụ",
        "Đơn vị chủ trì",
        "Từ tháng",
        "Đến tháng",
        "Loại sản phẩm 1",
        "Sản phẩm 1",
        "Đơn vị tính 1",
        "Kế hoạch 1",
        "Kinh phí: khuyến công (đồng)",
    )
    output = ("Lớp, khóa tập huấn", "Lớp", "lớp", PLANNED)
    first = (1, "Tập huấn cho cơ sở", "Phòng Quản lý công nghiệp", 1, 11, *output)
    other = (3, 12, "Tờ rơi", "Tờ rơi", "tờ", 1000)
    rows = [heads, (*first, "100 triệu")] + [
        (number, f"Nhiệm vụ thứ {number}", "Trung tâm Khuyến công", *other, "10.000.000")
        for number in range(2, TASKS + 1)
    ]
    page.goto(f"{tasks}import/")
    pasted = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    page.get_by_label("Hoặc dán các dòng chép từ Excel").fill(pasted)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name=f"Ghi {TASKS} nhiệm vụ vào danh mục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LIST)


def hold_a_class(page, tasks, number):
    """Linked to the first task; twenty people by a file, and their count is taken over."""
    page.goto("/outreach/activities/new/")
    choose(page, "Loại hoạt động", "Tập huấn")
    page.get_by_label("Tên, nội dung").fill(f"Lớp đi thử số {number}")
    page.get_by_role("textbox", name="Ngày tổ chức").fill(f"1{number}/03/2026")
    page.get_by_label("Số cuộc, lớp").fill("1")
    choose(page, "Nhiệm vụ", "Tập huấn cho cơ sở")
    page.get_by_role("button", name="Lưu hoạt động").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Lớp đi thử số {number}")
    activity = page.url
    page.goto(f"{activity}attendance/import/")
    rows = [("Cơ sở", "Cán bộ quản lý", "Cán bộ kỹ thuật")]
    rows += [(f"Cơ sở đi thử {n}", 1, 1) for n in range(1, PEOPLE // 2 + 1)]
    page.get_by_label("Mỗi dòng một cơ sở, có số người").check()
    page.get_by_label("Tệp bảng tính (XLSX)").set_input_files(
        {"name": "danh-sach.xlsx", "mimeType": XLSX, "buffer": workbook(rows)}
    )
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Lưu danh sách").click()
    page.goto(f"{activity}attendance/")
    page.get_by_role("button", name=f"Lấy {PEOPLE} làm lượt người tham dự").click()
    expect(page.locator("main")).to_contain_text(str(PEOPLE))


def workbook(rows):
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return kept.getvalue()


def estimate_the_year(page, tasks):
    page.goto(tasks)
    page.locator("main a[href*='/tasks/']", has_text="Tập huấn cho cơ sở").first.click()
    page.get_by_role("link", name=re.compile("^Ghi ước")).click()
    page.get_by_label("Ước cả năm").fill(str(ESTIMATE))
    page.get_by_label("Căn cứ ước tính").fill("Còn một lớp trong tháng 12")
    page.get_by_role("button", name=re.compile("^Lưu")).click()
    expect(page.locator("#outputs")).to_contain_text("Còn một lớp trong tháng 12")


def read_the_home(page):
    page.goto("/?year=2026")
    main = page.locator("main")
    expect(main).to_contain_text(f"{CLASSES}/{PLANNED}")
    expect(main).to_contain_text(f"{CLASSES * PEOPLE} lượt người tham dự")
    row = page.get_by_role("row").filter(has_text="cộng 1 sản phẩm đã ước")
    said = [cell.split("\n")[0] for cell in row.get_by_role("cell").all_inner_texts()]
    assert said[:3] == [str(PLANNED), str(CLASSES), str(ESTIMATE)]


def read_the_list(page, tasks):
    page.goto(tasks)
    expect(page.locator("main")).to_contain_text(f"75% ({CLASSES}/{PLANNED})")
    expect(page.locator("main")).to_contain_text("210.000.000")


def read_the_papers(page, tasks):
    """What the list says of itself as a file: planned, done, expected, share, planned money."""
    page.goto(tasks)
    for form, reading in (("PDF", pdf_words), ("DOCX", docx_words)):
        link = page.get_by_role("link", name=f"{form} Báo cáo tình hình thực hiện")
        body = page.request.get(link.get_attribute("href")).body()
        said = reading(body)
        assert f"lớp {PLANNED} {CLASSES} {ESTIMATE} 75%" in said, form
        assert f"danh mục có {TASKS} nhiệm vụ" in said, form
        assert "Khuyến công 210.000.000" in said, form
        assert "902/QĐ-" in said, form


def pdf_words(body):
    return in_one_line(pdf_reading.text(body, "-layout"))


def docx_words(body):
    return in_one_line(docx_reading.text(body))


def in_one_line(said):
    return " ".join(said.replace("\u00a0", " ").split())


def read_the_report(page):
    page.goto("/reports/rounds/2026/")
    page.get_by_role("button", name=re.compile("báo cáo")).or_(
        page.get_by_role("link", name="Mở báo cáo")
    ).first.click()
    page.get_by_role("button", name=re.compile("^Lập (lại )?báo cáo$")).click()
    result = page.get_by_role("link", name="Xem kết quả")
    expect(result).to_be_visible(timeout=90_000)
    result.click()
    page.get_by_role("link", name="Xem báo cáo và từng số").click()
    row = page.get_by_role("row").filter(has_text="Hội nghị, hội thảo, tập huấn đã tổ chức").first
    said = " ".join(row.inner_text().split())
    assert f"{PLANNED} {CLASSES} {ESTIMATE} 75,0" in said
    people = page.get_by_role("row").filter(has_text="Lượt người tham dự").first
    expect(people).to_contain_text(str(CLASSES * PEOPLE))
