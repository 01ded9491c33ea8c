"""A season: three departments, a corporation and its parent, a merged province, a unit on paper.

From the reminder a month before to the Ministry's synthesis, each unit in its own way: in time with
a copy signed through Word, late, returned and sent again, nil, keyed in by the Ministry.
"""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from reports.printing import NO_DATA
from tests.browser import complaints
from tests.journeys.season_world import CHILD, EMPTY, FORMER, NORTH, PARENT, ROUND, SOUTH
from tests.paper_printing import print_docx
from tests.stack import running_stack, wait_until

# A portal of its own, whose clock is moved; beside the files that share the other one.
pytestmark = pytest.mark.xdist_group("season")

MINISTRY = "chuyenvien.bo@vi-du.vn"
OFFICERS = {
    NORTH: "chuyenvien.hanoi@vi-du.vn",
    SOUTH: "chuyenvien.bacninh@vi-du.vn",
    CHILD: "chuyenvien.tongcongty@vi-du.vn",
    PARENT: f"officer.{PARENT}@vi-du.vn",
    EMPTY: f"officer.{EMPTY}@vi-du.vn",
}
HEADS = {
    NORTH: "lanhdao.hanoi@vi-du.vn",
    SOUTH: "lanhdao.bacninh@vi-du.vn",
    CHILD: "lanhdao.tongcongty@vi-du.vn",
    PARENT: f"head.{PARENT}@vi-du.vn",
    EMPTY: f"head.{EMPTY}@vi-du.vn",
}
MORE = """
import datetime as dt
from organisations.models import Organisation
from organisations.tenancy import owner_login
from outreach.models import Activity
with owner_login():
    Activity.objects.create(
        owner=Organisation.objects.get(code="minh-hoa-tong-cong-ty"), kind="workshop",
        title="Hội thảo tháng sáu", held_on=dt.date(2026, 6, 12), place="Hải Phòng",
        event_count=1, attendance_count=20,
    )
"""


@pytest.fixture(scope="module")
def stack(template_database):
    """Instead of the shared portal: `open_as` signs in here."""
    with running_stack() as started:
        started.shell("from tests.journeys import season_world; season_world.build()")
        started.manage("merge_departments", "--old", FORMER, "--new", SOUTH)
        yield started


def it_is(stack, moment):
    """Move the demonstration's clock; it runs on from there."""
    with stack.cursor() as cursor:
        cursor.execute("DELETE FROM app.clock")
        cursor.execute(
            "INSERT INTO app.clock (shift) VALUES (%s::timestamptz - clock_timestamp())",
            [f"{moment}+07:00"],
        )


def test_a_season_from_the_reminder_to_the_synthesis(open_as, stack, tmp_path):
    it_is(stack, "2026-12-01 08:00")
    read_the_reminder(open_as(OFFICERS[NORTH]), stack)

    it_is(stack, "2026-12-15 09:00")
    send_in_time_through_word(open_as, tmp_path)
    declare_nothing(open_as)
    it_is(stack, "2026-12-20 09:00")
    send_and_send_again(open_as, stack, tmp_path)
    send_the_parents(open_as)
    it_is(stack, "2027-01-05 09:00")
    key_in_the_paper(open_as(MINISTRY))
    send_late(open_as)

    ministry = open_as(MINISTRY)
    read_the_board(ministry)
    version, synthesis = consolidate(ministry, stack, tmp_path)
    assert counted_in(stack, version) == expected_of(stack)
    every_figure_opens_and_agrees(ministry, stack, version, synthesis)
    assert complaints(ministry) == []


# The steps of one unit


def report_page(page, code):
    page.goto(f"/reports/{code}_{ROUND}/")


def open_report(page, code):
    """From the round, as whoever owes it begins."""
    page.goto(f"/reports/rounds/{ROUND}/")
    begin = page.get_by_role("button", name="Bắt đầu báo cáo")
    begin.or_(page.get_by_role("link", name="Mở báo cáo").first).first.click()
    expect(page).to_have_url(re.compile(f"/reports/{code}_{ROUND}/"))


def compiled(page, code):
    open_report(page, code)
    compile_and_watch_here(page)


def compile_and_watch_here(page):
    page.get_by_role("button", name=re.compile("^Lập (lại báo cáo|báo cáo|bản mới)$")).click()
    page.wait_for_url("**/organisation/jobs/**")
    page.get_by_role("link", name="Xem kết quả").click(timeout=90_000)


def put_forward_and_approve(officer, head, code):
    officer.goto(f"/reports/{code}_{ROUND}/approval/")
    officer.get_by_role("button", name="Trình duyệt").click()
    expect(officer.get_by_text("Đã trình duyệt báo cáo.")).to_be_visible()
    head.goto(f"/reports/{code}_{ROUND}/approval/")
    expect(head.locator("main")).to_contain_text("Các số chính")
    head.get_by_role("button", name="Duyệt", exact=True).click()
    expect(head.get_by_text("Đã duyệt.")).to_be_visible()


def send(head, code):
    """Returns what the receipt says of its time."""
    report_page(head, code)
    head.get_by_role("link", name="Gửi báo cáo về Bộ").click()
    head.get_by_role("button", name="Gửi bản này về Bộ").click()
    head.wait_for_url("**/reports/receipts/**")
    return head.locator("main").inner_text()


def read_the_reminder(page, stack):
    stack.shell("from organisations.tasks import sweep_reminders; sweep_reminders()")
    told = wait_until(lambda: is_told(page), seconds=60)
    assert "còn 30 ngày (trước ngày 31/12/2026)" in told


def is_told(page):
    page.goto("/organisation/notifications/")
    said = page.locator("main").inner_text()
    return said if "còn 30 ngày" in said else ""


# In time, through Word


def send_in_time_through_word(open_as, folder):
    """The words, the checks, the chain; then a copy whose printed number was changed is found."""
    officer, head = open_as(OFFICERS[NORTH]), open_as(HEADS[NORTH])
    open_report(officer, NORTH)
    write_a_section(officer)
    compiled(officer, NORTH)
    officer.get_by_role("link", name="Xem kết quả kiểm tra").click()
    expect(officer.locator("main")).to_contain_text("quy tắc")
    put_forward_and_approve(officer, head, NORTH)
    write_the_number(officer, NORTH)
    word = download_word(officer, folder)

    upload(officer, folder, print_docx(word, change=("<td><p>83</p></td>", "<td><p>93</p></td>")))
    expect(officer.locator("main")).to_contain_text(
        re.compile(r"tệp của cổng “?.?83 .*bản ký.*93 ")
    )
    report_page(head, NORTH)
    expect(head.get_by_role("link", name="Gửi báo cáo về Bộ")).to_have_count(0)

    upload(officer, folder, print_docx(word))
    expect(officer.get_by_role("heading", name="Chỗ bản ký khác")).to_have_count(0)
    assert "đúng hạn" in send(head, NORTH)


def write_a_section(page):
    page.goto(f"/reports/{NORTH}_{ROUND}/words/")
    page.get_by_role("link", name=re.compile("^Viết lời văn")).first.click()
    page.get_by_label("Lời văn").fill("Sở đã tổ chức {{TT-01}} lớp, hội thảo trong kỳ báo cáo.")
    page.get_by_role("button", name="Lưu lời văn").click()
    expect(page.get_by_text("Đã lưu lời văn.")).to_be_visible()


def write_the_number(page, code):
    page.goto(f"/reports/{code}_{ROUND}/outgoing/")
    for label, typed in (
        ("Số", "215"),
        ("Ký hiệu", "BC-SCT"),
        ("Ngày ký", "15/12/2026"),
        ("Người ký", "Người Ký Thử"),
        ("Chức vụ người ký", "Giám đốc"),
    ):
        page.get_by_role("textbox", name=label, exact=True).fill(typed)
    page.get_by_role("button", name="Ghi số và người ký").click()
    expect(page.get_by_text("Đã ghi số, ngày và người ký.")).to_be_visible()


def download_word(page, folder):
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải tệp DOCX").click()
    started.value.save_as(folder / "report.docx")
    return (folder / "report.docx").read_bytes()


def upload(page, folder, body):
    (folder / "signed.pdf").write_bytes(body)
    page.locator("input[type=file]").set_input_files(folder / "signed.pdf")
    page.get_by_role("button", name=re.compile("(Tải lên|Thay) bản ký")).click()
    expect(page.get_by_text(re.compile("Đã lưu bản ký"))).to_be_visible(timeout=90_000)


# Nil, returned, the parent's, on paper, late


def declare_nothing(open_as):
    officer, head = open_as(OFFICERS[EMPTY]), open_as(HEADS[EMPTY])
    open_report(officer, EMPTY)
    officer.get_by_role("button", name="Báo cáo không phát sinh").click()
    compiled(officer, EMPTY)
    put_forward_and_approve(officer, head, EMPTY)
    assert "đúng hạn" in send(head, EMPTY)


def send_and_send_again(open_as, stack, folder):
    """With a digital signature; the Ministry returns it, one event is added, the diff shows it."""
    officer, head = open_as(OFFICERS[CHILD]), open_as(HEADS[CHILD])
    keys = folder / "keys"
    stack.manage("make_test_certificates", str(keys))
    stack.manage("add_trust_root", str(keys / "root.pem"), "--name", "Chứng thư thử")
    compiled(officer, CHILD)
    put_forward_and_approve(officer, head, CHILD)
    write_the_number(officer, CHILD)
    sign_and_upload(officer, stack, folder, keys)
    assert "đúng hạn" in send(head, CHILD)

    hand_back(open_as(MINISTRY))
    stack.shell(MORE)
    report_page(officer, CHILD)
    expect(officer.locator("main")).to_contain_text("Thiếu hội thảo tháng sáu")
    compile_and_watch_here(officer)
    officer.goto(f"/reports/{CHILD}_{ROUND}/approval/")
    expect(officer.locator("#changes").locator("xpath=..")).to_contain_text("thêm 1")
    put_forward_and_approve(officer, head, CHILD)
    again = send(head, CHILD)
    assert "Phiếu tiếp nhận" in again


def sign_and_upload(page, stack, folder, keys):
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải tệp PDF").click()
    started.value.save_as(folder / "ours.pdf")
    signed = folder / "ours-signed.pdf"
    stack.manage(
        "sign_test_copy", str(folder / "ours.pdf"), str(signed), "--key", str(keys / "signer.key")
    )
    upload(page, folder, signed.read_bytes())
    expect(page.locator("main")).to_contain_text("chữ ký số: hợp lệ")


def hand_back(page):
    report_page(page, CHILD)
    page.get_by_role("link", name="Yêu cầu hoàn thiện, bổ sung").click()
    page.get_by_label("Lý do").fill("Thiếu hội thảo tháng sáu.")
    page.locator("main form[method=post] button").last.click()
    expect(page.get_by_text("Đã ghi.")).to_be_visible()


def send_the_parents(open_as):
    """Its own plant, and what its child has sent."""
    officer, head = open_as(OFFICERS[PARENT]), open_as(HEADS[PARENT])
    open_report(officer, PARENT)
    expect(officer.locator("main")).to_contain_text("Tổng công ty Minh họa: đã gửi lúc")
    compiled(officer, PARENT)
    put_forward_and_approve(officer, head, PARENT)
    assert "đúng hạn" in send(head, PARENT)


def key_in_the_paper(page):
    page.goto(f"/reports/rounds/{ROUND}/")
    row = page.get_by_role("row").filter(has_text="Cà Mau")
    row.get_by_role("link", name=re.compile("^Nhập theo báo cáo giấy")).click()
    told_in = "Báo cáo 77/BC-SCT ngày 20/12/2026, trang 4"
    page.get_by_role("textbox", name="Văn bản", exact=True).fill(told_in)
    page.get_by_label("Lượt người tham dự hội nghị, hội thảo").fill("1.200")
    page.get_by_role("button", name="Lưu số theo báo cáo giấy").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2026")


def send_late(open_as):
    officer, head = open_as(OFFICERS[SOUTH]), open_as(HEADS[SOUTH])
    compiled(officer, SOUTH)
    put_forward_and_approve(officer, head, SOUTH)
    assert "nộp chậm" in send(head, SOUTH)


# The Ministry


def read_the_board(page):
    page.goto(f"/reports/rounds/{ROUND}/board/")
    for unit, words in (
        ("Hà Nội", "đúng hạn"),
        ("Bắc Ninh", "nộp chậm"),
        ("Tổng công ty Minh họa", "đúng hạn"),  # the first receipt keeps its date
        ("Cà Mau", "quá hạn, chưa gửi"),
    ):
        expect(page.get_by_role("row").filter(has_text=unit)).to_contain_text(words)


def consolidate(page, stack, folder):
    """The number of the synthesis' version, and the text of its PDF."""
    page.goto(f"/reports/rounds/{ROUND}/")
    page.get_by_role("button", name="Lập tập báo cáo của kỳ").click()
    page.get_by_role("link", name="Xem kết quả").click(timeout=180_000)
    page.get_by_role("link", name="Báo cáo tổng hợp toàn quốc").first.click()
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("^Báo cáo PDF")).first.click()
    started.value.save_as(folder / "synthesis.pdf")
    assert "Nguyên vẹn" in stack.manage("verify_report", str(folder / "synthesis.pdf"))
    asked = ["pdftotext", "-layout", folder / "synthesis.pdf", "-"]
    read = subprocess.run(asked, check=True, capture_output=True, text=True)
    newest = "SELECT max(id) FROM reports_reportversion WHERE consolidation_id IS NOT NULL"
    return stack.rows(newest)[0][0], " ".join(read.stdout.split())


def counted_in(stack, version):
    """What the synthesis prints of plants and of events."""
    return dict(
        stack.rows(
            "SELECT i.code, f.value::int FROM reports_figure f JOIN programmes_indicator i"
            " ON i.id = f.indicator_id WHERE f.version_id = %s AND f.nature = 'counted'"
            " AND f.any_year AND f.kind = '' AND f.stratum = '' AND f.reads = 'number'"
            " AND f.source_id IS NULL"
            " AND i.code IN ('TH-05', 'TH-06', 'TH-07', 'CS-01', 'TT-01', 'TH-02', 'TH-03')",
            version,
        )
    )


def expected_of(stack):
    """The same, counted from the registers by the test: who reports it does not matter."""
    plants = "SELECT count(*) FROM enterprises_establishment e WHERE e.merged_into_id IS NULL"
    of_departments = f" AND e.department_id IN ({UNITS})"
    of_corporations = f" AND e.corporation_id IN ({UNITS})"
    events = f"""
      SELECT sum(event_count) FROM (
        SELECT DISTINCT ON (lower(title), held_on, place) event_count FROM outreach_activity
        WHERE owner_id IN ({UNITS}) AND kind IN ('conference', 'workshop', 'training')
          AND held_on BETWEEN '2025-12-15' AND '2026-12-14'
      ) AS each
    """
    asked = {
        "CS-01": f"{plants} AND (e.department_id IN ({UNITS}) OR e.corporation_id IN ({UNITS}))",
        "TH-05": plants + of_departments,
        "TH-06": plants + of_corporations,
        "TH-07": plants + of_departments + of_corporations,
        "TT-01": events,
        "TH-02": f"SELECT count(*) FROM ({UNITS}) AS sent",
        "TH-03": f"SELECT count(*) - 1 FROM ({UNITS}) AS in_time",
    }
    return {code: int(stack.rows(sql)[0][0]) for code, sql in asked.items()}


UNITS = """
SELECT id FROM organisations_organisation WHERE code IN ('sct-ha-noi', 'minh-hoa-so',
  'sct-dien-bien', 'minh-hoa-tong-cong-ty', 'tap-doan-minh-hoa')
"""


def every_figure_opens_and_agrees(page, stack, version, synthesis):
    """By its code, which the paper prints: its page counts the rows again."""
    figures = stack.rows(
        "SELECT code, printed, reads, value IS NOT NULL FROM reports_figure"
        " WHERE version_id = %s AND NOT is_internal ORDER BY ordinal",
        version,
    )
    assert len(figures) > 100
    told = [code for code, printed, *_ in figures if printed != NO_DATA]
    unprinted = [code for code in told if code.rsplit(".", 1)[1] not in synthesis]
    assert unprinted == []
    wrong = {}
    for code, printed, _reads, is_number in figures:
        answer = page.request.get(f"/so-lieu/{code}/")
        said = answer.text()
        agrees = "không khớp số đã in" not in said and (not is_number or "khớp số đã in" in said)
        if answer.status != 200 or not agrees or printed not in said:
            wrong[code] = (answer.status, printed)
    assert wrong == {}
