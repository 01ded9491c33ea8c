"""Explaining what a rule found instead of mending it (giải trình): one text for each rule."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from reports.models import Explanation, Report
from reports.words.rules import may_write


def explanations_of(report, *, access):
    """{rule's code: its Explanation}"""
    rows = Explanation.objects.visible_to(access).filter(report=report)
    return {row.rule_code: row for row in rows}


@transaction.atomic
def explain(explanation, *, access, seen, now):
    """Store it; without words the rule is unexplained again."""
    ours = Report.objects.visible_to(access).select_for_update(of=("self",))
    report = ours.get(pk=explanation.report_id)
    require(may_write(access, report))
    current = explanations_of(report, access=access).get(explanation.rule_code)
    if explanation.text == (current.text if current else ""):
        return
    refuse_stale(seen, current)
    if explanation.text:
        explanation.pk = current.pk if current else None
        explanation.written_by, explanation.written_by_name = access.user, str(access.user)
        explanation.written_at = now
        explanation.save()
    else:
        current.delete()
    comment = _("Giải trình quy tắc %(code)s") % {"code": explanation.rule_code}
    log(access, Verb.UPDATE, report, comment=comment)
