"""A consultant takes a ceramics kiln through all 18 tasks, half on the screen, half by XLSX."""

import io
import re

import pytest
import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.assessments.worked_sheets import rows_of
from tests.browser import complaints
from tests.screens import faults_of

pytestmark = pytest.mark.xdist_group("stack")

OFFICER, CENTRE = "chuyenvien.bacninh@vi-du.vn", "nguoi.trungtam@vi-du.vn"
NEIGHBOUR = "chuyenvien.hanoi@vi-du.vn"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLANT = """
from enterprises.models import Establishment
from organisations.models import Organisation
from organisations.tenancy import owner_login
with owner_login():
    owner = Organisation.objects.get(code="minh-hoa-so")
    print(Establishment.objects.create(owner=owner, name="Cơ sở gốm sứ Mẫu Một (hư cấu)").pk)
"""
LOOKED_AT = ("", "tasks/1/", "tasks/4/", "tasks/5/", "tasks/6/", "tasks/11/", "book/in/")
ON_SCREEN, BY_FILE, LATER_BY_FILE = range(1, 10), range(10, 15), range(15, 19)


@pytest.fixture
def plant(stack):
    return stack.shell(PLANT).split()[-1]


def test_a_consultant_takes_a_kiln_through_all_tasks(open_as, plant):
    officer, centre = open_as(OFFICER), open_as(CENTRE)
    address = open_and_give(officer, plant)

    for no in ON_SCREEN:
        type_in(centre, address, no)
    fill_in_the_book(centre, address, BY_FILE)
    finish(centre, address, 13)
    fill_in_the_book(centre, address, LATER_BY_FILE)

    read_the_figures(centre, address)
    assert {page: faults_on(centre, address + page) for page in LOOKED_AT} == dict.fromkeys(
        LOOKED_AT, []
    )
    finish_the_rest(centre, address)
    freeze(centre, address)
    assert [complaints(page) for page in (officer, centre)] == [[], []]
    neighbour = open_as(NEIGHBOUR)
    for page in ("", "tasks/5/", "book/", "book/in/"):
        assert neighbour.request.get(address + page).status == 404


def open_and_give(page, plant):
    page.goto(f"/assessments/new/{plant}/")
    page.get_by_role("combobox", name="Loại đánh giá").select_option(label="Đánh giá chi tiết")
    page.get_by_label("Năm số liệu").fill("2021")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Giao thực hiện").click()
    centre = page.locator("option", has_text="Trung tâm Khuyến công Bắc Ninh")
    page.get_by_role("combobox", name="Đơn vị thực hiện").select_option(
        value=centre.get_attribute("value")
    )
    page.get_by_role("button", name="Giao").click()
    expect(page.locator("main")).to_contain_text("Đã giao.")
    return re.sub(r"[^/]+$", "", page.url)


def type_in(page, address, no):
    """Every sheet is pasted, as from Excel; what is one row is typed into its boxes."""
    page.goto(f"{address}tasks/{no}/")
    for name, rows in rows_of(no).items():
        section = page.locator(f"section[id='{name}']")
        if section.locator("details").count() == 0:
            for key, text in rows[0].items():
                section.locator(f"[name='{name}-0-{key}']").fill(text)
            continue
        section.locator("summary").click()
        section.locator("textarea[name$='-pasted']").fill(pasted(section, name, rows))
        press(section, "Thêm các dòng đã dán")
    press(page, "Lưu", exact=True)
    while page.locator("[name=agreed][type=checkbox]").count():
        for box in page.locator("[name=agreed][type=checkbox]").all():
            box.check()
        press(page, "Lưu", exact=True)
    expect(page.locator("main")).to_contain_text(f"Đã lưu nhiệm vụ {no}.")


def press(place, name, exact=False):
    """The page that answers has come: what is typed next is not typed into the one that goes."""
    page = getattr(place, "page", place)
    with page.expect_navigation():
        place.get_by_role("button", name=name, exact=exact).last.click()


def pasted(section, name, rows):
    """Tabs between the cells, in the order of the boxes of the first row."""
    names = section.locator(f"[name^='{name}-0-']").evaluate_all("all => all.map(e => e.name)")
    keys = [said.removeprefix(f"{name}-0-") for said in names]
    return "\n".join("\t".join(row.get(key, "") for key in keys) for row in rows)


def fill_in_the_book(page, address, tasks):
    """What the portal wrote, with rows for these tasks, written anew by another program."""
    written = page.request.get(f"{address}book/").body()
    rows = {name: lines for no in tasks for name, lines in rows_of(no).items()}
    page.goto(f"{address}book/in/")
    page.get_by_label("Tệp XLSX đã điền").set_input_files(
        {"name": "phieu.xlsx", "mimeType": XLSX, "buffer": filled_in(written, rows)}
    )
    press(page, "Đọc và xem trước")
    expect(page.get_by_role("heading", name="Xem trước")).to_be_visible()
    agreed = page.locator("[name=agreed]")
    if agreed.count():
        agreed.check()
    page.get_by_role("button", name="Ghi vào phiếu").click()
    expect(page.locator("main")).to_contain_text("Đã ghi các phiếu công tác từ tệp.")


def filled_in(written, rows_by_sheet):
    kept = io.BytesIO()
    read = CalamineWorkbook.from_filelike(io.BytesIO(written))
    with xlsxwriter.Workbook(kept) as workbook:
        guide = workbook.add_worksheet("Huong_dan")
        for number, row in enumerate(read.get_sheet_by_name("Huong_dan").to_python()):
            guide.write_row(number, 0, row)
        for name, rows in rows_by_sheet.items():
            keys = read.get_sheet_by_name(name).to_python()[0]
            page = workbook.add_worksheet(name)
            page.write_row(0, 0, keys)
            for number, row in enumerate(rows, start=3):
                for key, text in row.items():
                    page.write_string(number, keys.index(key), text) if key in keys else None
    return kept.getvalue()


def finish(page, address, no):
    page.goto(f"{address}tasks/{no}/")
    page.get_by_role("button", name="Hoàn thành nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("Nhiệm vụ đã hoàn thành.")


def read_the_figures(page, address):
    """The balance, the payback and the saving per tonne, to the digit."""
    page.goto(f"{address}tasks/5/")
    kiln = page.locator("section[id='05_Kiem_tra'] tr", has_text="CB6")
    for figure in ("385,500 t", "380,522 t", "4,978 t", "98,71", "đạt"):
        expect(kiln).to_contain_text(figure)
    page.goto(f"{address}tasks/11/")
    water = page.locator("section[id='11_Kinh_te'] tr:has(input[value='O07'])")
    for figure in ("16.227.500", "3,45", "30.572.515", "23,69"):
        expect(water).to_contain_text(figure)
    page.goto(f"{address}tasks/16/")
    gas = page.locator("section[id='16_Ket_qua'] tr", has_text="LPG")
    for figure in ("379,33 kg/t", "288,22 kg/t", "24,02", "688.364.567", "32,622", "89,327"):
        expect(gas).to_contain_text(figure)
    paid_back = page.locator("section[id='16_Giai_phap'] tr:has(input[value='15.000.000'])")
    expect(paid_back).to_contain_text("3,93")


def finish_the_rest(page, address):
    """What the example leaves out is explained in a note, with its code."""
    notes = {
        6: "F18, F21, F23: không đáng kể",
        8: "N8, N13: chưa có cách, chờ nhà cung cấp",
        17: "O01, O04, O07, O10: theo phiếu mẻ nung của O02",
    }
    for no, note in notes.items():
        page.goto(f"{address}tasks/{no}/")
        page.get_by_label("Ghi chú của nhiệm vụ").fill(note)
        page.get_by_role("button", name="Lưu", exact=True).last.click()
        expect(page.locator("main")).to_contain_text(f"Đã lưu nhiệm vụ {no}.")
    for no in (*range(1, 13), *range(14, 19)):
        finish(page, address, no)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("18 trên 18 nhiệm vụ đã hoàn thành.")


def faults_on(page, address):
    page.goto(address)
    return faults_of(page)


def freeze(page, address):
    page.goto(f"{address}tasks/16/")
    page.get_by_role("button", name="Chốt kết quả").click()
    expect(page.locator("main")).to_contain_text("Đã chốt kết quả cùng các hệ số đã dùng.")
