"""Entering, correcting, screening and removing a solution. Its state is told by news alone."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.deleting import delete_option
from assessments.dossiers.actions import stored
from assessments.enums import Channel, Mover, OptionState, Screening
from assessments.models import CPOption, OptionSaving, OptionStep
from assessments.option_codes import next_code
from assessments.options import rules
from assessments.quantities import convert, converter_of
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import (
    refuse_stale,
    refused_in_words,
    save_or_refuse,
    still_there,
)
from organisations.enums import Verb
from organisations.exceptions import ActionRefused

GONE = gettext_lazy("Giải pháp này đã bị xóa ở nơi khác.")


@transaction.atomic
def create(option, savings, *, access):
    assessment = stored(option.assessment_id, access)
    require(rules.may_edit(access, assessment))
    others = CPOption.objects.visible_to(access).filter(assessment=assessment)
    option.place = others.count() + 1
    option.code = option.code or next_code(others.values_list("code", flat=True))
    save_or_refuse(option)
    _store(option, savings or (), assessment)
    log(access, Verb.CREATE, option)
    return option


@transaction.atomic
def update(option, savings, *, access, seen):
    assessment = stored(option.assessment_id, access)
    require(rules.may_edit(access, assessment))
    current, kept = _locked(option.pk, access)
    refuse_stale(seen, current, *kept)
    option.code = option.code or current.code
    with refused_in_words(option._meta.constraints):
        option.save()
    if savings is not None:
        _store(option, savings, assessment, kept)
    log(access, Verb.UPDATE, option)
    return option


def _store(option, savings, assessment, kept=()):
    """These lines and no others, each with what it is in base units."""
    converter = converter_of(assessment.year)
    with refused_in_words():
        for row in kept:
            row.delete()
        for row in savings:
            row.option, row.assessment = option, assessment
            convert(row, converter).save()


@transaction.atomic
def screen(option, *, access, seen):
    """Rejected, it leaves the list of what is followed up; screened otherwise, it comes back."""
    assessment = stored(option.assessment_id, access)
    current, kept = _locked(option.pk, access)
    require(rules.may_screen(access, current, assessment))
    require(option.screening in rules.screenings(access))
    refuse_stale(seen, current, *kept)
    with refused_in_words(option._meta.constraints):
        option.save()
    is_rejected = option.screening == Screening.REJECTED
    target = OptionState.SCREENED_OUT if is_rejected else OptionState.PROPOSED
    if current.state != target:
        _step(current, target, option, access)
    log(access, Verb.UPDATE, option, comment=option.get_screening_display())
    return option


def _step(current, target, option, access):
    save_or_refuse(
        OptionStep(
            assessment_id=current.assessment_id,
            option=current,
            from_state=current.state,
            to_state=target,
            mover=Mover.ASSESSOR,
            held_on=option.screened_on,
            channel=Channel.PORTAL,
            note=option.screening_reason,
            recorded_by_name=str(access.user),
        )
    )


@transaction.atomic
def remove(pk, *, access):
    """One that was entered by mistake; of one that there is news of, the news stays."""
    option, _kept = _locked(pk, access)
    assessment = stored(option.assessment_id, access)
    has_news = OptionStep.objects.visible_to(access).filter(option=option).exists()
    if has_news:
        raise ActionRefused(_("Giải pháp đã có tin thì không xóa được; hãy loại khi sàng lọc."))
    require(rules.may_remove(access, assessment, has_news))
    log(access, Verb.DELETE, option)
    delete_option(option)


def _locked(pk, access):
    """The solution and its lines as they stand."""
    rows = CPOption.objects.visible_to(access).select_for_update(of=("self",))
    option = still_there(rows, GONE, pk=pk)
    savings = OptionSaving.objects.visible_to(access).filter(option=option)
    return option, list(savings)
