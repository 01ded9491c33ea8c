"""A season that plays itself: its parts, its clock, and what is left of it for a second run."""

import datetime as dt
from collections import Counter
from itertools import count
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.season.plan import Part, plan_of
from config.season.play import play
from organisations.enums import Kind
from organisations.tenancy import owner_login
from reports.enums import ReviewDecision
from reports.models import Receipt, Review, RoundAddressee
from tests.factories import make_activity, make_member, make_organisation, make_round

pytestmark = pytest.mark.django_db
PARTS = [Part.ON_TIME, Part.LATE, Part.RETURNED, Part.MISSING]
DUE = dt.datetime(2026, 12, 30, 17, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def round_(ministry):
    """Owed by four; all but the second have something to tell."""
    units = [make_organisation(name=f"Sở thứ {number}") for number in range(1, 5)]
    for unit in (units[0], *units[2:]):
        make_activity(unit, held_on=dt.date(2026, 3, 1), attendance_count=30)
    return make_round(year=2026, addressees=units)


@pytest.fixture
def seed(round_):
    """One that gives the four units the four parts."""
    with owner_login():
        rows = RoundAddressee.objects.filter(round=round_).order_by("organisation__code")
        owing = list(rows.select_related("round", "organisation"))
    return next(n for n in count() if wanted([plan_of(each, n) for each in owing]))


def wanted(plans):
    """The four parts, and who is asked to complete can send again before the last day."""
    returned = plans[PARTS.index(Part.RETURNED)]
    return [plan.part for plan in plans] == PARTS and returned.at < DUE - dt.timedelta(days=9)


def clock():
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("SELECT fixed FROM app.clock")
        return cursor.fetchall()


def played(round_, seed):
    said = []
    return play(round_, seed=seed, say=said.append), said


def receipts(round_):
    with owner_login():
        rows = Receipt.objects.filter(round=round_).for_list().order_by("received_at")
        return [(row.owner.name, row.is_on_time) for row in rows]


def test_everybody_plays_a_part(round_, seed):
    season, said = played(round_, seed)

    assert season.refused == []
    assert season.counts == {
        "đúng hạn": 2,
        "nộp chậm": 1,
        "không phát sinh": 1,
        "không gửi": 1,
        "bị yêu cầu hoàn thiện": 1,
        "gửi lại": 1,
        "được chấp nhận": 3,
    }
    assert Counter(receipts(round_)) == Counter(
        [("Sở thứ 1", True), ("Sở thứ 2", False), ("Sở thứ 3", True), ("Sở thứ 3", True)]
    )
    with owner_login():
        decisions = Counter(Review.objects.values_list("decision", flat=True))
    assert decisions == {
        ReviewDecision.RETURNED: 1,
        ReviewDecision.RECEIVED: 3,
        ReviewDecision.ACCEPTED: 3,
    }
    assert len(said) == 3 + 1 + 1 + 3


def test_acts_happen_in_the_rounds_own_time_and_the_clock_is_put_back(round_, seed):
    before = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [before])

    played(round_, seed)

    assert clock() == [(before,)]
    with owner_login():
        first = Receipt.objects.filter(round=round_).earliest("received_at")
    assert DUE - dt.timedelta(days=26) < first.received_at < DUE


def test_a_season_that_breaks_puts_the_clock_back_and_goes_on_with_the_rest(round_, seed):
    def break_off(sentence):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(round_, seed=seed, say=break_off)
    assert clock() == []
    assert len(receipts(round_)) == 1

    season, _said = played(round_, seed)

    assert season.refused == []
    assert len(receipts(round_)) >= 3
    again, _said = played(round_, seed)
    assert again.counts == {"không gửi": 1}


def test_a_real_portal_plays_no_season(settings, round_):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="không chạy minh họa"):
        call_command("play_season", round=round_.code)
    assert receipts(round_) == []


def test_a_round_that_is_not_there_is_named(settings):
    settings.DEMONSTRATION = True

    with pytest.raises(CommandError, match="mã 1999"):
        call_command("play_season", round="1999")


def addressee(number):
    return SimpleNamespace(
        due_at=DUE,
        round=SimpleNamespace(code="2026"),
        organisation=SimpleNamespace(code=f"so-{number}"),
    )


def test_the_parts_have_their_shares_and_the_same_seed_gives_the_same_season():
    plans = [plan_of(addressee(number), 1) for number in range(2000)]

    assert plans == [plan_of(addressee(number), 1) for number in range(2000)]
    assert plans != [plan_of(addressee(number), 2) for number in range(2000)]
    shares = Counter(plan.part for plan in plans)
    assert 40 < shares[Part.MISSING] < 130
    assert 150 < shares[Part.LATE] < 250
    assert 150 < shares[Part.RETURNED] < 250
    assert all((plan.at >= DUE) == (plan.part in (Part.LATE, Part.MISSING)) for plan in plans)
