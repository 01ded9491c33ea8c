"""Hà Nội 2009-2015, the customer's real data, from file to rows in one transaction.

What the file says is loaded as the department's own rows; what people changed afterwards on screen
is left alone and named in the closing sentence (organisations/loading/writing.py).
"""

from assessments.models import DemonstrationModel
from config.hanoi import activities, consistency, register, report, rounds
from config.hanoi.profile import PROFILE
from config.hanoi.shape import HANOI
from enterprises.models import Establishment
from organisations.loading import Keeper, Tally, one_load_at_a_time, read_yaml
from outreach.models import Activity
from programmes.models import (
    ActionPlan,
    FocalDiscipline,
    FocalEquipment,
    FocalUnit,
    LegalDocument,
    TaskList,
)
from reports.models import Claim, Narrative, Report, Request

OWNED = (
    LegalDocument,
    ActionPlan,
    TaskList,
    FocalUnit,
    FocalDiscipline,
    FocalEquipment,
    Activity,
    Establishment,
    DemonstrationModel,
    Report,
    Narrative,
    Claim,
    Request,
)


def load_hanoi(path, folder):
    """Load the file at `path`; `folder` holds what it leaves open (hanoi_report.yaml)."""
    file = read_yaml(path, HANOI)
    profile = read_yaml(folder / "hanoi_report.yaml", PROFILE)
    tally = Tally()
    with one_load_at_a_time():
        consistency.check(file)
        organisations = register.load_organisations(file, profile, tally)
        unit = _unit(file, profile, organisations)
        keeper = Keeper(unit, OWNED, tally)
        documents = register.load_documents(file, profile, keeper)
        register.load_plans(file, documents, keeper)
        register.load_focal_units(file, keeper)
        activities.load_activities(file, keeper)
        activities.load_models(file, keeper)
        round = rounds.load_rounds(file, profile, unit, tally)
        report.load_report(file, profile, unit, round, keeper)
    return tally


def _unit(file, profile, organisations):
    if profile["unit"] not in organisations:
        raise file.place.key("organisations").refusal(
            f"thiếu đơn vị báo cáo '{profile['unit']}'. Hãy bổ sung."
        )
    return organisations[profile["unit"]]
