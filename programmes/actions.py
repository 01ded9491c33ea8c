"""Everything that changes a plan."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
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
