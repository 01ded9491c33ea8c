"""The quick reading of tax codes says what python-stdnum says."""

import random

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


def test_a_number_is_read_when_python_stdnum_takes_it():
    misread = []
    for stem, branch in [*numbers(500, seed=21), ("0000000000", None), ("0000000001", "001")]:
        typed = f"{stem}-{branch}" if branch else stem
        wanted = Identity(stem, typed if branch else "") if mst.is_valid(typed) else None
        misread += [typed] if said_of(typed) != wanted else []

    assert misread == []


def said_of(typed):
    try:
        return read_identity(typed)
    except Unreadable:
        return None
