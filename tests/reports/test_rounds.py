"""The Ministry's letter as a round: its terms, who owes, extensions, arrivals, reminders."""

import datetime as dt

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from organisations.access import Access
from organisations.enums import Kind, ReminderKind, Role
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.enums import LatenessBasis
from reports.models import Arrival, Receipt, Report, ReportForm, ReportingRound, RoundAddressee
from reports.rounds.letters import following
from reports.rounds.reminders import due_reminders
from tests.factories import make_member, make_organisation, make_report, make_round
from tests.reports.conftest import approved
from tests.reports.test_submission import set_clock, submit

pytestmark = pytest.mark.django_db

SOURCE = "reports.rounds.reminders.due_reminders"


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def ministry_desk(client, ministry):
    """The browser of the Ministry's officer."""
    client.force_login(ministry)
    return client


def page_of(client, name, *args, **query):
    return client.get(reverse(f"reports:{name}", args=args), query).content.decode()


def sheet_of(client, name, *args, **query):
    """What the form would send if nothing was changed."""
    form = client.get(reverse(f"reports:{name}", args=args), query).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        sent[field.html_name] = "" if value is None else field.field.prepare_value(value)
    return {name: value if isinstance(value, list) else str(value) for name, value in sent.items()}


def send(client, name, *args, sheet, **changed):
    return client.post(reverse(f"reports:{name}", args=args), sheet | changed, follow=True)


def addressee_of(report):
    with owner_login():
        return RoundAddressee.objects.select_related("round", "organisation").get(
            round=report.round_id, organisation=report.owner_id
        )


def extended(report, day, number="123/QĐ-BCT"):
    with owner_login():
        RoundAddressee.objects.filter(round=report.round_id, organisation=report.owner_id).update(
            extended_to=day, decision_number=number, decision_date=dt.date(2015, 12, 20)
        )


def stored(receipt):
    with owner_login():
        row = Receipt.objects.for_list().get(pk=receipt.pk)
        return row, row.is_on_time, row.timeliness


# Keeping rounds


def test_the_ministry_opens_a_round_by_the_directive_and_copies_it_to_the_next_year(
    ministry_desk, officer, ministry
):
    set_clock("2031-10-02T08:00:00+07:00")
    with owner_login():
        ReportingRound.objects.filter(code__in=["2031", "2032"]).delete()
    sheet = sheet_of(ministry_desk, "round_create")

    opened = send(ministry_desk, "round_create", sheet=sheet, title="Báo cáo năm 2031")

    with owner_login():
        round_ = ReportingRound.objects.get(code="2031")
    assert opened.redirect_chain[-1][0] == reverse("reports:round_addressees", args=["2031"])
    assert round_.due_on == dt.date(2031, 12, 31)
    assert (round_.window_from, round_.window_to) == (dt.date(2030, 12, 15), dt.date(2031, 12, 14))
    with use_tenant(ministry.access.tenant):
        later = following(round_, ReportForm.objects.all())
    assert (later["code"], later["title"]) == ("2032", "Báo cáo năm 2032")
    assert later["due_on"] == dt.date(2032, 12, 31)
    assert "letter_number" not in later
    copied = sheet_of(ministry_desk, "round_create", like="2031")
    assert (copied["code"], copied["due_on"]) == ("2032", "31/12/2032")


def test_a_leap_day_is_copied_to_a_year_without_one():
    round_ = make_round(year=2028, correction_until=dt.date(2029, 1, 1))
    round_.window_to = dt.date(2028, 2, 29)
    with owner_login():
        assert following(round_, ReportForm.objects.all())["window_to"] == dt.date(2029, 3, 1)


def test_the_same_sheet_sent_twice_opens_one_round(ministry_desk):
    sheet = sheet_of(ministry_desk, "round_create") | {"code": "2041", "title": "Năm 2041"}

    for _ in range(2):
        send(ministry_desk, "round_create", sheet=sheet)

    with owner_login():
        assert ReportingRound.objects.filter(title="Năm 2041").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"letter_number": "12/BCT"}, "Công văn có số thì có ngày"),
        ({"opens_on": "31/12/2042"}, "Ngày mở phải trước ngày hạn."),
        ({"cutoff_on": "01/01/2043"}, "Cơ sở phải gửi số liệu trước hạn"),
        ({"correction_until": "30/12/2042"}, "không kết thúc trước hạn"),
        ({"year_to": "2043"}, "Kỳ báo cáo năm chỉ có một năm."),
        ({"window_to": "01/01/2010"}, "Ngày cuối của số liệu đứng trước ngày đầu."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(ministry_desk, changed, said):
    days = {"due_on": "31/12/2042", "window_from": "15/12/2041", "window_to": "14/12/2042"}
    sheet = sheet_of(ministry_desk, "round_create") | days
    sheet |= {"code": "2042", "title": "Năm 2042", "year_from": "2042", "year_to": "2042"}
    sheet |= {"opens_on": "", "cutoff_on": "", "correction_until": ""}

    answer = send(ministry_desk, "round_create", sheet=sheet, **changed)

    assert said in answer.content.decode()
    assert "Năm 2042" in answer.content.decode()
    with owner_login():
        assert not ReportingRound.objects.filter(code="2042").exists()


def test_a_colleague_who_saved_in_between_is_not_overwritten(ministry_desk):
    round_ = make_round(title="Tên cũ")
    sheet = sheet_of(ministry_desk, "round_edit", round_.code)
    send(ministry_desk, "round_edit", round_.code, sheet=sheet, title="Tên của đồng nghiệp")

    answer = send(ministry_desk, "round_edit", round_.code, sheet=sheet, title="Tên khác")

    assert "đã được sửa" in answer.content.decode()
    with owner_login():
        assert ReportingRound.objects.get(pk=round_.pk).title == "Tên của đồng nghiệp"


# Terms that a receipt stands on


def test_after_the_first_receipt_the_day_does_not_move(ministry_desk, report, officer, head):
    sheet = sheet_of(ministry_desk, "round_edit", report.round.code)
    submit(approved(report, officer), head)

    send(
        ministry_desk,
        "round_edit",
        report.round.code,
        sheet=sheet,
        due_on="31/12/2016",
        title="Tên mới",
    )

    with owner_login():
        round_ = ReportingRound.objects.get(pk=report.round_id)
    assert (round_.due_on, round_.title) == (dt.date(2015, 12, 31), "Tên mới")


@pytest.mark.parametrize("field", ["due_on", "window_to", "lateness_by"])
def test_the_database_keeps_the_terms_for_every_login(report, officer, head, ministry, field):
    submit(approved(report, officer), head)
    value = LatenessBasis.REGISTER if field == "lateness_by" else dt.date(2016, 12, 31)

    for access in (owner_login(), use_tenant(ministry.access.tenant)):
        with access, pytest.raises(InternalError, match="đã có đơn vị gửi"), transaction.atomic():
            ReportingRound.objects.filter(pk=report.round_id).update(**{field: value})


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT])
def test_nobody_else_writes_rounds_or_who_owes(kind):
    round_ = make_round(addressees=[make_organisation()])
    stranger = make_member(kind, role=Role.HEAD)

    for rows in (ReportingRound.objects.filter(pk=round_.pk), round_.addressees.all()):
        with (
            use_tenant(stranger.access.tenant),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
        ):
            rows.model.objects.filter(pk__in=rows.values("pk")).delete()


@pytest.mark.parametrize("role", [Role.VIEWER])
def test_a_viewer_of_the_ministry_and_a_department_keep_no_rounds(client, officer, role):
    round_ = make_round(addressees=[officer.access.organisation])
    with owner_login():
        unit = round_.addressees.get()
    for person in (officer, make_member(Kind.MINISTRY, role=role)):
        client.force_login(person)
        for name, args in (
            ("round_create", []),
            ("round_edit", [round_.code]),
            ("round_addressees", [round_.code]),
            ("extension", [unit.pk]),
        ):
            assert client.get(reverse(f"reports:{name}", args=args)).status_code == 403


# Who owes


def test_a_new_round_offers_every_unit_of_its_day(ministry_desk):
    gone = make_organisation(valid_to=dt.date(2025, 6, 30))
    here = make_organisation(valid_from=dt.date(2025, 7, 1))
    round_ = make_round(year=2026)

    sheet = sheet_of(ministry_desk, "round_addressees", round_.code)

    assert here.pk in sheet["organisations"]
    assert gone.pk not in sheet["organisations"]
    send(ministry_desk, "round_addressees", round_.code, sheet=sheet, organisations=[here.pk])
    with owner_login():
        assert [row.organisation for row in round_.addressees.all()] == [here]


def test_who_has_sent_is_not_dropped_and_two_officers_do_not_undo_each_other(
    ministry_desk, report, officer, head
):
    other = make_organisation()
    sheet = sheet_of(ministry_desk, "round_addressees", report.round.code)
    submit(approved(report, officer), head)

    refused = send(
        ministry_desk, "round_addressees", report.round.code, sheet=sheet, organisations=[other.pk]
    )

    assert "không bỏ khỏi kỳ" in refused.content.decode()
    both = [report.owner_id, other.pk]
    send(ministry_desk, "round_addressees", report.round.code, sheet=sheet, organisations=both)
    stale = send(
        ministry_desk, "round_addressees", report.round.code, sheet=sheet, organisations=both[:1]
    )
    assert "đã được sửa ở nơi khác" in stale.content.decode()
    with owner_login():
        assert report.round.addressees.count() == 2


# Extensions


@pytest.mark.parametrize(
    ("instant", "is_on_time"),
    [
        ("2016-01-14T23:59:59.999999+07:00", True),
        ("2016-01-15T00:00:00+07:00", False),
    ],
)
def test_an_extended_day_binds_its_unit_alone(report, officer, head, instant, is_on_time):
    extended(report, dt.date(2016, 1, 15))
    neighbour = make_member(Kind.DEPARTMENT, role=Role.HEAD)
    theirs = make_report(neighbour.access.organisation, report.round, is_nil=True)
    with owner_login():
        RoundAddressee.objects.create(round=report.round, organisation=theirs.owner)
    set_clock(instant)

    ours = submit(approved(report, officer), head)
    not_extended = submit(approved(theirs, neighbour), neighbour)

    assert stored(ours)[1] is is_on_time
    assert ours.due_at == dt.datetime.fromisoformat("2016-01-15T00:00:00+07:00")
    assert stored(not_extended)[1] is False
    assert not_extended.due_at == dt.datetime.fromisoformat("2015-12-31T00:00:00+07:00")


def test_a_later_day_for_everybody_is_also_that_of_who_was_extended_before(report, officer, head):
    extended(report, dt.date(2016, 1, 15))
    with owner_login():
        ReportingRound.objects.filter(pk=report.round_id).update(due_on=dt.date(2016, 2, 1))
    set_clock("2016-01-31T23:59:59.999999+07:00")

    receipt = submit(approved(report, officer), head)

    assert receipt.due_at == dt.datetime.fromisoformat("2016-02-01T00:00:00+07:00")
    assert addressee_of(report).due_at == receipt.due_at
    assert stored(receipt)[1] is True


def test_an_extension_needs_a_decision_and_a_later_day(ministry_desk, report):
    unit = addressee_of(report)
    sheet = sheet_of(ministry_desk, "extension", unit.pk)

    bare = send(ministry_desk, "extension", unit.pk, sheet=sheet, extended_to="15/01/2016")
    early = send(ministry_desk, "extension", unit.pk, sheet=sheet, extended_to="30/12/2015")
    full = {"decision_number": "12/QĐ-BCT", "decision_date": "20/12/2015"}
    good = send(ministry_desk, "extension", unit.pk, sheet=sheet, extended_to="15/01/2016", **full)

    assert "Gia hạn phải có đủ ba mục" in bare.content.decode()
    assert "phải sau hạn chung" in early.content.decode()
    assert "12/QĐ-BCT" in good.content.decode()
    assert addressee_of(report).extended_to == dt.date(2016, 1, 15)
    with owner_login():
        entry = LogEntry.objects.filter(verb="extend").latest("pk")
    assert "đến 15/01/2016, theo 12/QĐ-BCT" in entry.comment


def test_who_has_sent_late_is_not_extended_afterwards(ministry_desk, report, officer, head):
    unit = addressee_of(report)
    sheet = sheet_of(ministry_desk, "extension", unit.pk)
    set_clock("2016-01-02T08:00:00+07:00")
    receipt = submit(approved(report, officer), head)

    full = {"decision_number": "12/QĐ-BCT", "decision_date": "20/12/2015"}
    answer = send(
        ministry_desk, "extension", unit.pk, sheet=sheet, extended_to="15/01/2016", **full
    )

    assert "không đổi hạn nữa" in answer.content.decode()
    assert "15/01/2016" in answer.content.decode()
    assert stored(receipt)[1] is False


def test_the_units_pages_tell_its_own_day(client, report, officer):
    extended(report, dt.date(2016, 1, 15))
    set_clock("2016-01-05T08:00:00+07:00")
    client.force_login(officer)

    assert "gia hạn theo 123/QĐ-BCT" in page_of(client, "report", report.code)
    assert "còn 10 ngày" in page_of(client, "round", report.round.code)
    assert "15/01/2016" in client.get("/").content.decode()


# Opening


def test_a_report_is_begun_on_the_opening_day_and_not_before(client, officer):
    round_ = make_round(addressees=[officer.access.organisation], opens_on=dt.date(2015, 10, 1))
    client.force_login(officer)
    set_clock("2015-09-30T23:59:59.999999+07:00")
    assert "Bắt đầu báo cáo" not in page_of(client, "round", round_.code)
    assert "mở từ ngày 01/10/2015" in client.get("/").content.decode()
    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="01/10/2015"):
        actions.ensure_report(round_, access=officer.access)
    refused = client.post(reverse("reports:open", args=[round_.code]), follow=True)
    assert "mở lập báo cáo từ ngày 01/10/2015" in refused.content.decode()

    set_clock("2015-10-01T00:00:00+07:00")

    assert "Bắt đầu báo cáo" in page_of(client, "round", round_.code)
    client.post(reverse("reports:open", args=[round_.code]))
    with owner_login():
        assert Report.objects.filter(round=round_).count() == 1


# The register of incoming papers


@pytest.fixture
def by_register(report):
    with owner_login():
        ReportingRound.objects.filter(pk=report.round_id).update(lateness_by=LatenessBasis.REGISTER)
    return report


@pytest.mark.parametrize(("day", "is_on_time"), [("30/12/2015", True), ("31/12/2015", False)])
def test_the_round_may_go_by_the_register_and_the_receipt_keeps_its_time(
    ministry_desk, by_register, officer, head, day, is_on_time
):
    set_clock("2016-01-04T08:00:00+07:00")
    receipt = submit(approved(by_register, officer), head)
    assert stored(receipt)[1] is False
    sheet = sheet_of(ministry_desk, "arrival", receipt.pk)
    said = {"number": "1234", "arrived_on": day, "evidence": "Dấu công văn đến"}

    answer = send(ministry_desk, "arrival", receipt.pk, sheet=sheet, **said)

    row, on_time, words = stored(receipt)
    assert on_time is is_on_time
    assert day in words
    assert row.received_at == dt.datetime.fromisoformat("2016-01-04T08:00:00+07:00")
    assert "1234" in answer.content.decode()
    assert words in page_of(ministry_desk, "round", by_register.round.code)


def test_a_round_by_the_clock_is_not_moved_by_the_register(ministry_desk, report, officer, head):
    set_clock("2016-01-04T08:00:00+07:00")
    receipt = submit(approved(report, officer), head)
    sheet = sheet_of(ministry_desk, "arrival", receipt.pk)

    said = {"number": "1", "arrived_on": "20/12/2015", "evidence": "Bì thư"}
    send(ministry_desk, "arrival", receipt.pk, sheet=sheet, **said)

    assert stored(receipt)[1:] == (False, "nộp chậm")


def test_a_wrong_entry_is_corrected_by_a_newer_one_and_never_changed(
    ministry_desk, ministry, by_register, officer, head
):
    set_clock("2016-01-04T08:00:00+07:00")
    receipt = submit(approved(by_register, officer), head)
    for day in ("31/12/2015", "30/12/2015"):
        said = {"number": "1", "arrived_on": day, "evidence": "Sổ đến"}
        send(
            ministry_desk,
            "arrival",
            receipt.pk,
            sheet=sheet_of(ministry_desk, "arrival", receipt.pk),
            **said,
        )

    assert stored(receipt)[1] is True
    with owner_login():
        rows = Arrival.objects.order_by("pk")
        assert [row.recorded_by_name for row in rows] == [str(ministry)] * 2
        with pytest.raises(InternalError, match="không sửa, không xóa"), transaction.atomic():
            rows.update(arrived_on=dt.date(2015, 1, 1))
        with pytest.raises(InternalError, match="không sửa, không xóa"), transaction.atomic():
            rows.delete()


def test_the_same_arrival_sent_twice_is_recorded_once(ministry_desk, report, officer, head):
    set_clock("2016-01-04T08:00:00+07:00")
    receipt = submit(approved(report, officer), head)
    sheet = sheet_of(ministry_desk, "arrival", receipt.pk)
    said = {"number": "1", "arrived_on": "30/12/2015", "evidence": "Sổ đến"}

    for _ in range(2):
        answer = send(ministry_desk, "arrival", receipt.pk, sheet=sheet, **said)

    assert answer.status_code == 200
    with owner_login():
        assert Arrival.objects.count() == 1


def test_the_future_a_later_receipt_and_a_stranger_are_refused(
    ministry_desk, client, report, officer, head, ministry
):
    set_clock("2016-01-04T08:00:00+07:00")
    first = submit(approved(report, officer), head)
    second = submit(approved(report, officer), head)
    sheet = sheet_of(ministry_desk, "arrival", first.pk) | {"number": "1", "evidence": "Sổ đến"}

    future = send(ministry_desk, "arrival", first.pk, sheet=sheet, arrived_on="05/01/2016")
    other = send(
        ministry_desk, "arrival", second.pk, sheet=sheet, arrived_on="04/01/2016", form_key=""
    )

    assert "không thể sau hôm nay" in future.content.decode()
    assert "phiếu tiếp nhận đầu tiên" in other.content.decode()
    neighbour = make_member(role=Role.HEAD)
    for person, status in ((neighbour, 404), (officer, 403), (head, 403)):
        client.force_login(person)
        assert client.get(reverse("reports:arrival", args=[first.pk])).status_code == status
    with owner_login():
        assert not Arrival.objects.exists()


def test_a_unit_reads_its_own_arrivals_and_not_a_neighbours(
    ministry_desk, by_register, officer, head
):
    set_clock("2016-01-04T08:00:00+07:00")
    receipt = submit(approved(by_register, officer), head)
    said = {"number": "1", "arrived_on": "30/12/2015", "evidence": "Sổ đến"}
    send(
        ministry_desk,
        "arrival",
        receipt.pk,
        sheet=sheet_of(ministry_desk, "arrival", receipt.pk),
        **said,
    )
    neighbour = make_member()

    for person, seen in ((officer, 1), (neighbour, 0)):
        with use_tenant(person.access.tenant):
            assert Arrival.objects.count() == seen
            assert Arrival.objects.visible_to(person.access).count() == seen


# Reminders


def told_on(unit, day):
    """(kind, key) of what the source says on a day, for the organisation as nobody."""
    access = Access(None, unit)
    with use_tenant(access.tenant):
        return [(row.kind, row.text) for row in due_reminders(access, day)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2015, 11, 30), None),
        (dt.date(2015, 12, 1), "còn 30 ngày"),
        (dt.date(2015, 12, 15), "còn 16 ngày"),
        (dt.date(2015, 12, 30), "hôm nay là ngày cuối còn đúng hạn"),
        (dt.date(2016, 1, 1), "đã quá hạn"),
        (dt.date(2016, 2, 29), "đã quá hạn"),
        (dt.date(2016, 3, 1), None),
    ],
)
def test_a_unit_is_told_before_and_after_its_day(ours, day, words):
    make_round(addressees=[ours])

    told = told_on(ours, day)

    assert [words in text for _, text in told] == ([True] if words else [])


def test_every_stage_is_told_once_and_a_sleeping_sweep_tells_the_newest_alone(ours):
    make_round(addressees=[ours])
    access = Access(None, ours)

    def keys(first, last):
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        with use_tenant(access.tenant):
            return {row.key for day in days for row in due_reminders(access, day)}

    assert len(keys(dt.date(2015, 11, 1), dt.date(2016, 2, 28))) == 7
    assert len(keys(dt.date(2015, 12, 28), dt.date(2015, 12, 28))) == 1


def test_who_has_sent_and_who_does_not_owe_hear_nothing(report, officer, head):
    neighbour = make_organisation()
    assert told_on(report.owner, dt.date(2015, 12, 20))
    assert told_on(neighbour, dt.date(2015, 12, 20)) == []

    submit(approved(report, officer), head)

    assert told_on(report.owner, dt.date(2015, 12, 20)) == []


def test_the_opening_is_told_and_an_extension_starts_the_stages_anew(report):
    with owner_login():
        ReportingRound.objects.filter(pk=report.round_id).update(opens_on=dt.date(2015, 10, 1))
    assert told_on(report.owner, dt.date(2015, 9, 30)) == []
    (opened,) = told_on(report.owner, dt.date(2015, 10, 1))
    assert opened[0] == ReminderKind.ROUND_OPENED

    extended(report, dt.date(2016, 1, 15))

    told = dict(told_on(report.owner, dt.date(2016, 1, 2)))
    assert "còn 13 ngày (trước ngày 15/01/2016)" in told[ReminderKind.REPORT_DUE]


def test_the_sweep_asks_this_source(settings):
    assert SOURCE in import_string("config.settings.REMINDER_SOURCES")


def test_the_ministrys_round_costs_the_same_with_three_units_and_with_many(ministry_desk):
    round_ = make_round(addressees=[make_organisation() for _ in range(3)])
    page_of(ministry_desk, "round", round_.code)
    with CaptureQueriesContext(connection) as few:
        page_of(ministry_desk, "round", round_.code)
    with owner_login():
        for _ in range(20):
            RoundAddressee.objects.create(round=round_, organisation=make_organisation())

    with CaptureQueriesContext(connection) as many:
        page_of(ministry_desk, "round", round_.code)

    assert len(many) == len(few)
