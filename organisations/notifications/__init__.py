"""What people are told, in the portal and by e-mail. What other apps use:

    notify(people, ReminderKind.RETURNED, plan, text, plan.get_absolute_url(), key=…)

in an action, for something that has just happened; and, for what is due by the calendar, a source

    def due_reminders(access, today):
        yield Reminder(ReminderKind.TASK_ENDS, task, text, url, key=…, due_on=…)

named in settings.REMINDER_SOURCES, which the sweep asks every quarter of an hour.
"""

from organisations.notifications.actions import (
    Reminder,
    choose_email,
    mark_all_read,
    mark_read,
    notify,
)

__all__ = ["Reminder", "choose_email", "mark_all_read", "mark_read", "notify"]
