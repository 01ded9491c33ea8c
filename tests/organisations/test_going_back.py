"""Pages are not kept by the browser: going back asks for them again and shows them as before."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("stack")
OFFICER = "chuyenvien.hanoi@vi-du.vn"


def test_the_back_button_leads_to_the_page_before(open_as):
    page = open_as(OFFICER)
    page.goto("/reports/")
    before = page.get_by_role("heading", level=1).inner_text()
    page.goto("/organisation/members/")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text(before)


def test_after_signing_out_going_back_shows_nothing(open_as):
    page = open_as(OFFICER)
    page.goto("/reports/")
    page.context.clear_cookies()
    page.goto("/tai-khoan/login/")

    page.go_back()

    page.wait_for_url("**/tai-khoan/login/**")
