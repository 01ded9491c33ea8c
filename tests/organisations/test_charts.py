"""Charts: the picture says what the table says, on the page and in the PDF."""

import re
import unicodedata
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from organisations import charts
from organisations.charts.canvas import PAPER, SCREEN, TELEPHONE, Canvas
from tests.organisations import sample_documents as sample

SVG = "{http://www.w3.org/2000/svg}"


def parsed(spec):
    return ElementTree.fromstring(charts.svg(spec))


def bar_chart(*values, **changes):
    bars = tuple(charts.Bar(f"Hàng {i}", value) for i, value in enumerate(values))
    facts = {"title": "Tiêu đề", "description": "Mô tả", "bars": bars}
    return charts.BarChart(**(facts | changes))


def rectangles(tree):
    return [
        {k: float(r.get(k)) for k in ("x", "y", "width", "height")} for r in tree.iter(f"{SVG}rect")
    ]


def test_a_chart_says_its_title_and_description():
    tree = parsed(sample.year_chart())

    assert tree.findtext(f"{SVG}title") == "Số cuộc và lượt người dự theo năm, 2009-2015"
    assert tree.findtext(f"{SVG}desc").startswith("Nhiều nhất năm 2010")


def test_links_stand_outside_the_image_so_that_they_can_be_reached():
    tree = parsed(sample.year_chart())
    (image,) = [group for group in tree.iter(f"{SVG}g") if group.get("role") == "img"]

    assert image.get("aria-label")
    assert list(image.iter(f"{SVG}a")) == []
    assert len(list(tree.iter(f"{SVG}a"))) == 10


def test_every_value_is_a_link_whose_name_says_what_it_counts():
    links = [
        (a.get("href"), a.findtext(f"{SVG}text"), a.get("aria-label"))
        for a in parsed(sample.year_chart()).iter(f"{SVG}a")
    ]

    assert links[0] == (f"{sample.BASE}/BD-C-2010/", "9", "2010, Số cuộc, lớp: 9")
    assert links[1] == (f"{sample.BASE}/BD-L-2010/", "700", "2010, Lượt người tham dự: 700")


def test_a_strict_content_security_policy_lets_the_picture_pass():
    for spec in (sample.year_chart(), sample.kind_chart()):
        tree = parsed(spec)
        names = {element.tag.removeprefix(SVG) for element in tree.iter()}
        assert names <= {"svg", "title", "desc", "g", "rect", "line", "text", "a"}
        assert not any(
            attribute == "style" or attribute.startswith("on") or attribute == "id"
            for element in tree.iter()
            for attribute in element.attrib
        )


def test_no_data_has_a_dash_and_no_bar_while_zero_has_a_nought_and_a_hairline():
    tree = parsed(bar_chart(charts.Value(None), charts.Value(0, "0"), charts.Value(5, "5")))

    assert [bar["width"] for bar in rectangles(tree)][0] == 1
    assert len(rectangles(tree)) == 2
    assert [text.text for text in tree.iter(f"{SVG}text")][-3:] == ["–", "0", "5"]


def test_bars_are_as_long_as_their_numbers_and_start_at_zero():
    first, second = rectangles(
        parsed(bar_chart(charts.Value(Decimal("1234.5"), "1.234,5"), charts.Value(2469, "2.469")))
    )

    assert second["width"] == pytest.approx(2 * first["width"], abs=0.02)
    assert first["x"] == second["x"]


def test_panels_have_scales_of_their_own():
    bars = rectangles(parsed(sample.year_chart()))
    nine, seven_hundred = bars[0], bars[1]

    assert nine["width"] == pytest.approx(seven_hundred["width"])
    assert nine["y"] == seven_hundred["y"]


def test_a_target_line_stands_at_its_value_and_fits_when_it_is_the_highest():
    spec = bar_chart(charts.Value(10, "10"), target=charts.Target(20, "Mục tiêu: 20"))
    tree = parsed(spec)
    (bar,) = rectangles(tree)
    (target,) = [line for line in tree.iter(f"{SVG}line") if line.get("stroke") == charts.TARGET]

    assert float(target.get("x1")) == pytest.approx(bar["x"] + 2 * bar["width"], abs=0.02)
    assert float(target.get("x1")) < PAPER.width
    assert "Mục tiêu: 20" in [text.text for text in tree.iter(f"{SVG}text")]


def test_series_of_a_panel_differ_in_colour_and_are_named():
    years = ("2014", "2015")
    values = (charts.Value(1, "1"), charts.Value(2, "2"))
    series = tuple(charts.Series(name, values) for name in ("Kế hoạch", "Thực hiện"))
    tree = parsed(charts.YearPanels("T", "M", years, (charts.Panel("Số cuộc", series),)))

    assert len({bar.get("fill") for bar in tree.iter(f"{SVG}rect")}) == 2
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    assert {"Kế hoạch", "Thực hiện"} <= set(texts)


def test_colours_are_few_and_stand_out_from_the_paper():
    assert len(set(charts.COLOURS)) == 5
    for colour in charts.COLOURS:
        assert 1.05 / (_luminance(colour) + 0.05) >= 3


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_coordinates_have_points_also_on_a_vietnamese_page():
    with translation.override("vi"):
        picture = charts.svg(sample.year_chart())

    numbers = re.findall(r' (?:x|y|x1|y1|x2|y2|width|height)="([^"]*)"', picture)
    assert len(numbers) > 50
    assert all(re.fullmatch(r"\d+(\.\d+)?", number) for number in numbers)


def test_names_wrap_at_words_and_are_never_cut():
    name = "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp thành phố Hà Nội"
    spec = bar_chart(bars=(charts.Bar(name, charts.Value(1, "1")),))
    lines = [text.text for text in parsed(spec).iter(f"{SVG}text")][:-1]

    assert len(lines) >= 2
    assert " ".join(lines) == name


def test_what_people_wrote_is_escaped_and_composed():
    hostile = '"><script>1</script>' + unicodedata.normalize("NFD", "Ủy ban")
    spec = bar_chart(
        charts.Value(1, hostile, hostile), title=hostile, description=hostile, unit=hostile
    )
    picture = charts.svg(spec)

    assert "<script" not in picture
    assert "Ủy ban" in picture
    ElementTree.fromstring(picture)


def test_for_a_pdf_the_labels_are_handed_over_instead_of_drawn():
    drawing = charts.drawing(sample.year_chart(), font="Tinos")

    assert "<a " not in drawing.svg
    assert 'role="img"' in drawing.svg
    assert [label.value.text for label in drawing.labels][:4] == ["–", "–", "9", "700"]
    assert all(0 <= label.x < drawing.width for label in drawing.labels)
    assert all(0 <= label.y < drawing.height for label in drawing.labels)


@pytest.mark.parametrize(
    "arguments",
    [(None, "0"), (3, ""), (3, "–"), (-1, "-1")],
)
def test_a_value_and_its_words_must_agree(arguments):
    with pytest.raises(ValueError, match="number|words"):
        charts.Value(*arguments)


def test_a_series_with_a_year_missing_is_refused():
    series = charts.Series("", (charts.Value(1, "1"),))
    with pytest.raises(ValueError, match="each year"):
        charts.YearPanels("T", "M", ("2014", "2015"), (charts.Panel("Số", (series,)),))


def test_a_chart_of_nothing_but_gaps_is_still_a_chart():
    tree = parsed(bar_chart(charts.Value(None), charts.Value(None)))

    assert rectangles(tree) == []


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, TELEPHONE], ids=["paper", "screen", "telephone"])
def test_the_line_of_a_target_meets_no_words_of_a_value(sheet):
    values = [charts.Value(share, f"{share}/100 ({share}%)") for share in (0, 10, 75, 94, 100, 120)]
    spec = bar_chart(*values, target=charts.Target(100, "kế hoạch"))
    canvas = Canvas(sheet)

    spec.draw(canvas)

    lines = [
        float(x)
        for x in re.findall(r'<line x1="([\d.]+)"[^>]*stroke="#a3001e"', "".join(canvas.parts))
    ]
    assert len(canvas.labels) == len(values)
    for label in canvas.labels:
        end = label.x + sheet.width_of(label.value.text)
        assert end <= sheet.width
        assert not any(label.x <= line <= end for line in lines)
