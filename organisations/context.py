"""What every page's frame needs. Queries nothing: error pages are drawn with it too."""

from django.conf import settings

from organisations.access import NOBODY
from organisations.enums import Role
from organisations.navigation import entries


def frame(request):
    access = getattr(request, "access", NOBODY)
    return {
        "access": access,
        "role_label": Role(access.role).label if access.role else "",
        "navigation": entries(access, request.path),
        "is_demonstration": settings.DEMONSTRATION,
    }
