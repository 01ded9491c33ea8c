"""What changed between two contents, in words; nothing that changed is left unsaid."""

from copy import deepcopy

import pytest

from programmes.papers.content import content_key
from programmes.papers.differences import differences, sections_of, target_words

PLAN = {
    "format": 1,
    "fields": {
        "kind": "action_plan",
        "title": "Kế hoạch",
        "year_from": 2026,
        "year_to": 2030,
        "issuer_level": "department",
        "strategy": "Chiến lược",
        "lead": "Sở Công Thương",
        "partners": "",
    },
    "targets": [
        {
            "id": 1,
            "indicator": "MT-01",
            "label": "Cơ sở nhận thức",
            "comparator": ">=",
            "value": "50",
            "upper": None,
            "unit": "%",
            "denominator": "cơ sở công nghiệp",
            "is_for_nation_only": False,
        }
    ],
    "components": [
        {
            "id": 1,
            "ordinal": 1,
            "scheme": "Đề án",
            "name": "Tập huấn",
            "lead": "Phòng Kỹ thuật",
            "partners": "",
        }
    ],
    "money": [{"year": 2026, "fund": "science", "amount": "500000000"}],
}
LIST = {
    "format": 1,
    "fields": {
        "title": "Danh mục",
        "year": 2026,
        "plan": "Kế hoạch",
        "issuer_level": "department",
        "money_total": "1000",
    },
    "tasks": [
        {
            "id": 1,
            "ordinal": 1,
            "name": "Tổ chức tập huấn",
            "scheme": "",
            "component": "",
            "lead": "Phòng Kỹ thuật",
            "partners": "",
            "month_from": 1,
            "month_to": 6,
            "outputs": [
                {"id": 1, "kind": "training", "name": "Lớp", "unit": "lớp", "planned": "4"}
            ],
            "money": [{"fund": "industry", "amount": "1000"}],
        }
    ],
}
OTHER = {
    "kind": "plan",
    "issuer_level": "peoples_committee",
    "comparator": ">",
    "fund": "donor",
    "upper": "60",
}


def leaves(content, path=()):
    """Every single value of a content, by its path."""
    if isinstance(content, dict | list):
        pairs = content.items() if isinstance(content, dict) else enumerate(content)
        for key, value in pairs:
            yield from leaves(value, (*path, key))
    else:
        yield path


def changed(content, path):
    other = deepcopy(content)
    *way, last = path
    place = other
    for key in way:
        place = place[key]
    old = place[last]
    if isinstance(old, bool):
        place[last] = not old
    elif isinstance(old, int):
        place[last] = old + 1
    elif last == "kind" and old == "training":
        place[last] = "workshop"
    elif last in OTHER:
        place[last] = OTHER[last]
    elif old is None or old.isdecimal():
        place[last] = "99"
    else:
        place[last] = f"{old} khác"
    return other


EVERY_VALUE = [
    pytest.param(content, path, id=".".join(map(str, path)))
    for content in (PLAN, LIST)
    for path in leaves(content)
    if path[-1] not in {"id", "format"}
]


@pytest.mark.parametrize(("content", "path"), EVERY_VALUE)
def test_no_value_changes_unsaid(content, path):
    other = changed(content, path)

    assert content_key(other) != content_key(content)
    assert differences(content, other) != []


@pytest.mark.parametrize("content", [PLAN, LIST])
def test_equal_contents_do_not_differ(content):
    again = deepcopy(content)

    assert differences(content, again) == []
    assert content_key(content) == content_key(again)


def said(old, new):
    return [(d.what, d.old, d.new) for d in differences(old, new)]


def test_a_change_is_said_with_place_old_and_new():
    new = deepcopy(PLAN)
    new["targets"][0]["value"] = "60.5"
    new["money"][0]["amount"] = "1500000000"

    assert said(PLAN, new) == [
        ("Mục tiêu, Cơ sở nhận thức: Mức", "50 %", "60,5 %"),
        (
            "Kinh phí, năm 2026: sự nghiệp khoa học và công nghệ",
            "500.000.000 đồng",
            "1.500.000.000 đồng",
        ),
    ]


def test_what_is_added_and_removed_is_said_in_one_line_each():
    new = deepcopy(PLAN)
    new["components"] = [
        {"id": 2, "ordinal": 1, "scheme": "", "name": "Tờ rơi", "lead": "", "partners": ""}
    ]

    assert said(PLAN, new) == [
        ("Nội dung thực hiện: thêm", "–", "Tờ rơi – Số thứ tự 1"),
        (
            "Nội dung thực hiện: bỏ",
            "Tập huấn – Số thứ tự 1; Đề án Đề án; Đơn vị chủ trì Phòng Kỹ thuật",
            "–",
        ),
    ]


def test_a_row_that_was_taken_out_and_put_in_again_is_the_same():
    new = deepcopy(PLAN)
    new["components"][0]["id"] = 7

    assert differences(PLAN, new) == []


def test_two_rows_of_one_name_are_not_mistaken_for_one():
    two, other = deepcopy(PLAN), deepcopy(PLAN)
    two["components"].append(PLAN["components"][0] | {"id": 2, "lead": "Phòng khác"})
    other["components"].append(PLAN["components"][0] | {"id": 3, "lead": "Phòng khác nữa"})

    assert said(two, other) == [
        ("Nội dung thực hiện, Tập huấn: Đơn vị chủ trì", "Phòng khác", "Phòng khác nữa")
    ]


def test_a_content_is_shown_section_by_section():
    assert [section.title for section in sections_of(PLAN)] == [
        "Kế hoạch",
        "Mục tiêu",
        "Nội dung thực hiện",
        "Kinh phí",
    ]
    (task,) = sections_of(LIST)[1].rows
    assert dict(task.facts)["Sản phẩm"] == "4 lớp Lớp (Lớp, khóa tập huấn)"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "50 %"),
        ({"comparator": ">"}, "trên 50 %"),
        ({"comparator": "≈"}, "khoảng 50 %"),
        ({"upper": "80.5"}, "50-80,5 %"),
        ({"value": None}, "không nêu số"),
    ],
)
def test_a_target_is_worded_as_a_decision_words_it(fields, words):
    assert target_words(PLAN["targets"][0] | fields) == words
