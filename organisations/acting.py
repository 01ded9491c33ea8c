"""For which organisation a signed-in person acts in this request: own memberships, delegations."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from organisations.access import Access
from organisations.clock import Today
from organisations.enums import Role
from organisations.models import Delegation, Membership, Notification, Organisation
from organisations.tenancy import Tenant

SESSION_KEY = "acting_for"


@dataclass(frozen=True)
class Standing:
    """One organisation a person may act for, and in which role."""

    organisation_id: int
    kind: str
    role: str
    user_id: int
    on_behalf: bool = False

    @property
    def tenant(self):
        return Tenant(self.kind, self.organisation_id, self.user_id)


def standings_of(user):
    """Every organisation `user` may act for today: memberships first, then delegations to them.

    Runs as the bare login, which may read memberships and delegations and no names.
    """
    own = [
        Standing(m.organisation_id, m.kind, m.role, user.pk)
        for m in Membership.objects.valid_on(Today()).filter(user=user).order_by("pk")
    ]
    role_at = {standing.organisation_id: standing.role for standing in own}
    received = Delegation.objects.valid_on(Today()).filter(delegate__in=role_at).order_by("pk")
    return own + [
        Standing(
            d.principal_id,
            d.principal_kind,
            # A viewer at home is a viewer everywhere.
            Role.VIEWER if role_at[d.delegate_id] == Role.VIEWER else d.role,
            user.pk,
            on_behalf=True,
        )
        for d in received
        if d.principal_id not in role_at
    ]


def standing_of(request):
    """The chosen organisation if it is still allowed, else the first one; None for nobody.

    Leaves all of them in request.standings: inside one organisation's transaction the delegations
    to another cannot be read.
    """
    request.standings = []
    if not request.user.is_authenticated:
        return None
    request.standings = standings = standings_of(request.user)
    chosen = request.session.get(SESSION_KEY)
    return next(
        (standing for standing in standings if standing.organisation_id == chosen),
        standings[0] if standings else None,
    )


def access_of(user, standing):
    """What views get as request.access. Runs inside the organisation's own transaction."""
    unread = Notification.objects.filter(owner=OuterRef("pk"), recipient=user).unread()
    counted = unread.order_by().values("owner").annotate(rows=Count("pk")).values("rows")
    organisation = (
        Organisation.objects.select_related("province", "parent")
        .annotate(unread=Coalesce(Subquery(counted), 0))
        .get(pk=standing.organisation_id)
    )
    return Access(user, organisation, standing.role, standing.on_behalf, organisation.unread)


def organisations_of(standings):
    """The organisations themselves, by id; readable to their own people in every tenant role."""
    return Organisation.objects.in_bulk({standing.organisation_id for standing in standings})
