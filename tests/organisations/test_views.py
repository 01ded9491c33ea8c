"""The screens of the organisation itself, for members, colleagues with less, and neighbours."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from organisations import clock, views
from organisations.enums import JobKind, JobState, Kind, Role
from organisations.models import Delegation, Invitation, Job, Membership
from organisations.tenancy import owner_login
from tests.factories import PASSWORD, make_member, make_organisation

pytestmark = pytest.mark.django_db


def make_invitation(organisation):
    now = clock.now()
    with owner_login():
        return Invitation.objects.create(
            organisation=organisation,
            email="moi@vi-du.vn",
            full_name="Người Mới",
            role=Role.OFFICER,
            token_hash=f"{organisation.pk:064}",
            created_at=now,
            expires_at=now + dt.timedelta(days=7),
        )


def make_delegation(principal, delegate):
    with owner_login():
        return Delegation.objects.create(
            principal=principal,
            delegate=delegate,
            role=Role.OFFICER,
            basis="Hợp đồng thử",
            valid_from=dt.date(2010, 1, 1),
            valid_to=dt.date(2090, 1, 1),
        )


def make_job(owner, **fields):
    with owner_login():
        return Job.objects.create(
            owner=owner,
            kind=JobKind.COMPILE_REPORT,
            subject_id=1,
            created_at=clock.now(),
            **{"state": JobState.RUNNING, "step": "Đang đếm", "done": 3, "total": 12} | fields,
        )


def membership_of(user):
    with owner_login():
        return Membership.objects.get(user=user)


def own_pages(organisation, colleague):
    """Every page and button about people, for rows of this organisation."""
    centre = make_organisation(Kind.SUPPORT)
    pk = membership_of(colleague).pk
    return [
        reverse("organisations:change_role", args=[pk]),
        reverse("organisations:end_membership", args=[pk]),
        reverse("organisations:withdraw_invitation", args=[make_invitation(organisation).pk]),
        reverse("organisations:end_delegation", args=[make_delegation(organisation, centre).pk]),
    ]


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_members_page_costs_the_same_for_any_number_of_members(
    client, django_assert_num_queries, count
):
    administrator = make_member(role=Role.ADMINISTRATOR)
    organisation = administrator.access.organisation
    for _ in range(count - 1):
        make_member(organisation=organisation)
    make_member()
    make_invitation(organisation)
    client.force_login(administrator)

    with django_assert_num_queries(13):
        response = client.get(reverse("organisations:members"))

    shown = response.context["object_list"]
    assert len(shown) == min(count, 50)
    assert {membership.organisation_id for membership in shown} == {organisation.pk}


def test_a_colleague_sees_members_but_neither_invitations_nor_buttons(client):
    officer = make_member()
    make_invitation(officer.access.organisation)
    client.force_login(officer)

    page = client.get(reverse("organisations:members")).content.decode()

    assert officer.full_name in page
    assert "moi@vi-du.vn" not in page
    assert "Cho thôi</a>" not in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_may_not_gets_403_that_says_who_may(client, role, method):
    person = make_member(role=role)
    organisation = person.access.organisation
    colleague = make_member(organisation=organisation)
    pages = own_pages(organisation, colleague)
    pages += [reverse("organisations:invite"), reverse("organisations:delegate")]
    client.force_login(person)

    responses = [getattr(client, method)(page) for page in pages]

    assert [response.status_code for response in responses] == [403] * len(pages)
    assert "Quản trị mời người" in responses[0].content.decode()
    assert membership_of(colleague).valid_to is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_neighbours_rows_do_not_exist(client, method):
    ours, neighbour = make_member(role=Role.ADMINISTRATOR), make_member()
    pages = own_pages(neighbour.access.organisation, neighbour)
    pages.append(reverse("organisations:job", args=[make_job(neighbour.access.organisation).pk]))
    client.force_login(ours)

    codes = [getattr(client, method)(page).status_code for page in pages]

    assert codes[:-1] == [404] * (len(pages) - 1)
    assert codes[-1] == (404 if method == "get" else 405)


def test_a_neighbours_record_and_a_missing_one_get_the_same_page(client):
    ours, neighbour = make_member(), make_member()
    theirs = make_job(neighbour.access.organisation)
    client.force_login(ours)

    pages = [
        client.get(reverse("organisations:job", args=[pk])).content.decode()
        for pk in (theirs.pk, theirs.pk + 1000)
    ]

    token = re.compile(r'("X-CSRFToken": "|csrfmiddlewaretoken" value=")\w+')
    assert len({token.sub("", page) for page in pages}) == 1


def test_the_administrator_does_all_of_it_and_is_told(client):
    administrator = make_member(role=Role.ADMINISTRATOR)
    organisation = administrator.access.organisation
    colleague = make_member(organisation=organisation)
    role_page, end_page, *others = own_pages(organisation, colleague)
    client.force_login(administrator)

    client.post(role_page, {"role": Role.HEAD})
    assert membership_of(colleague).role == Role.HEAD
    for page in [end_page, *others]:
        assert client.get(page).status_code == 200
        assert client.post(page).status_code == 302

    assert membership_of(colleague).valid_to == clock.today() - dt.timedelta(days=1)
    with owner_login():
        assert list(Invitation.objects.all()) == []
        assert Delegation.objects.latest("pk").valid_to < clock.today()


def test_looking_at_a_confirmation_changes_nothing(client):
    administrator = make_member(role=Role.ADMINISTRATOR)
    colleague = make_member(organisation=administrator.access.organisation)
    client.force_login(administrator)

    for page in own_pages(administrator.access.organisation, colleague):
        client.get(page)

    assert membership_of(colleague).valid_to is None
    with owner_login():
        assert Invitation.objects.count() == 1


def test_an_empty_invitation_says_what_is_missing_and_leads_to_the_fields(client):
    client.force_login(make_member(role=Role.ADMINISTRATOR))

    page = client.post(reverse("organisations:invite"), {"email": "x"}).content.decode()

    assert "<title>Lỗi: " in page
    assert {*re.findall(r'href="#(id_\w+)"', page)} == {"id_full_name", "id_email", "id_role"}
    assert 'value="x"' in page


def test_a_delegation_is_dated_and_goes_to_support_units_only(client):
    head = make_member(role=Role.HEAD)
    centre, department = make_organisation(Kind.SUPPORT), make_organisation()
    client.force_login(head)
    url = reverse("organisations:delegate")
    typed = {"role": "officer", "basis": "HĐ 1", "valid_from": "1/1/2026", "valid_to": "31/12/2026"}

    def errors(**fields):
        return list(
            client.post(url, typed | {"delegate": centre.pk} | fields).context["form"].errors
        )

    assert errors(delegate=department.pk) == ["delegate"]
    assert errors(valid_to="") == ["valid_to"]
    assert errors(valid_to="31/12/2025") == ["valid_to"]
    assert errors(role="head") == ["role"]
    assert client.post(url, typed | {"delegate": centre.pk}).status_code == 302
    assert errors(valid_from="1/6/2026") == ["delegate"]


@pytest.mark.parametrize("side", ["principal", "delegate"])
def test_both_sides_see_a_delegation_and_a_third_does_not(client, side):
    department, centre = make_member(), make_member(Kind.SUPPORT)
    make_delegation(department.access.organisation, centre.access.organisation)
    client.force_login(department if side == "principal" else centre)

    assert len(client.get(reverse("organisations:delegations")).context["object_list"]) == 1

    client.force_login(make_member())
    assert len(client.get(reverse("organisations:delegations")).context["object_list"]) == 0


def test_whoever_works_by_delegation_does_not_see_the_people(client):
    person, department = make_member(Kind.SUPPORT), make_organisation()
    make_delegation(department, person.access.organisation)
    client.force_login(person)
    client.post(reverse("organisations:choose"), {"organisation": department.pk})

    for name in ("members", "delegations"):
        assert client.get(reverse(f"organisations:{name}")).status_code == 403


@pytest.mark.parametrize(
    ("state", "polls"),
    [(JobState.QUEUED, True), (JobState.RUNNING, True), (JobState.DONE, False)],
)
def test_a_jobs_page_asks_again_only_while_the_job_is_open(client, state, polls):
    person = make_member()
    finished = None if polls else clock.now()
    job = make_job(person.access.organisation, state=state, finished_at=finished)
    client.force_login(person)

    page = client.get(job.get_absolute_url()).content.decode()

    assert ('hx-trigger="every 1s"' in page) is polls
    assert ('http-equiv="refresh"' in page) is polls


def test_a_failed_job_says_why(client):
    person = make_member()
    job = make_job(
        person.access.organisation,
        state=JobState.FAILED,
        error="Thiếu năm 2012.",
        finished_at=clock.now(),
    )
    client.force_login(person)

    url = reverse("organisations:job_progress", args=[job.pk])

    assert "Thiếu năm 2012." in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("/reports/", True), ("https://la.vi-du.vn/", False), ("//la.vi-du.vn", False)],
)
def test_a_finished_job_leads_to_its_result_and_never_away_from_the_portal(client, asked, shown):
    person = make_member()
    job = make_job(person.access.organisation, state=JobState.DONE, finished_at=clock.now())
    client.force_login(person)

    page = client.get(job.get_absolute_url(), {"next": asked}).content.decode()

    assert (f'href="{asked}"' in page) is shown


def test_visitors_are_asked_to_sign_in(client):
    for name in ("switch", "members", "invite", "delegations", "delegate"):
        response = client.get(reverse(f"organisations:{name}"))
        assert response.url.startswith(reverse("account_login"))


def test_the_sign_in_page_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("account_login")).status_code == 200


@pytest.mark.parametrize("on", [True, False])
def test_trial_accounts_are_told_on_a_demonstration_only(client, settings, on):
    settings.DEMONSTRATION = on

    page = client.get(reverse("account_login")).content.decode()

    assert ("chuyenvien.hanoi@vi-du.vn" in page) is on
    assert ("Mật khẩu chung" in page) is on


def test_a_person_signs_in_by_address_and_a_wrong_password_is_said_on_top(client):
    person = make_member()
    url = reverse("account_login")

    page = client.post(url, {"login": person.email, "password": "sai"}).content.decode()
    assert "error-summary" in page

    response = client.post(url, {"login": person.email.upper(), "password": PASSWORD})
    assert response.url == reverse("home")


def test_nobody_opens_an_account_without_an_invitation(client):
    typed = {"email": "la@vi-du.vn", "password1": PASSWORD, "password2": PASSWORD}

    page = client.post(reverse("account_signup"), typed).content.decode()

    assert "Tài khoản mở theo lời mời" in page


def test_the_page_of_a_demonstration_organisation_says_so(client):
    real, trial = make_member(), make_member(organisation=make_organisation(is_demonstration=True))

    for person, marked in ((real, False), (trial, True)):
        client.force_login(person)
        page = client.get(reverse("organisations:members")).content.decode()
        assert ("Dữ liệu minh họa" in page) is marked


def test_a_crash_shows_a_reference_that_stands_in_the_log(rf, caplog, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = views.server_error(rf.get("/"))

    reference = re.search(r"<strong>(\w{8})</strong>", response.content.decode()).group(1)
    assert response.status_code == 500
    assert reference in caplog.text


def test_a_view_that_crashes_answers_500_without_a_word_of_the_fault(client, monkeypatch):
    client.raise_request_exception = False
    client.force_login(make_member())
    monkeypatch.setattr(views, "organisations_of", lambda _standings: 1 / 0)

    response = client.get(reverse("organisations:switch"))

    assert response.status_code == 500
    page = response.content.decode()
    assert ("mã sự cố" in page, "ZeroDivisionError" in page) == (True, False)


def test_a_form_from_an_old_page_is_refused_in_vietnamese(settings):
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("account_login"), {"login": "a@vi-du.vn", "password": "x"})

    assert response.status_code == 403
    assert "Phiên làm việc đã cũ" in response.content.decode()


def test_no_answer_is_kept_by_a_proxy_or_on_disk(client):
    person = make_member(role=Role.ADMINISTRATOR)
    job = make_job(person.access.organisation)
    addresses = [
        reverse("account_login"),
        reverse("organisations:members"),
        reverse("organisations:job_progress", args=[job.pk]),
        reverse("organisations:job", args=[job.pk + 1000]),
    ]
    for sign_in in (lambda: None, lambda: client.force_login(person)):
        sign_in()
        for address in addresses:
            assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_the_link_to_a_new_password_names_the_portal_and_not_the_callers_host(
    client, settings, mailoutbox
):
    settings.ALLOWED_HOSTS = ["*"]
    person = make_member()

    client.post(
        reverse("account_reset_password"), {"email": person.email}, headers={"host": "la.vi-du.vn"}
    )

    client.post(
        reverse("account_reset_password"), {"email": "la@vi-du.vn"}, headers={"host": "la.vi-du.vn"}
    )

    letter, to_nobody_known = mailoutbox
    assert "la.vi-du.vn" not in to_nobody_known.body
    assert "la.vi-du.vn" not in letter.body
    link = re.search(re.escape(settings.PUBLIC_URL) + r"(/\S+)", letter.body)[1]
    assert client.get(link, follow=True).context["form"].fields.keys() >= {"password1"}


def test_no_page_holds_inline_script_or_style(client):
    client.force_login(make_member(role=Role.ADMINISTRATOR))

    for name in ("members", "invite", "delegations", "delegate", "switch"):
        page = client.get(reverse(f"organisations:{name}")).content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) == []
