"""Everything that moves an assessment on. State, time and labels are the database's to write."""

from django.db import connections, transaction
from django.utils.translation import gettext as _

from assessments.dossiers import rules
from assessments.enums import AssessmentKind, AssessmentState
from assessments.models import Assessment, Contribution, WorksheetForm
from enterprises.models import Establishment
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import (
    refuse_stale,
    refused_in_words,
    save_or_refuse,
    still_there,
)
from organisations.enums import Verb
from organisations.tenancy import login_alias


@transaction.atomic
def open_assessment(assessment, *, access):
    """A new one of a plant in sight."""
    sites = Establishment.objects.visible_to(access)
    gone = _("Đơn vị không còn thấy cơ sở này.")
    site = still_there(sites, gone, pk=assessment.establishment_id)
    require(assessment.kind in rules.kinds_for(access, site))
    if assessment.kind == AssessmentKind.DETAILED:
        assessment.worksheets = WorksheetForm.objects.filter(is_current=True).first()
    save_or_refuse(assessment)
    log(access, Verb.CREATE, assessment)
    return assessment


@transaction.atomic
def update(assessment, *, access, seen):
    rows = Assessment.objects.visible_to(access).select_for_update(of=("self",))
    current = still_there(rows, _("Đơn vị không còn thấy phiếu này."), pk=assessment.pk)
    require(rules.may_edit(access, current))
    refuse_stale(seen, current)
    with refused_in_words(assessment._meta.constraints):
        assessment.save()
    log(access, Verb.UPDATE, assessment)
    return assessment


@transaction.atomic
def give(pk, unit, *, access):
    """To a support unit, or back (None); it reads and writes this assessment from now on."""
    assessment = stored(pk, access)
    require(rules.may_give(access, assessment))
    _ask("app.give_assessment(%s, %s)", pk, unit.pk if unit else None)
    said = str(unit) if unit else _("thu lại, đơn vị tự thực hiện")
    log(access, Verb.GIVE, assessment, comment=said)


@transaction.atomic
def submit(pk, *, access):
    """Answers when it was received."""
    assessment = stored(pk, access)
    require(rules.may_submit(access, assessment))
    return _move(assessment, AssessmentState.SUBMITTED, Verb.SUBMIT, access=access)


@transaction.atomic
def send_back(pk, reason, *, access):
    assessment = stored(pk, access)
    require(rules.may_return(access, assessment))
    return _move(assessment, AssessmentState.RETURNED, Verb.RETURN, reason, access=access)


@transaction.atomic
def accept(pk, *, access):
    assessment = stored(pk, access)
    require(rules.may_accept(access, assessment, workers_of(assessment, access)))
    return _move(assessment, AssessmentState.ACCEPTED, Verb.ACCEPT_TASK, access=access)


@transaction.atomic
def cancel(pk, reason, *, access):
    assessment = stored(pk, access)
    require(rules.may_cancel(access, assessment))
    return _move(assessment, AssessmentState.CANCELLED, Verb.CANCEL, reason, access=access)


@transaction.atomic
def confirm(pk, *, access):
    assessment = stored(pk, access)
    require(rules.may_confirm(access, assessment))
    log(access, Verb.CONFIRM, assessment)
    return _ask("app.confirm_assessment(%s, %s)", pk, str(access.user))


def workers_of(assessment, access):
    """The keys of the people who have worked on it, under whatever membership."""
    rows = Contribution.objects.visible_to(access).filter(assessment=assessment)
    return set(rows.values_list("person_id", flat=True))


def stored(pk, access):
    """As it stands now; that it still does is asked again by the function that moves it."""
    rows = Assessment.objects.visible_to(access)
    return still_there(rows, _("Đơn vị không còn thấy phiếu đánh giá này."), pk=pk)


def _move(assessment, target, verb, reason="", *, access):
    words = {"from_state": assessment.state, "to_state": target, "comment": reason}
    log(access, verb, assessment, **words)
    values = (assessment.pk, assessment.state, target, reason, str(access.user))
    return _ask("app.move_assessment(%s, %s, %s, %s, %s)", *values)


def _ask(call, *values):
    with refused_in_words(), connections[login_alias()].cursor() as cursor:
        cursor.execute(f"SELECT {call}", values)
        return cursor.fetchone()[0]
