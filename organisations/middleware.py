"""One request, one organisation, one transaction."""

from django.db import connection, transaction
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import render

from organisations.access import NOBODY
from organisations.acting import access_of, standing_of
from organisations.tenancy import PUBLIC, use_tenant

# Sign-in, invitations, password and switching organisation run as the bare login; so does the page
# that checks a file for anybody, which opens its own short readings.
BARE_PREFIXES = ("/tai-khoan/", "/xac-minh/")


class TenantMiddleware:
    """After sessions and authentication: resolves who acts for whom, then opens the transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self._answer(request)
        _keep_private(response)
        return response

    def _answer(self, request):
        request.access, request.view_raised = NOBODY, False
        if request.path.startswith(BARE_PREFIXES):
            return self.get_response(request)
        standing = standing_of(request)
        if standing is None and request.user.is_authenticated:
            return render(request, "organisations/no_organisation.html", status=403)
        with use_tenant(standing.tenant if standing else PUBLIC), transaction.atomic():
            if standing:
                request.access = access_of(request.user, standing)
            response = self.get_response(request)
            _refuse_streaming(response)
            if response.status_code >= 500 or request.view_raised:
                transaction.set_rollback(True)
            else:
                _check_deferred_constraints()
        return response

    def process_exception(self, request, exception):
        """A 403 or 404 is an answer by the time we see it; what was written goes all the same."""
        request.view_raised = True


def _keep_private(response):
    """Neither a proxy nor the disk of a shared machine keeps a page; static files never come here.

    Going back asks again, so a page left by signing out does not come back either.
    """
    response.headers["Cache-Control"] = "private, no-store"


def _refuse_streaming(response):
    """A stream would be read after COMMIT, without a role. Files come from disk and may pass."""
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        raise RuntimeError("Không trả lời dạng luồng: dữ liệu sẽ được đọc ngoài giao dịch.")


def _check_deferred_constraints():
    """So that a violated key is our error page and not a failure after the answer."""
    if not connection.needs_rollback:
        connection.check_constraints()
