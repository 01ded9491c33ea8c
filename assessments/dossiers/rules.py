"""Who may do what with an assessment: pure questions, no queries.

The database asks the same again (assessments/migrations/_assessments.py).
"""

from assessments.enums import AssessmentKind, AssessmentState
from organisations.enums import Kind

OFFICES = (Kind.DEPARTMENT, Kind.CORPORATION)
OPENED_BY_OFFICES = (AssessmentKind.QUICK, AssessmentKind.DETAILED, AssessmentKind.HOUSEHOLD)


def may_see_list(access):
    return access.kind in {*OFFICES, Kind.ENTERPRISE, Kind.SUPPORT}


def kinds_to_open(access):
    """An enterprise assesses itself; an office has its plants assessed, and keys in for them."""
    if not access.writes:
        return ()
    if access.kind == Kind.ENTERPRISE:
        return (AssessmentKind.SELF,)
    return OPENED_BY_OFFICES if access.kind in OFFICES else ()


def kinds_for(access, site):
    """Those of one plant: the household sheet is for households alone, and the usual one there."""
    kinds = kinds_to_open(access)
    if AssessmentKind.HOUSEHOLD not in kinds:
        return kinds
    others = tuple(kind for kind in kinds if kind != AssessmentKind.HOUSEHOLD)
    return (AssessmentKind.HOUSEHOLD, *others) if site.is_household else others


def may_open(access):
    return bool(kinds_to_open(access))


def is_ours(access, assessment):
    return access.organisation is not None and assessment.owner_id == access.organisation.pk


def works_on(access, assessment):
    """Whoever carries it out: who opened it, and the unit it was given to."""
    is_given = access.kind == Kind.SUPPORT and assessment.support_id == access.organisation.pk
    return access.writes and (is_given or is_ours(access, assessment))


def knows_people(access, assessment):
    """Who reads the names of the people of a plant: whose work it is, and their firm."""
    return works_on(access, assessment) or access.kind == Kind.ENTERPRISE


def may_fill_in(access, assessment):
    return assessment.is_open and works_on(access, assessment)


def may_edit(access, assessment):
    """What was asked for: by who opened it."""
    is_open = assessment.is_open and access.kind in OFFICES
    return is_open and access.writes and is_ours(access, assessment)


def may_give(access, assessment):
    return may_edit(access, assessment)


def may_submit(access, assessment):
    ready = (AssessmentState.UNDER_WAY, AssessmentState.RETURNED)
    return assessment.state in ready and works_on(access, assessment)


def may_cancel(access, assessment):
    return assessment.is_open and access.writes and is_ours(access, assessment)


def may_return(access, assessment):
    """The department of the territory asks for more; never by delegation."""
    return _decides(access, assessment)


def may_accept(access, assessment, workers):
    """`workers` are the keys of the people who worked on it: none of them accepts it."""
    return _decides(access, assessment) and access.user.pk not in workers


def _decides(access, assessment):
    is_waiting = assessment.state == AssessmentState.SUBMITTED
    return is_waiting and access.kind == Kind.DEPARTMENT and access.writes and not access.on_behalf


def may_confirm(access, assessment):
    """The enterprise says that what others wrote down about it is right."""
    told = (AssessmentState.SUBMITTED, AssessmentState.ACCEPTED)
    is_open = assessment.confirmed_at is None and assessment.state in told
    is_others = assessment.kind != AssessmentKind.SELF
    return is_open and is_others and access.kind == Kind.ENTERPRISE and access.writes
