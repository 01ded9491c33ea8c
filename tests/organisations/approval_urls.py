"""A plan's page with the buttons of approval, as an app above this one has it."""

import hashlib

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path, reverse
from django.views.decorators.http import require_POST

import config.urls
from organisations import approvals
from organisations.access import get_visible_or_404
from organisations.approval_views import decided
from organisations.enums import ApprovalSubject
from programmes.models import ActionPlan

PLAN = ApprovalSubject.PLAN
PAGE = """{% extends "base.html" %}{% block content %}
{% include "organisations/includes/approval.html" %}{% endblock %}"""


def content_key(plan):
    return hashlib.sha256(plan.title.encode()).hexdigest()


def page(request, pk):
    plan = get_visible_or_404(ActionPlan, request.access, pk=pk)
    buttons = {
        f"{verb}_url": reverse(verb, args=[pk]) for verb in ("approve", "return", "withdraw")
    }
    context = approvals.approval_context(plan, PLAN, access=request.access) | buttons
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def verb(act, done):
    @require_POST
    def view(request, pk):
        plan = get_visible_or_404(ActionPlan, request.access, pk=pk)
        run = approvals.current_approval(plan, PLAN, access=request.access)
        return decided(
            request,
            lambda words, seen: act(run.pk, plan, words, seen, request.access),
            back=reverse("page", args=[pk]),
            done=done,
        )

    return view


@require_POST
def submit(request, pk):
    plan = get_visible_or_404(ActionPlan, request.access, pk=pk)
    approvals.start(plan, PLAN, content_key(plan), access=request.access)
    return redirect("page", pk)


def approve(run, plan, words, seen, access):
    approvals.approve(run, content_key(plan), access=access, seen=seen, comment=words)


def send_back(run, plan, words, seen, access):
    approvals.send_back(run, access=access, seen=seen, reason=words)


def withdraw(run, plan, words, seen, access):
    approvals.withdraw(run, access=access, seen=seen, reason=words)


urlpatterns = [
    *config.urls.urlpatterns,
    path("plan/<int:pk>/", page, name="page"),
    path("plan/<int:pk>/submit/", submit, name="submit"),
    path("plan/<int:pk>/approve/", verb(approve, "Đã duyệt."), name="approve"),
    path("plan/<int:pk>/return/", verb(send_back, "Đã trả lại."), name="return"),
    path("plan/<int:pk>/withdraw/", verb(withdraw, "Đã rút lại."), name="withdraw"),
]
