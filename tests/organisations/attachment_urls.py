"""The portal's addresses and an upload to sites, as another app would write it."""

from django.urls import path
from django.views.generic import DetailView

import config.urls
from enterprises.models import Establishment
from organisations.access import AccessMixin
from organisations.attachments import AttachmentUpload, attachments_context


def may_edit(access, site):
    return access.writes and site.owner_id == access.organisation.pk


class SiteAttachmentUpload(AttachmentUpload):
    model = Establishment
    may_edit = staticmethod(may_edit)


class SitePage(AccessMixin, DetailView):
    model = Establishment
    template_name = "organisations/attachment_upload.html"

    def get_context_data(self, **kwargs):
        access = self.request.access
        shown = attachments_context(self.object, access, may_edit=may_edit(access, self.object))
        return super().get_context_data(row=self.object, **shown, **kwargs)


urlpatterns = [
    *config.urls.urlpatterns,
    path("try/<int:pk>/", SitePage.as_view(), name="try"),
    path("try/<int:pk>/attachments/", SiteAttachmentUpload.as_view(), name="try_attach"),
]
handler500 = config.urls.handler500
