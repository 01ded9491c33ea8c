"""An enterprise assesses itself on a telephone, in sittings; a centre keys in a household."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import NARROW, complaints, sign_in

pytestmark = pytest.mark.xdist_group("stack")

FIRM, NEIGHBOUR = "nguoi.doanhnghiep@vi-du.vn", "chuyenvien.hanoi@vi-du.vn"
DEPARTMENT, CENTRE = "chuyenvien.bacninh@vi-du.vn", "nguoi.trungtam@vi-du.vn"
PLANT = "Xưởng Minh họa 2"
SCAN = {"name": "phieu-ho.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def test_an_enterprise_assesses_itself_in_several_sittings(open_as):
    sheet = begin_on_a_telephone(open_as)
    go_on_without_a_script(open_as, sheet)
    finish_and_submit(open_as, sheet)

    department, neighbour = open_as(DEPARTMENT), open_as(NEIGHBOUR)
    department.goto(f"{sheet}self/answers/")
    expect(department.locator("main")).to_contain_text("1.000 bình gas 45 kg")
    assert neighbour.request.get(f"{sheet}self/answers/").status == 404
    assert neighbour.request.get(sheet).status == 404


def begin_on_a_telephone(open_as):
    """From the plant's page; a draft is saved on leaving a box, and the page is left."""
    page = open_as(FIRM, viewport=NARROW)
    page.goto("/enterprises/")
    page.get_by_role("link", name=PLANT).click()
    page.get_by_role("link", name="Lập phiếu đánh giá").click()
    page.get_by_label("Năm số liệu").fill("2023")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tự đánh giá 2023")
    sheet = page.url

    page.get_by_role("link", name="Tiếp tục").click()
    expect(page.locator("main")).to_contain_text("chỉ người của doanh nghiệp xem được")
    page.get_by_label("Gốm sứ").check()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quản lý sản xuất sạch hơn")
    first = page.locator(".question").first
    expect(first.get_by_label("Vì sao không áp dụng")).to_be_hidden()
    first.get_by_label("Không áp dụng", exact=True).check()
    expect(first.get_by_label("Vì sao không áp dụng")).to_be_visible()
    first.get_by_label("Một phần").check()
    expect(page.locator("#saved")).to_contain_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))

    page.goto(f"{sheet}self/electricity/")
    line = page.locator(".use-line").nth(1)
    line.get_by_label("Lượng cả năm").fill("120.000")
    line.get_by_label("Hoặc tiền cả năm").fill("360 triệu")
    line.get_by_label("Hoặc tiền cả năm").blur()
    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
    page.goto(sheet)
    expect(page.locator(".task-list")).to_contain_text("đang làm")
    assert complaints(page) == []
    return sheet


def go_on_without_a_script(open_as, sheet):
    """Another device: a wrong unit is refused in words, more lines come by a button."""
    page = open_as(None, java_script_enabled=False, viewport=NARROW)
    sign_in(page, FIRM)
    page.goto(f"{sheet}self/electricity/")
    expect(page.get_by_label("Lượng cả năm").first).to_have_value("120.000")

    page.goto(f"{sheet}self/output/")
    page.get_by_label("Tên sản phẩm").first.fill("Bình hoa")
    page.get_by_label("Lượng cả năm").first.fill("200")
    page.get_by_label("Đơn vị").first.select_option(label="tấn")
    page.get_by_role("button", name="Lưu, làm tiếp sau").last.click()
    expect(page.locator("main")).to_contain_text("Đã lưu: Sản lượng.")

    page.goto(f"{sheet}self/fuel/")
    lines = page.locator(".use-line")
    before = lines.count()
    lines.first.get_by_label("Loại", exact=True).select_option(label="Khí hóa lỏng (gas, LPG)")
    lines.first.get_by_label("Lượng cả năm").fill("1.000")
    lines.first.get_by_label("Đơn vị", exact=True).select_option(label="lít")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(lines).to_have_count(before + 2)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.locator(".error-summary")).to_contain_text("“lít” không dùng cho Khí hóa lỏng")
    expect(lines.first.get_by_label("Lượng cả năm")).to_have_value("1.000")
    lines.first.get_by_label("Đơn vị", exact=True).select_option(label="bình gas 45 kg")
    lines.first.get_by_label("Đơn giá bình quân").fill("1.400.000")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nước")
    page.goto(f"{sheet}self/fuel/")
    expect(page.locator("main")).to_contain_text("= 45.000 kg")


def finish_and_submit(open_as, sheet):
    """Sees what it gives, checks the answers, submits; the receipt and the PDF are there."""
    page = open_as(FIRM, viewport=NARROW)
    page.goto(f"{sheet}self/result/")
    expect(page.locator("#profile + p")).to_contain_text("Sản lượng: 200 t.")
    expect(page.locator("main")).to_contain_text("225 kg/t")
    expect(page.locator("main")).to_contain_text("tạm tính (đã trả lời 1/")
    page.get_by_role("button", name="Đưa vào danh sách giải pháp").first.click()
    expect(page.locator("main")).to_contain_text("Đã có trong danh sách giải pháp.")
    page.goto(sheet)
    page.get_by_role("link", name="Kiểm tra và nộp").click()
    expect(page.locator("main")).to_contain_text("Chưa làm bước này.")
    page.get_by_role("link", name="Nộp phiếu").click()
    page.get_by_role("button", name="Nộp").click()
    expect(page.locator("main")).to_contain_text("Đã nộp phiếu.")
    page.get_by_role("link", name="Xem phiếu tiếp nhận").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Cổng đã nhận phiếu DG-\d{6}"))

    answer = page.request.get(f"{sheet}self/result.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()
    assert "PHIẾU TỰ ĐÁNH GIÁ SẢN XUẤT SẠCH HƠN" in " ".join(text.split())
    assert complaints(page) == []


def test_a_centre_keys_in_a_household_with_its_scan(open_as):
    page = open_as(CENTRE, viewport=NARROW)
    page.goto("/organisation/switch/")
    page.get_by_role("button", name=re.compile("Bắc Ninh")).first.click()
    page.goto("/enterprises/new/")
    page.get_by_label("Tên cơ sở").fill("Hộ gốm đi thử")
    page.get_by_label("Loại cơ sở").select_option("ho")
    page.get_by_role("button", name=re.compile("^Lưu")).first.click()
    page.get_by_role("link", name="Lập phiếu đánh giá").click()
    page.get_by_label("Loại đánh giá").select_option(label="Phiếu hộ sản xuất")
    page.get_by_label("Nhập thay theo").fill("Phiếu giấy ngày 12/11/2026")
    page.get_by_role("button", name="Lưu").click()
    sheet = page.url

    page.get_by_role("link", name="Nhập phiếu").click()
    expect(page.get_by_label("Chủ hộ")).to_have_value("Hộ gốm đi thử")
    for label, said in (
        ("Phường, xã", "Bát Tràng"),
        ("Sản phẩm làm nhiều nhất", "Ấm chén"),
        ("Số người làm", "6"),
        ("Số tháng làm trong năm", "11"),
        ("Trong đó số tháng cao điểm", "3"),
        ("Tháng bình thường làm được", "20"),
        ("Tháng cao điểm làm được", "30"),
        ("gas: một tháng", "14"),
        ("Ngày ghi phiếu", "12/11/2026"),
        ("Người ghi phiếu", "Trần Thị Bình"),
    ):
        page.get_by_role("textbox", name=label, exact=False).first.fill(said)
    page.get_by_label("gốm", exact=True).check()
    page.get_by_label("Đơn vị của sản phẩm").select_option(label="tạ")
    page.get_by_label("gas: đơn vị").select_option(label="bình gas 45 kg")
    page.get_by_role("button", name="Lưu phiếu").click()
    expect(page.locator("main")).to_contain_text("Đã lưu phiếu hộ.")

    page.locator("input[type=file]").set_input_files(SCAN)
    page.get_by_role("button", name="Đính kèm tệp").click()
    expect(page.locator("#attachments")).to_contain_text("phieu-ho.pdf")
    page.get_by_role("link", name="Xem chỉ số").click()
    expect(page.locator("main")).to_contain_text("315 kg/t")
    assert complaints(page) == []
    assert open_as(NEIGHBOUR).request.get(sheet).status == 404
