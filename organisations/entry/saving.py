"""How a form is kept from saving twice, or over a colleague."""

import hashlib
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from organisations.exceptions import ActionRefused, StaleSheet


def fingerprint(*rows):
    """Of what people can edit in these rows; a missing row counts as nothing.

    A form carries it from the moment it is shown, so that a tab left open overnight cannot
    overwrite what a colleague has saved since.
    """
    values = [
        f"{field.attname}={field.value_to_string(row)!r}"
        for row in rows
        if row is not None
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key
    ]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()


def earlier_entry(model, form_key, *, access):
    """The row this very form has already made, if any; a twin request still under way is awaited.

    So a double click or a repeated request gets the first one's answer and makes no second row.
    """
    try:
        key = UUID(form_key)
    except ValueError:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key.hex])
    return model.objects.visible_to(access).filter(form_key=key).first()


def refuse_stale(seen, *rows):
    """`rows` are locked; `seen` is the fingerprint of what the person had before them."""
    if seen != fingerprint(*rows):
        raise StaleSheet(
            _(
                "Chưa lưu: hồ sơ đã được sửa ở nơi khác sau khi ông/bà mở trang này."
                " Hãy mở lại trang sửa để thấy bản mới; nội dung vừa nhập vẫn còn ở dưới."
            )
        )


def still_there(rows, sentence, **facts):
    """The one row; it was in sight when the page was asked for, and may have gone since."""
    row = rows.filter(**facts).first()
    if row is None:
        raise ActionRefused(sentence)
    return row


def save_or_refuse(row):
    """Save; what a constraint of the row refuses is said in its own sentence.

    The form has looked already; a colleague may have entered the same in the same moment.
    """
    with refused_in_words(row._meta.constraints):
        row.save()


NUMERIC_VALUE_OUT_OF_RANGE = "22003"
# Where PostgreSQL says that one of our own functions has spoken: then its words are for people.
SPOKEN = "exec_stmt_raise"


@contextmanager
def refused_in_words(constraints=()):
    """What one of the constraints or a function of the database refuses is said to the person."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as fault:
        said = _sentence_of(fault, constraints)
        if not said:
            raise
        raise ActionRefused(said) from fault


def _sentence_of(fault, constraints):
    diagnosis = getattr(fault.__cause__, "diag", None)
    if diagnosis is None:
        return ""
    if fault.__cause__.pgcode == NUMERIC_VALUE_OUT_OF_RANGE:
        return _("Có số quá lớn so với mức cổng giữ được. Hãy xem lại số và đơn vị.")
    known = {rule.name: str(rule.violation_error_message) for rule in constraints}
    if diagnosis.constraint_name in known:
        return known[diagnosis.constraint_name]
    return diagnosis.message_primary if diagnosis.source_function == SPOKEN else ""
