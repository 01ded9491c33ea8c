"""Writing down what became of a solution, and reading it back."""

from django.db import connections, transaction
from django.utils.translation import gettext as _

from assessments.enums import Mover, OptionState
from assessments.models import CPOption, MeasuredResult, OptionReason, OptionStep
from assessments.options import rules
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refused_in_words, save_or_refuse, still_there
from organisations.enums import Kind, Verb
from organisations.exceptions import ActionRefused
from organisations.tenancy import login_alias


@transaction.atomic
def tell(pk, news, *, access):
    """One step, or that nothing has changed; why not stays with the enterprise alone."""
    rows = CPOption.objects.visible_to(access).select_related("assessment")
    option = still_there(rows, _("Đơn vị không còn thấy giải pháp này."), pk=pk)
    may = rules.may_judge if news.mover == Mover.ASSESSOR else rules.may_tell
    require(may(access, option, option.assessment))
    _refuse_unmeasured(option, news, access)
    step = OptionStep(
        assessment_id=option.assessment_id,
        option=option,
        from_state=news.expected,
        to_state=news.target,
        mover=news.mover,
        held_on=news.held_on,
        channel=news.channel,
        told_by=news.told_by,
        cost=news.cost,
        planned_for=news.planned_for,
        note=news.note,
        recorded_by_name=str(access.user),
        form_key=news.form_key or None,
    )
    save_or_refuse(step)
    if news.reasons:
        _say_why(step, news)
    states = {"from_state": news.expected, "to_state": news.target}
    log(access, Verb.REPORT_NEWS, option, **states)
    return step


def _refuse_unmeasured(option, news, access):
    if news.target != OptionState.MEASURED or news.expected == news.target:
        return
    results = MeasuredResult.objects.visible_to(access).filter(assessment=option.assessment_id)
    if not results.exists():
        raise ActionRefused(_("Phiếu chưa có kết quả đo nào; ghi kết quả đo trước."))


def _say_why(step, news):
    with refused_in_words(), connections[login_alias()].cursor() as cursor:
        cursor.execute("SELECT app.say_why(%s, %s, %s)", [step.pk, list(news.reasons), news.words])


def steps_of(option, access):
    """In the order they were written down; an enterprise finds its reasons with them."""
    steps = list(OptionStep.objects.visible_to(access).filter(option=option))
    reasons = {}
    if access.kind == Kind.ENTERPRISE:
        rows = OptionReason.objects.visible_to(access).filter(option=option)
        for row in rows.select_related("reason"):
            reasons.setdefault(row.step_id, []).append(row)
    return [(step, reasons.get(step.pk, [])) for step in steps]


def reason_totals():
    """[(code, enterprises, options)]: what an official may know of reasons."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT reason, enterprises, options FROM app.count_reasons() ORDER BY 3 DESC, 1"
        )
        return cursor.fetchall()
