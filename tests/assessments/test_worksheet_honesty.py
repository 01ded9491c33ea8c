"""Figures of solutions and balances that say what they leave out."""

import pytest

from assessments.worksheets import balances, months, pictures, solutions
from assessments.worksheets.contents import Line
from tests.assessments.detailed import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def contents():
    return Dossier().contents()


def lines(*rows):
    return [Line(str(at), row) for at, row in enumerate(rows)]


def test_a_solution_that_saves_wood_has_no_figure_of_co2_and_a_toe_that_is_missing(contents):
    wood = {"co_hoi": "O01", "tai_nguyen": "CUI", "luong": 5, "don_vi": "KG", "don_gia": 1}
    contents = contents.with_lines(solutions.SAVINGS, lines(wood))
    words = [
        str(months.figure_of(ask("O01", contents), "", 3))
        for ask in (solutions.carbon_of, solutions.oil_of)
    ]

    assert words == [
        "chưa tính được: chỉ có CO2 sinh học, không cộng",
        "chưa tính được: Củi: chưa có hệ số",
    ]


def test_solutions_without_a_cost_are_named_beside_the_sum(contents):
    done = {"trang_thai": "done"}
    rows = lines(done | {"giai_phap": "O01", "chi_phi_thuc": 700}, done | {"giai_phap": "O02"})
    facts = solutions.facts_of_diary(contents.with_lines("15_Thuc_hien", rows))

    assert [(str(f.figure), f.note) for f in facts] == [("700 đồng", "chưa ghi chi phí: O02")]


def test_a_falling_stock_goes_in(contents):
    flow = {"can_bang": "CB1", "cong_doan": "TOAN_CO_SO", "don_vi": "t", "thanh_phan": "chat_kho"}
    rows = lines(
        flow | {"dong": "đất mua", "chieu": "vao", "luong": 90},
        flow | {"dong": "kho đất", "chieu": "ton", "luong": -10},
        flow | {"dong": "gạch", "chieu": "ra", "luong": 100},
    )
    (drawn,) = pictures.ribbons_of_balances(contents.with_lines(balances.FLOWS, rows))

    assert [(each.label, each.value.number) for each in drawn.inputs] == [
        ("đất mua", 90),
        ("kho đất", 10),
    ]
