"""Views that misbehave after writing, behind the real middleware, for test_context.py."""

import io

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import FileResponse, Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

import config.urls
from outreach.models import Activity


def write():
    Activity.objects.create(kind="training", title="Viết rồi hỏng", year=2014)


def fine(request):
    write()
    return HttpResponse("ok")


def crash(request):
    write()
    raise ZeroDivisionError


def error_answer(request):
    write()
    return HttpResponse(status=503)


def forbid(request):
    write()
    raise PermissionDenied


def miss(request):
    write()
    raise Http404


def dangle(request):
    """A key that is only checked at COMMIT: the view has answered by then."""
    Activity.objects.create(kind="training", title="Viết rồi hỏng", year=2014, plan_id=999_999_999)
    return HttpResponse("ok")


def stream(request):
    write()
    rows = Activity.objects.values_list("title", flat=True)
    return StreamingHttpResponse(title for title in rows)


def file(request):
    return FileResponse(io.BytesIO(b"%PDF"))


def everything(request):
    """A forgotten filter, and which connection served it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    owners = set(Activity.objects.values_list("owner_id", flat=True))
    return JsonResponse({"backend": backend, "owners": sorted(owners)})


urlpatterns = config.urls.urlpatterns + [
    path(f"{view.__name__}/", view)
    for view in (fine, crash, error_answer, forbid, miss, dangle, stream, file, everything)
]
handler500 = config.urls.handler500
