"""What every page's frame needs. Queries nothing: error pages are drawn with it too."""

from django.conf import settings

from organisations.access import NOBODY
from organisations.navigation import entries


def frame(request):
    access = getattr(request, "access", NOBODY)
    return {
        "access": access,
        "navigation": entries(access, request.path),
        "is_demonstration": settings.DEMONSTRATION,
    }
