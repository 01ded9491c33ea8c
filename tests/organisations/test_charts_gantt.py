"""The tasks of a year on twelve months: what is drawn is what stands in words."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from organisations import charts
from organisations.charts import GanttRow, GanttStrip, Look

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Tổ chức hội thảo phổ biến Chiến lược sản xuất sạch hơn trong công nghiệp đến năm 2020 cho cán "
    "bộ quản lý các khu công nghiệp, cụm công nghiệp và làng nghề trên địa bàn Thành phố"
)


def row(label="Tập huấn", state="đang thực hiện", look=Look.UNDER_WAY, **facts):
    facts = {"href": "/t/1/", "first_month": 3, "last_month": 5} | facts
    return GanttRow(label, state, look, **facts)


def strip(*rows, **facts):
    return GanttStrip("Nhiệm vụ năm 2026", "Mô tả", 2026, rows, **facts)


def parsed(spec, **options):
    return ElementTree.fromstring(charts.svg(spec, **options))


def texts(tree):
    return [text.text for text in tree.iter(f"{SVG}text")]


def months_of(tree):
    """{'T1': the middle of its column}"""
    return {
        text.text: float(text.get("x"))
        for text in tree.iter(f"{SVG}text")
        if text.text in charts.MONTHS
    }


def bars(tree):
    return list(tree.iter(f"{SVG}rect"))


@pytest.mark.parametrize("narrow", [False, True])
def test_a_bar_reaches_from_its_first_month_to_its_last(narrow):
    tree = parsed(strip(row()), narrow=narrow)
    (bar,), months = bars(tree), months_of(tree)
    left, width = float(bar.get("x")), float(bar.get("width"))
    one = months["T2"] - months["T1"]

    assert list(months) == [f"T{number}" for number in range(1, 13)]
    assert left == pytest.approx(months["T3"] - one / 2, abs=0.02)
    assert left + width == pytest.approx(months["T5"] + one / 2, abs=0.02)


@pytest.mark.parametrize("narrow", [False, True])
def test_state_months_and_acceptance_stand_in_words(narrow):
    accepted = row(state="đã nghiệm thu", look=Look.DONE, accepted_on=dt.date(2026, 6, 15))
    said = texts(parsed(strip(accepted, row(first_month=7, last_month=7)), narrow=narrow))

    assert {"đã nghiệm thu", "T3-T5, nghiệm thu 15/06/2026", "đang thực hiện", "T7"} <= set(said)


def test_the_mark_of_acceptance_stands_at_its_day_and_only_in_its_year():
    this = parsed(strip(row(accepted_on=dt.date(2026, 6, 15))))
    other = parsed(strip(row(accepted_on=dt.date(2027, 1, 5))))
    _of_the_key, mark = this.iter(f"{SVG}polygon")
    top = float(mark.get("points").split(",")[0])

    assert top == pytest.approx(months_of(this)["T6"], abs=1)
    assert "Ngày nghiệm thu" in texts(this)
    assert list(other.iter(f"{SVG}polygon")) == []
    assert "T3-T5, nghiệm thu 05/01/2027" in texts(other)


def test_today_has_a_line_in_its_own_year_alone():
    def lines_of(today):
        tree = parsed(strip(row(), today=today))
        found = [line for line in tree.iter(f"{SVG}line") if line.get("stroke") == charts.TARGET]
        return tree, found

    tree, (line,) = lines_of(dt.date(2026, 9, 15))
    _tree, none = lines_of(dt.date(2025, 9, 15))

    assert float(line.get("x1")) == pytest.approx(months_of(tree)["T9"], abs=1)
    assert "Hôm nay 15/09" in texts(tree)
    assert none == []


def test_a_task_without_months_has_no_bar_and_says_so():
    tree = parsed(strip(row(first_month=None, last_month=None)))

    assert bars(tree) == []
    assert "chưa ghi tháng" in texts(tree)


def test_states_differ_by_more_than_colour():
    looks = [look.value for look in Look]

    assert len({(fill == "#ffffff", dashes, strokes) for fill, _, dashes, strokes in looks}) == 4
    # The two that differ in colour alone are under way and late; words tell them apart as well.
    tree = parsed(strip(*(row(state=look.name, look=look) for look in Look)))
    assert {look.name for look in Look} <= set(texts(tree))


@pytest.mark.parametrize("narrow", [False, True])
def test_a_long_name_is_cut_and_stands_in_full_at_its_link(narrow):
    (link,) = parsed(strip(row(LONG)), narrow=narrow).iter(f"{SVG}a")
    lines = [text.text for text in link.iter(f"{SVG}text")]

    assert link.get("href") == "/t/1/"
    assert link.findtext(f"{SVG}title") == LONG
    assert lines[-1].endswith("…")
    assert LONG.startswith(" ".join(lines).removesuffix("…"))
    assert len(lines) == (3 if narrow else 2)


def test_links_stand_outside_the_image_so_that_they_can_be_reached():
    tree = parsed(strip(row(), row()))
    (image,) = [group for group in tree.iter(f"{SVG}g") if group.get("role") == "img"]

    assert list(image.iter(f"{SVG}a")) == []
    assert len(list(tree.iter(f"{SVG}a"))) == 2


@pytest.mark.parametrize("narrow", [False, True])
def test_forty_rows_follow_one_another_within_the_picture(narrow):
    tree = parsed(strip(*(row(LONG) for _ in range(40))), narrow=narrow)
    tops = [float(bar.get("y")) for bar in bars(tree)]
    height = float(tree.get("viewBox").split()[3])

    assert len(tops) == 40
    assert min(below - above for above, below in zip(tops, tops[1:], strict=False)) > 30
    assert tops[-1] < height


def test_in_a_pdf_the_state_is_the_link_and_the_name_is_drawn():
    drawing = charts.drawing(strip(row(), row(href="")), font="Tinos")

    assert "<a " not in drawing.svg
    assert "Tập huấn" in drawing.svg
    assert [(label.value.text, label.value.href) for label in drawing.labels] == [
        ("đang thực hiện", "/t/1/"),
        ("đang thực hiện", ""),
    ]


def test_the_table_says_the_same():
    table = strip(row(accepted_on=dt.date(2026, 6, 5)), row(first_month=None, last_month=None))
    rows = [[cell.text for cell in cells] for cells in table.table().rows]

    assert rows == [
        ["Tập huấn", "T3-T5", "đang thực hiện", "05/06/2026"],
        ["Tập huấn", "–", "đang thực hiện", "–"],
    ]


@pytest.mark.parametrize("months", [(0, 3), (3, 13), (5, 3), (None, 3), (3, None)])
def test_impossible_months_are_refused(months):
    with pytest.raises(ValueError, match="months in order"):
        row(first_month=months[0], last_month=months[1])
