"""Who may say what of a solution: pure questions, no queries.

The database asks the same again (assessments/migrations/_options.py).
"""

from assessments.dossiers import rules as dossiers
from assessments.enums import AssessmentState, Mover, OptionState, Screening
from assessments.option_life import STEPS
from organisations.enums import Kind

OFFICES = (Kind.DEPARTMENT, Kind.CORPORATION)
# Who reads lists of solutions, and who the figures of many plants.
READERS = (*OFFICES, Kind.ENTERPRISE, Kind.SUPPORT)
SURVEYORS = (*OFFICES, Kind.SUPPORT)
# Said elsewhere: by screening, by a measured result, by the clock.
NOT_HERE = (OptionState.SCREENED_OUT, OptionState.NO_NEWS)


def may_see_list(access):
    return access.kind in READERS


def may_see_overview(access):
    return access.kind in SURVEYORS


def may_see_reasons(access):
    """Totals alone, of at least five enterprises."""
    return access.kind in (*OFFICES, Kind.MINISTRY)


def may_edit(access, assessment):
    return dossiers.may_fill_in(access, assessment)


def may_remove(access, assessment, has_news):
    return may_edit(access, assessment) and not has_news


def may_screen(access, option, assessment):
    """As long as nothing has been decided about it."""
    is_undecided = option.state in (OptionState.PROPOSED, OptionState.SCREENED_OUT)
    return is_undecided and may_edit(access, assessment)


def screenings(access):
    """An enterprise that assesses itself puts nothing aside for technical reasons."""
    is_own = access.kind == Kind.ENTERPRISE
    return [each for each in Screening if not (is_own and each == Screening.REJECTED)]


def speaks_for_itself(access, assessment):
    is_theirs = access.kind == Kind.ENTERPRISE and access.writes
    return is_theirs and assessment.enterprise_id == access.organisation.pk


def may_tell(access, option, assessment):
    """The enterprise itself; whoever carries the assessment out writes down what it was told."""
    if option.state == OptionState.SCREENED_OUT or assessment.state == AssessmentState.CANCELLED:
        return False
    return speaks_for_itself(access, assessment) or _assesses(access, assessment)


def may_attach(access, option):
    """What shows that it was carried out: by the enterprise, and by whoever assesses it."""
    assessment = option.assessment
    is_open = assessment.state != AssessmentState.CANCELLED
    return is_open and (speaks_for_itself(access, assessment) or _assesses(access, assessment))


def may_judge(access, option, assessment):
    """What an assessor says by himself."""
    is_open = assessment.state != AssessmentState.CANCELLED
    return is_open and _assesses(access, assessment) and bool(targets(option.state, Mover.ASSESSOR))


def _assesses(access, assessment):
    return access.kind != Kind.ENTERPRISE and dossiers.works_on(access, assessment)


def targets(state, mover):
    """{state it may come into: the Step}, in the order of the table."""
    return {
        after: step
        for (before, after), step in STEPS.items()
        if before == state
        and mover in step.who
        and after not in NOT_HERE
        and before != OptionState.SCREENED_OUT
    }
