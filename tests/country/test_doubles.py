"""Rows that are one plant: as many as said, and all of them in the file kept aside."""

import pytest

from config.country import doubles
from tests.country.conftest import ESTABLISHMENTS

pytestmark = pytest.mark.xdist_group("country")


def test_one_row_in_a_hundred_is_a_double_and_the_file_names_it(country):
    truth = country.doubles()
    ids = [int(row["duplicate_id"]) for row in truth]
    last = country.one("SELECT max(id) FROM enterprises_establishment")

    assert len(truth) == ESTABLISHMENTS // 100
    assert ids == list(range(last - len(truth) + 1, last + 1))
    assert {row["kind"] for row in truth} <= set(doubles.KINDS)
    assert len({row["original_id"] for row in truth}) == len(truth)


def test_a_double_is_like_its_original_and_told_another_way(country):
    for row in country.doubles():
        ((one, other),) = country.rows(
            "SELECT to_jsonb(a), to_jsonb(b) FROM enterprises_establishment a,"
            " enterprises_establishment b WHERE a.id = %s AND b.id = %s",
            row["original_id"],
            row["duplicate_id"],
        )
        assert one["name"] == row["original_name"]
        assert other["name"] == row["duplicate_name"] != one["name"]
        for column in ("province_id", "sector", "stratum", "commune"):
            assert one[column] == other[column]
        if row["kind"] == "branch_code":
            assert one["branch_code"] == other["branch_code"] != ""
        if row["kind"] == "tax_code":
            assert one["legal_entity_id"] == other["legal_entity_id"] is not None
        if row["kind"] == "name":
            assert one["name_key"] == other["name_key"]


def test_the_register_is_not_told(country):
    assert (
        country.one("SELECT count(*) FROM enterprises_establishment WHERE merged_into_id > 0") == 0
    )
    assert country.one("SELECT count(*) FROM enterprises_sameplantcandidate") == 0
