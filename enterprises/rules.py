"""Who may write the register: pure questions, no queries."""

from organisations.enums import Kind

ZONE_READERS = (Kind.DEPARTMENT, Kind.MINISTRY)


KEEPERS = (Kind.DEPARTMENT, Kind.CORPORATION)


def may_register(access):
    """A department enters the plants of its territory, a corporation its own, wherever they lie."""
    return access.writes and access.kind in KEEPERS


def may_see_imports(access):
    """Colleagues who only read see what was brought in and what came of it."""
    return access.kind in KEEPERS


def may_undo_import(access, batch):
    return may_register(access) and batch.owner_id == access.organisation.pk


def may_invite_enterprise(access):
    """The department of the territory knows whose people they are.

    Never by delegation: who was invited stays when the delegation has ended.
    """
    return access.writes and access.kind == Kind.DEPARTMENT and not access.on_behalf


def may_invite_from(access, site):
    """From the page of a plant that counts; its enterprise must be known."""
    is_asked_here = site.legal_entity_id is not None and site.merged_into_id is None
    return is_asked_here and may_invite_enterprise(access)


def may_see_territory(access):
    """A department lies in one province; the others' plants lie in several."""
    return access.kind in (Kind.MINISTRY, Kind.CORPORATION)


def may_keep_zones(access):
    """Zones and official totals are a department's."""
    return access.writes and access.kind == Kind.DEPARTMENT


def may_edit(access, site):
    """Whoever keeps the record of an establishment; a row that was merged is only read."""
    is_ours = site.owner_id == access.organisation.pk
    return may_register(access) and is_ours and site.merged_into_id is None


def may_edit_zone(access, row):
    """A zone or an official total."""
    return may_keep_zones(access) and row.owner_id == access.organisation.pk


def may_see_zones(access):
    return access.kind in ZONE_READERS


def counts_own_zones(access):
    """Of the country's zones no total is made here: each department answers for its own."""
    return access.kind == Kind.DEPARTMENT
