"""Which row counts in which round and in which year, and the first instant that is late."""

import datetime as dt

import pytest

from organisations.tenancy import owner_login
from reports.enums import DueWording, RoundKind
from reports.models import Fact
from tests.factories import make_activity, make_report, make_round
from tests.reports.conftest import counted

pytestmark = pytest.mark.django_db
CALENDAR = {"window_from": dt.date(2015, 1, 1), "window_to": dt.date(2015, 12, 31)}


def years_counted(officer, round_):
    """{title of the activity: the year it belongs to} of what counts in the round."""
    version = counted(make_report(officer.access.organisation, round_), officer)
    with owner_login():
        facts = Fact.objects.filter(version=version, indicator__code="TT-01")
        return dict(facts.values_list("label", "year"))


def activity(officer, title, **when):
    return make_activity(officer.access.organisation, title=title, **when)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2014, 12, 14), 2014),
        (dt.date(2014, 12, 15), 2015),
        (dt.date(2015, 1, 1), 2015),
        (dt.date(2015, 12, 14), 2015),
        (dt.date(2015, 12, 15), 2016),
        (dt.date(2015, 12, 20), 2016),
        (dt.date(2016, 2, 29), 2016),
    ],
)
def test_the_year_of_a_day_begins_on_the_fifteenth_of_december(officer, day, year):
    activity(officer, "một ngày", held_on=day)

    found = {y: years_counted(officer, make_round(year=y)) for y in (2014, 2015, 2016)}

    assert found == {y: {"một ngày": y} if y == year else {} for y in (2014, 2015, 2016)}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (dt.date(2014, 12, 31), {}),
        (dt.date(2015, 1, 1), {"một ngày": 2015}),
        (dt.date(2015, 12, 31), {"một ngày": 2015}),
        (dt.date(2016, 1, 1), {}),
    ],
)
def test_a_calendar_year_is_a_choice(officer, day, counts):
    activity(officer, "một ngày", held_on=day)

    assert years_counted(officer, make_round(year=2015, **CALENDAR)) == counts


def test_a_row_known_by_its_year_counts_in_that_year_whatever_the_window(officer):
    activity(officer, "năm 2015", year=2015)

    assert years_counted(officer, make_round(year=2014)) == {}
    assert years_counted(officer, make_round(year=2015)) == {"năm 2015": 2015}
    assert years_counted(officer, make_round(year=2015, **CALENDAR)) == {"năm 2015": 2015}
    assert years_counted(officer, make_round(year=2016)) == {}


def test_a_period_runs_from_its_first_opening_to_its_last_close(officer):
    for day in ("2008-12-14", "2008-12-15", "2012-12-15", "2015-12-14", "2015-12-15"):
        activity(officer, day, held_on=dt.date.fromisoformat(day))
    activity(officer, "năm 2009", year=2009)
    activity(officer, "năm 2016", year=2016)

    assert years_counted(officer, make_round(RoundKind.PERIOD, year_from=2009, year=2015)) == {
        "2008-12-15": 2009,
        "2012-12-15": 2013,
        "2015-12-14": 2015,
        "năm 2009": 2009,
    }


def test_a_row_known_by_period_counts_only_where_the_whole_period_is_inside(officer):
    activity(officer, "cả kỳ", period_from=2009, period_to=2015)
    activity(officer, "bên trong", period_from=2010, period_to=2010)
    activity(officer, "chạm đầu", period_from=2008, period_to=2010)
    activity(officer, "chạm cuối", period_from=2014, period_to=2016)
    activity(officer, "rộng hơn", period_from=2008, period_to=2016)

    assert years_counted(officer, make_round(RoundKind.PERIOD, year_from=2009, year=2015)) == {
        "cả kỳ": None,
        "bên trong": None,
    }


def test_a_row_known_by_period_is_in_no_annual_round_even_of_that_one_year(officer):
    activity(officer, "một năm", period_from=2010, period_to=2010)

    assert years_counted(officer, make_round(year=2010)) == {}


@pytest.mark.parametrize(
    ("wording", "first_late_instant"),
    [
        (DueWording.BEFORE, "2015-12-31T00:00:00+07:00"),
        (DueWording.AT_LATEST, "2016-01-01T00:00:00+07:00"),
    ],
)
def test_before_a_day_shuts_a_day_sooner_than_at_latest_that_day(wording, first_late_instant):
    round_ = make_round(due_on=dt.date(2015, 12, 31), due_wording=wording)

    assert round_.due_at == dt.datetime.fromisoformat(first_late_instant)
