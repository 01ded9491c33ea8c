"""Notices and letters under real commits: two sweeps at once, killed workers, a real worker."""

import datetime as dt
from functools import partial

import pytest
from django.core import mail

from organisations.clock import Instant
from organisations.emails import message_id
from organisations.models import Notification
from organisations.notifications import sweep
from organisations.tenancy import Tenant, owner_login, use_tenant
from tests.factories import make_member, make_plan
from tests.logins import production_logins
from tests.organisations import reminding
from tests.stack import running_stack, wait_until
from tests.together import own_database, together

pytestmark = pytest.mark.xdist_group("stack")
database = own_database("reminding")

WORKS = "django.core.mail.backends.locmem.EmailBackend"
DYING = "tests.organisations.reminding.Dying"


@pytest.fixture
def officer(database, django_db_blocker, settings, mailoutbox):
    """Of a department that two plans are due in; every transaction is a real one."""
    settings.REMINDER_SOURCES = [reminding.DUE]
    settings.EMAIL_BACKEND = WORKS
    with production_logins(database, django_db_blocker):
        person = make_member()
        for title in ("Một", "Hai"):
            make_plan(person.access.organisation, title=title)
        yield person


def remind(person):
    organisation = person.access.organisation
    with use_tenant(Tenant(organisation.kind, organisation.pk)):
        sweep.remind()


def told(person):
    with owner_login():
        return list(Notification.objects.filter(recipient=person).order_by("pk"))


def let_pass(person, minutes):
    with owner_login():
        claimed = Notification.objects.filter(recipient=person, email_claimed_at__isnull=False)
        moment = claimed.values_list("email_claimed_at", flat=True).first()
        claimed.update(email_claimed_at=moment - dt.timedelta(minutes=minutes))


def test_two_sweeps_at_once_tell_once_and_send_one_letter(database, officer, caplog):
    together(
        database,
        [partial(remind, officer)] * 2,
        held=("LOCK TABLE organisations_notification IN SHARE MODE",),
    )

    assert [notice.subject_label for notice in told(officer)] == ["Một", "Hai"]
    assert [notice.email_attempts for notice in told(officer)] == [1, 1]
    assert [letter.to for letter in mail.outbox] == [[officer.email]]
    assert caplog.text == ""


def test_two_who_would_send_one_letter_send_it_once(database, officer):
    """Both have found the same notices waiting; the membership's row lets one go first."""
    remind(officer)
    mail.outbox.clear()
    with owner_login():
        Notification.objects.filter(recipient=officer).update(
            emailed_at=None, email_claimed_at=None, email_attempts=0
        )

    together(
        database,
        [partial(remind, officer)] * 2,
        held=(
            "SELECT 1 FROM organisations_membership WHERE user_id = %s FOR UPDATE",
            officer.pk,
        ),
    )

    assert len(mail.outbox) == 1


def test_killed_before_the_letter_went_out_it_goes_out_later(officer, settings):
    settings.EMAIL_BACKEND = f"{DYING}Before"
    with pytest.raises(reminding.Killed):
        remind(officer)
    settings.EMAIL_BACKEND = WORKS

    remind(officer)
    assert mail.outbox == []  # for all we know somebody is still sending it
    let_pass(officer, minutes=16)
    remind(officer)
    remind(officer)

    assert len(mail.outbox) == 1
    assert {notice.email_attempts for notice in told(officer)} == {2}


def test_killed_after_the_letter_went_out_the_same_letter_goes_out_again(officer, settings):
    """With what came since in another one, and though it has been read meanwhile."""
    settings.EMAIL_BACKEND = f"{DYING}After"
    with pytest.raises(reminding.Killed):
        remind(officer)
    settings.EMAIL_BACKEND = WORKS
    make_plan(officer.access.organisation, title="Ba")
    with owner_login():
        Notification.objects.filter(recipient=officer).update(read_at=Instant())
    let_pass(officer, minutes=16)

    remind(officer)

    first, *later = mail.outbox
    again = next(letter for letter in later if "Một" in letter.body)
    new = next(letter for letter in later if "Ba" in letter.body)
    assert len(later) == 2
    assert again.extra_headers["Message-ID"] == first.extra_headers["Message-ID"]
    assert again.body == first.body
    assert new.extra_headers["Message-ID"] != first.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"] == message_id(told(officer)[:2])


def test_killed_while_notices_are_made_the_next_sweep_makes_them(officer, settings):
    settings.REMINDER_SOURCES = ["tests.organisations.reminding.dies_half_way"]
    with pytest.raises(reminding.Killed):
        remind(officer)
    assert told(officer) == []
    settings.REMINDER_SOURCES = [reminding.DUE]

    remind(officer)

    assert len(told(officer)) == 2


INSERT = """
INSERT INTO organisations_notification (owner_id, recipient_id, kind, subject_type, subject_id,
  subject_label, text, url, key, email_attempts, email_error)
SELECT organisation_id, user_id, 'returned', 'x', 1, 'Danh mục thử', 'Thiếu căn cứ.', '/', 'x',
  0, ''
FROM organisations_membership m JOIN organisations_user u ON u.id = user_id
WHERE email = 'nguoi.trungtam@vi-du.vn' RETURNING id
"""


def test_beat_and_a_worker_send_what_waits():
    with running_stack(only=("worker", "beat"), REMINDER_SWEEP_SECONDS="1") as stack:
        pk = stack.rows(INSERT)[0][0]

        wait_until(
            lambda: stack.rows(
                "SELECT 1 FROM organisations_notification WHERE id = %s AND emailed_at IS NOT NULL",
                pk,
            ),
            seconds=60,
            otherwise=lambda: stack.log("worker")[-3000:],
        )

        attempts = "SELECT email_attempts FROM organisations_notification WHERE id = %s"
        assert stack.rows(attempts, pk) == [(1,)]
        assert stack.log("worker").count("To: nguoi.trungtam@vi-du.vn") == 1
