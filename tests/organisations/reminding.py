"""What is due in tests, and mail servers that refuse or die."""

from django.core.mail.backends.locmem import EmailBackend

from organisations.enums import ReminderKind
from organisations.notifications import Reminder
from programmes.models import ActionPlan

DUE = "tests.organisations.reminding.plans_due"


def plans_due(access, today):
    """Every plan of the organisation is due on the last day of its last year."""
    for plan in ActionPlan.objects.visible_to(access).order_by("pk"):
        due_on = today.replace(year=plan.year_to, month=12, day=31)
        yield Reminder(
            ReminderKind.TASK_ENDS,
            plan,
            f"Kế hoạch kết thúc sau năm {plan.year_to}, chưa có báo cáo.",
            f"/programmes/plans/{plan.pk}/",
            key=f"plan:{plan.pk}:{due_on}",
            due_on=due_on,
        )


def broken(access, today):
    raise LookupError("a source that fails")


class Refusing(EmailBackend):
    """Takes no letter."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


class Killed(BaseException):
    """What a worker meets when it is killed: nothing catches it."""


class DyingBefore(EmailBackend):
    def send_messages(self, messages):
        raise Killed


class DyingAfter(EmailBackend):
    """The server has the letter, the worker dies before it hears so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise Killed


def dies_half_way(access, today):
    yield from plans_due(access, today)
    raise Killed
