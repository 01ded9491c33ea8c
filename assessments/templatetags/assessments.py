"""The pages about assessments that somebody may open, side by side."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.demonstrations.rules import may_add
from assessments.dossiers import rules
from assessments.dossiers.reminders import worked_on_by
from assessments.enums import AssessmentState
from assessments.grants.rules import READERS, may_apply
from assessments.models import Assessment
from assessments.selfassessment import steps
from assessments.selfassessment.readings import reading_of
from assessments.selfassessment.wording import wording_of
from organisations.enums import Kind
from organisations.navigation import Entry

register = template.Library()
OFFICES = (Kind.DEPARTMENT, Kind.CORPORATION)
MOST_TO_DO = 10
WORKERS = (*OFFICES, Kind.ENTERPRISE, Kind.SUPPORT)
TABS = (
    ("assessments:assessments", _("Phiếu đánh giá"), WORKERS),
    ("assessments:options", _("Giải pháp"), WORKERS),
    ("assessments:overview", _("Tổng quan"), (*OFFICES, Kind.SUPPORT)),
    ("assessments:follow_ups", _("Hỏi lại"), (*OFFICES, Kind.SUPPORT)),
    ("assessments:reasons", _("Lý do không làm"), (*OFFICES, Kind.MINISTRY)),
    ("assessments:models", _("Mô hình trình diễn"), WORKERS),
    ("assessments:grants", _("Hỗ trợ"), READERS),
)


@register.simple_tag(takes_context=True)
def assessment_tabs(context):
    """Those of the asking kind of organisation; the page one is on is marked."""
    request = context["request"]
    shown = [(label, reverse(name)) for name, label, kinds in TABS if request.access.kind in kinds]
    return [Entry(label, url, request.path == url) for label, url in shown]


@register.filter
def may_open_assessment(access):
    return rules.may_open(access)


@register.simple_tag(takes_context=True)
def self_assessment(context, assessment):
    """What was said so far of one filled in step by step, as the asking person may read it."""
    return reading_of(assessment, context["request"].access)


@register.simple_tag(takes_context=True)
def assessments_to_do(context):
    """The newest that the asking enterprise or support unit has to work on."""
    access = context["request"].access
    if access.kind not in {Kind.ENTERPRISE, Kind.SUPPORT}:
        return ()
    rows = Assessment.objects.visible_to(access).filter(worked_on_by(access.organisation))
    return rows.filter(state__in=AssessmentState.open_states())[:MOST_TO_DO]


@register.filter
def wording(assessment):
    return wording_of(assessment)


@register.filter
def next_step(progress):
    return steps.next_open(progress)


@register.filter
def may_apply_for_support(access):
    return may_apply(access)


@register.filter
def may_add_model(access):
    return may_add(access)
