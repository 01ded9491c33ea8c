"""Plans and activities by keyboard alone, and without JavaScript; the neighbour sees neither."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.browser import complaints, sign_in

pytestmark = pytest.mark.xdist_group("stack")

# Not Hà Nội's officer: other tests count its rows.
OFFICER, NEIGHBOUR = "chuyenvien.bacninh@vi-du.vn", "chuyenvien.hanoi@vi-du.vn"
NAME_OF_THE_FOCUSED = """() => {
    const at = document.activeElement;
    return (at.labels?.[0] ?? at).innerText.trim();
}"""
MANY = 80


def tab_to(page, name):
    """Press Tab until what has the focus is called like this."""
    for _press in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_THE_FOCUSED).startswith(name):
            return
    raise AssertionError(f"Tab never comes to “{name}”")


def choose(page, option):
    """Arrow keys in a drop-down list."""
    for _press in range(MANY):
        if page.evaluate("document.activeElement.selectedOptions[0].innerText.trim()") == option:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the list has no “{option}”")


def fill(page, **typed):
    """{label: text} in the order of the form; underscores are spaces."""
    for label, text in typed.items():
        tab_to(page, label)
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def press(page, name):
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_an_activity_is_entered_by_keyboard_and_its_date_is_the_third_of_april(open_as, stack):
    page = open_as(OFFICER)
    page.goto("/outreach/activities/")
    press(page, "Thêm hoạt động")
    page.wait_for_url("**/new/")

    tab_to(page, "Loại hoạt động")
    choose(page, "Tập huấn")
    fill(page, **{"Ngày tổ chức": "31/02/2026"})
    page.keyboard.press("Enter")

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Lỗi: Thêm hoạt động – Sở Công Thương"))
    press(page, "Tên, nội dung:")
    expect(page.get_by_label("Tên, nội dung")).to_be_focused()
    page.keyboard.type("Lớp gõ bằng bàn phím")
    expect(page.get_by_label("Ngày tổ chức", exact=True)).to_have_value("31/02/2026")
    fill(page, **{"Ngày tổ chức": "03/04/2026", "Số cuộc, lớp": "1", "Lượt người tham dự": "1.234"})
    press(page, "Lưu hoạt động")

    expect(page.get_by_role("heading", level=1)).to_have_text("Lớp gõ bằng bàn phím")
    expect(page.locator("main")).to_contain_text("03/04/2026")
    expect(page.locator("main")).to_contain_text("1.234")
    saved = "SELECT held_on, attendance_count FROM outreach_activity WHERE title = %s"
    assert stack.rows(saved, "Lớp gõ bằng bàn phím") == [(dt.date(2026, 4, 3), 1234)]
    page.goto("/outreach/activities/")
    expect(page.locator("main")).to_contain_text("Lớp gõ bằng bàn phím")
    assert complaints(page) == []
    neighbour = open_as(NEIGHBOUR)
    neighbour.goto("/outreach/activities/")
    expect(neighbour.locator("main")).to_contain_text("Tờ rơi")
    expect(neighbour.locator("main")).not_to_contain_text("Lớp gõ bằng bàn phím")


def test_a_plan_is_entered_by_keyboard_and_wrong_years_lead_to_their_field(open_as):
    page = open_as(OFFICER)
    page.goto("/programmes/plans/")
    press(page, "Lập kế hoạch mới")
    page.wait_for_url("**/new/")

    fill(page, **{"Tên kế hoạch": "Kế hoạch gõ bằng bàn phím", "Từ năm": "2029", "Đến năm": "2026"})
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    press(page, "Đến năm:")
    expect(page.get_by_label("Đến năm")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("2030")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch gõ bằng bàn phím")
    page.goto("/programmes/plans/")
    expect(page.locator("main")).to_contain_text("Kế hoạch gõ bằng bàn phím")
    assert complaints(page) == []
    neighbour = open_as(NEIGHBOUR)
    neighbour.goto("/programmes/plans/")
    expect(neighbour.locator("h1")).to_be_visible()
    expect(neighbour.locator("main")).not_to_contain_text("Kế hoạch gõ bằng bàn phím")


def test_without_javascript_one_signs_in_reads_a_list_and_saves_a_form(open_as):
    page = open_as(None, java_script_enabled=False)
    sign_in(page, OFFICER)

    page.goto("/outreach/activities/")
    expect(page.get_by_role("row").nth(3)).to_be_visible()
    page.get_by_role("link", name="Thêm hoạt động").click()
    page.get_by_label("Loại hoạt động").select_option(label="Hội thảo")
    page.get_by_role("button", name="Lưu hoạt động").click()
    expect(page.locator(".error-summary")).to_contain_text("Tên, nội dung")
    page.get_by_label("Tên, nội dung").fill("Hội thảo nhập không cần kịch bản")
    page.get_by_label("Năm", exact=True).or_(page.get_by_label("Năm (không bắt buộc)")).fill("2015")
    page.get_by_role("button", name="Lưu hoạt động").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hội thảo nhập không cần kịch bản")
