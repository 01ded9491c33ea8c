"""The map of 34 tiles: every province once and in its place, the archipelagos, no data, links."""

import csv
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.conf import settings

from organisations import charts
from organisations.charts import tile_grid, tiles
from organisations.charts.canvas import PAPER, SCREEN, TELEPHONE
from organisations.documents import model as m
from tests.organisations import pdf_reading as read
from tests.organisations import sample_documents as sample
from tests.organisations.rendering import rendered

SVG = "{http://www.w3.org/2000/svg}"
SHEETS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
NEIGHBOURS = """
Hà Nội-Hưng Yên, Hà Nội-Bắc Ninh, Hà Nội-Phú Thọ, Hà Nội-Thái Nguyên, Hà Nội-Ninh Bình,
Hưng Yên-Hải Phòng, Hưng Yên-Ninh Bình, Hải Phòng-Quảng Ninh, Bắc Ninh-Lạng Sơn,
Lạng Sơn-Cao Bằng, Cao Bằng-Tuyên Quang, Tuyên Quang-Lào Cai, Lào Cai-Lai Châu,
Lai Châu-Điện Biên, Điện Biên-Sơn La, Sơn La-Phú Thọ, Ninh Bình-Thanh Hóa, Thanh Hóa-Nghệ An,
Nghệ An-Hà Tĩnh, Hà Tĩnh-Quảng Trị, Quảng Trị-Huế, Huế-Đà Nẵng, Đà Nẵng-Quảng Ngãi,
Quảng Ngãi-Gia Lai, Gia Lai-Đắk Lắk, Đắk Lắk-Khánh Hòa, Khánh Hòa-Lâm Đồng,
Lâm Đồng-Đồng Nai, Đồng Nai-Tây Ninh, Đồng Nai-Hồ Chí Minh, Tây Ninh-Đồng Tháp,
Đồng Tháp-An Giang, Đồng Tháp-Vĩnh Long, Đồng Tháp-Cần Thơ, Vĩnh Long-Cần Thơ,
An Giang-Cần Thơ, An Giang-Cà Mau, Cần Thơ-Cà Mau
"""
PAIRS = [tuple(pair.strip().split("-")) for pair in NEIGHBOURS.split(",")]


def value(number, text=None, href=""):
    return charts.Value(number, text or str(number), href)


def every_tile(**changes):
    """100, 101, … from the north to the south, each with its address."""
    codes = tile_grid.provinces()
    made = {
        code: value(100 + place, href=f"{sample.BASE}/{code}/") for place, code in enumerate(codes)
    }
    return tuple(charts.Tile(code, each) for code, each in (made | changes).items())


def tile_map(*given, **facts):
    return charts.TileMap("Cơ sở theo tỉnh", "Mô tả.", given or every_tile(), "Số cơ sở", **facts)


def parsed(spec, *, narrow=False):
    return ElementTree.fromstring(charts.svg(spec, narrow=narrow))


def links(tree):
    return {link.findtext(f"{SVG}title"): link for link in tree.iter(f"{SVG}a")}


def place_of(name):
    (place,) = [place for place in tile_grid.provinces().values() if place.name == name]
    return place


def box(element):
    left, top, width, height = (float(element.get(side)) for side in ("x", "y", "width", "height"))
    return left, top, left + width, top + height


def test_all_34_provinces_of_the_merger_stand_in_it_once():
    path = settings.BASE_DIR / "reference" / "provinces_63_to_34.csv"
    with path.open(encoding="utf-8", newline="") as file:
        units = {(row["new_code_2025"], row["new_name_2025"]) for row in csv.DictReader(file)}

    assert {(place.code, place.name) for place in tile_grid.provinces().values()} == units
    assert len(tile_grid.provinces()) == 34
    assert len({(place.column, place.row) for place in tile_grid.provinces().values()}) == 34


@SHEETS
def test_no_tile_covers_another_and_none_leaves_the_picture(narrow):
    tree = parsed(tile_map(), narrow=narrow)
    boxes = [box(link.find(f"{SVG}rect")) for link in tree.iter(f"{SVG}a")]
    width, height = (float(part) for part in tree.get("viewBox").split()[2:])

    assert len(boxes) == 34
    for one, other in combinations(boxes, 2):
        is_beside = one[2] <= other[0] or other[2] <= one[0]
        assert is_beside or one[3] <= other[1] or other[3] <= one[1]
    assert all(
        left >= 0 and right <= width and bottom <= height for left, _, right, bottom in boxes
    )


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_neighbours_touch(one, other):
    one, other = place_of(one), place_of(other)

    assert max(abs(one.column - other.column), abs(one.row - other.row)) == 1


def test_the_north_is_on_top_and_ca_mau_is_southernmost():
    rows = {place.name: place.row for place in tile_grid.provinces().values()}

    assert [name for name, row in rows.items() if row == max(rows.values())] == ["Cà Mau"]
    named = (
        "Tuyên Quang",
        "Hà Nội",
        "Nghệ An",
        "Huế",
        "Đà Nẵng",
        "Gia Lai",
        "Khánh Hòa",
        "Cần Thơ",
    )
    assert [rows[name] for name in named] == sorted({rows[name] for name in named})


@SHEETS
def test_a_tile_is_a_link_with_the_whole_name_and_the_value(narrow):
    for place, code in enumerate(tile_grid.provinces()):
        name = tile_grid.provinces()[code].name
        link = links(parsed(tile_map(), narrow=narrow))[f"{name}: {100 + place}"]
        words = [text.text for text in link.iter(f"{SVG}text")]

        assert link.get("href") == f"{sample.BASE}/{code}/"
        assert " ".join(words) == f"{name} {100 + place}"


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, TELEPHONE], ids=["paper", "screen", "telephone"])
def test_names_and_the_longest_values_fit_their_tiles(sheet):
    width = tiles._Grid.on(sheet).column - tiles.GAP

    for place in tile_grid.provinces().values():
        assert all(sheet.width_of(line) <= width for line in tiles.name_lines(place.name))
    assert sheet.width_of("1" * tiles.LONGEST) <= width
    with pytest.raises(ValueError, match="longer"):
        charts.Tile("01", value(12345678))


@SHEETS
def test_no_data_has_a_dash_a_broken_edge_and_strokes(narrow):
    without = tuple(tile for tile in every_tile() if tile.code != "96")
    tree = parsed(tile_map(*without), narrow=narrow)
    (image,) = [group for group in tree.iter(f"{SVG}g") if group.get("role") == "img"]
    dashed = [rect for rect in image.iter(f"{SVG}rect") if rect.get("stroke-dasharray")]

    assert len(links(tree)) == 33
    assert "Cà Mau" in [text.text for text in image.iter(f"{SVG}text")]
    assert [text.text for text in image.iter(f"{SVG}text")].count("–") == 1
    assert "– không có số liệu" in [text.text for text in image.iter(f"{SVG}text")]
    assert len(dashed) == 2  # the tile and its sample in the key
    assert list(image.iter(f"{SVG}line"))


def test_zero_is_a_value_and_not_a_gap():
    spec = tile_map(*every_tile(**{"96": value(0)}))

    assert spec.class_of(value(0)) == 0
    assert spec.class_of(charts.Value(None)) is None


@SHEETS
def test_both_archipelagos_are_named_in_the_sea_and_belong_to_their_provinces(narrow):
    tree = parsed(tile_map(), narrow=narrow)
    (image,) = [group for group in tree.iter(f"{SVG}g") if group.get("role") == "img"]
    words = " ".join(text.text for text in image.iter(f"{SVG}text"))
    coast = max(box(link.find(f"{SVG}rect"))[2] for link in tree.iter(f"{SVG}a"))
    islets = [
        tuple(map(float, corner.split(",")))
        for shape in image.iter(f"{SVG}polygon")
        for corner in shape.get("points").split()
    ]
    boxes = [box(link.find(f"{SVG}rect")) for link in tree.iter(f"{SVG}a")]

    assert "Hoàng Sa" in words
    assert "Trường Sa" in words
    for part in (tree.findtext(f"{SVG}desc"), image.get("aria-label")):
        assert "Quần đảo Hoàng Sa thuộc Đà Nẵng, quần đảo Trường Sa thuộc Khánh Hòa." in part
    assert all(x > coast * 0.8 for x, _y in islets)
    for x, y in islets:
        assert not any(
            left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes
        )
    assert [place.code for place in tile_grid.archipelagos()] == ["48", "56"]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_words_stand_out_from_every_class_and_classes_grow_darker():
    fills = [luminance(fill) for fill, _words in tiles.CLASSES]

    assert fills == sorted(fills, reverse=True)
    for fill, words in [*tiles.CLASSES, (tiles.NO_DATA_FILL, tiles.INK), (tiles.GRID, tiles.INK)]:
        light, dark = sorted((luminance(fill), luminance(words)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_classes_have_about_as_many_values_or_the_given_bounds():
    spec = tile_map()
    counts = [[spec.class_of(each) for each in spec.values()].count(step) for step in range(5)]
    bound = tile_map(bounds=(10, 20, 30, 40))

    assert sum(counts) == 34
    assert min(counts) >= 6
    assert [bound.class_of(value(number)) for number in (0, 9.9, 10, 39, 40, 900)] == [
        *(0, 0, 1),
        *(3, 4, 4),
    ]


@pytest.mark.parametrize("numbers", [(), (5,), (5, 5, 7), (1, 2, 3, 4)])
def test_few_values_are_a_map_too(numbers):
    codes = list(tile_grid.provinces())
    spec = tile_map(*[charts.Tile(code, value(n)) for code, n in zip(codes, numbers, strict=False)])

    steps = {n: spec.class_of(value(n)) for n in numbers}
    assert [steps[n] for n in sorted(steps)] == list(range(len(steps)))
    parsed(spec)


@pytest.mark.parametrize(
    ("given", "facts", "words"),
    [
        ([charts.Tile("01", value(1))] * 2, {}, "one tile"),
        ([charts.Tile("01", value(1))], {"bounds": (1, 2, 3)}, "bounds"),
        ([charts.Tile("01", value(1))], {"bounds": (4, 3, 2, 1)}, "upwards"),
    ],
)
def test_a_map_that_contradicts_itself_is_refused(given, facts, words):
    with pytest.raises(ValueError, match=words):
        tile_map(*given, **facts)


def test_a_code_of_before_the_merger_is_refused():
    with pytest.raises(ValueError, match="code"):
        charts.Tile("74", value(1))


def test_the_table_says_what_the_picture_says():
    spec = tile_map(*every_tile(**{"01": charts.Value(None)}))
    table = spec.table()
    drawn = sorted(title for title in links(parsed(spec)))

    assert table.columns == ("Tỉnh, thành phố", "Số cơ sở")
    assert len(table.rows) == 34
    assert sorted(f"{name.text}: {cell.text}" for name, cell in table.rows if cell.href) == drawn
    assert ("Hà Nội", "–") in [(name.text, cell.text) for name, cell in table.rows]


def test_in_a_pdf_every_value_is_a_link_on_its_tile():
    chart = m.ChartBlock("Hình 01. Cơ sở theo tỉnh", tile_map())
    pdf = rendered(sample.report(body=(chart,), annexes=()))
    found = dict(read.linked_texts(pdf))
    page = next(page for page in read.pages(pdf) if "Hình 01" in page)

    assert {f"{sample.BASE}/{code}/" for code in tile_grid.provinces()} <= set(found)
    assert found[f"{sample.BASE}/96/"] == "133"
    assert "Hoàng Sa" in page
    assert "Trường Sa" in page
