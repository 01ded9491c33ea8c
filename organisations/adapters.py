"""How accounts are made, by invitation only, and which address the letters about them name."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Letters name the portal's own address, never the host that the request claims."""
        host = urlsplit(settings.PUBLIC_URL).netloc
        ours = {"current_site": SimpleNamespace(name=host, domain=host)}
        for name, value in context.items():
            if name.endswith("_url") and isinstance(value, str):
                ours[name] = settings.PUBLIC_URL + urlsplit(value).path
        super().send_mail(template_prefix, email, context | ours)
