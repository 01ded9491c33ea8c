"""The report of Hà Nội 2009-2015: compiled, traced, sent, collected, and nobody else's."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser import complaints

pytestmark = pytest.mark.xdist_group("stack")

OFFICER, HEAD = "chuyenvien.hanoi@vi-du.vn", "lanhdao.hanoi@vi-du.vn"
NEIGHBOUR, MINISTRY = "chuyenvien.bacninh@vi-du.vn", "chuyenvien.bo@vi-du.vn"
TITLE = re.compile("2009.2015")
COMPILE_SECONDS = 90


def test_hanoi_sends_its_report_and_the_neighbour_finds_nothing_of_it(open_as, stack, tmp_path):
    officer, head, ministry = open_as(OFFICER), open_as(HEAD), open_as(MINISTRY)

    open_the_report(officer)
    compile_and_watch(officer)
    version, figure = read_the_facts_of_all_attendances(officer)
    report, sheet = download_both_files(officer, stack, tmp_path)
    put_forward(officer)
    approve(head)
    receipt = submit(head)
    round_page, collected = collect(ministry, stack, tmp_path)

    assert [complaints(page) for page in (officer, head, ministry)] == [[], [], []]
    neighbour = open_as(NEIGHBOUR)
    hidden = [officer.url, version, figure, receipt, report, sheet, collected]
    assert [neighbour.request.get(address).status for address in hidden] == [404] * len(hidden)
    assert neighbour.request.get(round_page).status == 200
    neighbour.goto("/reports/")
    expect(neighbour.locator("main")).not_to_contain_text("Hà Nội")


def open_the_report(page):
    """From the front page: what is owed, and its report."""
    page.goto("/")
    row = page.get_by_role("row").filter(has_text=TITLE)
    row.get_by_role("button").or_(row.get_by_role("link", name="Mở báo cáo")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def compile_and_watch(page):
    """The progress page asks by itself; a second look is not needed."""
    page.get_by_role("button", name=re.compile("^Lập (lại )?báo cáo$")).click()
    page.wait_for_url("**/organisation/jobs/**")
    page.evaluate("document.body.dataset.loaded = 'once'")
    result = page.get_by_role("link", name="Xem kết quả")
    expect(result).to_be_visible(timeout=COMPILE_SECONDS * 1000)
    expect(page.get_by_role("status")).to_contain_text("đã xong")
    assert page.evaluate("document.body.dataset.loaded") == "once"
    result.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def read_the_facts_of_all_attendances(page):
    """Returns the addresses of the version and of the figure."""
    page.get_by_role("link", name="Xem báo cáo và từng số").click()
    version = page.url
    page.get_by_role("link", name="2.430", exact=True).first.click()
    page.wait_for_url("**/so-lieu/**")
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(7)
    numbers = [int(text.replace(".", "")) for text in rows.locator("td.number").all_inner_texts()]
    assert sum(numbers) == 2430
    expect(page.locator("tfoot")).to_contain_text("2.430")
    expect(page.locator("main")).to_contain_text("khớp số đã in")
    figure = page.url
    page.get_by_role("navigation", name="Vị trí trang").get_by_role("link", name=TITLE).click()
    return version, figure


def download_both_files(page, stack, folder):
    """Returns the addresses of the report and of the internal sheet."""
    files = page.get_by_role("row").filter(has_text="Bản số").first
    report = files.get_by_role("link", name="Báo cáo", exact=True)
    sheet = files.get_by_role("link", name="Phiếu đối chiếu số liệu")
    assert "2.430" in download(page, report, stack, folder / "report.pdf")
    assert "nội bộ" in download(page, sheet, stack, folder / "sheet.pdf").lower()
    return report.get_attribute("href"), sheet.get_attribute("href")


def download(page, link, stack, target):
    """The text of the file behind the link, which must be one of ours, whole."""
    with page.expect_download() as started:
        link.click()
    assert started.value.suggested_filename.endswith(".pdf")
    started.value.save_as(target)
    assert target.read_bytes().startswith(b"%PDF")
    assert "Nguyên vẹn" in stack.manage("verify_report", str(target))
    read = subprocess.run(["pdftotext", target, "-"], check=True, capture_output=True, text=True)
    return " ".join(read.stdout.split())


def put_forward(page):
    open_the_report(page)
    page.get_by_role("link", name="Xem các số chính").click()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Đã trình duyệt báo cáo.")).to_be_visible()


def approve(page):
    open_the_report(page)
    page.get_by_role("link", name="Xem các số chính").click()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt.")).to_be_visible()


def submit(page):
    """The head sends; returns the address of the receipt."""
    open_the_report(page)
    page.get_by_role("link", name="Gửi báo cáo về Bộ").click()
    expect(page.locator("main")).to_contain_text("2.430")
    page.get_by_role("button", name="Gửi bản này về Bộ").click()
    page.wait_for_url("**/reports/receipts/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu tiếp nhận")
    received = page.locator("dt", has_text="Tiếp nhận lúc").locator(
        "xpath=following-sibling::dd[1]"
    )
    expect(received).to_contain_text(re.compile(r"^\d{2}:\d{2} ngày \d{2}/\d{2}/\d{4}"))
    return page.url


def collect(page, stack, folder):
    """The Ministry reads the report and makes the collected file; (round, file) addresses."""
    page.goto("/reports/")
    page.get_by_role("row").filter(has_text="Hà Nội").filter(has_text=TITLE).get_by_role(
        "link"
    ).click()
    expect(page.locator("main")).to_contain_text("Sở Công Thương thành phố Hà Nội")
    expect(page.get_by_role("link", name="Phiếu đối chiếu số liệu")).to_have_count(0)
    page.goto("/reports/rounds/2009-2015/")
    round_page = page.url
    page.get_by_role("button", name="Lập tập báo cáo của kỳ").click()
    result = page.get_by_role("link", name="Xem kết quả")
    expect(result).to_be_visible(timeout=COMPILE_SECONDS * 1000)
    result.click()
    link = page.get_by_role("link", name=re.compile("Tải PDF")).first
    text = download(page, link, stack, folder / "collected.pdf")
    assert "2.430" in text
    assert "Sở Công Thương tỉnh Bắc Ninh (minh họa)" in text
    return round_page, link.get_attribute("href")


def test_without_javascript_the_progress_page_comes_to_its_end_by_itself(open_as):
    page = open_as(OFFICER, java_script_enabled=False)
    page.goto("/reports/rounds/2014/")
    page.get_by_role("button", name="Mở báo cáo").or_(
        page.get_by_role("button", name="Bắt đầu báo cáo")
    ).or_(page.get_by_role("link", name="Mở báo cáo")).click()

    page.get_by_role("button", name=re.compile("^Lập (lại )?báo cáo$")).click()

    expect(page.get_by_role("link", name="Xem kết quả")).to_be_visible(
        timeout=COMPILE_SECONDS * 1000
    )
