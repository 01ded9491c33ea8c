"""Kiểm tra trước khi trình: what each rule finds, and what it leaves alone."""

import datetime as dt

import pytest
from django.urls import reverse

from enterprises.models import SamePlantCandidate
from organisations import clock
from organisations.enums import Kind
from organisations.tenancy import owner_login
from programmes.models import Indicator
from reports.checks.running import CHECKS, check
from reports.models import CheckRule, Fact, ReportVersion
from tests.factories import (
    make_activity,
    make_establishment,
    make_member,
    make_report,
    make_round,
)
from tests.reports.conftest import counted

pytestmark = pytest.mark.django_db
QUERIES = 60
ACTIVITY = "outreach.Activity"


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


@pytest.fixture
def version(report, officer):
    return written(report, officer)


def written(report, officer):
    """A version with its facts and figures, as if its pages had been drawn, too."""
    version = counted(report, officer)
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(
            state="compiled", compiled_at=clock.now()
        )
        version.refresh_from_db()
    return version


def fact(version, code, number=None, at=1, source=ACTIVITY, **more):
    with owner_login():
        return Fact.objects.create(
            owner=version.owner,
            version=version,
            nature=more.pop("nature", "counted"),
            indicator=Indicator.objects.get(code=code),
            source=source,
            source_id=at,
            label=more.pop("label", f"Dòng {at}"),
            number=number,
            year=2026,
            **more,
        )


def found(version, officer, code, now=None):
    """[(sentence, detail)] of one rule."""
    with owner_login():
        report = version.report
        now = now or dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
        result = check(report, version, access=officer.access, now=now)
    everything = [each for _severity, group in result.by_severity for each in group]
    return [(each.sentence, each.detail) for each in everything if each.rule.code == code]


# (rule, facts that it finds something in, facts one step away that it leaves alone); a fact is
# (indicator, number, row, {more}).
HELD = {"held_on": "2026-05-02", "place": "Hà Nội"}
CLASS = ("TT-01", 1, 1, {"label": "Lớp A", "detail": HELD})
SAME_CLASS = ("TT-01", 1, 2, {"label": "Lop  a", "detail": HELD})
NEXT_DAY = ("TT-01", 1, 2, {"label": "Lớp A", "detail": HELD | {"held_on": "2026-05-03"}})
PARKS_REACHED = ("TT-09", 3, 1, {"kind": "park"})
A_QUARTER = ("KQ-09", 10, 1, {"detail": {"months": 3}})
A_LOSS = ("KQ-09", -9, 2)
FOUR_PLANTS = [("KQ-07", 1, at) for at in range(2, 6)]
PAID = ("KP-02", 3, 1, {"kind": "industry"})
ON_GROUNDS = {"estimate": 3, "detail": {"basis": "theo kế hoạch"}}
EVENTS = [("TT-01", 1, 1), ("TT-01", 1, 2), ("TT-03", 1, 1)]
A_HOUSEHOLD = ("CS-02", 9, 3, {"stratum": "ho"})
OF_THE_REGISTER = {"stratum": "co_so"}
STATISTICS = {"source": "Niên giám Thống kê 2024", "total_of": 2024}
OLD_STATISTICS = STATISTICS | {"total_of": 2023}
AN_ASSESSMENT_EACH = [("HT-02", 1), ("HT-03", 1)]


def of_power(saved):
    return [("KQ-16", saved, 1, {"planned": 100, "kind": "DIEN"})]


def levels(*numbers):
    return list(zip(("CS-01", "CS-02", "CS-04", "CS-06", "CS-07", "CS-05"), numbers, strict=True))


def rate(above, below):
    """CS-10 of its plants and of what they are divided by."""
    return [("CS-10", 5, 1, above), ("CS-10", None, 2, {"planned": 9, "detail": below})]


def by_the_grid_of(code, **more):
    detail = {"factors": [code, "TOE.DIEN"], "result_year": 2015} | more
    return [("KQ-08", 3, 1, {"detail": detail})]


def estimated(number, planned=100):
    return [("TT-01", 1, 1, {"planned": planned, "estimate": number, "detail": {"basis": "x"}})]


def declared(**basis):
    return [("TT-06", 0, 1, {"nature": "typed", "detail": basis})]


def payback(cost, saving):
    return [("KQ-14", cost, 1, {"planned": saving})]


CASES = [
    ("KT-09", [("TT-02", 20), ("TT-03", 21)], [("TT-02", 20), ("TT-03", 20)]),
    ("KT-10", [("TT-02", 5)], [("TT-02", 5), ("TT-01", 1)]),
    ("KT-11", [("TT-04", 6), ("TT-02", 5)], [("TT-04", 5), ("TT-02", 5)]),
    (
        "KT-12",
        [PARKS_REACHED, ("TT-10", 2, 2, {"kind": "park"})],
        [PARKS_REACHED, ("TT-10", 2, 2, {"kind": "cluster"})],
    ),
    ("KT-13", [("HT-04", 3), *AN_ASSESSMENT_EACH], [("HT-04", 2), *AN_ASSESSMENT_EACH]),
    ("KT-14", [("HT-07", 2), ("HT-08", 1)], [("HT-07", 2), ("HT-08", 2)]),
    ("KT-15", levels(9, 8, 5, 3, 4, 0), levels(5, 5, 5, 5, 5, 5)),
    ("KT-15", levels(9, 8, 5, 6, 4, 0), levels(9, 8, 5, 5, 4, 0)),
    ("KT-15", levels(9, 8, 9, 3, 2, 0), levels(9, 8, 8, 3, 2, 0)),
    ("KT-15", levels(9, 10, 5, 3, 2, 0), levels(9, 9, 5, 3, 2, 0)),
    ("KT-15", levels(9, 8, 5, 3, 2, 6), levels(9, 8, 5, 3, 2, 5)),
    (
        "KT-17",
        [("CS-02", 6, 1, OF_THE_REGISTER), A_HOUSEHOLD, ("CS-03", 5)],
        [("CS-02", 5, 1, OF_THE_REGISTER), A_HOUSEHOLD, ("CS-03", 5)],
    ),
    ("KT-18", [("NV-02", 2), ("NV-01", 1)], [("NV-02", 1), ("NV-01", 1)]),
    (
        "KT-18",
        [("NV-04", 2), ("NV-03", 1), ("NV-01", 9)],
        [("NV-04", 1), ("NV-03", 1), ("NV-01", 1)],
    ),
    ("KT-19", [("NL-02", 1), ("NL-03", 2)], [("NL-02", 2), ("NL-03", 2)]),
    ("KT-19", [("NL-06", 1)], [("NL-06", 0)]),
    (
        "KT-19",
        [("NL-06", 0), ("NL-02", 1), ("NL-03", 1)],
        [("NL-06", 1), ("NL-02", 1), ("NL-03", 1)],
    ),
    ("KT-20", [("KQ-13", 41), A_QUARTER, A_LOSS], [("KQ-13", 40), A_QUARTER, A_LOSS]),
    ("KT-20", [("KQ-11", 2), ("HT-07", 1)], [("KQ-11", 1), ("HT-07", 1)]),
    (
        "KT-22",
        [("NV-05", 3, 1, {"planned": 2})],
        [("NV-05", 2, 1, {"planned": 2}), ("KP-03", 3, 1, {"planned": 2})],
    ),
    (
        "KT-23",
        rate(OF_THE_REGISTER, {"source": "Niên giám Thống kê 2024"}),
        rate(OF_THE_REGISTER, STATISTICS),
    ),
    ("KT-23", rate({"stratum": "ho"}, STATISTICS), rate(OF_THE_REGISTER, STATISTICS)),
    (
        "KT-24",
        [("CS-03", 5, 1, {"detail": OLD_STATISTICS})],
        [("CS-03", 5, 1, {"detail": STATISTICS})],
    ),
    ("KT-34", [CLASS, SAME_CLASS], [CLASS, NEXT_DAY]),
    ("KT-41", [("TT-01", 1), ("TT-02", 9)], [("TT-01", 1), ("TT-02", 10)]),
    ("KT-41", [("TT-01", 2), ("TT-02", 601)], [("TT-01", 2), ("TT-02", 600)]),
    ("KT-42", [("KQ-07", 5, 1), *FOUR_PLANTS], [("KQ-07", 4, 1), *FOUR_PLANTS]),
    ("KT-43", payback(21, 1), payback(20, 1)),
    ("KT-43", payback(4, 100), payback(5, 100)),
    ("KT-44", of_power(31), of_power(30)),
    ("KT-44", of_power(-1), of_power(0)),
    ("KT-45", [("KQ-01", 5)], [("KQ-01", 5), ("KQ-07", 1)]),
    ("KT-40", estimated(79), estimated(80)),
    ("KT-40", estimated(121), estimated(120)),
    ("KT-46", by_the_grid_of("GRID.2014"), by_the_grid_of("GRID.2015")),
    ("KT-47", [("TT-01", None, 1, {"estimate": 3})], [("TT-01", None, 1, ON_GROUNDS)]),
    ("KT-48", [("TT-01", 3, 1, {"estimate": 2})], [("TT-01", 3, 1, {"estimate": 3})]),
    (
        "KT-48",
        [("TT-01", 3, 1), ("TT-01", None, 2, {"planned": 5, "estimate": 2})],
        [("TT-01", 3, 1, {"estimate": 2}), ("TT-01", None, 2, {"planned": 5})],
    ),
    ("KT-50", declared(), declared(basis="Sổ công tác năm 2026")),
    (
        "KT-50",
        [("CS-03", 5, 1, {"label": "", "detail": STATISTICS})],
        [("CS-03", 5, 1, {"detail": STATISTICS})],
    ),
    ("KT-51", [*EVENTS, ("TT-01", 1, 3)], EVENTS),
    (
        "KT-54",
        [PAID, ("KP-01", 9, 2, {"kind": "state"})],
        [PAID, ("KP-01", 3, 2, {"kind": "industry"})],
    ),
    ("KT-56", [("HT-12", 999)], [("HT-12", 1_000), ("KQ-10", 10**12, 2), ("KQ-11", 5)]),
]


@pytest.mark.parametrize(("rule", "wrong", "right"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_finds_what_is_wrong_and_leaves_what_is_right(version, officer, rule, wrong, right):
    assert found(version, officer, rule) == []
    for facts, count in ((right, 0), (wrong, 1)):
        with owner_login():
            Fact.objects.filter(version=version).delete()
        for code, number, *rest in facts:
            at, more = (*rest, *(1, {})[len(rest) :])
            fact(version, code, number, at, **more)
        assert len(found(version, officer, rule)) == count, facts


def test_a_finding_says_the_rule_the_numbers_and_the_place(version, officer):
    fact(version, "TT-02", 20, label="Lớp tại Đông Anh")
    fact(version, "TT-03", 21, label="Lớp tại Đông Anh")

    ((sentence, detail),) = found(version, officer, "KT-09")

    assert sentence == "Lượt nữ nhiều hơn tổng lượt người tham dự ở 'Lớp tại Đông Anh'."
    assert detail.endswith(": 21")


def test_no_sentence_keeps_a_gap(version, officer):
    """Every rule that found something in the cases filled its own message."""
    for at, (_rule, wrong, _right) in enumerate(CASES):
        for code, number, *rest in wrong:
            row, more = (*rest, *(1, {})[len(rest) :])
            fact(version, code, number, 100 * at + row, **more)
    with owner_login():
        result = check(version.report, version, access=officer.access, now=clock.now())

    for _severity, group in result.by_severity:
        for each in group:
            assert "…" not in each.sentence + each.mend, each
            assert "{" not in each.sentence + each.mend, each


def test_a_year_is_compared_with_what_was_sent_last_year(ours, officer, version):
    before = written(make_report(ours, make_round(year=2025, addressees=[ours])), officer)
    fact(before, "TT-02", 100)
    fact(version, "TT-02", 201)
    assert found(version, officer, "KT-39") == []

    with owner_login():
        ReportVersion.objects.filter(pk=before.pk).update(is_submitted=True, state="submitted")
    ((sentence, _detail),) = found(version, officer, "KT-39")
    assert "(100 → 201)" in sentence

    with owner_login():
        Fact.objects.filter(version=version).update(number=200)
    assert found(version, officer, "KT-39") == []


@pytest.mark.parametrize(
    ("certainty", "state", "is_found"),
    [
        ("certain", "open", True),
        ("probable", "open", True),
        ("to_review", "open", False),
        ("certain", "distinct", False),
    ],
)
def test_pairs_that_nobody_decided_are_counted(ours, officer, version, certainty, state, is_found):
    first, second = make_establishment(ours), make_establishment(ours)
    with owner_login():
        SamePlantCandidate.objects.create(
            owner=ours,
            first=first,
            second=second,
            certainty=certainty,
            reasons=[],
            state=state,
            found_at=clock.now(),
            decided_at=clock.now(),
        )

    told = found(version, officer, "KT-35")

    assert [sentence.startswith("Còn 1 cặp") for sentence, _detail in told] == [True] * is_found


def claim(version, code, number, verbatim="33 lớp tập huấn", **more):
    detail = {
        "key": "SL-1",
        "indicator": code,
        "comparator": "=",
        "is_estimate": False,
        "is_met_claim": False,
        "is_beyond_unit": False,
    } | more
    with owner_login():
        Fact.objects.create(
            owner=version.owner,
            version=version,
            nature="claim",
            source="reports.Claim",
            source_id=1,
            label=verbatim,
            number=number,
            detail=detail,
        )


@pytest.mark.parametrize(
    ("code", "stated", "logged", "rule"),
    [
        ("TT-01", 34, 33, "KT-29"),
        ("TT-01", 33, 34, "KT-30"),
        ("HT-03", 30, None, "KT-31"),
        ("TT-01", 33, 33, None),
        ("TT-01", 30, None, None),
    ],
)
def test_what_is_stated_is_held_against_the_rows(version, officer, code, stated, logged, rule):
    claim(version, code, stated)
    if logged is not None:
        fact(version, code, logged)

    told = {name: found(version, officer, name) for name in ("KT-29", "KT-30", "KT-31")}

    assert [name for name, findings in told.items() if findings] == ([rule] if rule else [])
    assert rule is None or "33 lớp tập huấn" in str(told[rule])


def target(version, code, number):
    with owner_login():
        Fact.objects.create(
            owner=version.owner,
            version=version,
            nature="text",
            source="programmes.Target",
            source_id=1,
            label="Tỷ lệ cơ sở nhận thức",
            number=number,
            detail={"indicator": code},
        )


@pytest.mark.parametrize(
    ("code", "stated", "is_estimate", "is_found"),
    [
        ("MT-01", 77, True, True),
        ("MT-01", 78, True, False),
        ("MT-01", 77, False, False),
        ("MT-03", 77, True, False),
    ],
)
def test_an_estimate_that_is_just_the_target(version, officer, code, stated, is_estimate, is_found):
    target(version, code, 77)
    claim(version, code, stated, is_estimate=is_estimate)

    told = found(version, officer, "KT-26")

    assert ["(77%)" in sentence for sentence, _detail in told] == [True] * is_found


@pytest.mark.parametrize(
    ("code", "is_met", "is_found"),
    [("MT-04", True, True), ("NL-08", True, True), ("MT-04", False, False), ("MT-01", True, False)],
)
def test_one_unit_does_not_meet_the_target_of_a_nation(version, officer, code, is_met, is_found):
    claim(version, code, None, "hoàn thành mọi mục tiêu", is_met_claim=is_met)

    told = found(version, officer, "KT-28")

    assert [detail for _sentence, detail in told] == ["hoàn thành mọi mục tiêu"] * is_found


@pytest.mark.parametrize(
    ("section", "text", "is_found"),
    [
        ("ton_tai", "Chỉ đạt {{TT-01 reads=percent}} vì thiếu kinh phí.", False),
        ("ton_tai", "Hội nghị, hội thảo, tập huấn đã tổ chức ít hơn dự kiến.", False),
        ("ton_tai", "Thiếu kinh phí.", True),
        ("truyen_thong", "Có {{TT-01}} lớp.", True),
    ],
)
def test_the_section_of_shortcomings_may_speak_of_it(version, officer, section, text, is_found):
    ((code, number, at, more),) = estimated(79)
    fact(version, code, number, at, **more)
    with owner_login():
        Fact.objects.create(
            owner=version.owner,
            version=version,
            nature="text",
            source="reports.Narrative",
            source_id=1,
            label=section,
            detail={"section": section, "text": text},
        )

    told = found(version, officer, "KT-40")

    assert ["đạt 79% kế hoạch" in sentence for sentence, _detail in told] == [True] * is_found


def test_nothing_happened_and_yet_there_are_rows(version, officer):
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(is_nil=True)
        version.refresh_from_db()
    assert found(version, officer, "KT-06") == []

    fact(version, "HT-02", 1)
    ((sentence, _detail),) = found(version, officer, "KT-06")

    assert "sổ có 1 dòng" in sentence


def test_a_report_without_any_content_is_blocked_and_a_nil_report_is_not(version, officer):
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(is_nil=False)
        version.refresh_from_db()
    assert len(found(version, officer, "KT-04")) == 1

    fact(version, "TT-01", 1)
    assert found(version, officer, "KT-04") == []

    with owner_login():
        Fact.objects.filter(version=version).delete()
        ReportVersion.objects.filter(pk=version.pk).update(is_nil=True)
        version.refresh_from_db()
    assert found(version, officer, "KT-04") == []


def test_a_section_without_words_and_a_row_that_nobody_entered(version, officer):
    sections = found(version, officer, "KT-05")
    dashes = found(version, officer, "KT-53")

    assert any("Mục 'I. " in sentence for sentence, _detail in sections)
    assert "TT-01" in {detail for _sentence, detail in dashes}
    fact(version, "TT-01", 0)
    assert "TT-01" not in {detail for _sentence, detail in found(version, officer, "KT-53")}


def test_a_changed_fact_blocks(ours, officer, report):
    make_activity(ours, year=2026)
    version = written(report, officer)
    assert found(version, officer, "KT-01") == []

    with owner_login():
        Fact.objects.filter(version=version, indicator__code="TT-01").update(number=7)
        result = check(report, version, access=officer.access, now=clock.now())

    assert [each.rule.code for each in result.blockers] == ["KT-01"]


def test_what_was_entered_since_is_said(ours, officer, version):
    assert found(version, officer, "KT-07") == []
    make_activity(ours, year=2026)
    ((sentence, _detail),) = found(version, officer, "KT-07")
    assert "(1 dòng)" in sentence


def test_the_last_microsecond_is_not_late(report, version, officer):
    due = report.round.due_at
    assert found(version, officer, "KT-08", now=due - dt.timedelta(microseconds=1)) == []
    assert len(found(version, officer, "KT-08", now=due)) == 1


def test_all_rules_with_a_question_are_in_the_reference():
    with owner_login():
        assert CHECKS.keys() <= set(CheckRule.objects.values_list("code", flat=True))


def test_the_page_names_what_was_not_asked(client, officer, report, version):
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(is_nil=True)
    client.force_login(officer)

    page = client.get(reverse("reports:checks", args=[report.code])).content.decode()

    assert "KT-02: Bản có chữ ký chưa tải lên" in page
    assert "không có mục chặn nộp, có chỗ nên xem lại" in page
    assert client.get(report.get_absolute_url()).content.decode().count("/checks/") == 1


def test_before_a_compilation_there_is_nothing_to_ask(client, officer, report):
    client.force_login(officer)

    page = client.get(reverse("reports:checks", args=[report.code])).content.decode()

    assert "Báo cáo chưa được lập." in page


def test_nobody_else_reads_them(client, report, version):
    for kind in (Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY):
        client.force_login(make_member(kind))
        address = reverse("reports:checks", args=[report.code])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 200])
def test_the_number_of_queries_does_not_grow(
    ours, officer, version, rows, django_assert_max_num_queries
):
    for at in range(rows):
        for code in ("TT-01", "TT-02", "TT-03", "KQ-09", "HT-12"):
            fact(version, code, 1, at + 1)

    with owner_login(), django_assert_max_num_queries(QUERIES):
        check(version.report, version, access=officer.access, now=clock.now())
