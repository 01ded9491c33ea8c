"""Two people of one department at one section of its report, each in a browser of their own."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser import complaints
from tests.stack import wait_until

pytestmark = pytest.mark.xdist_group("stack")

OFFICER, HEAD = "chuyenvien.hanoi@vi-du.vn", "lanhdao.hanoi@vi-du.vn"
SECTION = "/reports/sct-ha-noi_2009-2015/words/sections/truyen_thong/"
REPORT = SECTION.partition("words/")[0]


def shoot(page, name):
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def nobody_writes(stack):
    return stack.rows("SELECT count(*) FROM reports_sectioneditor") == [(0,)]


def test_one_writes_while_the_other_reads_remarks_and_waits(open_as, stack):
    officer, head = open_as(OFFICER), open_as(HEAD)
    with officer.expect_response("**/take/"):
        officer.goto(SECTION)
    text = officer.get_by_label("Lời văn", exact=True)
    before = text.input_value()

    head.goto(SECTION)
    expect(head.get_by_role("status").filter(has_text="đang sửa mục này")).to_be_visible()
    head.get_by_label("Nêu ý kiến").fill("Thiếu số lượt của hai quận phía bắc, đề nghị bổ sung.")
    head.get_by_role("button", name="Ghi ý kiến").click()
    shoot(head, "colleague")
    head.get_by_label("Lời văn", exact=True).fill("Lời của lãnh đạo")
    head.get_by_role("button", name="Lưu lời văn").click()
    expect(head.locator(".error-summary")).to_contain_text("đang sửa mục này")
    expect(head.get_by_label("Lời văn", exact=True)).to_have_value("Lời của lãnh đạo")

    text.fill(before + "\nTrong đó mở 33 lớp tập huấn, 2.500 lượt người.")
    officer.get_by_role("button", name="Lưu lời văn").click()
    expect(officer.get_by_role("heading", name="Số gõ tay trong lời văn")).to_be_visible()
    expect(officer.get_by_text("Thiếu số lượt của hai quận phía bắc").first).to_be_visible()
    shoot(officer, "typed")
    officer.set_viewport_size({"width": 390, "height": 844})
    shoot(officer, "typed-390")
    officer.get_by_role("button", name="Thay bằng mã {{TT-01}} 33 lớp tập huấn").click()
    expect(text).to_have_value(before + "\nTrong đó mở {{TT-01}} lớp tập huấn, 2.500 lượt người.")
    officer.get_by_role("button", name="Đã giải quyết").click()
    expect(officer.get_by_text("đã giải quyết,")).to_be_visible()
    officer.goto(REPORT)
    wait_until(lambda: nobody_writes(stack), seconds=30)

    with head.expect_response("**/take/"):
        head.goto(SECTION)
    expect(head.get_by_role("status").filter(has_text="đang sửa mục này")).to_have_count(0)
    head.get_by_label("Lời văn", exact=True).fill(before)
    head.get_by_role("button", name="Lưu lời văn").click()
    expect(head.get_by_text("Đã lưu lời văn")).to_be_visible()
    assert [complaints(page) for page in (officer, head)] == [[], []]


def test_a_finding_is_explained_on_the_page_of_checks(open_as):
    page = open_as(OFFICER)
    page.goto(f"{REPORT}checks/")
    page.get_by_role("button", name=re.compile("Lập (lại )?báo cáo")).click()
    page.get_by_role("link", name="Xem kết quả").wait_for(timeout=90_000)
    page.goto(f"{REPORT}checks/")
    page.get_by_role("link", name=re.compile("^Giải trình")).first.click()
    shoot(page, "explain")
    page.get_by_label("Giải trình", exact=True).fill("Đúng như hồ sơ lưu tại đơn vị.")
    page.get_by_role("button", name="Lưu giải trình").click()

    expect(page.get_by_text("Đúng như hồ sơ lưu tại đơn vị.").first).to_be_visible()
    shoot(page, "explained")
    assert complaints(page) == []
