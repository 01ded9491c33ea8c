"""Who enters what is on record about an establishment: pure questions, no queries."""

from enterprises.sites.records.kinds import is_inspection, kind_of


def may_write(access, kind):
    return access.writes and access.kind in kind.writers


def may_add(access, kind, site):
    """About a row that was merged nothing new is entered: it goes to the one that was kept."""
    return may_write(access, kind) and site.merged_into_id is None


def may_change(access, row):
    """The owner's people; an inspection is the authority's own, never a centre's by delegation."""
    is_ours = row.owner_id == access.organisation.pk
    return may_write(access, kind_of(row)) and is_ours and may_be_said(access, row)


def may_be_said(access, row):
    return not (access.on_behalf and is_inspection(row))
