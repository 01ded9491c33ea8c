"""Facts and figures: equal for equal data, grouped and nothing else, at a constant cost."""

import datetime as dt

import pytest
from django.db import connection

from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from outreach.enums import ActivityKind
from outreach.models import Activity
from programmes.enums import PlanState
from programmes.models import Indicator
from reports import actions
from reports.compilation import write_facts_and_figures
from reports.enums import RoundKind
from reports.facts import digest_of_facts
from reports.models import Document, Fact, Figure, NilDeclaration, ReportVersion
from reports.sources import COUNTED, NIL_INDICATORS, TEXTS, TYPED
from tests.factories import (
    make_activity,
    make_document,
    make_member,
    make_organisation,
    make_plan,
    make_report,
    make_round,
    seen_by_the_head,
)
from tests.reports.conftest import approved, compiled, counted, hanoi_access, report_of_hanoi

pytestmark = pytest.mark.django_db
COMPILE_QUERIES = 160
# What Hà Nội's file says nothing of; tests/reports/test_year_figures.py has rows of everything.
WITHOUT_ROWS = {"VB-03", "NL-01", "NL-05", "TT-03", "TT-08"}
SAID_BY_HANOI = {None, *NIL_INDICATORS, "VB-01", "KN-01", "NL-01", "NL-05", "TT-03"}


@pytest.fixture
def ours(officer):
    return officer.access.organisation


@pytest.fixture
def period(ours):
    return make_report(ours, make_round(RoundKind.PERIOD, year_from=2009, year=2015))


def digests(version):
    return version.facts_digest, version.figures_digest


def printed(version, indicator, **narrowed):
    """What is printed for an indicator; {} of filters asks for the total."""
    asked = {"any_year": True, "kind": "", "source": "", "reads": "number"} | narrowed
    with owner_login():
        return Figure.objects.get(version=version, indicator__code=indicator, **asked).printed


def in_year(year, **narrowed):
    return {"any_year": False, "year": year} | narrowed


# Equal data, equal digest, equal bytes


def test_two_compilations_of_the_same_data_are_equal(report, officer):
    first = digests(counted(report, officer))

    assert digests(counted(report, officer)) == first
    assert len(set(first)) == 2


def test_two_compilations_give_the_same_bytes(report, officer):
    def files():
        version = compiled(report, officer)
        with owner_login():
            return version.number, set(version.documents.values_list("kind", "sha256"))

    first = files()

    assert len(first[1]) == 2
    assert files() == first


@pytest.mark.parametrize(
    "change",
    [
        {"attendance_count": 31},
        {"event_count": 2},
        {"kind": ActivityKind.WORKSHOP},
        {"audience": "cán bộ kỹ thuật"},
    ],
)
def test_another_value_gives_another_digest(report, officer, ours, change):
    before = digests(counted(report, officer))
    with owner_login():
        Activity.objects.filter(owner=ours).update(**change)

    assert digests(counted(report, officer))[0] != before[0]


def test_figures_have_a_digest_of_their_own(report, officer, ours):
    before = digests(counted(report, officer))
    make_activity(ours, year=2015, event_count=1, attendance_count=1)

    assert digests(counted(report, officer))[1] != before[1]


def test_a_name_may_change_without_breaking_the_digest(report, officer, ours):
    before = digests(counted(report, officer))
    with owner_login():
        Activity.objects.filter(owner=ours).update(title="Tên đã xóa")

    assert digests(counted(report, officer)) == before


def test_a_merger_hands_rows_on_without_breaking_the_digest(report, officer):
    version = counted(report, officer)
    successor = make_organisation()
    with owner_login():
        report.owner = successor
        report.save()
        version.refresh_from_db()
        assert set(Fact.objects.filter(version=version).values_list("owner", flat=True)) == {
            successor.pk
        }
        assert digest_of_facts(version) == version.facts_digest


# Grouped from facts, and nothing else


def test_every_counted_figure_is_the_sum_of_its_facts(period, officer, ours):
    for year in (2010, 2010, 2013):
        make_activity(ours, year=year, event_count=3, attendance_count=70 + year % 7)
    make_activity(ours, year=2013, kind=ActivityKind.WORKSHOP, event_count=2, attendance_count=9)
    make_activity(ours, kind=ActivityKind.LEAFLET, year=2013, event_count=None, done_quantity=500)
    version = counted(period, officer)

    with owner_login(), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT g.code, g.value, (
              SELECT sum(f.number) FROM reports_fact f
              WHERE f.version_id = g.version_id AND f.nature IN ('counted', 'typed')
                AND f.indicator_id = g.indicator_id
                AND (g.any_year OR f.year IS NOT DISTINCT FROM g.year)
                AND (g.kind = '' OR f.kind = g.kind OR f.nature = 'typed')
                AND (g.source = '' OR (f.source = g.source AND f.source_id = g.source_id)))
            FROM reports_figure g
            WHERE g.version_id = %s AND g.nature = 'counted' AND g.reads = 'number'
            """,
            [version.pk],
        )
        rows = cursor.fetchall()

    assert {code: value for code, value, _summed in rows} == {c: s for c, _v, s in rows}
    assert sum(value is not None for _code, value, _summed in rows) > 10
    assert printed(version, "TT-02", **in_year(2010)) == "142"
    assert printed(version, "TT-01") == "11"
    assert printed(version, "TT-01", kind="workshop") == "2"


def test_no_rows_print_a_dash_and_a_declared_year_prints_nought(period, officer, ours):
    make_activity(ours, year=2010, event_count=3, attendance_count=70)
    declare(period, officer, "TT-01", 2012)

    version = counted(period, officer)

    assert printed(version, "TT-01", **in_year(2012)) == "0"
    assert printed(version, "TT-01", **in_year(2012, kind="training")) == "0"
    assert printed(version, "TT-01", **in_year(2011)) == "–"
    assert printed(version, "TT-02", **in_year(2012)) == "–"
    assert printed(version, "TT-01") == "3"


def test_a_nought_in_a_list_prints_as_its_total(ours, officer):
    annual = make_report(ours, make_round(year=2011), is_nil=True)
    declare(annual, officer, "VB-02", 2011)

    version = counted(annual, officer)

    assert printed(version, "VB-02") == "0"
    assert version.is_nil


def test_a_declaration_taken_back_prints_a_dash_again(period, officer, ours):
    make_activity(ours, year=2010, event_count=3)
    declare(period, officer, "TT-01", 2012)
    with use_tenant(officer.access.tenant):
        declared = NilDeclaration.objects.get(report=period)
        actions.withdraw_nil(declared.pk, access=officer.access)

    assert printed(counted(period, officer), "TT-01", **in_year(2012)) == "–"
    with owner_login():
        assert not NilDeclaration.objects.filter(report=period).exists()


def test_nothing_is_no_answer_where_the_log_has_rows(period, officer, ours):
    make_activity(ours, year=2012, event_count=3)

    with pytest.raises(ActionRefused, match="Sổ có 1 dòng của chỉ tiêu này trong năm 2012"):
        declare(period, officer, "TT-01", 2012)


def declare(report, officer, code, year):
    with use_tenant(officer.access.tenant):
        indicator = Indicator.objects.get(code=code)
        actions.declare_nil(report, indicator, year, basis="đã rà soát", access=officer.access)


def test_a_row_of_unknown_year_has_a_line_of_its_own(period, officer, ours):
    make_activity(ours, period_from=2010, period_to=2012, event_count=4, attendance_count=90)
    make_activity(ours, year=2014, event_count=1, attendance_count=10)

    version = counted(period, officer)

    assert printed(version, "TT-01", **in_year(None)) == "4"
    assert printed(version, "TT-01") == "5"
    with owner_login():
        places = Figure.objects.filter(version=version, any_year=False, year=None)
        assert {place.split(", ")[1] for place in places.values_list("place", flat=True)} == {
            "Không rõ năm"
        }


def test_no_line_of_unknown_years_where_all_years_are_known(period, officer, ours):
    make_activity(ours, year=2014)

    version = counted(period, officer)

    with owner_login():
        assert not Figure.objects.filter(version=version, any_year=False, year=None).exists()


def test_a_percentage_is_that_of_the_two_sums_printed_beside_it(period, officer, ours):
    make_activity(ours, year=2010, event_count=3, planned_quantity=4)
    make_activity(ours, year=2011, event_count=1, planned_quantity=8)
    make_activity(ours, year=2012, event_count=50)

    version = counted(period, officer)

    assert printed(version, "TT-01", reads="planned") == "12"
    assert printed(version, "TT-01", reads="percent") == "450,0"
    assert printed(version, "TT-01") == "54"


def test_nothing_planned_gives_no_percentage(period, officer, ours):
    make_activity(ours, year=2010, event_count=3, planned_quantity=0)

    version = counted(period, officer)

    assert printed(version, "TT-01", reads="planned") == "0"
    assert printed(version, "TT-01", reads="percent") == "–"


def test_a_plan_counts_where_it_was_signed_and_while_it_is_in_force(officer, ours):
    for number, (signed, years) in enumerate(
        [("2010-06-22", (2010, 2012)), ("2012-07-13", (2012, 2015)), ("2012-12-20", (2012, 2015))]
    ):
        document = make_document(
            ours, number=f"{number}/QĐ-THU", issued_on=dt.date.fromisoformat(signed)
        )
        make_plan(
            ours, document=document, year_from=years[0], year_to=years[1], state=PlanState.ISSUED
        )

    values = {}
    for year in (2010, 2012, 2013):
        version = counted(make_report(ours, make_round(year=year)), officer)
        values[year] = totals(version, "VB-01", "VB-02")

    # The third was signed after the window of 2012 had closed.
    assert values == {2010: (1, 1), 2012: (2, 1), 2013: (2, 1)}


def totals(version, *codes):
    with owner_login():
        facts = Fact.objects.filter(version=version, nature="counted")
        return tuple(facts.filter(indicator__code=code).count() for code in codes)


# The first lock


OWN_SOURCES = [
    source
    for source in [*COUNTED, *TYPED, *TEXTS]
    if source.table != "programmes.Target" and source.indicator in SAID_BY_HANOI
]


@pytest.mark.parametrize(
    "source", OWN_SOURCES, ids=lambda s: f"{s.nature}-{s.indicator or s.table}"
)
def test_each_source_asks_for_own_rows_also_where_the_database_would_not_stop_it(source, officer):
    """As the owner's login, which row-level security does not bind, over Hà Nội's rows."""
    access = hanoi_access()
    report = report_of_hanoi("2009-2015", access)

    with owner_login():
        theirs = source.rows(access, report).count()
        assert source.rows(officer.access, report).count() == 0

    assert theirs or source.indicator in WITHOUT_ROWS or source.nature == "typed"


def test_a_neighbours_row_and_a_corporations_row_do_not_enter(period, officer, ours):
    make_activity(ours, year=2014, event_count=1)
    make_activity(make_organisation(), year=2014, event_count=10)
    make_activity(make_organisation(Kind.CORPORATION), year=2014, event_count=100)

    assert printed(counted(period, officer), "TT-01") == "1"


def test_a_corporation_counts_its_own(ours):
    make_activity(ours, year=2015, event_count=10)
    person = make_member(Kind.CORPORATION)
    make_activity(person.access.organisation, year=2015, event_count=2)
    report = make_report(person.access.organisation, make_round(year=2015))

    assert printed(counted(report, person), "TT-01") == "2"


# Drafts and frozen versions


def test_a_draft_is_replaced_in_place(report, officer, ours, blank_pages):
    first = compiled(report, officer)
    make_activity(ours, year=2015, event_count=4)

    second = compiled(report, officer)

    assert (first.pk, first.number) == (second.pk, 1)
    assert first.figures_digest != second.figures_digest
    with owner_login():
        assert ReportVersion.objects.filter(report=report).count() == 1
        assert Document.objects.filter(version__report=report).current().count() == 2
        held = Fact.objects.filter(version=first, indicator__code="TT-01")
        assert sorted(held.values_list("number", flat=True)) == [1, 4]


def test_a_submitted_version_is_left_alone_and_the_next_one_is_number_two(
    report, officer, head, ours, blank_pages
):
    first = submitted(report, officer, head)
    frozen = stored(first)
    make_activity(ours, year=2015, event_count=4)

    second = compiled(report, officer)

    assert (first.number, second.number) == (1, 2)
    assert first.public_code != second.public_code
    assert stored(first) == frozen
    assert printed(second, "TT-01") == "5"


def submitted(report, officer, head):
    version = approved(report, officer)
    with use_tenant(head.access.tenant):
        actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))
    return version


def stored(version):
    with owner_login():
        return [
            list(model.objects.filter(version=version).order_by("pk").values())
            for model in (Fact, Figure, Document)
        ]


# Cost


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_number_of_queries_does_not_grow_with_the_log(
    period, officer, ours, count, django_assert_num_queries
):
    with owner_login():
        Activity.objects.bulk_create(
            Activity(
                owner=ours,
                department=ours,
                kind=ActivityKind.TRAINING,
                title=f"Lớp {number}",
                year=2014,
                event_count=1,
                attendance_count=10,
            )
            for number in range(count)
        )

    with use_tenant(officer.access.tenant), django_assert_num_queries(COMPILE_QUERIES):
        draft = write_facts_and_figures(period.pk, access=officer.access)

    assert printed(draft.version, "TT-02") == f"{10 * count:,}".replace(",", ".")
    with owner_login():
        assert Fact.objects.filter(version=draft.version).exclude(number=None).count() > 2 * count


def test_writers_of_the_unit_may_declare_nothing_happened_and_readers_may_not(period):
    viewer = make_member(organisation=period.owner, role=Role.VIEWER)

    with pytest.raises(actions.PermissionDenied):
        declare(period, viewer, "TT-01", 2012)
