"""Addresses of this app, in the order a person walks them."""

app_name = "organisations"
urlpatterns = []
