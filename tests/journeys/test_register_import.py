"""A department brings in its register: 30,000 rows, 37 planted errors, a planted duplicate."""

import re

import pytest
from playwright.sync_api import expect

from organisations.sheets import XLSX
from tests.browser import complaints
from tests.journeys.register_files import TWIN, rows, with_a_twin, with_errors, workbook

pytestmark = pytest.mark.xdist_group("stack")

OFFICER, NEIGHBOUR = "chuyenvien.bacninh@vi-du.vn", "chuyenvien.hanoi@vi-du.vn"
ROWS, PLANTED = 30_000, 37
WAIT = 180_000


def test_a_department_brings_in_its_register(open_as):
    page = open_as(OFFICER)
    right = with_a_twin(rows(ROWS))
    wrong, planted = with_errors(right, PLANTED)

    first = bring_in(page, workbook(wrong), "co-so-loi.xlsx")
    read_the_refusals(page, first, planted)
    cancel(page)

    corrected = bring_in(page, workbook(right), "co-so.xlsx")
    expect(page.locator("main")).to_contain_text("Mới: 30.000")
    page.get_by_role("button", name=re.compile("^Ghi 30.000 dòng")).click()
    see_the_result(page)
    expect(page.locator(".page-header")).to_contain_text("đã ghi vào sổ")

    bring_in(page, workbook(right), "co-so-lan-nua.xlsx")
    expect(page.locator("main")).to_contain_text("không có gì để ghi")
    expect(page.locator("main")).to_contain_text("Không đổi: 30.000")

    pair = merge_the_twin(page)
    tell_them_apart_again(page)

    assert complaints(page) == []
    neighbour = open_as(NEIGHBOUR)
    seen = [neighbour.request.get(url).status for url in (first, corrected, pair)]
    assert seen == [404, 404, 404]
    neighbour.goto("/enterprises/?q=Đi+Thử")
    expect(neighbour.locator("main")).not_to_contain_text("Xưởng")


def bring_in(page, content, name):
    """Upload, confirm the columns as proposed, wait for the verdicts; the address of the batch."""
    page.goto("/enterprises/imports/new/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": content}
    )
    page.get_by_role("button", name="Tải lên và đọc tiêu đề cột").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Đối chiếu cột của tệp với sổ", timeout=WAIT
    )
    page.get_by_role("button", name="Kiểm tra tệp").click()
    see_the_result(page)
    expect(page.locator(".page-header")).to_contain_text("đã kiểm tra")
    return page.url.split("?")[0]


def merge_the_twin(page):
    """The pair was proposed when the file was written; the twin is merged into the other row."""
    page.goto("/enterprises/duplicates/")
    page.locator("tbody a", has_text=TWIN).first.click()
    expect(page.locator("main")).to_contain_text("mã số thuế")
    pair = page.url
    page.get_by_role("radio", name=re.compile("Xưởng gốm Đi Thử 0$")).check()
    page.get_by_label("Lý do gộp").fill("Cùng mã số thuế, đã gọi điện hỏi")
    page.get_by_role("button", name="Gộp hai dòng").click()
    find(page, TWIN)
    expect(page.get_by_role("link", name=TWIN, exact=True)).to_have_count(0)
    return pair


def tell_them_apart_again(page):
    find(page, "Xưởng gốm Đi Thử 0")
    page.get_by_role("link", name="Xưởng gốm Đi Thử 0", exact=True).click()
    page.get_by_role("link", name=re.compile("Tách lại")).first.click()
    page.get_by_label("Lý do tách lại").fill("Hai xưởng khác địa chỉ")
    page.get_by_role("button", name="Tách lại").click()
    find(page, TWIN)
    expect(page.get_by_role("link", name=TWIN, exact=True)).to_be_visible()


def find(page, name):
    page.goto("/enterprises/")
    page.get_by_label("Tên, mã số, ngành, nơi").fill(name)
    page.get_by_role("button", name="Lọc").click()


def see_the_result(page):
    """Wait for the job, whose page polls."""
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    result = page.get_by_role("link", name="Xem kết quả")
    expect(result.or_(page.get_by_text("Không nhận:"))).to_be_visible(timeout=WAIT)
    if result.is_visible():
        result.click()


def read_the_refusals(page, batch, planted):
    """Exactly the planted ones, each with its cell and reason."""
    expect(page.locator("main")).to_contain_text(f"Không nhận: {len(planted)}")
    page.goto(f"{batch}?verdict=refused")
    found = {}
    for line in page.locator("tbody tr").all():
        number = int(line.locator("td").first.inner_text().replace(".", ""))
        found[number] = line.inner_text()
    assert sorted(found) == sorted(planted)
    missed = [n for n, (_heading, words) in planted.items() if words not in found[n]]
    assert missed == []


def cancel(page):
    page.get_by_role("button", name="Hủy lần nhập này").click()
    expect(page.locator(".page-header")).to_contain_text("đã hủy")
