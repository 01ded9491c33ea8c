"""Everything that changes what a plan says of itself; its life is in programmes.papers."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes import rules
from programmes.enums import PlanState
from programmes.models import ActionPlan
from programmes.papers.actions import is_correctable, lock_open
from programmes.papers.differences import differences
from programmes.papers.kinds import content_of
from programmes.papers.revisions import (
    first_day,
    newest_revision,
    write_first_revision,
    write_revision,
)
from programmes.papers.standing import standing_of


@transaction.atomic
def create_plan(plan, *, access):
    """A draft without a document."""
    require(rules.may_plan(access))
    plan.state = PlanState.DRAFT
    plan.save()
    log(access, Verb.CREATE, plan, to_state=plan.state)
    return plan


@transaction.atomic
def update_plan(plan, *, access, seen):
    current = lock_open(plan, access=access)
    refuse_stale(seen, current)
    plan.state = current.state
    plan.save()
    log(access, Verb.UPDATE, plan)
    return plan


@transaction.atomic
def enter_plan(plan, document, *, access):
    """A plan that was issued before it came here: what is entered is its first revision."""
    require(rules.may_plan(access))
    _save_document(document)
    plan.state, plan.document = PlanState.ISSUED, document
    plan.save()
    write_first_revision(plan)
    log(access, Verb.CREATE, plan, to_state=plan.state)
    return plan


@transaction.atomic
def update_entered_plan(plan, document, *, access, seen):
    """Correct what was entered of an old plan; other content is a new revision of its decision."""
    current = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    require(rules.may_edit_plan(access, current))
    if not is_correctable(current, access):
        raise ActionRefused(
            _("Chưa lưu: %(standing)s") % {"standing": standing_of(current, access)}
        )
    refuse_stale(seen, current, current.document)
    if newest_revision(current) is None:
        write_first_revision(current)
    _save_document(document)
    plan.state, plan.document = current.state, document
    plan.save()
    _write_correction(plan)
    log(access, Verb.UPDATE, plan)
    return plan


def _write_correction(plan):
    last = newest_revision(plan)
    changed = differences(last.content, content_of(plan))
    if changed or last.in_force_from != first_day(plan):
        summary = _("Đính chính nội dung đã nhập.")
        write_revision(plan, plan.document, in_force_from=first_day(plan), summary=summary)


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
