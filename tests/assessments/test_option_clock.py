"""Thirty-six months after a worked assessment, day by day: who is asked, and what silence means."""

import datetime as dt
import logging

import pytest
from django.core import mail
from django.db import connection

from assessments.enums import Mover, OptionState
from assessments.models import CPOption, OptionStep
from assessments.option_life import IMPLEMENTED, taken_up
from assessments.options import asking
from enterprises.models import Contact
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.assessments.asking import make_plant, refusal
from tests.assessments.options import (
    file,
    follow_ups,
    fresh,
    link_of,
    make_option,
    say,
    set_clock,
    state_of,
    turn_the_clock,
)
from tests.assessments.worked import says, worked
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db

STATES = {
    "DE_XUAT": OptionState.PROPOSED,
    "LOAI_SANG_LOC": OptionState.SCREENED_OUT,
    "CHON": OptionState.SELECTED,
    "DANG_THUC_HIEN": OptionState.UNDER_WAY,
    "HOAN_THANH": OptionState.DONE,
    "DA_DO": OptionState.MEASURED,
    "DUY_TRI": OptionState.SUSTAINED,
    "DUNG": OptionState.STOPPED,
    "KHONG_THUC_HIEN": OptionState.NOT_TAKEN_UP,
    "KHONG_CO_THONG_TIN": OptionState.NO_NEWS,
}


@pytest.fixture
def sở():
    return make_department()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def plant(sở, firm):
    return make_plant(sở, legal_entity=make_enterprise(account=firm.access.organisation))


@pytest.fixture
def assessment(sở, plant):
    return make_assessment(sở.access.organisation, plant, kind="detailed", year=2021)


@pytest.fixture
def alone(sở):
    """Of a plant without an account."""
    return make_assessment(sở.access.organisation, make_plant(sở), year=2021)


def on(day):
    set_clock(str(day))
    turn_the_clock()


def counts(assessment):
    with owner_login():
        states = CPOption.objects.filter(assessment=assessment).values_list("state", flat=True)
        return {state: list(states).count(state) for state in OptionState}


def replay(events, options, sở, firm, until):
    """What the example says happened, each step on its day by whoever takes it."""
    while events and events[0]["ngay"] <= until:
        event = events.pop(0)
        option, target = options[event["giai_phap"]], STATES[event["den"]]
        if event["den"] == "KHONG_CO_THONG_TIN" or event["tu"] is None:
            continue  # the clock's own, or the day it was written down
        on(event["ngay"])
        by_assessor = target in (OptionState.SCREENED_OUT, OptionState.MEASURED)
        person, mover = (sở, Mover.ASSESSOR) if by_assessor else (firm, Mover.ENTERPRISE)
        codes = [event["ly_do"]] if event.get("ly_do", "").startswith("R") else []
        say(person, option, target, event["ngay"], mover=mover, reasons=codes)


def test_the_worked_assessment_over_fifty_six_months(sở, firm, assessment):
    example = worked()["follow_up"]
    set_clock("2022-03-10")
    codes = sorted({event["giai_phap"] for event in example["su_kien"]})
    options = {code: make_option(assessment, code=code) for code in codes}
    events = sorted(example["su_kien"], key=lambda event: event["ngay"])
    replay(events, options, sở, firm, "2022-03-30")
    file(assessment, accepted=example["moc"])

    silent = "CLOCK.trang_thai_{}_khong_co_thong_tin"
    for day in ("2025-03-30", "2025-03-31", "2026-03-31"):
        replay(events, options, sở, firm, day)
        on(day)
        found = counts(assessment)[OptionState.NO_NEWS]
        assert says(silent.format(day.replace("-", "_")), found), day
    replay(events, options, sở, firm, "2026-11-21")
    on("2026-11-21")

    expected = example["trang_thai_2026_11_21"]
    assert {code: state_of(row) for code, row in options.items()} == {
        code: STATES[state] for code, state in expected.items()
    }
    taken = taken_up(counts(assessment))
    assert says("CLOCK.da_thuc_hien", taken.implemented)
    assert says("CLOCK.dang_chay", taken.implemented - counts(assessment)[OptionState.STOPPED])
    assert says("CLOCK.khong_thuc_hien", taken.decided - taken.implemented)
    assert says("CLOCK.khong_co_thong_tin", taken.no_news)
    assert says("CLOCK.loai_sang_loc", taken.screened_out)
    assert says("CLOCK.ty_le_thuc_hien", taken.share * 100)
    assert OptionState.STOPPED in IMPLEMENTED
    due = example["den_han"]
    asked = {row.months: str(row.due_on) for row in follow_ups(assessment)}
    assert asked == {6: due["6"], 12: due["12"], 24: due["24"]}


def test_a_clock_that_slept_catches_up_under_the_days_it_missed(assessment):
    option = make_option(assessment)
    file(assessment, accepted="2022-03-31")
    on("2026-11-21")
    with owner_login():
        (step,) = OptionStep.objects.filter(option=option)
    assert (step.to_state, step.held_on) == ("no_news", dt.date(2025, 3, 31))
    assert fresh(option).state_on == dt.date(2025, 3, 31)
    assert fresh(option).news_on is None


def test_turning_twice_does_nothing_twice(assessment):
    make_option(assessment)
    make_option(assessment, state="done")
    file(assessment, accepted="2022-03-31")
    for _twice in range(2):
        on("2025-03-31")
    with owner_login():
        assert OptionStep.objects.count() == 2
    assert len(follow_ups(assessment)) == 1
    assert len(mail.outbox) == 1


def test_silence_erases_no_fact(firm, assessment):
    option = make_option(assessment, state="done")
    file(assessment, accepted="2022-03-31")
    on("2025-03-30")
    assert not fresh(option).is_unconfirmed
    on("2025-03-31")
    assert (state_of(option), fresh(option).is_unconfirmed) == ("done", True)
    say(firm, option, "done", "2025-03-31")
    assert not fresh(option).is_unconfirmed


def test_undecided_counts_as_news(firm, assessment):
    option = make_option(assessment)
    file(assessment, accepted="2022-03-31")
    set_clock("2023-05-05")
    say(firm, option, "proposed", "2023-05-05")
    on("2026-05-04")
    assert state_of(option) == "proposed"
    on("2026-05-05")
    assert state_of(option) == "no_news"


def test_before_it_is_accepted_the_submission_counts(assessment):
    make_option(assessment)
    on("2022-10-01")
    assert follow_ups(assessment) == []
    file(assessment, submitted="2022-03-20")
    on("2022-09-19")
    assert follow_ups(assessment) == []
    on("2022-09-20")
    assert [row.months for row in follow_ups(assessment)] == [6]


def test_after_the_acceptance_the_three_questions_begin_anew(assessment):
    make_option(assessment)
    file(assessment, submitted="2022-03-20")
    on("2022-09-20")
    file(assessment, submitted="2022-03-20", accepted="2022-12-31")
    on("2023-06-29")
    assert [row.months for row in follow_ups(assessment)] == [6]
    on("2023-06-30")
    asked = [(row.months, str(row.due_on), row.is_replaced) for row in follow_ups(assessment)]
    assert asked == [(6, "2022-09-20", True), (6, "2023-06-30", False)]


def test_nobody_is_asked_where_nothing_is_left_to_ask(firm, assessment):
    make_option(assessment, state="screened_out")
    lasting = make_option(assessment)
    file(assessment, accepted="2022-03-31")
    set_clock("2022-04-02")
    say(firm, lasting, "not_taken_up", "2022-04-02", reasons=["R06"])
    on("2022-09-30")
    assert follow_ups(assessment) == []
    say(firm, lasting, "selected", "2022-09-30")
    say(firm, lasting, "not_taken_up", "2022-09-30", reasons=["R01"])
    on("2022-10-01")
    assert [row.months for row in follow_ups(assessment)] == [6]


def test_the_next_question_replaces_the_one_nobody_answered(assessment):
    make_option(assessment)
    file(assessment, accepted="2022-03-31")
    for day in ("2022-09-30", "2023-03-31"):
        on(day)
    assert [row.is_replaced for row in follow_ups(assessment)] == [True, False]


def test_who_slept_over_two_questions_asks_once(assessment):
    make_option(assessment)
    file(assessment, accepted="2022-03-31")
    on("2023-06-01")
    assert [row.months for row in follow_ups(assessment)] == [12]
    assert len(mail.outbox) == 1


def test_the_account_is_written_to_with_one_link_and_no_address_is_kept(firm, assessment, caplog):
    make_option(assessment)
    file(assessment, accepted="2022-03-31")
    with caplog.at_level(logging.DEBUG):
        on("2022-09-30")
    (letter,) = mail.outbox
    (row,) = follow_ups(assessment)

    assert letter.to == [firm.email]
    assert letter.body.count("http") == 1
    assert asking.address_of(link_of(row)) in letter.body
    assert (row.channel, row.attempts) == ("email", 1)
    assert row.expires_at - row.sent_at == dt.timedelta(days=60)
    assert firm.email not in caplog.text
    assert link_of(row) not in caplog.text


def test_without_an_account_the_plants_contacts_are_written_to(sở, alone):
    make_option(alone)
    with owner_login():
        for name, email in (("A", "a@vi-du.vn"), ("B", "b@vi-du.vn"), ("C", "")):
            Contact.objects.create(
                owner=sở.access.organisation,
                establishment_id=alone.establishment_id,
                name=name,
                email=email,
                phone="0912 345 678",
            )
    file(alone, accepted="2022-03-31")
    on("2022-09-30")
    assert sorted(letter.to for letter in mail.outbox) == [["a@vi-du.vn"], ["b@vi-du.vn"]]


def test_with_nobody_to_write_to_somebody_has_to_call(client, sở, alone):
    make_option(alone)
    file(alone, accepted="2022-03-31")
    on("2022-09-30")
    (row,) = follow_ups(alone)
    assert (row.channel, row.token_hash, mail.outbox) == ("telephone", "", [])


def test_a_mail_server_that_is_away_is_tried_again_five_times(assessment, monkeypatch, caplog):
    make_option(assessment)
    file(assessment, accepted="2022-03-31")

    def away(*_args):
        raise OSError("firm@vi-du.vn: refused")

    monkeypatch.setattr(asking, "_send", away)
    for attempt in range(1, 6):
        on("2022-09-30")
        (row,) = follow_ups(assessment)
        assert (row.attempts, row.sent_at) == (attempt, None)
    assert row.channel == "telephone"
    assert "firm@vi-du.vn" not in caplog.text


def test_a_sender_that_died_is_followed_by_another_with_the_same_link(assessment, monkeypatch):
    make_option(assessment)
    file(assessment, accepted="2022-03-31")
    went = asking._went
    monkeypatch.setattr(asking, "_went", lambda *args: went(*args) and exit())
    with pytest.raises(SystemExit):
        on("2022-09-30")
    monkeypatch.undo()
    on("2022-09-30")
    assert len(mail.outbox) == 1  # the claim still stands
    with owner_login(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_followup SET claimed_at = claimed_at - interval '31 minutes'"
        )
    on("2022-09-30")
    first, second = mail.outbox
    assert first.body == second.body
    assert first.extra_headers == second.extra_headers


def test_nobody_but_the_clock_calls_its_functions(sở, firm, assessment):
    for person in (sở, firm):
        for call in (
            "app.turn_option_clock()",
            "app.claim_follow_up(1, 'x')",
            "app.follow_up_by('x')",
            "app.options_by('x')",
        ):
            assert "permission denied" in refusal(person, call)
