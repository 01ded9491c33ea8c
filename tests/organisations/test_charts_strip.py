"""The strip of benchmarks: ranges and values to scale, one's own figure across them."""

from xml.etree import ElementTree

import pytest

from organisations import charts

SVG = "{http://www.w3.org/2000/svg}"


def strip():
    marks = (
        charts.Mark("Bia, trên 100 triệu lít", 129, charts.Value(129, "129"), charts.Tone.ENDED),
        charts.Mark("Bia, EU", 72, charts.Value(180, "72 – 180"), charts.Tone.REFERENCE),
        charts.Mark("Bia, định mức", 200, charts.Value(200, "200"), charts.Tone.NORM),
    )
    own = charts.Value(150, "Cơ sở: 150")
    return charts.Strip("Năng lượng", "Đường đứng là số của cơ sở.", own, marks, "MJ/hl")


def parsed(*, narrow=False):
    return ElementTree.fromstring(charts.svg(strip(), narrow=narrow))


def test_ranges_and_the_own_line_are_to_one_scale():
    tree = parsed()
    _ended, reach, norm = list(tree.iter(f"{SVG}rect"))
    lines = {line.get("stroke"): float(line.get("x1")) for line in tree.iter(f"{SVG}line")}
    start = 466 * 0.45
    per = (float(norm.get("x")) + float(norm.get("width")) - start) / 200

    assert lines[charts.TARGET] == pytest.approx(start + 150 * per, abs=0.02)
    assert float(reach.get("x")) == pytest.approx(start + 72 * per, abs=0.02)
    assert float(reach.get("width")) == pytest.approx(108 * per, abs=0.02)


def test_what_has_ended_is_grey_and_dashed_and_said_in_words():
    ended, *others = list(parsed().iter(f"{SVG}rect"))

    assert (ended.get("stroke"), ended.get("stroke-dasharray")) == ("#707070", "4 3")
    assert {rect.get("stroke-dasharray") for rect in others} == {None}


@pytest.mark.parametrize("narrow", [False, True])
def test_every_value_is_in_words_within_the_picture_and_in_the_table(narrow):
    tree = parsed(narrow=narrow)
    texts = list(tree.iter(f"{SVG}text"))
    width, height = (float(part) for part in tree.get("viewBox").split()[2:])

    words = [text.text for text in texts]
    assert {"129", "72 – 180", "200", "Cơ sở: 150", "MJ/hl"} <= set(words)
    for text in texts:
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height
    cells = [cell.text for row in strip().table().rows for cell in row]
    assert {"129", "72 – 180", "200", "Cơ sở: 150"} <= set(cells)
