"""What a plant uses beside norms, reference values and its sector, to the digit worked by hand."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessments.benchmarking import Own, Why, converted, per_product, unit_of
from assessments.models import Benchmark
from organisations.enums import Kind
from organisations.tenancy import owner_login
from organisations.vietnamese import format_unit
from tests.assessments.asking import move
from tests.assessments.filling import own_assessment, plant_of, save, use
from tests.assessments.quick import given, given_assessment
from tests.enterprises.asking import make_department
from tests.factories import make_member

__all__ = ["given"]
pytestmark = pytest.mark.django_db

# No row of the reference files is of tobacco.
TOBACCO = "12"
WATER_UNIT = "M3_NUOC"
LONG_AGO, FAR_OFF = dt.date(2016, 11, 1), dt.date(2999, 1, 1)


def benchmark(code, indicator, unit, value=None, low=None, high=None, **fields):
    words = {"division": TOBACCO, "product": f"Sản phẩm {code}", "kind": "survey"}
    words |= {"provenance": "found", "place": 900} | fields
    figures = {"value": value, "low": low, "high": high}
    with owner_login():
        return Benchmark.objects.create(
            code=code, indicator=indicator, unit=unit, **figures, **words
        )


def goods(quantity, unit="TAN"):
    return {"label": "Hàng", "quantity": quantity, "unit": unit, "resource": "SAN_PHAM"}


def compared(client, assessment):
    page = client.get(reverse("assessments:self_result", args=[assessment.pk]))
    return page.context["comparison"], page.content.decode()


def line_of(client, assessment, code):
    comparison, _text = compared(client, assessment)
    return next(line for line in comparison.lines if line.row.code == code)


@pytest.fixture
def year(client):
    """100 t of goods from 50.000 kWh, 1.000 kg of LPG and 600 m³ of water, by a support unit."""
    found = given_assessment(sector=TOBACCO)
    client.force_login(found.unit)
    save(client, found.assessment, "output", goods("100"))
    save(client, found.assessment, "electricity", use("DIEN", "50.000", "KWH_BT"))
    save(client, found.assessment, "fuel", use("LPG", "1.000", "KG"))
    save(client, found.assessment, "water", use("NUOC_MAY", "600", WATER_UNIT))
    return found.assessment


# 50.000 × 0,0036 + 1 × 47,3 = 227,3 GJ of 100 t.
@pytest.mark.parametrize(
    ("indicator", "unit", "own"),
    [
        ("tổng năng lượng", "GJ/t", "2.273"),
        ("tổng năng lượng", "MJ/t", "2273"),
        ("tổng năng lượng", "MWh/t", "0.6313888888888888888888888889"),
        # 50.000 × 0,0001543 + 1 × 1,09 = 8,805 TOE.
        ("tổng năng lượng", "TOE/t", "0.08805"),
        ("điện", "kWh/t", "500"),
        ("điện", "kWh/kg", "0.5"),
        ("nhiên liệu", "GJ/t", "0.473"),
        ("nhiệt", "MJ/t", "473"),
        ("nhiên liệu", "kg LPG/kg", "0.01"),
        ("nước", "m3/t", "6"),
        ("nước", "l/kg", "6"),
    ],
)
def test_the_own_figure_stands_in_the_unit_of_the_source(client, year, indicator, unit, own):
    benchmark("X", indicator, unit, value=1)
    assert line_of(client, year, "X").own == Decimal(own)


def test_litres_of_product_are_compared_with_hectolitres(client):
    found = given_assessment(sector=TOBACCO)
    client.force_login(found.unit)
    save(client, found.assessment, "output", goods("1.000", "HL"))
    save(client, found.assessment, "water", use("NUOC_MAY", "500", WATER_UNIT))
    benchmark("X", "nước", "hl/hl", low=4, high=7)
    line = line_of(client, found.assessment, "X")
    assert (line.own, line.verdict) == (Decimal(5), "trong khoảng này")


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ({"value": "4.8"}, "bằng 1,25 lần"),
        ({"value": "6"}, "bằng 1,00 lần"),
        ({"low": "4", "high": "5"}, "cao hơn khoảng này, bằng 1,20 lần mức trên"),
        ({"low": "6", "high": "7"}, "trong khoảng này"),
        ({"low": "4", "high": "6"}, "trong khoảng này"),
        ({"low": "6.1", "high": "7"}, "thấp hơn khoảng này"),
        ({"value": "0"}, "giá trị so sánh bằng 0"),
    ],
)
def test_a_figure_is_judged_against_one_value_or_a_range(client, year, figures, verdict):
    benchmark("X", "nước", "m3/t", **{key: Decimal(said) for key, said in figures.items()})
    assert line_of(client, year, "X").verdict == verdict


@pytest.mark.parametrize("unit", ["m3/hl", "m3/t nguyên liệu", "m3/t thân thịt", "m3/con", "l/m2"])
def test_what_is_of_another_product_is_said_not_to_be_compared(client, year, unit):
    benchmark("X", "nước", unit, value=1)
    line = line_of(client, year, "X")
    assert line.own is None
    assert line.verdict == f"Không so: đơn vị “{format_unit(unit)}”, sản lượng của phiếu theo “t”."
    assert compared(client, year)[0].charts == []


def test_a_share_is_named_among_what_cannot_be_compared(client, year):
    benchmark("X", "nước", "% giảm", value=30)
    comparison, text = compared(client, year)
    assert comparison.lines == []
    assert (
        "Không so được vì không phải lượng dùng trên sản phẩm: Sản phẩm X (nước, % giảm)." in text
    )


def test_a_document_without_a_figure_is_named(client, year):
    benchmark("X", "tổng năng lượng", "", kind="vn_norm", legal="Thông tư 28/2024/TT-BCT")
    line = line_of(client, year, "X")
    assert (line.figure_text, line.own_text) == ("chưa đọc được số", "–")
    text = compared(client, year)[1]
    assert "chưa đọc được số" in text
    assert "định mức theo thông tư, Thông tư 28/2024/TT-BCT" in text


def test_a_hidden_value_and_another_divisions_are_not_there(client, year):
    benchmark("X", "nước", "m3/t", value=1, is_hidden=True)
    benchmark("Y", "nước", "m3/t", value=1, division="13")
    assert compared(client, year)[0].lines == []


def test_a_norm_counts_within_its_period_alone(client, year):
    words = {"kind": "vn_norm", "value": Decimal(4)}
    benchmark("NOW", "nước", "m3/t", valid_from=LONG_AGO, valid_to=FAR_OFF, **words)
    ended = dt.date(2020, 12, 31)
    benchmark("PAST", "nước", "m3/t", valid_from=LONG_AGO, valid_to=ended, **words)
    benchmark("LATER", "nước", "m3/t", valid_from=FAR_OFF, **words)
    comparison, text = compared(client, year)
    said = {line.row.code: (line.verdict, line.is_grey, line.is_drawn) for line in comparison.lines}
    assert said == {
        "NOW": ("bằng 1,50 lần", False, True),
        "PAST": ("Không kết luận: đã hết trước cuối năm 2023.", True, True),
        "LATER": ("Không so: chưa áp dụng cho năm 2023.", False, False),
    }
    assert '<th scope="row" class="text-muted">Sản phẩm PAST</th>' in text
    assert "giai đoạn đến 31/12/2020" in text
    (chart,) = comparison.charts
    assert [(mark.label, mark.look.name) for mark in chart.marks] == [
        ("Sản phẩm NOW (giai đoạn đến 01/01/2999)", "NORM"),
        ("Sản phẩm PAST (giai đoạn đến 31/12/2020)", "ENDED"),
    ]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "verdict", "said"),
    [
        ("2019-01-01", "2023-12-31", "bằng 1,50 lần", "giai đoạn đến 31/12/2023, nay đã hết"),
        ("2023-12-31", "2025-12-31", "bằng 1,50 lần", "giai đoạn đến 31/12/2025, nay đã hết"),
        ("2019-01-01", "2023-12-30", "Không kết luận: đã hết trước cuối năm 2023.", "30/12/2023"),
        ("2024-01-01", "2999-12-31", "Không so: chưa áp dụng cho năm 2023.", "từ 01/01/2024"),
    ],
)
def test_the_year_of_the_data_decides_whether_a_norm_counts(
    client, year, valid_from, valid_to, verdict, said
):
    days = {"valid_from": valid_from, "valid_to": valid_to}
    benchmark("X", "nước", "m3/t", kind="vn_norm", value=Decimal(4), **days)
    line = line_of(client, year, "X")
    assert line.verdict == verdict
    assert line.validity_text.endswith(said)


@pytest.mark.parametrize(
    ("basis", "verdict"),
    [
        ("not read", "Không kết luận: chưa biết nguồn tính điện như thế nào."),
        ("", "Không kết luận: chưa biết nguồn tính điện như thế nào."),
        ("3,6 MJ/kWh", "bằng 1,14 lần"),
    ],
)
def test_total_energy_is_not_judged_before_the_source_was_read(client, year, basis, verdict):
    benchmark("X", "tổng năng lượng", "MJ/t", value=2000, elec_basis=basis)
    line = line_of(client, year, "X")
    assert (line.own_text, line.verdict) == ("2.273 MJ/t", verdict)
    assert "Cách tính điện: của cơ sở 3,6 MJ/kWh" in compared(client, year)[1]


def test_an_unverified_value_carries_its_mark(client, year):
    benchmark("X", "nước", "m3/t", value=1, provenance="shaky")
    assert "chưa kiểm chứng, cần đối chiếu" in compared(client, year)[1]


def test_what_was_not_entered_is_unknown_and_not_nought(client, given):
    benchmark("X", "nước", "m3/t", value=1, division="23")
    save(client, given.assessment, "output", goods("100"))
    assert line_of(client, given.assessment, "X").verdict == "Chưa so được: chưa nhập."
    save(client, given.assessment, "water", use("NUOC_MAY", "0", WATER_UNIT))
    line = line_of(client, given.assessment, "X")
    assert (line.own, line.verdict) == (0, "bằng 0,00 lần")


def test_one_part_that_cannot_be_worked_out_leaves_the_total_unknown(client, year):
    save(client, year, "fuel", use("LPG", "1.000", "KG"), use("THAN_TO_ONG", "2", "TAN"))
    benchmark("X", "tổng năng lượng", "MJ/t", value=1)
    assert line_of(client, year, "X").verdict.startswith("Chưa so được: Than tổ ong")


def test_without_output_nothing_is_compared(client, given):
    benchmark("X", "nước", "m3/t", value=1, division="23")
    save(client, given.assessment, "water", use("NUOC_MAY", "600", WATER_UNIT))
    line = line_of(client, given.assessment, "X")
    assert line.own is None
    assert line.verdict == "Chưa so được: chưa có sản lượng cùng một đơn vị."


def test_different_units_stand_in_one_picture_in_one_of_them(client, year):
    benchmark("A", "điện", "kWh/t", value=400, place=901)
    benchmark("B", "điện", "MWh/t", low=Decimal("0.3"), high=Decimal("0.6"), place=902)
    (chart,) = compared(client, year)[0].charts
    assert chart.unit == "kWh/t"
    assert [(mark.low, mark.value.number) for mark in chart.marks] == [(400, 400), (300, 600)]
    assert (chart.own.number, chart.own.text) == (500, "Cơ sở: 500")


def test_the_reference_rows_of_ceramics_stand_beside_a_kiln(client, given):
    """45.000 kg of LPG at 47,3 GJ/t for 200 t: 10,6425 GJ/t, 0,225 kg a kg."""
    save(client, given.assessment, "output", goods("200"))
    save(client, given.assessment, "fuel", use("LPG", "1.000", "BINH_45"))
    told = {line.row.code: line for line in compared(client, given.assessment)[0].lines}
    assert told["GOM-UK-1"].own == Decimal("10.6425")
    assert told["GOM-UK-1"].verdict == "trong khoảng này"
    assert told["GOM-UK-2"].verdict == "thấp hơn khoảng này"


def test_heat_and_kilograms_of_gas_are_never_in_one_picture(client, year):
    benchmark("A", "nhiên liệu", "GJ/t", value=2, place=901)
    benchmark("B", "nhiên liệu", "kg LPG/kg", low=Decimal("0.25"), high=Decimal("0.5"), place=902)
    charts = compared(client, year)[0].charts
    told = [(chart.unit, chart.own.number, chart.marks[0].value.number) for chart in charts]
    assert told == [("GJ/t", Decimal("0.473"), 2), ("kg LPG/kg", Decimal("0.01"), Decimal("0.5"))]


def sent(client, department, count):
    """So many plants that sent in 45 kg of gas for a tonne."""
    for _number in range(count):
        person = make_member(Kind.ENTERPRISE)
        client.force_login(person)
        there = own_assessment(person, plant_of(person, department))
        save(client, there, "output", goods("1"))
        save(client, there, "fuel", use("LPG", "45", "KG"))
        move(person, there, "submitted")


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True)])
def test_peers_are_shown_from_five_on(client, count, is_shown):
    sent(client, make_department(), count)
    found = given_assessment()
    client.force_login(found.unit)
    save(client, found.assessment, "output", goods("2"))
    save(client, found.assessment, "fuel", use("LPG", "450", "KG"))
    comparison, text = compared(client, found.assessment)
    told = [(p.median_text, p.median.plants, p.times_text) for p in comparison.peers]
    assert told == ([("45 kg/t", 5, "bằng 5,00 lần")] if is_shown else [])
    assert ("Chưa đủ 5 doanh nghiệp cùng ngành" in text) != is_shown


def test_an_enterprise_that_assesses_itself_sees_the_same(client):
    firm, department = make_member(Kind.ENTERPRISE), make_department()
    client.force_login(firm)
    own = own_assessment(firm, plant_of(firm, department, sector=TOBACCO))
    save(client, own, "output", goods("100"))
    save(client, own, "water", use("NUOC_MAY", "600", WATER_UNIT))
    benchmark("X", "nước", "m3/t", value=Decimal("4.8"))
    assert line_of(client, own, "X").verdict == "bằng 1,25 lần"


def test_a_plant_without_a_sector_is_told_why_nothing_is_compared(client):
    found = given_assessment(sector="")
    client.force_login(found.unit)
    assert (
        "chưa ghi ngành (VSIC cấp 2) nên chưa có gì để so" in compared(client, found.assessment)[1]
    )


def test_the_paper_says_what_the_page_says(client, year):
    benchmark("X", "nước", "m3/t", value=Decimal("4.8"))
    ended = {"kind": "vn_norm", "valid_to": dt.date(2020, 12, 31)}
    benchmark("Y", "nước", "m3/t", value=Decimal("4"), **ended)
    answer = client.get(reverse("assessments:self_paper", args=[year.pk]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    words = " ".join(text.split())
    for said in (
        "III. SO VỚI ĐỊNH MỨC, CƠ SỞ CÙNG NGÀNH",
        "IV. GHI NHẬN TẠI HIỆN TRƯỜNG",
        "bằng 1,25 lần",
        "4,8 m³/t",
        "Không kết luận: đã hết trước cuối năm 2023.",
        "Chưa đủ 5 doanh nghiệp",
    ):
        assert said in words


def test_the_page_costs_the_same_for_any_number_of_values_and_resources(client, year):
    costs = set()
    resources = ("LPG", "CUI", "DO", "TRAU", "VIEN_NEN")
    for count in (1, 3, 200):
        for number in range(count):
            benchmark(f"{count}-{number}", "nước", "m3/t", value=1)
        kinds = resources[: min(count, len(resources))]
        unit = {"DO": "LIT"}
        save(client, year, "fuel", *(use(kind, "5", unit.get(kind, "KG")) for kind in kinds))
        with CaptureQueriesContext(connection) as queries:
            compared(client, year)
        costs.add(len(queries))
    assert len(costs) == 1


def test_units_are_read_or_refused():
    assert unit_of("MWh/hl").factor == Decimal("3.6")
    assert [unit_of(name) for name in ("", "%", "% giảm", "MWh/t dầu", "kg hơi/kg vải")] == [
        None
    ] * 5
    assert per_product(Own(Decimal(6)), Decimal(3000), "kg", unit_of("m3/t")) == (2, None)
    assert per_product(Own(Decimal(6)), Decimal(2), "cai", unit_of("m3/t")) == (
        None,
        Why.OTHER_PRODUCT,
    )
    assert per_product(Own(Decimal(6)), None, "", unit_of("m3/t")) == (None, Why.NO_OUTPUT)
    assert converted(Decimal(1), unit_of("kWh/kg"), unit_of("MJ/t")) == 3600
    with pytest.raises(ValueError, match="is not"):
        converted(Decimal(1), unit_of("kg LPG/kg"), unit_of("GJ/t"))
