"""Addresses below plans/focal-units/, in the namespace of programmes."""

from django.urls import path

from programmes.capacity import views

urlpatterns = [
    path("", views.UnitList.as_view(), name="focal_units"),
    path("new/", views.UnitCreate.as_view(), name="focal_unit_create"),
    path("<int:pk>/", views.UnitDetail.as_view(), name="focal_unit"),
    path("<int:pk>/edit/", views.UnitUpdate.as_view(), name="focal_unit_edit"),
    path("<int:pk>/remove/", views.UnitRemove.as_view(), name="focal_unit_remove"),
    path("staff/", views.StaffList.as_view(), name="staff_list"),
    path("<int:unit>/staff/new/", views.StaffCreate.as_view(), name="staff_create"),
    path("staff/<int:pk>/", views.StaffDetail.as_view(), name="staff"),
    path("staff/<int:pk>/edit/", views.StaffUpdate.as_view(), name="staff_edit"),
    path("staff/<int:pk>/remove/", views.StaffRemove.as_view(), name="staff_remove"),
    path("trainings/", views.TrainingList.as_view(), name="trainings"),
    path(
        "staff/<int:staff>/trainings/new/", views.TrainingCreate.as_view(), name="training_create"
    ),
    path("trainings/<int:pk>/edit/", views.TrainingUpdate.as_view(), name="training_edit"),
    path("trainings/<int:pk>/remove/", views.TrainingRemove.as_view(), name="training_remove"),
    path("equipment/", views.EquipmentList.as_view(), name="equipment_list"),
    path("<int:unit>/equipment/new/", views.EquipmentCreate.as_view(), name="equipment_create"),
    path("equipment/<int:pk>/edit/", views.EquipmentUpdate.as_view(), name="equipment_edit"),
    path("equipment/<int:pk>/remove/", views.EquipmentRemove.as_view(), name="equipment_remove"),
    path("money/", views.MoneyList.as_view(), name="own_money"),
    path("money/new/", views.MoneyCreate.as_view(), name="own_money_create"),
    path("money/<int:pk>/edit/", views.MoneyUpdate.as_view(), name="own_money_edit"),
    path("money/<int:pk>/remove/", views.MoneyRemove.as_view(), name="own_money_remove"),
]
