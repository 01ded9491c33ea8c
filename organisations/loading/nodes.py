"""One node of a YAML file: its kind in Vietnamese, its line, and how to say that it is wrong."""

import yaml

from organisations.loading.refusal import Place

TAG = "tag:yaml.org,2002:"
KINDS = {
    "str": "chữ",
    "int": "số nguyên",
    "float": "số thập phân",
    "bool": "đúng/sai",
    "timestamp": "ngày",
    "null": "để trống",
    "map": "nhóm mục",
    "seq": "danh sách",
}


def line_of(node):
    return node.start_mark.line + 1


def kind_of(node):
    return node.tag.removeprefix(TAG)


def is_empty(node):
    return kind_of(node) == "null"


def at(place, node):
    return Place(place.file, place.path, line_of(node))


def wrong_type(place, node, wanted):
    if isinstance(node, yaml.ScalarNode) and not is_empty(node):
        found = f"{KINDS.get(kind_of(node), 'một loại khác')} '{node.value[:40]}'"
    else:
        found = KINDS.get(kind_of(node), "một loại khác")
    return at(place, node).refusal(f"phải là {wanted}, nay là {found}.")
