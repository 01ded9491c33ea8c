"""/health/ for a monitor: 200 or 503, and one word for each part."""

from django.http import HttpResponseNotAllowed, JsonResponse

from organisations.health import readings

PATH = "/health/"
WORDS = {True: "green", False: "red"}


class HealthMiddleware:
    """First in line: without session, tenant or transaction it answers when the database does not.

    It says no version, no host and no number, so anybody may ask.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path != PATH:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        parts = readings.recent()
        is_well = all(parts.values())
        said = {part: WORDS[is_green] for part, is_green in parts.items()}
        return JsonResponse(
            {"status": WORDS[is_well], "parts": said},
            status=200 if is_well else 503,
            headers={"Cache-Control": "no-store"},
        )
