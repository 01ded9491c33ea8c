"""Addresses of the tasks of a detailed assessment and of its book."""

from django.urls import path

from assessments.worksheets import views

urlpatterns = [
    path("<int:pk>/tasks/<int:no>/", views.Task.as_view(), name="task"),
    path("<int:pk>/tasks/<int:no>/finish/", views.Finish.as_view(), name="task_finish"),
    path("<int:pk>/tasks/<int:no>/reopen/", views.Reopen.as_view(), name="task_reopen"),
    path("<int:pk>/tasks/<int:no>/freeze/", views.Freeze.as_view(), name="task_freeze"),
    path("<int:pk>/book/", views.BookOut.as_view(), name="book"),
    path("<int:pk>/book/in/", views.BookIn.as_view(), name="book_in"),
]
