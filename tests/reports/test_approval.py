"""A report in its unit's chain of approval: who, of which content, and what is told to whom."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organisations import approvals
from organisations.access import Access
from organisations.enums import ApprovalState, ApprovalSubject, Kind, ReminderKind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Approval, ApprovalStep, Notification
from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.approval import actions as approval
from reports.models import Fact, ReportVersion
from reports.sealing import Progress, content_key_of
from reports.year.due import due_for
from tests.factories import (
    make_activity,
    make_member,
    make_report,
    seen_by_the_head,
    take_through_approval,
)
from tests.reports.conftest import approved, compiled, counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_pages")]


@pytest.fixture
def version(report, officer, head):
    return compiled(report, officer)


def key_of(version):
    with owner_login():
        return content_key_of(ReportVersion.objects.get(pk=version.pk))


def put_forward(version, person, seen=None, comment=""):
    seen = key_of(version) if seen is None else seen
    with use_tenant(person.access.tenant):
        return approval.put_forward(version.pk, access=person.access, seen=seen, comment=comment)


def approve(version, person, **words):
    with use_tenant(person.access.tenant):
        return approval.approve(version.pk, access=person.access, **words)


def send_back(report, person, reason="Thiếu lời văn mục II", **words):
    with use_tenant(person.access.tenant):
        return approval.send_back(report, access=person.access, reason=reason, **words)


def withdraw(report, person, reason="", **words):
    with use_tenant(person.access.tenant):
        return approval.withdraw(report, access=person.access, reason=reason, **words)


def send(version, head):
    with use_tenant(head.access.tenant):
        return actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))


def told(person, kind):
    with owner_login():
        return list(Notification.objects.filter(recipient=person, kind=kind))


def progress_of(version, person):
    with use_tenant(person.access.tenant):
        current = ReportVersion.objects.get(pk=version.pk)
        return Progress.of(current, access=person.access)


def refusal(act, *arguments, **words):
    with pytest.raises(ActionRefused) as refused:
        act(*arguments, **words)
    return str(refused.value)


# From the officer to the Ministry


def test_what_an_officer_puts_forward_and_a_head_approves_can_be_sent(version, officer, head):
    run = put_forward(version, officer)
    assert (run.state, run.subject) == (ApprovalState.OPEN, ApprovalSubject.REPORT)

    run = approve(version, head)

    assert (run.state, run.content_key) == (ApprovalState.APPROVED, key_of(version))
    assert send(version, head).version_id == version.pk


def test_nothing_is_sent_before_it_was_put_forward(version, head):
    assert "Bản này chưa được duyệt trong đơn vị. Hãy trình" in refusal(send, version, head)


def test_nothing_is_sent_while_a_step_is_waited_for(version, officer, head):
    put_forward(version, officer)

    assert "chờ bước “Lãnh đạo duyệt”" in refusal(send, version, head)


def test_nothing_is_sent_that_was_returned_or_withdrawn(version, report, officer, head):
    put_forward(version, officer)
    send_back(report, head)
    assert "chưa được duyệt" in refusal(send, version, head)

    put_forward(version, officer)
    withdraw(report, officer)
    assert "chưa được duyệt" in refusal(send, version, head)


def test_what_was_compiled_again_with_other_numbers_is_no_longer_approved(
    version, report, officer, head
):
    take_through_approval(version, head)
    make_activity(report.owner, year=2015, attendance_count=5)
    compiled(report, officer)

    assert "chưa được duyệt" in refusal(send, version, head)

    take_through_approval(version, head)
    assert send(version, head).version_id == version.pk


def test_what_was_compiled_again_to_the_same_numbers_and_file_stays_approved(
    version, report, officer, head
):
    take_through_approval(version, head)

    compiled(report, officer)

    assert send(version, head).version_id == version.pk


def test_a_changed_draft_can_neither_be_approved_nor_sent_but_returned(
    version, report, officer, head
):
    put_forward(version, officer)
    make_activity(report.owner, year=2015, attendance_count=5)
    compiled(report, officer)

    assert "nội dung đã thay đổi sau khi trình" in refusal(approve, version, head)
    assert "lập lại sau khi trình" in refusal(send, version, head)
    assert "lập lại sau khi trình" in refusal(put_forward, version, officer)
    assert progress_of(version, head).words == "đã lập lại sau khi trình"

    send_back(report, head)
    assert progress_of(version, head).words == "chưa trình duyệt"
    put_forward(version, officer)


def test_a_draft_whose_file_is_being_drawn_is_not_approved(version, report, officer, head):
    put_forward(version, officer)
    counted(report, officer)

    assert "nội dung đã thay đổi sau khi trình" in refusal(approve, version, head)


# What stands in the way


def test_an_uncompiled_draft_is_not_put_forward(report, officer, head):
    assert "chưa lập xong" in refusal(put_forward, counted(report, officer), officer)


def test_an_open_run_is_not_doubled(version, officer, head):
    put_forward(version, officer)

    assert "đang trình duyệt" in refusal(put_forward, version, head)
    with owner_login():
        assert Approval.objects.filter(owner=officer.access.organisation).count() == 1


def test_what_is_approved_is_not_put_forward_again(version, officer, head):
    take_through_approval(version, head)

    assert "Bản này đã được duyệt." in refusal(put_forward, version, officer)


def test_what_was_sent_is_not_put_forward_again(version, officer, head):
    take_through_approval(version, head)
    send(version, head)

    assert "đã được gửi" in refusal(put_forward, version, officer)


def test_a_page_that_is_behind_puts_nothing_forward(version, report, officer, head):
    seen = key_of(version)
    make_activity(report.owner, year=2015, attendance_count=5)
    compiled(report, officer)

    said = refusal(put_forward, version, officer, seen=seen)

    assert "lập lại sau khi ông/bà mở trang này" in said


def test_only_blockers_stop_it_and_they_say_which(version, officer, head):
    with owner_login():
        Fact.objects.filter(version=version, indicator__code="TT-02").update(number=31)

    said = refusal(put_forward, version, officer)

    assert said.startswith("Chưa trình: Có số trong báo cáo không khớp số liệu gốc đã chốt.")
    assert said.count("KT-") == 1


def test_a_head_alone_in_the_unit_is_told_what_to_do(report):
    alone = make_member(role=Role.HEAD, organisation=report.owner)
    version = compiled(report, alone)

    said = refusal(put_forward, version, alone)

    assert "Bước “Lãnh đạo duyệt” không còn ai thực hiện" in said
    assert "mời thêm người vào đơn vị" in said


def test_two_heads_are_enough_and_an_officer_cannot_be_the_last(report, head):
    version = compiled(report, head)
    other = make_member(role=Role.HEAD, organisation=report.owner)
    put_forward(version, head)

    with pytest.raises(PermissionDenied):
        approve(version, head)
    assert approve(version, other).state == ApprovalState.APPROVED


def test_a_chain_whose_last_step_is_the_one_who_puts_forward_says_so(version, report, head):
    make_member(role=Role.HEAD, organisation=report.owner)
    with owner_login():
        steps = [(1, "Trình", Role.OFFICER, None), (2, "Giám đốc ký", Role.HEAD, head)]
        ApprovalStep.objects.bulk_create(
            ApprovalStep(
                owner=report.owner,
                subject=ApprovalSubject.REPORT,
                ordinal=ordinal,
                name=name,
                role=role,
                person=person,
            )
            for ordinal, name, role, person in steps
        )

    assert "Bước “Giám đốc ký” không còn ai" in refusal(put_forward, version, head)


# Who


def test_nobody_else_takes_part(version, report, officer, head):
    viewer = make_member(role=Role.VIEWER, organisation=report.owner)
    with pytest.raises(PermissionDenied):
        put_forward(version, viewer)
    put_forward(version, officer)

    for person in (viewer, officer):
        with pytest.raises(PermissionDenied):
            approve(version, person)
    with pytest.raises(PermissionDenied):
        send_back(report, viewer)
    with pytest.raises(PermissionDenied):
        withdraw(report, viewer)


def test_who_works_by_delegation_puts_forward_and_never_takes_the_last_step(version, report, head):
    helper = make_member()
    for role in (Role.OFFICER, Role.HEAD):
        helper.access = Access(helper, report.owner, role, on_behalf=True)
        if role == Role.OFFICER:
            put_forward(version, helper)
    with pytest.raises(PermissionDenied):
        approve(version, helper)

    assert approve(version, head).state == ApprovalState.APPROVED


VERBS = ("submit", "approve", "return", "withdraw")


def test_neighbours_and_the_ministry_find_nothing(client, report, version, officer, head):
    put_forward(version, officer)
    pages = [
        reverse("reports:approval:of", args=[report.pk]),
        reverse("reports:approval:approval", args=[report.code]),
    ]
    verbs = [reverse(f"reports:approval:{verb}", args=[report.code]) for verb in VERBS]

    for stranger in (make_member(role=Role.HEAD), make_member(Kind.MINISTRY, Role.HEAD)):
        client.force_login(stranger)
        assert {client.get(url).status_code for url in pages} == {404}
        assert {client.post(url, {"words": "x"}).status_code for url in verbs} == {404}


def test_the_ministry_learns_nothing_of_a_second_version_in_approval(
    client, report, version, officer, head
):
    take_through_approval(version, head)
    send(version, head)
    make_activity(report.owner, year=2015, attendance_count=5)
    put_forward(compiled(report, officer), officer)
    ministry = make_member(Kind.MINISTRY, Role.HEAD)
    client.force_login(ministry)

    shown = client.get(report.get_absolute_url()).content.decode()

    for words in ("rình duyệt", "đã duyệt", "approval", "Bản số 2"):
        assert words not in shown
    for url in ("reports:approval:approval", "reports:approval:submit"):
        address = reverse(url, args=[report.code])
        assert client.get(address).status_code in {404, 405}
    with use_tenant(ministry.access.tenant):
        assert not Approval.objects.exists()
        assert approvals.waiting_for(ministry.access) == []


# Who is told


def test_whose_turn_it_is_reads_it_at_home_and_in_the_notices(
    client, version, report, officer, head
):
    run = put_forward(version, officer)

    with use_tenant(head.access.tenant):
        waiting = [due for due in due_for(head.access, run.started_at.date()) if due.tone == "info"]
    assert [(due.kind, due.text) for due in waiting] == [("Chờ duyệt", report.round.title)]
    (notice,) = told(head, ReminderKind.APPROVAL_WAITING)
    assert notice.text == f"“{report.round.title}” chờ bước “Lãnh đạo duyệt”."
    assert notice.url == waiting[0].url
    assert told(officer, ReminderKind.APPROVAL_WAITING) == []
    client.force_login(head)
    shown = client.get(notice.url, follow=True)
    page = reverse("reports:approval:approval", args=[report.code])
    assert shown.redirect_chain == [(page, 302)]


def test_who_put_it_forward_is_told_that_it_came_back_and_why(version, report, officer, head):
    put_forward(version, officer)

    run = send_back(report, head, "Thiếu số người tham dự.")

    assert run.state == ApprovalState.RETURNED
    (notice,) = told(officer, ReminderKind.RETURNED)
    assert "Thiếu số người tham dự." in notice.text


def test_a_return_says_why(version, report, officer, head):
    put_forward(version, officer)

    assert "hãy ghi lý do" in refusal(send_back, report, head, "  ")


def test_a_step_that_a_colleague_took_meanwhile_is_not_taken_again(version, report, officer, head):
    run = put_forward(version, officer)
    with use_tenant(officer.access.tenant):
        seen = approvals.seen_of(run)
    withdraw(report, officer)
    put_forward(version, officer)

    assert "đã được xử lý ở nơi khác" in refusal(approve, version, head, seen=seen)
    assert "đã được xử lý ở nơi khác" in refusal(send_back, report, head, seen=seen)


def test_a_report_that_nobody_put_forward_has_nothing_to_decide(version, report, officer, head):
    assert "chưa được trình lần nào" in refusal(approve, version, head)
    assert "chưa được trình lần nào" in refusal(withdraw, report, officer)


# The buttons


def seen_on(page):
    """What the page carries to its buttons; empty where it has none."""
    found = re.search(r'name="seen" value="([^"]*)"', page)
    return found[1] if found else ""


@pytest.fixture
def press(client, report):
    """press(person, verb, **fields): the words of the page one comes back to."""

    def send_form(person, verb, **fields):
        client.force_login(person)
        page = client.get(reverse("reports:approval:approval", args=[report.code]))
        fields = {"seen": seen_on(page.content.decode())} | fields
        url = reverse(f"reports:approval:{verb}", args=[report.code])
        return client.post(url, fields, follow=True).content.decode()

    return send_form


def test_the_buttons_lead_through_the_chain(client, press, version, report, officer, head):
    page = reverse("reports:approval:approval", args=[report.code])
    client.force_login(officer)
    assert f'name="seen" value="{key_of(version)}"' in client.get(page).content.decode()

    assert "Đã trình duyệt báo cáo." in press(officer, "submit")
    assert "Chưa trả lại: hãy ghi lý do" in press(head, "return", words="")
    assert "Đã trả lại." in press(head, "return", words="Thiếu lời văn")
    assert "Đã trình duyệt báo cáo." in press(officer, "submit")
    assert "Đã rút lại." in press(officer, "withdraw")
    assert "Đã trình duyệt báo cáo." in press(officer, "submit")
    shown = press(head, "approve", words="Đồng ý.")
    assert "Đã duyệt." in shown
    assert reverse("reports:submit", args=[version.pk]) in shown


def test_a_refused_button_gives_back_what_was_typed(press, version, officer, head):
    shown = press(officer, "submit", seen="khác", words="Tờ trình số 5")

    assert "lập lại sau khi ông/bà mở trang này" in shown
    assert "“Tờ trình số 5”" in shown


def test_a_report_without_a_version_has_nothing_to_press(press, report, officer, head):
    assert "Báo cáo chưa được lập." in press(officer, "submit", seen="")


def test_the_reports_own_page_says_which_version_is_in_approval(
    client, version, report, officer, head
):
    put_forward(version, officer)
    client.force_login(head)

    shown = client.get(report.get_absolute_url()).content.decode()

    assert shown.count("đang trình duyệt, chờ bước “Lãnh đạo duyệt”") == 2
    assert reverse("reports:submit", args=[version.pk]) not in shown


def test_nobody_is_offered_to_send_what_is_not_approved(client, version, head):
    client.force_login(head)

    response = client.get(reverse("reports:submit", args=[version.pk]), follow=True)

    assert "Bản này chưa được duyệt trong đơn vị." in response.content.decode()


def test_another_reports_approval_is_no_approval(version, report, officer, head):
    other = make_report(report.owner)
    approved(other, officer)

    assert "chưa được duyệt" in refusal(send, version, head)
