"""Everything that changes a plan; and how a form is kept from saving twice or over a colleague."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes import rules
from programmes.models import ActionPlan


@transaction.atomic
def create_plan(plan, document, *, access):
    """Enter a plan and, if it has one, the document that issues it."""
    require(rules.may_plan(access))
    _save(plan, document)
    log(access, Verb.CREATE, plan, to_state=plan.state)
    return plan


@transaction.atomic
def update_plan(plan, document, *, access, seen):
    current = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    require(rules.may_edit_plan(access, current))
    refuse_stale(seen, current, current.document)
    _save(plan, document)
    log(access, Verb.UPDATE, plan, from_state=current.state, to_state=plan.state)
    return plan


def _save(plan, document):
    if document is not None:
        _save_document(document)
        plan.document = document
    plan.save()


def _save_document(document):
    """The form has looked the number up; a colleague may have entered it in the same moment."""
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as fault:
        raise ActionRefused(
            _("Chưa lưu: sổ văn bản vừa có thêm %(document)s. Hãy kiểm tra lại số.")
            % {"document": document}
        ) from fault


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
    if seen != rules.fingerprint(*rows):
        raise ActionRefused(
            _(
                "Chưa lưu: hồ sơ đã được sửa ở nơi khác sau khi bạn mở trang này."
                " Hãy mở lại trang sửa để thấy bản mới; nội dung bạn vừa nhập vẫn còn ở dưới."
            )
        )
