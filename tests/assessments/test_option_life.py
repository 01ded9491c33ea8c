"""The life of a solution: the table of the reference, and how many were taken up."""

from collections import Counter
from decimal import Decimal

import yaml
from django.conf import settings

from assessments.enums import Mover, OptionState
from assessments.option_life import IMPLEMENTED, STEPS, UNDECIDED, taken_up
from tests.assessments.worked import says, worked

FILE = settings.BASE_DIR / "reference" / "assessments" / "reasons.yaml"
REFERENCE = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CODES = [row["code"] for row in REFERENCE["statuses"]]
STATE = dict(zip(CODES, OptionState, strict=True))
WHO = {"dn": Mover.ENTERPRISE, "tv": Mover.ASSESSOR, "may": Mover.CLOCK}
NEEDS = {
    "ngay": "day",
    "chi_phi": "cost",
    "bang_chung": "evidence",
    "ly_do": "reason",
    "ly_do_ky_thuat": "technical_reason",
    "ket_qua_do": "result",
}


def test_the_states_are_those_of_the_reference():
    assert [row["vi"] for row in REFERENCE["statuses"]] == list(OptionState.labels)


def test_the_steps_are_those_of_the_reference():
    """The version of the factors comes with a measured result and is not said by anybody."""
    told = {
        (STATE[row["from"]], STATE[row["to"]]): (
            {WHO[who] for who in row["who"]},
            {NEEDS[need] for need in row["needs"] if need in NEEDS},
        )
        for row in REFERENCE["transitions"]
        if row["from"]
    }

    assert {key: (set(step.who), set(step.needs)) for key, step in STEPS.items()} == told


def test_a_state_counts_as_the_reference_says():
    counted = {STATE[row["code"]]: row["counts_as"] for row in REFERENCE["statuses"]}

    assert {state for state, what in counted.items() if what == "pending"} == set(UNDECIDED)
    assert {s for s, what in counted.items() if what in ("implemented", "stopped")} == set(
        IMPLEMENTED
    )


def test_the_clock_takes_only_what_is_undecided_and_nobody_else_says_no_news():
    taken = {key for key, step in STEPS.items() if Mover.CLOCK in step.who}

    assert taken == {(state, OptionState.NO_NEWS) for state in UNDECIDED}
    assert taken == {key for key in STEPS if key[1] == OptionState.NO_NEWS}


def test_the_share_of_the_reference_is_right():
    vector = REFERENCE["rates"]["test_vector"]
    found = taken_up(
        {
            OptionState.DONE: vector["implemented"],
            OptionState.STOPPED: vector["stopped"],
            OptionState.NOT_TAKEN_UP: vector["not_implemented"],
            OptionState.PROPOSED: vector["pending"],
            OptionState.NO_NEWS: vector["no_information"],
            OptionState.SCREENED_OUT: vector["excluded"],
        }
    )

    assert found.decided == vector["decided"]
    assert 100 * found.share == Decimal(vector["implemented_share_pct"])
    assert (found.pending, found.no_news, found.screened_out) == (12, 8, 5)


def test_the_solutions_of_the_worked_example_are_counted_as_it_says():
    states = worked()["follow_up"]["trang_thai_2026_11_21"]
    found = taken_up(Counter(STATE[code] for code in states.values()))

    assert says("CLOCK.da_thuc_hien", found.implemented)
    assert says("CLOCK.khong_thuc_hien", found.decided - found.implemented)
    assert says("CLOCK.khong_co_thong_tin", found.no_news)
    assert says("CLOCK.loai_sang_loc", found.screened_out)
    assert says("CLOCK.ty_le_thuc_hien", 100 * found.share)


def test_every_step_of_the_worked_example_is_in_the_table():
    for event in worked()["follow_up"]["su_kien"]:
        if event["tu"] and event["tu"] != event["den"]:
            assert (STATE[event["tu"]], STATE[event["den"]]) in STEPS


def test_where_nothing_was_decided_no_share_is_said():
    assert taken_up({OptionState.PROPOSED: 3}).share is None
