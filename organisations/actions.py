"""Everything that changes who works for whom, and the log that every app's actions write."""

from organisations.models import LogEntry

LABEL_LENGTH = LogEntry._meta.get_field("subject_label").max_length


def log(access, verb, subject, *, from_state="", to_state="", comment=""):
    """One line of the log: who did what to which record, for which organisation.

    When and for which organisation are written by the database, never passed in.
    """
    return LogEntry.objects.create(
        actor=access.user,
        actor_name=str(access.user) if access.user else "",
        on_behalf=access.on_behalf,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:LABEL_LENGTH],
        from_state=from_state,
        to_state=to_state,
        comment=comment,
    )
