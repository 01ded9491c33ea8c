"""Files that were chosen on a sheet that came back: no browser keeps them."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def files_lost(field):
    """{{ field|files_lost }}: the sentence to say at the field; "" when nothing was lost."""
    form = field.form
    comes_back = form.is_bound and (form.errors or getattr(form, "wants_more", ""))
    chosen = field.data if comes_back else None
    files = chosen if isinstance(chosen, list | tuple) else [chosen]
    names = ", ".join(file.name for file in files if file)
    if not names:
        return ""
    if not form.errors:
        return _("Tệp đã chọn (%(names)s) chưa được lưu; hãy chọn lại.") % {"names": names}
    sentence = _("Tệp đã chọn (%(names)s) chưa được lưu vì biểu mẫu còn lỗi; hãy chọn lại.")
    return sentence % {"names": names}
