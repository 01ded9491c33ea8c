"""Who may see how far establishments are: pure questions."""

from organisations.enums import Kind

READERS = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION)


def may_see_levels(access):
    """Rates are a unit's; an enterprise sees its own steps on its establishment's page."""
    return access.kind in READERS
