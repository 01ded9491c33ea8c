"""A chart on a page: a wide and a narrow picture of one spec, and its table under a disclosure."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from organisations import charts
from tests.organisations import sample_documents as sample

SVG = "{http://www.w3.org/2000/svg}"


def gantt():
    rows = [
        charts.GanttRow(look.name, "đang thực hiện", look, f"/{look.name}/", 2, 5, day)
        for look, day in zip(charts.Look, [dt.date(2026, 6, 1)] + [None] * 4, strict=True)
    ]
    return charts.GanttStrip("Nhiệm vụ", "Mô tả", 2026, rows, dt.date(2026, 7, 1))


def plan_done():
    rows = (charts.PlannedRow("Hội thảo", 3, 2, "/a/"), charts.PlannedRow("Phóng sự", None, 5))
    return charts.PlanDone("Kết quả", "Mô tả", rows, "Số cuộc", target=charts.Target(4, "Đích: 4"))


def by_month():
    values = tuple(charts.Value(n, str(n), f"/{n}/") for n in range(12))
    panels = [
        charts.Panel(name, (charts.Series("", values),)) for name in ("Số cuộc", "Lượt người")
    ]
    return charts.month_panels("Hoạt động theo tháng", "Mô tả", panels)


def tile_map():
    tiles = (
        charts.Tile("01", charts.Value(12, "12", "/01/")),
        charts.Tile("79", charts.Value(None)),
    )
    return charts.TileMap("Cơ sở theo tỉnh", "Mô tả.", tiles, "Số cơ sở")


KINDS = [gantt, plan_done, by_month, tile_map, sample.year_chart, sample.kind_chart]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_strict_content_security_policy_lets_the_picture_pass(kind, narrow):
    tree = ElementTree.fromstring(charts.svg(kind(), narrow=narrow))
    names = {element.tag.removeprefix(SVG) for element in tree.iter()}

    assert names <= {"svg", "title", "desc", "g", "rect", "line", "polygon", "text", "a"}
    assert not any(
        attribute in {"style", "id", "class"} or attribute.startswith("on")
        for element in tree.iter()
        for attribute in element.attrib
    )


@pytest.mark.parametrize("kind", KINDS)
def test_both_pictures_say_the_same_values_and_link_to_the_same_places(kind):
    wide, narrow = (ElementTree.fromstring(charts.svg(kind(), narrow=n)) for n in (False, True))

    def links(tree):
        return sorted(link.get("href") for link in tree.iter(f"{SVG}a"))

    assert links(wide) == links(narrow) != []
    for value in charts.value_labels(kind()):
        for tree in (wide, narrow):
            assert value.text in [text.text for text in tree.iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_telephone_letters_are_at_least_fourteen_pixels_high(kind):
    tree = ElementTree.fromstring(charts.svg(kind(), narrow=True))
    width = float(tree.get("viewBox").split()[2])
    sizes = {
        float(text.get("font-size", tree.get("font-size"))) for text in tree.iter(f"{SVG}text")
    }
    # 390 pixels less the page's and a card's padding are 324.
    assert min(sizes) * 324 / width >= 14


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_outside_the_picture(kind):
    for narrow in (False, True):
        tree = ElementTree.fromstring(charts.svg(kind(), narrow=narrow))
        width, height = (float(part) for part in tree.get("viewBox").split()[2:])
        for text in tree.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x")) <= width
            assert 0 <= float(text.get("y")) <= height


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_picture_stands_in_the_table_too(kind):
    spec = kind()
    cells = " ".join(cell.text for row in spec.table().rows for cell in row)

    for value in charts.value_labels(spec):
        for number in re.findall(r"[\d.,]+", value.text):
            assert number.strip(".,") in cells


def test_the_template_shows_both_pictures_and_the_table_with_its_links():
    page = render_to_string("includes/chart.html", {"chart": charts.on_page(plan_done())})

    assert page.count("<svg") == 2
    assert 'class="only-narrow"' in page
    assert '<th scope="row"><a href="/a/">Hội thảo</a></th>' in page
    assert '<td data-label="Kế hoạch (Số cuộc)" class="number"><span>3</span></td>' in page
    assert '<td data-label="Kế hoạch (Số cuộc)" class="number"><span>–</span></td>' in page


def test_beside_a_table_of_the_page_the_chart_brings_none():
    chart = charts.on_page(plan_done(), table=False)

    assert "<table" not in render_to_string("includes/chart.html", {"chart": chart})


def test_what_people_wrote_is_escaped():
    rows = (charts.PlannedRow('"><script>1</script>', 3, 2, '/a/"><script>'),)
    chart = charts.on_page(charts.PlanDone("<b>", "&", rows))

    assert "<script" not in render_to_string("includes/chart.html", {"chart": chart})


def test_months_need_twelve_values():
    values = tuple(charts.Value(1, "1") for _ in range(11))
    with pytest.raises(ValueError, match="each year"):
        charts.month_panels("T", "M", (charts.Panel("Số", (charts.Series("", values),)),))
