"""Addresses below plans/calls/, in the namespace of programmes."""

from django.urls import path

from programmes.support.calls import views

urlpatterns = [
    path("", views.CallList.as_view(), name="calls"),
    path("new/", views.CallCreate.as_view(), name="call_create"),
    path("<int:pk>/", views.CallDetail.as_view(), name="call"),
    path("<int:pk>/edit/", views.CallUpdate.as_view(), name="call_edit"),
    path("<int:pk>/publish/", views.CallPublish.as_view(), name="call_publish"),
    path("<int:pk>/remove/", views.CallRemove.as_view(), name="call_remove"),
    path("<int:call>/proposals/new/", views.ProposalCreate.as_view(), name="proposal_create"),
    path("proposals/<int:pk>/", views.ProposalDetail.as_view(), name="proposal"),
    path("proposals/<int:pk>/edit/", views.ProposalUpdate.as_view(), name="proposal_edit"),
    path("proposals/<int:pk>/send/", views.ProposalSend.as_view(), name="proposal_send"),
    path("proposals/<int:pk>/remove/", views.ProposalRemove.as_view(), name="proposal_remove"),
    path("proposals/<int:pk>/take-up/", views.TakeUp.as_view(), name="proposal_take_up"),
]
