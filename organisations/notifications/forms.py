"""Whether what one is told also comes by e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Membership


class EmailWishForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["wants_email"]
        labels = {"wants_email": _("Nhận thư nhắc việc của đơn vị này qua thư điện tử")}
