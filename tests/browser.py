"""Debian's Chromium on the real portal.

    def test_something(open_as):
        page = open_as("chuyenvien.hanoi@vi-du.vn")  # signed in; None: nobody
        page.goto("/reports/")

`open_as` gives a window of its own each time and closes it behind the test. What the browser
complains of (a refused script or style, a broken request) is in `complaints(page)`. Files of such
tests carry `pytestmark = pytest.mark.xdist_group("stack")`.

Playwright's event loop makes Django's ORM refuse the thread: ask the database by `stack.rows`.
"""

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from organisations import demonstration

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
MISSING = "Không có /usr/bin/chromium: các bài thử bằng trình duyệt không chạy."
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TOLD = 4000
PASSWORD = demonstration.read()["password"]
# Signing in once is enough: each window starts with the cookies. {(portal, e-mail): cookies}
_signed_in = {}
_said = {}
HAS_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="module")
def browser():
    """Not longer than a module: other tests of the process want the ORM."""
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def open_as(browser, stack, request):
    opened = []

    def open_as(email, **options):
        state = _signed_in.get((stack.base_url, email))
        options = {"base_url": stack.base_url, "viewport": WIDE, "locale": "vi-VN"} | options
        context = browser.new_context(storage_state=state, **options)
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        _listen(page)
        if email and not state:
            sign_in(page, email)
            _signed_in[stack.base_url, email] = context.storage_state()
        return page

    yield open_as
    for context in opened:
        if request.node.stash.get(HAS_FAILED, False):
            _tell_what_is_open(context)
        context.close()


def _tell_what_is_open(context):
    """Printed under a failed test: a button that is not there says nothing of why."""
    for page in context.pages:
        shown = page.locator("body").inner_text() if page.url.startswith("http") else ""
        sys.stdout.write(f"{page.url}\n{shown[:TOLD]}\n")


def sign_in(page, email):
    page.goto("/tai-khoan/login/")
    page.get_by_label("Thư điện tử").fill(email)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("/")


def complaints(page):
    """What the browser's console has said since this was last asked."""
    said, _said[page] = _said[page], []
    return said


def _listen(page):
    _said[page] = []
    page.on("console", lambda message: _hear(page, message))
    page.on("pageerror", lambda error: _said[page].append(str(error)))


def _hear(page, message):
    """The browser also reports that the page itself answered 403 or 404: that is no complaint."""
    is_the_page = message.location.get("url") == page.url
    if message.type in {"error", "warning"} and not (
        is_the_page and message.text.startswith("Failed to load resource")
    ):
        _said[page].append(message.text)
