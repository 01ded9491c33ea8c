"""Flow chart, Sankey and Pareto: everything is named, nothing overlaps what it should not."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from organisations import charts

SVG = "{http://www.w3.org/2000/svg}"


def value(number):
    return charts.Value(Decimal(number), f"{number} t")


def parsed(spec, *, narrow=False):
    return ElementTree.fromstring(charts.svg(spec, narrow=narrow))


def words(tree):
    return [text.text for text in tree.iter(f"{SVG}text")]


def kiln():
    unseen = charts.Ribbon("Tổn thất chưa xác định", value("4.978"), is_unseen=True)
    return charts.Sankey(
        "Cân bằng CB6",
        "Khép kín 98,71%.",
        "Nung",
        (charts.Ribbon("Mộc đã tráng men", value("385.5")),),
        (
            charts.Ribbon("Hàng nung đạt", value("312.9")),
            charts.Ribbon("Hàng nung hỏng", value("37.2")),
            charts.Ribbon("Mất khi nung", value("30.422")),
            unseen,
        ),
        "t",
    )


def test_a_ribbon_is_as_wide_as_its_amount():
    tree = parsed(kiln())
    heights = [float(rect.get("height")) for rect in tree.iter(f"{SVG}rect")]
    _middle, whole, good, broken, lost, _unseen = heights

    assert good / whole == pytest.approx(312.9 / 385.5, abs=1e-3)
    assert broken / whole == pytest.approx(37.2 / 385.5, abs=1e-3)
    assert lost / whole == pytest.approx(30.422 / 385.5, abs=1e-3)


def test_the_loss_nobody_knows_of_is_drawn_and_named_and_in_the_table():
    tree = parsed(kiln())

    assert "Tổn thất chưa xác định: 4.978 t" in words(tree)
    assert len(list(tree.iter(f"{SVG}path"))) == 5
    rows = [[cell.text for cell in row] for row in kiln().table().rows]
    assert rows[-1] == ["Tổn thất chưa xác định", "ra", "4.978 t"]


def test_a_balance_of_nothing_is_drawn_all_the_same():
    nothing = (charts.Ribbon("Vào", value("0")),)
    assert parsed(charts.Sankey("CB", "Mô tả.", "P1", nothing, nothing)).tag == f"{SVG}svg"


def test_a_pareto_says_how_much_the_first_ones_make_together():
    bars = tuple(charts.Bar(name, value(n)) for name, n in (("A", 60), ("B", 30), ("C", 10)))
    spec = charts.Pareto("Chi phí", "Mô tả.", bars, "đồng")

    assert spec.shares() == ["60,0%", "90,0%", "100,0%"]
    assert {"60,0%", "90,0%", "100,0%"} <= set(words(parsed(spec)))


def steps():
    nodes = tuple(charts.FlowNode(f"P{n}", f"P{n}. Công đoạn {n}") for n in (1, 2, 3))
    flows = (
        charts.Flow("Đất", None, "P1"),
        charts.Flow("Đất luyện", "P1", "P2"),
        charts.Flow("Mộc", "P2", "P3"),
        charts.Flow("Vụn", "P3", "P1"),
        charts.Flow("Bùn", "P1", None),
    )
    return charts.FlowChart("Sơ đồ", "Mô tả.", nodes, flows)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_step_and_every_flow_is_in_the_flow_chart(narrow):
    said = " ".join(words(parsed(steps(), narrow=narrow)))

    for name in ("Công đoạn 1", "Công đoạn 3", "Đất luyện", "Mộc", "Bùn"):
        assert name in said
    assert "Vụn (về P1)" in said
    assert "Vụn (từ P3)" in said


def test_a_flow_to_the_next_step_goes_down_and_others_aside():
    told = [
        (node.code, [f.label for f in arriving], [f.label for f in leaving], len(down))
        for node, arriving, leaving, down in steps().sides()
    ]

    assert told == [
        ("P1", ["Đất", "Vụn"], ["Bùn"], 1),
        ("P2", [], [], 1),
        ("P3", [], ["Vụn"], 0),
    ]
