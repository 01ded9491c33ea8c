"""Addresses below a plan or a list; included into programmes.urls under plans/."""

from django.urls import path, register_converter

from programmes.papers import in_force_views, views
from programmes.papers.kinds import KINDS, PLAN
from programmes.papers.parts import views as parts


class KindConverter:
    """'plan' and 'task-list' in an address, the kind of paper in a view."""

    regex = "|".join(kind.slug for kind in KINDS)

    def to_python(self, value):
        return next(kind for kind in KINDS if kind.slug == value)

    def to_url(self, value):
        return getattr(value, "slug", value)


register_converter(KindConverter, "paper")

IN_PLAN = {"kind": PLAN}
PAPER = "<paper:kind>/<int:pk>/"

urlpatterns = [
    path("in-force/", in_force_views.plans_in_force, name="plans_in_force"),
    path(f"{PAPER}consult/", views.consult, name="paper_consult"),
    path(f"{PAPER}redraft/", views.redraft, name="paper_redraft"),
    path(f"{PAPER}submit/", views.Submit.as_view(), name="paper_submit"),
    path(f"{PAPER}approve/", views.approve, name="paper_approve"),
    path(f"{PAPER}return/", views.send_back, name="paper_return"),
    path(f"{PAPER}withdraw/", views.withdraw, name="paper_withdraw"),
    path(f"{PAPER}issue/", views.Issue.as_view(), name="paper_issue"),
    path(f"{PAPER}decision/", views.CorrectDecision.as_view(), name="paper_decision"),
    path(f"{PAPER}amend/", views.Amend.as_view(), name="paper_amend"),
    path(f"{PAPER}abandon/", views.Abandon.as_view(), name="paper_abandon"),
    path(f"{PAPER}record/", views.Record.as_view(), name="paper_record"),
    path(f"{PAPER}replace/", views.Replace.as_view(), name="paper_replace"),
    path(f"{PAPER}expire/", views.Expire.as_view(), name="paper_expire"),
    path(f"{PAPER}restore/", views.Restore.as_view(), name="paper_restore"),
    path(f"{PAPER}close/", views.Close.as_view(), name="paper_close"),
    path(f"{PAPER}reopen/", views.Reopen.as_view(), name="paper_reopen"),
    path(f"{PAPER}in-force/", in_force_views.paper_in_force, name="paper_in_force"),
    path(f"{PAPER}revisions/<int:ordinal>/", in_force_views.revision, name="paper_revision"),
    path(f"{PAPER}opinions/new/", parts.OpinionCreate.as_view(), name="opinion_create"),
    path(f"{PAPER}opinions/<int:part>/", parts.OpinionUpdate.as_view(), name="opinion_edit"),
    path(
        f"{PAPER}opinions/<int:part>/remove/", parts.OpinionRemove.as_view(), name="opinion_remove"
    ),
    path("<int:pk>/targets/new/", parts.TargetCreate.as_view(), IN_PLAN, "target_create"),
    path("<int:pk>/targets/<int:part>/", parts.TargetUpdate.as_view(), IN_PLAN, "target_edit"),
    path(
        "<int:pk>/targets/<int:part>/remove/",
        parts.TargetRemove.as_view(),
        IN_PLAN,
        "target_remove",
    ),
    path("<int:pk>/components/new/", parts.ComponentCreate.as_view(), IN_PLAN, "component_create"),
    path(
        "<int:pk>/components/<int:part>/",
        parts.ComponentUpdate.as_view(),
        IN_PLAN,
        "component_edit",
    ),
    path(
        "<int:pk>/components/<int:part>/remove/",
        parts.ComponentRemove.as_view(),
        IN_PLAN,
        "component_remove",
    ),
    path("<int:pk>/money/", parts.PlanMoney.as_view(), IN_PLAN, "plan_money"),
    path("<int:pk>/attachments/", parts.PlanAttachmentUpload.as_view(), name="plan_attach"),
]
