"""Addresses of projects of support and of the steps of their way."""

from django.urls import path

from assessments.grants import views

urlpatterns = [
    path("", views.GrantList.as_view(), name="grants"),
    path("new/<int:site>/", views.GrantCreate.as_view(), name="grant_create"),
    path("<int:pk>/", views.GrantDetail.as_view(), name="grant"),
    path("<int:pk>/edit/", views.GrantUpdate.as_view(), name="grant_edit"),
    path("<int:pk>/approve/", views.Approve.as_view(), name="grant_approve"),
    path("<int:pk>/refuse/", views.Refuse.as_view(), name="grant_refuse"),
    path("<int:pk>/withdraw/", views.Withdraw.as_view(), name="grant_withdraw"),
    path("<int:pk>/contract/", views.Contract.as_view(), name="grant_contract"),
    path("<int:pk>/accept/", views.Accept.as_view(), name="grant_accept"),
    path("<int:pk>/settle/", views.Settle.as_view(), name="grant_settle"),
    path("<int:pk>/attachments/", views.GrantAttach.as_view(), name="grant_attach"),
    path("<int:pk>/payments/new/", views.PaymentCreate.as_view(), name="grant_pay"),
    path("payments/<int:pk>/remove/", views.PaymentRemove.as_view(), name="grant_payment_remove"),
]
