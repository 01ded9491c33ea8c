"""Reports on the screen."""

from django.http import HttpResponse


def home(request):
    return HttpResponse("")


def figure(request, code):
    return HttpResponse("")
