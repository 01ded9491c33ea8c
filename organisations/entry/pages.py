"""The page around an entry form: what is entered, and the way back."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView


class EntryPage:
    """Put first before an entry view. `trail` answers (label, address) of the pages above.

    The last of them is where "Hủy, quay lại" leads.
    """

    template_name = "organisations/entry_page.html"
    new_heading = edit_heading = ""
    submit_label = _("Lưu")

    def trail(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        trail = self.trail()
        return super().get_context_data(
            heading=self.edit_heading if isinstance(self, UpdateView) else self.new_heading,
            trail=trail,
            cancel_url=trail[-1][1],
            submit_label=self.submit_label,
            **kwargs,
        )
