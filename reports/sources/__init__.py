"""How each indicator is counted: one queryset per indicator, shaped into the columns of a fact.

What stands here is the whole list of indicators that the portal can count today; any other
indicator of the dictionary prints "–" (chưa có số liệu) until its own source is written.
"""

from django.db.models import F

from assessments.enums import AssessmentKind
from enterprises.enums import Level
from outreach.enums import BROADCAST_KINDS, EVENT_KINDS, PUBLICATION_KINDS, ActivityKind
from programmes.enums import OutputKind
from reports.enums import Nature
from reports.sources import assessed, capacity, outreach, papers, register, tasks, words
from reports.sources.outreach import activities
from reports.sources.shape import COLUMNS, Source
from reports.sources.tasks import EVENTS, outputs_planned

__all__ = ["COLUMNS", "COUNTED", "NARRATIVE", "NIL_INDICATORS", "SOURCES", "Source", "logged_rows"]

ACTIVITY = "outreach.Activity"
NARRATIVE = "reports.Narrative"
OUTPUT = "programmes.TaskOutput"
ZONE = "enterprises.IndustrialZone"
TOTAL = "enterprises.OfficialTotal"
STAFF = "programmes.FocalStaff"
TASK = "programmes.Task"
MONEY = "programmes.TaskMoney"
ASSESSMENT = "assessments.Assessment"
OPTION = "assessments.CPOption"
RESULT = "assessments.MeasuredResult"
SITE = "enterprises.Establishment"
PAID = "programmes.Disbursement"


def _events(number, unit, planned=None):
    return activities(list(EVENT_KINDS), number, unit=unit, planned=planned)


def _pieces(*kinds, unit, number="event_count"):
    return activities(list(kinds), number, unit=unit, planned="planned_quantity")


COUNTED = [
    Source("VB-01", "programmes.ActionPlan", papers.plans_in_force),
    Source("VB-02", "programmes.ActionPlan", papers.plans_issued),
    Source("VB-03", "programmes.TaskList", papers.task_lists_approved),
    Source("VB-04", "programmes.OutgoingLetter", papers.letters_sent),
    Source("NL-01", "programmes.FocalUnit", capacity.focal_units),
    Source("NL-02", STAFF, capacity.staff),
    Source("NL-03", STAFF, capacity.competent_staff),
    Source("NL-04", "programmes.StaffTraining", capacity.staff_trainings),
    Source("NL-05", "programmes.FocalEquipment", capacity.equipment),
    Source("NL-06", "programmes.FocalUnit", capacity.has_competent_staff),
    Source("TT-01", ACTIVITY, _events("event_count", "cuộc, lớp", "planned_quantity")),
    Source("TT-02", ACTIVITY, _events("attendance_count", "lượt người")),
    Source("TT-03", ACTIVITY, _events("women_count", "lượt người")),
    Source("TT-04", SITE, outreach.establishments_that_came),
    Source("TT-05", ACTIVITY, _pieces(*PUBLICATION_KINDS, unit="bộ, cuốn", number="done_quantity")),
    Source("TT-06", ACTIVITY, _pieces(*BROADCAST_KINDS, unit="phóng sự")),
    Source("TT-07", ACTIVITY, _pieces(ActivityKind.TALK_SHOW, unit="cuộc")),
    Source("TT-08", ACTIVITY, _pieces(ActivityKind.ARTICLE, unit="tin, bài")),
    Source("TT-09", ZONE, outreach.zones_reached),
    Source("TT-10", ZONE, outreach.zones_registered),
    Source("TT-10", TOTAL, outreach.zones_official(as_plan=False)),
    Source("TT-12", ACTIVITY, outreach.co_operation),
    Source("HT-01", SITE, assessed.plants_self_assessed),
    Source("HT-02", ASSESSMENT, assessed.assessments_accepted(AssessmentKind.QUICK)),
    Source("HT-03", ASSESSMENT, assessed.assessments_accepted(AssessmentKind.DETAILED)),
    Source("HT-04", SITE, assessed.plants_assessed),
    Source("HT-05", OPTION, assessed.options_proposed),
    Source("HT-06", OPTION, assessed.options_selected),
    Source("HT-07", OPTION, assessed.options_implemented),
    Source("HT-08", OPTION, assessed.options_decided),
    Source("HT-10", "assessments.DemonstrationModel", words.demonstration_models),
    Source("HT-11", "assessments.SupportGrant", assessed.grants_accepted),
    Source("HT-12", "assessments.GrantPayment", assessed.grants_paid),
    Source("HT-13", "enterprises.Visit", assessed.visits),
    Source("KQ-01", RESULT, assessed.measured("saved", "kWh", assessed.ELECTRICITY)),
    Source(
        "KQ-02",
        RESULT,
        assessed.measured(
            "saved",
            assessed.FUEL_UNIT,
            assessed.FUEL,
            value=assessed.OF_FUEL,
            kind=F("resource__code"),
        ),
    ),
    Source("KQ-03", RESULT, assessed.measured("saved", "m³", assessed.WATER)),
    Source(
        "KQ-04",
        RESULT,
        assessed.measured("saved", "tấn", assessed.MATERIALS, value=assessed.IN_TONNES),
    ),
    Source("KQ-05", RESULT, assessed.measured("saved", "m³", assessed.WASTEWATER)),
    Source(
        "KQ-06",
        RESULT,
        assessed.measured(
            "saved", "tấn", assessed.WASTE, value=assessed.IN_TONNES, kind=assessed.HAZARD
        ),
    ),
    Source("KQ-07", RESULT, assessed.measured("toe", "TOE")),
    Source("KQ-08", RESULT, assessed.measured("co2", "tCO2", assessed.FOSSIL)),
    Source("KQ-09", RESULT, assessed.measured("worth", "đồng")),
    Source("KQ-10", OPTION, assessed.investments),
    Source("KQ-11", OPTION, assessed.options_without_cost),
    Source("KQ-12", OPTION, assessed.paid_back("actual_cost", "đồng")),
    Source("KQ-13", OPTION, assessed.paid_back("measured_saving", "đồng")),
    Source("KQ-17", RESULT, assessed.valued(assessed.VALUE_SAVED)),
    Source("KQ-18", RESULT, assessed.valued(assessed.VALUE_EXPECTED)),
    Source("CS-01", SITE, register.registered),
    Source("CS-02", SITE, register.active),
    Source("CS-03", TOTAL, register.official_total(as_plan=False)),
    Source("CS-04", SITE, register.at_least(Level.AWARE)),
    Source("CS-05", SITE, register.assessed),
    Source("CS-06", SITE, register.at_least(Level.APPLYING)),
    Source("CS-07", SITE, register.at_least(Level.MEASURED)),
    Source("KP-01", MONEY, tasks.money_planned(as_plan=False)),
    Source("KP-02", PAID, tasks.money_disbursed),
    Source("NV-01", TASK, tasks.tasks_approved),
    Source("NV-02", TASK, tasks.tasks_done),
    Source("NV-03", TASK, tasks.tasks_due),
    Source("NV-04", TASK, tasks.tasks_on_time),
    Source("KN-01", "reports.Request", words.requests),
    Source("KN-02", "reports.RequestStep", words.requests_answered),
]
# What the tasks of the approved lists are to produce stands beside what the logs counted.
OUTPUTS = {
    "TT-01": (EVENTS, "cuộc, lớp"),
    "TT-02": ((OutputKind.ATTENDANCE,), "lượt người"),
    "TT-04": ((OutputKind.ESTABLISHMENT,), "cơ sở"),
    "TT-05": ((OutputKind.LEAFLET, OutputKind.HANDBOOK), "bộ, cuốn"),
    "TT-06": ((OutputKind.TV_REPORT, OutputKind.RADIO_REPORT), "phóng sự"),
    "TT-07": ((OutputKind.TALK_SHOW,), "cuộc"),
    "TT-08": ((OutputKind.ARTICLE,), "tin, bài"),
    "TT-09": ((OutputKind.ZONE,), "khu, cụm, làng"),
    "TT-12": ((OutputKind.COOPERATION, OutputKind.RESEARCH), "hoạt động"),
}
PLANNED = [
    Source(code, OUTPUT, outputs_planned(*kinds, unit=unit))
    for code, (kinds, unit) in OUTPUTS.items()
]
# A rate keeps the rows it divides: the upper part as numbers, the lower part as plans, so that it
# is computed from sums (figures.READS) and opens both.
RATES = [
    Source("HT-09", OPTION, assessed.share_implemented),
    Source(
        "KQ-14", OPTION, assessed.paid_back("actual_cost", "đồng", planned=F("measured_saving"))
    ),
    Source("KQ-15", OPTION, assessed.paid_back(assessed.PAYBACK, "năm")),
    Source("KQ-16", RESULT, assessed.valued(assessed.VALUE_SAVED, assessed.VALUE_EXPECTED)),
    Source("TT-11", ZONE, outreach.zones_of_all),
    Source("TT-11", TOTAL, outreach.zones_official(as_plan=True)),
    Source("CS-08", SITE, register.share_of_register(Level.AWARE)),
    Source("CS-09", SITE, register.share_of_register(Level.APPLYING)),
    Source("CS-10", SITE, register.reached_of_official(Level.AWARE)),
    Source("CS-10", TOTAL, register.official_total(as_plan=True)),
    Source("CS-11", SITE, register.reached_of_official(Level.APPLYING)),
    Source("CS-11", TOTAL, register.official_total(as_plan=True)),
    Source("KP-03", MONEY, tasks.money_planned(as_plan=True)),
    Source("KP-03", PAID, tasks.money_disbursed),
    Source("NV-05", TASK, tasks.share_on_time),
]
TEXTS = [
    Source("KN-02", "reports.Fact", words.requests_unanswered, Nature.TEXT),
    Source("VB-03", "programmes.TaskList", papers.task_lists_unidentified, Nature.TEXT),
    Source(None, "programmes.Target", words.targets, Nature.TEXT),
    Source(None, NARRATIVE, words.narratives, Nature.TEXT),
    Source(None, "reports.Claim", words.claims, Nature.CLAIM),
]
NIL_INDICATORS = ("TT-01", "TT-02", "TT-05", "TT-06", "TT-07", "TT-08", "HT-10", "VB-02", "VB-03")
TYPED = [
    Source(code, "reports.NilDeclaration", words.nil_rows(code), Nature.TYPED)
    for code in NIL_INDICATORS
]
SOURCES = [*COUNTED, *PLANNED, *RATES, *TYPED, *TEXTS]


def logged_rows(indicator, year, report, *, access):
    """How many rows of an indicator the registers hold for one year of the report."""
    return sum(
        source.rows(access, report).filter(fact_year=year).count()
        for source in COUNTED
        if source.indicator == indicator
    )
