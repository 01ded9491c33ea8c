"""What the sign-in page of a demonstration tells its visitors."""

from django import template
from django.conf import settings

from organisations import demonstration

register = template.Library()


@register.simple_tag
def demonstration_sign_ins():
    """The password and the people to sign in as; nothing on a server that is in earnest."""
    return demonstration.read() if settings.DEMONSTRATION else None
