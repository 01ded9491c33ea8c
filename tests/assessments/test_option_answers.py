"""The page that the link in the e-mail opens: one button an answer, no account, nothing else."""

import datetime as dt

import pytest
import yaml
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.enums import OptionState
from assessments.models import OptionReason, OptionStep
from assessments.options.answers import ANSWERS, BY_CODE
from assessments.options.asking import hash_of
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import make_plant
from tests.assessments.options import (
    FILE,
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
from tests.assessments.test_option_clock import STATES
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db
REFERENCE = yaml.safe_load(FILE.read_text("utf-8"))["follow_up"]["one_click_answers"]


@pytest.fixture(autouse=True)
def counts_of_answers():
    cache.clear()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def assessment(firm):
    sở = make_department()
    plant = make_plant(sở, legal_entity=make_enterprise(account=firm.access.organisation))
    return make_assessment(sở.access.organisation, plant, year=2021)


@pytest.fixture
def option(assessment):
    return make_option(assessment, investment=42_000, other_income=28_729)


@pytest.fixture
def link(assessment, option):
    """Sent on the day it was due."""
    file(assessment, accepted="2022-03-31")
    set_clock("2022-09-30")
    turn_the_clock()
    return link_to(assessment)


def link_to(assessment):
    return reverse("follow_up", args=[link_of(follow_ups(assessment)[-1])])


def press(client, link, option, answer, **typed):
    """The form of this button as it is shown, with this typed into it."""
    page = client.get(link)
    for shown in page.context["options"]:
        for pressed in shown["answers"]:
            if (shown["row"].id, pressed.code) == (option.pk, answer):
                return client.post(link, sheet(pressed.form, option, answer, typed))
    raise AssertionError(f"{answer} is not offered")


def sheet(form, option, answer, typed):
    boxes = {field.html_name: field.value() or "" for field in form}
    boxes |= {form.add_prefix(name): value for name, value in typed.items()}
    return {key: str(value) for key, value in boxes.items()} | {
        "option": option.pk,
        "answer": answer,
    }


def offered(client, link, option):
    page = client.get(link)
    shown = next(each for each in page.context["options"] if each["row"].id == option.pk)
    return [pressed.code for pressed in shown["answers"]]


def steps_of(option):
    with owner_login():
        return list(OptionStep.objects.filter(option=option).order_by("pk"))


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: row["code"])
def test_the_answers_are_those_of_the_reference(row):
    answer = BY_CODE[row["code"]]
    assert answer.to == (STATES[row["to"]] if row["to"] else None)
    assert list(answer.offered_in) == [STATES[code] for code in row["offered_in"]]
    assert list(answer.stays_in) == [STATES[code] for code in row.get("stays_in", [])]
    assert answer.asks_reason == ("reason" in row.get("then", ""))
    assert len(ANSWERS) == len(REFERENCE)


def test_opening_the_link_writes_nothing(client, link, option):
    with CaptureQueriesContext(connection) as captured:
        page = client.get(link)
    assert page.status_code == 200
    words = ("INSERT", "UPDATE", "DELETE")
    assert not [each["sql"] for each in captured if each["sql"].startswith(words)]
    assert steps_of(option) == []
    assert "1,46 năm" in page.content.decode()


@pytest.mark.parametrize(
    ("answer", "typed", "state"),
    [
        ("DA_XONG", {}, "done"),
        ("DANG_LAM", {}, "under_way"),
        ("SE_LAM", {"planned_for": "06/2023"}, "selected"),
        ("KHONG_LAM", {"reason": "R06"}, "not_taken_up"),
        ("CHUA_QUYET", {}, "proposed"),
    ],
)
def test_one_press_is_one_answer(client, link, firm, option, answer, typed, state):
    response = press(client, link, option, answer, **typed)

    assert response.url == link
    (step,) = steps_of(option)
    assert (step.to_state, step.mover, step.channel) == (state, "enterprise", "email")
    assert (step.held_on, step.recorded_by) == (dt.date(2022, 9, 30), None)
    assert state_of(option) == state
    assert fresh(option).news_on == dt.date(2022, 9, 30)
    if "planned_for" in typed:
        assert step.planned_for == dt.date(2023, 6, 1)
    with use_tenant(firm.access.tenant):
        said = [row.reason.code for row in OptionReason.objects.select_related("reason")]
    assert said == [typed["reason"]] if "reason" in typed else said == []


def test_each_solution_is_answered_once_under_this_link(client, link, option):
    press(client, link, option, "DANG_LAM")
    assert offered(client, link, option) == []
    assert "Mọi giải pháp đều đã có câu trả lời" in client.get(link).content.decode()


def test_done_may_be_completed_later(client, link, option):
    press(client, link, option, "DA_XONG")
    assert offered(client, link, option) == ["BO_SUNG"]
    response = press(client, link, option, "BO_SUNG", held_on="01/10/2022", cost="5", note="x")
    assert "Ngày này chưa đến." in response.content.decode()
    press(client, link, option, "BO_SUNG", held_on="15/09/2022", cost="41000", note="Hóa đơn 7")
    row = fresh(option)
    assert (row.state, row.actual_cost) == ("done", 41_000)
    assert row.implemented_on == dt.date(2022, 9, 15)
    assert offered(client, link, option) == []


def test_what_is_asked_for_has_to_be_said_and_nothing_typed_is_lost(client, link, option):
    response = press(client, link, option, "KHONG_LAM", words="vì thế")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Chọn lý do chính." in page
    assert "vì thế" in page
    assert '<details class="mb-2" open>' in page
    response = press(client, link, option, "KHONG_LAM", reason="R22")
    assert "Lý do khác thì ghi rõ là lý do gì." in response.content.decode()
    assert "Ghi tháng và năm" in press(client, link, option, "SE_LAM").content.decode()
    assert steps_of(option) == []


def test_what_runs_is_asked_whether_it_still_runs(client, firm, link, assessment, option):
    running = make_option(assessment, state="measured")
    done = make_option(assessment, state="done", actual_cost=5)
    assert offered(client, link, running) == ["VAN_CHAY", "DA_DUNG"]
    press(client, link, running, "VAN_CHAY")
    press(client, link, done, "VAN_CHAY")
    assert (state_of(running), state_of(done)) == ("sustained", "done")
    stopped = make_option(assessment, state="sustained")
    press(client, link, stopped, "DA_DUNG", reason="R04")
    assert state_of(stopped) == "stopped"


def test_a_double_click_and_a_stale_page_make_no_harm(client, firm, link, option):
    shown = client.get(link).context["options"][0]["answers"]
    first = next(pressed for pressed in shown if pressed.code == "CHUA_QUYET")
    said = sheet(first.form, option, "CHUA_QUYET", {})
    for _twice in range(2):
        assert client.post(link, said).status_code == 302
    assert len(steps_of(option)) == 1

    other = next(pressed for pressed in shown if pressed.code == "DANG_LAM")
    say(firm, option, "selected", "2022-09-30")
    response = client.post(link, sheet(other.form, option, "DANG_LAM", {}))
    assert "đã được đổi ở nơi khác" in response.content.decode()
    assert state_of(option) == "selected"


def test_an_answer_stands_and_no_day_is_before_the_data(client, link, option):
    call = (
        "SELECT app.answer_follow_up(%s, %s, %s, %s, %s, NULL, 1, '', '{}', '', gen_random_uuid())"
    )
    token = hash_of(link.rstrip("/").rsplit("/", 1)[-1])

    def answer(*said):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(call, [token, option.pk, *said])

    with pytest.raises(DatabaseError, match="trước năm số liệu"):
        answer("proposed", "done", "2020-12-31")
    answer("proposed", "done", "2021-01-01")
    with pytest.raises(DatabaseError, match="Đã có câu trả lời về giải pháp này"):
        answer("done", "done", "2021-06-01")
    assert len(steps_of(option)) == 1


def test_solutions_that_are_not_asked_about_are_not_named(client, link, assessment, option):
    aside = make_option(assessment, state="screened_out", name="Không được nêu")
    page = client.get(link).content.decode()
    assert aside.name not in page


def test_the_link_opens_nothing_of_anybody_else(client, link, option):
    sở = make_department()
    other = make_option(make_assessment(sở.access.organisation, make_plant(sở)))
    form = client.get(link).context["options"][0]["answers"][0].form
    response = client.post(link, sheet(form, other, "DANG_LAM", {}))
    assert response.status_code == 404
    assert state_of(other) == OptionState.PROPOSED
    for answer in ("", "KHAC", "no_news"):
        assert client.post(link, sheet(form, option, answer, {})).status_code == 404


def test_the_database_too_takes_no_answer_about_anybody_else(link, assessment):
    sở = make_department()
    other = make_option(make_assessment(sở.access.organisation, make_plant(sở)))
    (row,) = follow_ups(assessment)
    call = (
        "SELECT app.answer_follow_up(%s, %s, 'proposed', 'under_way', '2022-09-30', NULL, NULL,"
        " '', '{}', '', gen_random_uuid())"
    )
    with pytest.raises(Exception, match="Không có giải pháp này"), connection.cursor() as cursor:
        cursor.execute(call, [row.token_hash, other.pk])


@pytest.mark.parametrize("token", ["sai", "0" * 64])
def test_a_made_up_link_opens_nothing(client, link, token):
    assert client.get(reverse("follow_up", args=[token])).status_code == 404
    assert client.post(reverse("follow_up", args=[token])).status_code == 404


def test_the_link_is_good_for_sixty_days(client, link, option):
    set_clock("2022-11-29T11:59:00+07:00")
    assert client.get(link).status_code == 200
    set_clock("2022-11-29T12:00:01+07:00")
    assert client.get(link).status_code == 404


def test_a_form_without_its_token_is_refused(link, option):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"option": option.pk, "answer": "DANG_LAM"}).status_code == 403
    assert steps_of(option) == []


def test_answers_are_limited_and_opening_is_not(client, link, option, settings):
    settings.ACCOUNT_RATE_LIMITS = {"follow_up": "2/h/ip"}
    answers = [
        client.post(link, {"option": option.pk, "answer": "DANG_LAM"}).status_code for _ in "123"
    ]
    assert answers == [200, 200, 429]
    assert client.get(link).status_code == 200


def test_whoever_is_signed_in_elsewhere_answers_like_anybody(client, link, option):
    client.force_login(make_department())
    assert press(client, link, option, "DANG_LAM").status_code == 302
    assert state_of(option) == "under_way"


def test_the_next_link_asks_again(client, link, assessment, option):
    press(client, link, option, "CHUA_QUYET")
    set_clock("2023-03-31")
    turn_the_clock()
    later = link_to(assessment)
    assert later != link
    assert "KHONG_LAM" in offered(client, later, option)
