"""Letters to units on the screen."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from organisations import clock
from organisations.access import AccessMixin
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import FilteredList
from organisations.views import Confirmed
from programmes.models import LetterAddressee, OutgoingLetter
from programmes.support.letters import actions, rules
from programmes.support.letters.filters import LetterFilter
from programmes.support.letters.forms import LetterForm, ReplyForm


def letters_step():
    return _("Công văn"), reverse("programmes:letters")


class LetterList(FilteredList):
    model = OutgoingLetter
    filter_class = LetterFilter
    template_name = "programmes/support/letter_list.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_send=rules.may_send(access), today=clock.today(), **kwargs
        )


class LetterDetail(AccessMixin, DetailView):
    model = OutgoingLetter
    context_object_name = "letter"
    template_name = "programmes/support/letter_detail.html"

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("plan")

    def get_context_data(self, **kwargs):
        access, letter = self.request.access, self.object
        return super().get_context_data(
            addressees=LetterAddressee.objects.visible_to(access).filter(letter=letter),
            may_edit=rules.may_edit(access, letter),
            today=clock.today(),
            log=log_of(letter, access),
            **kwargs,
        )


class LetterCreate(EntryPage, EntryCreateView):
    model = OutgoingLetter
    form_class = LetterForm
    may_create = staticmethod(rules.may_send)
    new_heading = _("Thêm công văn gửi đơn vị")
    saved = _("Đã lưu công văn.")

    def trail(self):
        return [letters_step()]

    def save(self, form):
        names = form.cleaned_data["addressees"]
        return actions.create_letter(form.instance, names, access=self.request.access)


class LetterUpdate(EntryPage, EntryUpdateView):
    model = OutgoingLetter
    form_class = LetterForm
    may_edit = staticmethod(rules.may_edit)
    edit_heading = _("Sửa công văn")
    saved = _("Đã lưu công văn.")

    def trail(self):
        return [letters_step(), (str(self.object), self.object.get_absolute_url())]

    def save(self, form):
        names, seen = form.cleaned_data["addressees"], form.cleaned_data["seen"]
        access = self.request.access
        return actions.update_letter(form.instance, names, access=access, seen=seen)


class LetterRemove(Confirmed):
    model = OutgoingLetter
    may = staticmethod(rules.may_edit)
    back = "programmes:letters"
    title = _("Xóa dự thảo công văn")
    button = _("Xóa")
    done = _("Đã xóa dự thảo công văn.")

    def consequence(self):
        return _now("Xóa dự thảo “%(letter)s” cùng danh sách nơi nhận?") % {"letter": self.row}

    def act(self, pk, access):
        actions.remove_letter(pk, access=access)

    def back_label(self):
        return letters_step()[0]


class ReplyUpdate(EntryPage, EntryUpdateView):
    """What one addressee answered."""

    model = LetterAddressee
    form_class = ReplyForm
    may_edit = staticmethod(rules.may_edit)
    saved = _("Đã ghi trả lời.")

    def get_queryset(self):
        return super().get_queryset().select_related("letter")

    @property
    def edit_heading(self):
        return _now("Trả lời của %(name)s") % {"name": self.object}

    def trail(self):
        letter = self.object.letter
        return [letters_step(), (str(letter), letter.get_absolute_url())]

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.record_reply(form.instance, access=self.request.access, seen=seen)
