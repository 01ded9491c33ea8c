"""What became of a solution: who may say what, what has to be said, and who reads why not."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from assessments.enums import Mover, OptionState
from assessments.models import FollowUp, OptionReason, OptionStep
from assessments.option_life import STEPS
from organisations.enums import Kind
from organisations.models import History, LogEntry
from organisations.tenancy import owner_login, use_tenant
from organisations.vietnamese import format_date
from tests.assessments.asking import acting_as, ask, give, make_plant, refusal, supporter
from tests.assessments.options import (
    file,
    fresh,
    make_option,
    say,
    set_clock,
    state_of,
)
from tests.enterprises.asking import make_department, make_enterprise
from tests.enterprises.sheets import errors_of, sheet_of
from tests.factories import make_assessment, make_member, make_organisation

pytestmark = pytest.mark.django_db
SECRET = "vì giám đốc không đồng ý"


@pytest.fixture
def sở():
    return make_department()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def group():
    return make_member(Kind.CORPORATION)


@pytest.fixture
def plant(sở, firm, group):
    entity = make_enterprise(account=firm.access.organisation)
    return make_plant(sở, legal_entity=entity, corporation=group.access.organisation)


@pytest.fixture
def assessment(sở, plant):
    return make_assessment(sở.access.organisation, plant, year=2022)


@pytest.fixture
def option(assessment):
    return make_option(assessment)


def page_of(client, person, option):
    client.force_login(person)
    return client.get(option.get_absolute_url()).content.decode()


def tell(client, person, option, verb="news", **typed):
    """What the sheet shows, with this typed into it."""
    client.force_login(person)
    address = reverse(f"assessments:option_{verb}", args=[option.pk])
    typed.setdefault("held_on", "01/03/2022")
    return client.post(address, sheet_of(client, address) | typed)


def steps_of(option):
    with owner_login():
        return list(OptionStep.objects.filter(option=option).order_by("pk"))


def test_the_database_has_the_same_table_of_steps():
    def known(before, after, mover):
        with owner_login(), connection.cursor() as cursor:
            cursor.execute("SELECT app.step_is_known(%s, %s, %s)", [before, after, mover])
            return cursor.fetchone()[0]

    for before in OptionState:
        for after in OptionState:
            if before == after:
                continue
            step = STEPS.get((before, after))
            for mover in Mover:
                assert known(before, after, mover) == (step is not None and mover in step.who)


def test_the_enterprise_speaks_for_itself(client, firm, option):
    response = tell(client, firm, option, target="under_way")

    assert response.url == option.get_absolute_url()
    (step,) = steps_of(option)
    assert (step.mover, step.channel, step.recorded_by) == ("enterprise", "portal", firm)
    assert fresh(option).news_on == dt.date(2022, 3, 1)


def test_done_says_what_it_cost_and_by_which_evidence(client, firm, option):
    errors = errors_of(tell(client, firm, option, target="done"))
    assert set(errors) == {"cost", "note"}
    tell(client, firm, option, target="done", cost="42 triệu", note="Biên bản 5/2022")
    row = fresh(option)
    assert (row.state, row.actual_cost) == ("done", 42_000_000)
    assert row.implemented_on == dt.date(2022, 3, 1)


def test_what_an_answer_of_one_press_left_open_is_added_later(client, firm, option):
    say(firm, option, "done", "2022-05-01")
    tell(client, firm, option, target="done", cost="7", note="Hóa đơn 1", held_on="15/04/2022")
    row = fresh(option)
    assert (row.actual_cost, row.implemented_on) == (7, dt.date(2022, 4, 15))
    assert row.news_on == dt.date(2022, 5, 1)


def test_news_stand_as_written_down_with_both_days(client, firm, option):
    say(firm, option, "selected", "2022-05-01")
    tell(client, firm, option, target="under_way", held_on="15/04/2022")
    with owner_login():
        recorded = [format_date(step.recorded_at) for step in steps_of(option)]

    page = page_of(client, firm, option)

    days = re.findall(r'<th scope="row">(\S+)</th>\s*<td [^>]*>(\S+)</td>', page)
    assert days == list(zip(recorded, ["01/05/2022", "15/04/2022"], strict=True))
    assert page.index("Ghi ngày") < page.index("Tin về ngày")


def test_not_taken_up_asks_why(client, firm, option):
    assert "reason" in errors_of(tell(client, firm, option, target="not_taken_up"))
    twice = {"reason": "R01", "reason_2": "R01"}
    assert "reason_2" in errors_of(tell(client, firm, option, target="not_taken_up", **twice))
    other = {"reason": "R01", "reason_2": "R22"}
    assert "words" in errors_of(tell(client, firm, option, target="not_taken_up", **other))
    tell(client, firm, option, target="not_taken_up", words=SECRET, **other)
    with use_tenant(firm.access.tenant):
        rows = OptionReason.objects.order_by("pk").values_list("reason__code", "is_main", "words")
        assert list(rows) == [("R01", True, SECRET), ("R22", False, SECRET)]


def _without_reason(person, option):
    with acting_as(person) as cursor:
        OptionStep.objects.create(
            assessment_id=option.assessment_id,
            option=option,
            from_state="proposed",
            to_state="not_taken_up",
            mover="enterprise",
            held_on="2022-03-01",
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_wants_a_reason(firm, option):
    with pytest.raises(DatabaseError, match="Ghi lý do không làm hoặc đã dừng"):
        _without_reason(firm, option)


def test_why_is_said_once_by_whoever_said_that(firm, option):
    step = say(firm, option, "not_taken_up", "2022-03-01", reasons=["R01"])
    call = "app.say_why(%s, %s, %s)"
    assert refusal(make_department(), call, step.pk, ["R01"], "") == "Không có tin này."
    assert refusal(firm, call, step.pk, ["R02"], "") == "Đã ghi lý do."


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (["R01", "R02", "R03", "R04"], "Chọn một lý do chính và nhiều nhất hai lý do khác."),
        (["R99"], "Chọn các lý do khác nhau trong danh mục."),
        (["R01", "R01"], "Chọn các lý do khác nhau trong danh mục."),
        (["R22"], "Lý do khác thì ghi rõ là lý do gì."),
    ],
)
def test_the_database_reads_reasons_as_strictly_as_the_form(firm, option, codes, sentence):
    with pytest.raises(DatabaseError, match=sentence):
        say(firm, option, "not_taken_up", "2022-03-03", reasons=codes, words=" ")


def test_who_was_told_on_the_telephone_says_by_whom(client, sở, option):
    assert "told_by" in errors_of(tell(client, sở, option, target="selected"))
    tell(client, sở, option, target="selected", told_by="Bà Liên", planned_for="06/2023")
    (step,) = steps_of(option)
    assert (step.mover, step.channel, step.told_by) == ("enterprise", "telephone", "Bà Liên")
    assert step.planned_for == dt.date(2023, 6, 1)
    tell(client, sở, option, target="under_way", told_by="Bà Liên", channel="visit")
    assert steps_of(option)[1].channel == "visit"
    with owner_login():
        assert not LogEntry.objects.filter(comment__contains="Liên").exists()


def test_nobody_speaks_for_the_enterprise_without_the_telephone(sở, firm, option):
    with pytest.raises(DatabaseError, match="Bước này không do đơn vị báo"):
        say(sở, option, "selected", "2022-03-01")
    with pytest.raises(DatabaseError, match="Bước này không do đơn vị báo"):
        say(firm, option, "selected", "2022-03-01", channel="email")
    with pytest.raises(DatabaseError, match="Bước này không do đơn vị báo"):
        say(firm, option, "selected", "2022-03-01", mover="assessor")
    with pytest.raises(DatabaseError, match="Bước này không do đơn vị báo"):
        say(sở, option, "no_news", "2022-03-01", mover="clock")


def test_an_assessor_selects_by_himself(client, sở, firm, option):
    tell(client, sở, option, verb="judge", target="selected")
    (step,) = steps_of(option)
    assert (step.mover, step.channel) == ("assessor", "portal")
    client.force_login(firm)
    assert client.get(reverse("assessments:option_judge", args=[option.pk])).status_code == 403


def test_measured_needs_a_result(client, sở, firm, option):
    say(firm, option, "done", "2022-03-01")
    response = tell(client, sở, option, verb="judge", target="measured")
    assert "Phiếu chưa có kết quả đo nào" in str(errors_of(response))


def test_a_day_to_come_and_an_unknown_step_are_refused(client, firm, option):
    assert "held_on" in errors_of(
        tell(client, firm, option, target="selected", held_on="01/01/2100")
    )
    assert "target" in errors_of(tell(client, firm, option, target="sustained"))
    assert steps_of(option) == []


def test_a_stale_tab_and_a_double_click_make_no_harm(client, firm, option):
    client.force_login(firm)
    address = reverse("assessments:option_news", args=[option.pk])
    sheet = sheet_of(client, address) | {"target": "selected", "held_on": "01/03/2022"}
    stale = sheet_of(client, address) | {"target": "not_taken_up", "reason": "R01"}
    for _twice in range(2):
        assert client.post(address, sheet).status_code == 302
    assert len(steps_of(option)) == 1
    response = client.post(address, stale | {"held_on": "02/03/2022"})
    assert "đã được đổi ở nơi khác" in str(errors_of(response))
    assert state_of(option) == "selected"


def test_reasons_are_read_by_the_enterprise_and_by_nobody_else(
    client, sở, firm, group, assessment, option
):
    helper = supporter()
    give(sở, assessment, helper.access.organisation.pk)
    said = {"target": "not_taken_up", "reason": "R22", "words": SECRET, "told_by": "Bà Liên"}
    tell(client, helper, option, **said)
    ministry = make_member(Kind.MINISTRY)
    name = "Lý do khác (ghi rõ)"

    own = page_of(client, firm, option)
    assert SECRET in own
    assert name in own
    for person in (sở, group, helper):
        page = page_of(client, person, option)
        assert SECRET not in page
        assert name not in page
    for person in (sở, group, helper, ministry):
        with pytest.raises(DatabaseError), acting_as(person) as cursor:
            cursor.execute("SELECT count(*) FROM assessments_optionreason")
        with use_tenant(person.access.tenant):
            assert not [row for row in History.objects.all() if SECRET in str(row.after)]
            assert not LogEntry.objects.filter(comment__contains=SECRET).exists()
    with owner_login():
        assert not [row for row in History.objects.all() if "optionreason" in row.table]


def test_officials_read_totals_of_five_enterprises_and_not_of_four(client, sở):
    for number in range(5):
        firm = make_member(Kind.ENTERPRISE)
        entity = make_enterprise(account=firm.access.organisation)
        assessment = make_assessment(
            sở.access.organisation, make_plant(sở, legal_entity=entity), year=2022
        )
        codes = ["R01", "R02"] if number else ["R01"]
        say(firm, make_option(assessment), "not_taken_up", "2022-03-01", reasons=codes)
        client.force_login(sở)
        page = client.get(reverse("assessments:reasons")).content.decode()
        assert ("Chưa có tiền đầu tư ban đầu" in page) == (number == 4)
        assert "Hoàn vốn lâu hơn" not in page
    client.force_login(make_department())
    page = client.get(reverse("assessments:reasons")).content.decode()
    assert "Chưa có tiền đầu tư ban đầu" not in page


def test_a_neighbour_writes_no_step(firm, option):
    helper = supporter()
    strangers = (make_department(), make_member(Kind.ENTERPRISE), helper)
    for person in strangers:
        with pytest.raises(DatabaseError):
            say(person, option, "selected", "2022-03-01", channel="telephone", told_by="x")
        assert ask(person, "count(*) FROM assessments_optionstep") == 0
    assert state_of(option) == "proposed"
    other = make_option(make_assessment(make_organisation(), make_plant(make_department())))
    with pytest.raises(DatabaseError), acting_as(firm):
        OptionStep.objects.create(
            assessment_id=option.assessment_id,
            option=other,
            from_state="proposed",
            to_state="selected",
            mover="enterprise",
            held_on="2022-03-01",
        )


def test_news_answers_who_has_asked(firm, option, assessment):
    set_clock("2023-01-10")
    file(assessment, accepted="2022-03-31")
    with owner_login():
        asked = FollowUp.objects.create(
            owner_id=assessment.owner_id, assessment=assessment, months=6, due_on="2022-09-30"
        )
    say(firm, option, "selected", "2022-12-01")
    assert fresh(asked).answered_at is not None


def test_one_that_was_accepted_is_not_screened_again(sở, assessment):
    option = make_option(assessment, state="screened_out")
    file(assessment, accepted="2022-03-31")
    with pytest.raises(DatabaseError, match="Phiếu đã nghiệm thu"):
        say(sở, option, "proposed", "2022-04-01", mover="assessor")
