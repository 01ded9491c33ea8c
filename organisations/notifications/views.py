"""What one is told, on the screen."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from organisations.access import AccessMixin, get_visible_or_404
from organisations.lists import PAGE
from organisations.models import Notification
from organisations.notifications import actions
from organisations.notifications.forms import EmailWishForm


class NotificationList(AccessMixin, ListView):
    model = Notification
    paginate_by = PAGE
    template_name = "organisations/notifications.html"

    def get_context_data(self, **kwargs):
        membership = actions.own_membership(self.request.access)
        wish = EmailWishForm(instance=membership) if membership else None
        return super().get_context_data(wish=wish, **kwargs)


@require_POST
def mark_read(request, pk):
    notification = get_visible_or_404(Notification, request.access, pk=pk)
    actions.mark_read(notification.pk, access=request.access)
    return redirect(_same_page(request))


@require_POST
def mark_all_read(request):
    actions.mark_all_read(access=request.access)
    messages.success(request, _("Đã đánh dấu tất cả là đã đọc."))
    return redirect("organisations:notifications")


@require_POST
def choose_email(request):
    wants_email = "wants_email" in request.POST
    actions.choose_email(wants_email, access=request.access)
    if wants_email:
        messages.success(request, _("Từ nay thư nhắc việc của đơn vị này được gửi cho ông/bà."))
    else:
        messages.success(request, _("Từ nay không gửi thư nhắc việc; thông báo vẫn ở trang này."))
    return redirect("organisations:notifications")


def _same_page(request):
    page = request.POST.get("page", "")
    address = reverse("organisations:notifications")
    return f"{address}?page={page}" if page.isdecimal() else address
