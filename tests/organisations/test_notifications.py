"""What people are told: once, to them alone, in the portal and in one letter."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils.module_loading import import_string

from organisations import clock
from organisations.enums import Kind, ReminderKind, Role
from organisations.models import Delegation, Membership, Notification
from organisations.notifications import (
    mark_all_read,
    mark_read,
    notify,
    sweep,
)
from organisations.tenancy import JOBS, Tenant, owner_login, use_tenant
from tests.factories import make_member, make_organisation, make_plan, make_user
from tests.organisations import reminding

pytestmark = pytest.mark.django_db

REFUSING = "tests.organisations.reminding.Refusing"
LIST = "organisations:notifications"


@pytest.fixture(autouse=True)
def sources(settings):
    settings.REMINDER_SOURCES = [reminding.DUE]


@pytest.fixture
def officer():
    return make_member()


@pytest.fixture
def plan(officer):
    return make_plan(officer.access.organisation, title="Kế hoạch 2012-2015")


def remind(person):
    """As the task does: for the organisation, as nobody."""
    organisation = person.access.organisation
    with use_tenant(Tenant(organisation.kind, organisation.pk)):
        sweep.remind()


def told(person):
    with owner_login():
        return list(Notification.objects.filter(recipient=person).order_by("pk"))


def tell(person, *, by=None, key="một", url="/", text="Thử"):
    """Somebody of the organisation tells `person` about that person's organisation."""
    organisation = person.access.organisation
    with use_tenant((by or person).access.tenant), transaction.atomic():
        notify([person], ReminderKind.RETURNED, organisation, text, url, key=key)
    return told(person)[-1]


def test_officers_and_heads_are_told_and_nobody_else(officer, plan):
    unit = officer.access.organisation
    colleagues = {role: make_member(organisation=unit, role=role) for role in Role}
    neighbour = make_member()

    remind(officer)

    (notice,) = told(officer)
    assert (notice.kind, notice.due_on) == (ReminderKind.TASK_ENDS, dt.date(2015, 12, 31))
    assert (notice.subject_type, notice.subject_id) == ("programmes.actionplan", plan.pk)
    assert notice.created_at is not None
    assert {role: len(told(person)) for role, person in colleagues.items()} == {
        Role.VIEWER: 0,
        Role.OFFICER: 1,
        Role.HEAD: 1,
        Role.ADMINISTRATOR: 0,
    }
    assert told(neighbour) == []


def test_whoever_left_is_told_nothing_more(officer, plan):
    tell(officer)
    with owner_login():
        yesterday = clock.today() - dt.timedelta(days=1)
        Membership.objects.filter(user=officer).update(valid_to=yesterday)

    remind(officer)

    assert len(told(officer)) == 1
    assert mail.outbox == []


def test_a_second_sweep_tells_and_mails_nothing_new(officer, plan):
    for _ in range(3):
        remind(officer)

    (notice,) = told(officer)
    assert notice.emailed_at is not None
    assert [letter.to for letter in mail.outbox] == [[officer.email]]


def test_an_occasion_that_comes_later_is_told_as_well(officer, plan):
    remind(officer)
    make_plan(officer.access.organisation, title="Kế hoạch khác")
    remind(officer)

    assert len(told(officer)) == 2
    assert ["Kế hoạch khác" in letter.body for letter in mail.outbox] == [False, True]


DIGEST = """Kính gửi ông/bà Nguyễn Thị Đào,

Sở Công Thương thử có 2 việc cần ông/bà biết:

1. Nhiệm vụ sắp hết hạn: Kế hoạch “A & B”
   Kế hoạch kết thúc sau năm 2015, chưa có báo cáo.
   Hạn: 31/12/2015

2. Nhiệm vụ sắp hết hạn: Kế hoạch 2016
   Kế hoạch kết thúc sau năm 2020, chưa có báo cáo.
   Hạn: 31/12/2020

Mở cổng để xem và xử lý từng việc:

{address}

Không muốn nhận thư nhắc việc, ông/bà bỏ chọn ở cuối trang trên.
"""


def test_the_letter_says_what_is_owed_by_when_and_has_one_link(settings):
    unit = make_organisation(name="Sở Công Thương thử")
    person = make_member(organisation=unit, user=make_user(full_name="Nguyễn Thị Đào"))
    make_plan(unit, title="Kế hoạch “A & B”")
    make_plan(unit, title="Kế hoạch 2016", year_from=2016, year_to=2020)

    remind(person)

    (letter,) = mail.outbox
    assert letter.subject == "Sở Công Thương thử: 2 việc cần biết trên cổng sản xuất sạch hơn"
    address = settings.PUBLIC_URL + reverse(LIST)
    assert letter.body.strip() == DIGEST.format(address=address).strip()
    assert letter.body.count("://") == 1


def test_what_a_person_wrote_begins_no_line_of_ours(officer):
    forged = (
        "Thiếu căn cứ.\n\n2. Hồ sơ chờ duyệt: Kế hoạch khác\r\n\u2028Mở cổng\x0bngay:\nhttps://x"
    )

    tell(officer, text=forged)
    remind(officer)

    (letter,) = mail.outbox
    (line,) = [line for line in letter.body.splitlines() if "Thiếu căn cứ" in line]
    assert line.strip() == (
        "Thiếu căn cứ. 2. Hồ sơ chờ duyệt: Kế hoạch khác Mở cổng ngay: https://x"
    )


def test_a_long_text_is_cut_in_the_letter(officer):
    tell(officer, text="dài " * 1000)
    remind(officer)

    (letter,) = mail.outbox
    assert max(map(len, letter.body.splitlines())) < 1010
    assert "dài…" in letter.body


def test_a_very_long_letter_ends_in_a_number(officer):
    for number in range(53):
        make_plan(officer.access.organisation, title=f"Kế hoạch số {number}")

    remind(officer)

    (letter,) = mail.outbox
    assert "có 53 việc" in letter.body
    assert "Kế hoạch số 49" in letter.body
    assert "Kế hoạch số 50" not in letter.body
    assert "Và 3 việc khác" in letter.body


def test_a_source_that_fails_takes_nothing_from_the_others(officer, plan, settings, caplog):
    settings.REMINDER_SOURCES = ["tests.organisations.reminding.broken", reminding.DUE]

    remind(officer)

    assert len(told(officer)) == len(mail.outbox) == 1
    assert "tests.organisations.reminding.broken" in caplog.text


def test_every_source_of_the_portal_can_be_asked(settings):
    from config.settings import REMINDER_SOURCES  # noqa: PLC0415 (the fixture has replaced them)

    for source in REMINDER_SOURCES:
        assert callable(import_string(source)), source


def test_a_mail_server_that_refuses_is_asked_again_next_time(officer, plan, settings):
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, REFUSING
    remind(officer)
    (waiting,) = told(officer)
    settings.EMAIL_BACKEND = works
    remind(officer)
    (sent,) = told(officer)

    assert (waiting.email_attempts, waiting.email_error) == (1, "ConnectionRefusedError")
    assert waiting.email_claimed_at is waiting.emailed_at is None
    assert (sent.email_attempts, sent.email_error) == (2, "")
    assert sent.emailed_at is not None
    assert len(mail.outbox) == 1


def test_after_five_tries_the_notice_stays_in_the_portal_alone(officer, plan, settings, caplog):
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, REFUSING
    for _ in range(7):
        remind(officer)
    settings.EMAIL_BACKEND = works
    remind(officer)

    (notice,) = told(officer)
    assert (notice.email_attempts, notice.read_at) == (5, None)
    assert mail.outbox == []
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 4 + ["ERROR"]
    assert officer.email not in caplog.text


def test_one_persons_fault_does_not_keep_the_others_letters(officer, plan, settings):
    with owner_login():
        type(officer).objects.filter(pk=officer.pk).update(email="hỏng\nđịa chỉ@vi-du.vn")
    colleague = make_member(organisation=officer.access.organisation)

    remind(officer)

    assert [letter.to for letter in mail.outbox] == [[colleague.email]]


def test_what_was_read_in_the_portal_is_not_mailed(officer):
    notice = tell(officer)
    with use_tenant(officer.access.tenant):
        mark_read(notice.pk, access=officer.access)

    remind(officer)

    assert mail.outbox == []


def test_a_notice_shows_in_the_header_and_on_its_page(client, officer):
    tell(officer, text="Thiếu căn cứ ở mục 2.")
    client.force_login(officer)

    page = client.get(reverse(LIST)).content.decode()

    assert "Hồ sơ bị trả lại" in page
    assert "Thiếu căn cứ ở mục 2." in page
    assert '<span class="site-notices-count">1<span class="visually-hidden"> chưa đọc' in page
    assert "site-notices-count" in client.get(reverse("organisations:members")).content.decode()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_header_and_the_list_cost_the_same_for_any_number(
    client, officer, django_assert_num_queries, count
):
    unit = officer.access.organisation
    with use_tenant(officer.access.tenant), transaction.atomic():
        for number in range(count):
            notify([officer], ReminderKind.RETURNED, unit, "Thử", "/", key=str(number))
    client.force_login(officer)

    with django_assert_num_queries(12):
        answer = client.get(reverse(LIST))

    assert answer.wsgi_request.access.unread == count
    assert len(answer.context["object_list"]) == min(count, 50)


def test_neighbours_and_colleagues_do_not_see_mine(client, officer):
    notice = tell(officer, text="Riêng cho một người.")
    colleague = make_member(organisation=officer.access.organisation, role=Role.ADMINISTRATOR)
    elsewhere = make_member(user=officer, organisation=make_organisation(Kind.CORPORATION))

    for person in (colleague, make_member(), make_member(Kind.MINISTRY)):
        client.force_login(person)
        page = client.get(reverse(LIST))
        read = client.post(reverse("organisations:notification_read", args=[notice.pk]))

        assert "Riêng cho một người." not in page.content.decode()
        assert "site-notices-count" not in page.content.decode()
        assert read.status_code == 404
    for access in (colleague.access, elsewhere.access):
        with use_tenant(access.tenant):
            assert list(Notification.objects.all()) == []
    assert told(officer)[0].read_at is None


def test_reading_one_and_all(client, officer):
    first, *_others = [tell(officer, key=str(number)) for number in range(3)]
    client.force_login(officer)

    one = client.post(
        reverse("organisations:notification_read", args=[first.pk]), {"page": "1"}, follow=True
    )
    everything = client.post(reverse("organisations:notifications_read"), follow=True)

    assert one.wsgi_request.get_full_path() == f"{reverse(LIST)}?page=1"
    assert one.wsgi_request.access.unread == 2
    assert everything.wsgi_request.access.unread == 0
    assert None not in {notice.read_at for notice in told(officer)}


def test_when_it_was_first_read_stays(officer):
    notice = tell(officer)
    with use_tenant(officer.access.tenant):
        mark_read(notice.pk, access=officer.access)
        before = told(officer)[0].read_at
        mark_read(notice.pk, access=officer.access)
        mark_all_read(access=officer.access)

    assert told(officer)[0].read_at == before


def test_the_page_to_return_to_is_a_number_and_no_address(client, officer):
    notice = tell(officer)
    client.force_login(officer)

    answer = client.post(
        reverse("organisations:notification_read", args=[notice.pk]), {"page": "//evil.example"}
    )

    assert answer.url == reverse(LIST)


def test_a_colleague_tells_a_person_and_cannot_read_it_back(officer):
    head = make_member(organisation=officer.access.organisation, role=Role.HEAD)

    tell(officer, by=head)
    tell(officer, by=head)

    assert len(told(officer)) == 1
    with use_tenant(head.access.tenant):
        assert Notification.objects.count() == 0


@pytest.mark.parametrize(
    ("whose", "change"),
    [
        ("person", {"text": "khác"}),
        ("person", {"emailed_at": clock.Instant()}),
        ("work", {"url": "/khac/"}),
        ("work", {"read_at": clock.Instant()}),
    ],
)
def test_each_changes_its_own_columns_only(officer, whose, change):
    tell(officer)
    tenant = officer.access.tenant
    if whose == "work":
        tenant = Tenant(tenant.kind, tenant.organisation_id)

    with (
        use_tenant(tenant),
        pytest.raises(InternalError, match="không sửa"),
        transaction.atomic(),
    ):
        Notification.objects.update(**change)


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_notice_leads_into_the_portal_only(officer, url):
    with pytest.raises(IntegrityError, match="notification_leads_into_the_portal"):
        tell(officer, url=url)


def test_letters_are_a_persons_own_wish(client, officer, plan):
    client.force_login(officer)

    off = client.post(reverse("organisations:choose_email"), {}, follow=True).content.decode()
    remind(officer)
    assert "không gửi thư" in off
    assert 'type="checkbox"' in off
    assert " checked" not in off
    assert (len(told(officer)), mail.outbox) == (1, [])

    client.post(reverse("organisations:choose_email"), {"wants_email": "on"})
    remind(officer)
    assert len(mail.outbox) == 1


def test_the_wish_stands_by_organisation(client, officer, plan):
    other = make_member(user=make_user(), organisation=make_organisation())
    with owner_login():
        Membership.objects.create(
            user=officer,
            organisation=other.access.organisation,
            role=Role.OFFICER,
            valid_from=dt.date(2010, 1, 1),
        )
    client.force_login(officer)

    client.post(reverse("organisations:choose_email"), {})

    with owner_login():
        wishes = Membership.objects.filter(user=officer).order_by("pk")
        assert [membership.wants_email for membership in wishes] == [False, True]


def test_nobody_else_changes_my_wish(officer):
    administrator = make_member(organisation=officer.access.organisation, role=Role.ADMINISTRATOR)
    with use_tenant(administrator.access.tenant):
        Membership.objects.filter(user=officer).update(wants_email=False)

    with owner_login():
        assert Membership.objects.get(user=officer).wants_email


def test_whoever_works_by_delegation_has_no_wish_here(client, officer):
    helper = make_member(Kind.SUPPORT)
    with owner_login():
        Delegation.objects.create(
            principal=officer.access.organisation,
            delegate=helper.access.organisation,
            role=Role.OFFICER,
            basis="Hợp đồng thử",
            valid_from=dt.date(2010, 1, 1),
            valid_to=dt.date(2090, 1, 1),
        )
    client.force_login(helper)
    chosen = {"organisation": officer.access.organisation.pk}
    client.post(reverse("organisations:choose"), chosen)

    assert "Thư nhắc việc" not in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse("organisations:choose_email")).status_code == 403


def test_the_system_learns_which_organisations_have_people_and_no_more(officer):
    left = make_member(Kind.CORPORATION)
    empty = make_organisation()
    with owner_login():
        Membership.objects.filter(user=left).update(valid_to=dt.date(2010, 1, 1))

    with use_tenant(JOBS), connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, kind FROM app.organisations_with_members()")
        known = dict(cursor.fetchall())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT user_id FROM organisations_membership")

    assert known[officer.access.organisation.pk] == "department"
    assert not known.keys() & {left.access.organisation.pk, empty.pk}


def test_nobody_but_the_system_asks_which_organisations_have_people(officer):
    with (
        use_tenant(officer.access.tenant),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute("SELECT * FROM app.organisations_with_members()")
