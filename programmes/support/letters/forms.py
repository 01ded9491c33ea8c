"""A letter with its addressees, and one addressee's reply."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import (
    DocumentNumberField,
    NormalisedTextField,
    vietnamese_formfield,
)
from organisations.vietnamese import format_date, same_name_key
from programmes.forms import PlanField, refuse_future
from programmes.models import LetterAddressee, OutgoingLetter

NAME_LENGTH = LetterAddressee._meta.get_field("name").max_length
MOST_ADDRESSEES = 500


class LetterForm(EntryForm):
    """Without a number it is a draft; the number is the one of the unit's own register."""

    compared = ("owner",)
    constraint_fields = {"letter_number_once_a_day": "number"}
    sections = (
        (_("Công văn"), "", ("kind", "title", "plan")),
        (
            _("Số, ngày ký"),
            _("Để trống cả hai khi còn là dự thảo; số lấy theo sổ công văn của đơn vị."),
            ("number", "issued_on", "reply_due_on"),
        ),
        (_("Nơi nhận"), "", ("addressees",)),
        (_("Ghi chú"), "", ("note",)),
    )

    addressees = NormalisedTextField(
        label=_("Nơi nhận"),
        help_text=_("Mỗi dòng một đơn vị. Có thể dán từ Excel."),
        error_messages={"required": _("Ghi ít nhất một nơi nhận.")},
    )

    class Meta:
        model = OutgoingLetter
        formfield_callback = vietnamese_formfield
        fields = ["kind", "title", "plan", "number", "issued_on", "reply_due_on", "note"]
        field_classes = {"number": DocumentNumberField, "plan": PlanField}
        help_texts = {
            "number": _("Ví dụ 123/SCT-KTMT."),
            "reply_due_on": _("Chỉ ghi khi công văn đề nghị trả lời."),
        }
        error_messages = {
            "kind": {"required": _("Chọn loại công văn.")},
            "title": {"required": _("Nhập trích yếu.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressees"].widget.attrs["rows"] = 8
        self.initial["addressees"] = "\n".join(row.name for row in self.known())
        self.mark_conditional("number", "issued_on")

    def known(self):
        return list(self.instance.addressees.all()) if self.instance.pk else []

    def rows(self):
        return [self.instance, *self.known()]

    def clean_addressees(self):
        """One name a line, none twice, whatever its spelling."""
        typed = self.cleaned_data["addressees"].split("\n")
        names = [name for line in typed if (name := " ".join(line.split()))]
        if len(names) > MOST_ADDRESSEES:
            sentence = _now("Có %(count)s dòng; nhiều nhất %(most)s nơi nhận một công văn.")
            raise forms.ValidationError(sentence % {"count": len(names), "most": MOST_ADDRESSEES})
        if too_long := [name for name in names if len(name) > NAME_LENGTH]:
            sentence = _now("Tên dài quá %(most)s ký tự: “%(name)s…”. Mỗi dòng chỉ ghi một đơn vị.")
            raise forms.ValidationError(sentence % {"most": NAME_LENGTH, "name": too_long[0][:60]})
        keys = [same_name_key(name) for name in names]
        if twice := [name for name, key in zip(names, keys, strict=True) if keys.count(key) > 1]:
            sentence = _now("“%(name)s” ghi hai lần. Bỏ bớt một dòng.")
            raise forms.ValidationError(sentence % {"name": twice[0]})
        return names

    def clean(self):
        data = super().clean()
        refuse_future(self, "issued_on")
        signed, due = data.get("issued_on"), data.get("reply_due_on")
        if signed and due and due <= signed:
            sentence = _now("Ngày đề nghị trả lời phải sau ngày ký công văn (%(day)s).")
            self.add_error("reply_due_on", sentence % {"day": format_date(signed)})
        if not {"number", "issued_on"} & set(self.errors):
            if data.get("number") and not data.get("issued_on"):
                self.add_error("issued_on", _("Công văn đã có số thì phải có ngày ký."))
            if data.get("issued_on") and not data.get("number"):
                self.add_error("number", _("Công văn đã ký thì phải có số."))
        return data


class ReplyForm(EntryForm):
    constraint_fields = {"reply_says_when": "replied_on"}
    sections = ((_("Trả lời"), "", ("replied_on", "reply_number", "reply")),)

    class Meta:
        model = LetterAddressee
        formfield_callback = vietnamese_formfield
        fields = ["replied_on", "reply_number", "reply"]
        labels = {"reply": _("Nội dung trả lời (tóm tắt)")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("replied_on")

    def clean(self):
        data = super().clean()
        refuse_future(self, "replied_on")
        return data

    def clean_replied_on(self):
        replied_on, issued_on = self.cleaned_data["replied_on"], self.instance.letter.issued_on
        if replied_on and issued_on and replied_on < issued_on:
            sentence = _now("Công văn ký ngày %(day)s: không thể trả lời trước ngày đó.")
            raise forms.ValidationError(sentence % {"day": format_date(issued_on)})
        return replied_on
