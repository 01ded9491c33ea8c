"""The quick reading of tax codes says what python-stdnum says."""

import random

from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.vn import mst

from enterprises.identity import Identity, is_tax_code, read_identity
from organisations.vietnamese import Unreadable


def numbers(count, seed=20):
    """Ten digits of which every fifth has its right last one, some with a branch."""
    drawn = random.Random(seed)
    for at in range(count):
        stem = f"{drawn.randrange(10**9):09}"
        digit = mst.calc_check_digit(stem)
        last = digit if at % 5 == 0 and len(digit) == 1 else str(drawn.randrange(10))
        yield stem + last, drawn.choice([None, "000", "001", "123", "999"])


def test_digits_are_judged_as_python_stdnum_judges_them():
    judged = [
        (is_tax_code(stem, branch), mst.is_valid(stem + (branch or "")))
        for stem, branch in numbers(20_000)
    ]

    assert {ours for ours, _theirs in judged} == {True, False}
    assert [pair for pair in judged if pair[0] != pair[1]] == []


@given(st.from_regex(r"[0-9]{10}(-[0-9]{3})?", fullmatch=True))
@example("0000000000")
@example("0000000001")
def test_a_number_is_read_when_python_stdnum_takes_it(typed):
    try:
        said = read_identity(typed)
    except Unreadable:
        said = None

    branch = typed if len(typed) > 10 else ""
    assert said == (Identity(typed[:10], branch) if mst.is_valid(typed) else None)
