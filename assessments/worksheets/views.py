"""The tasks of a detailed assessment on the screen, and its worksheets as one XLSX out and in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from assessments.dossiers import rules
from assessments.models import Assessment, MeasuredResult
from assessments.worksheets import actions, book, book_actions, computing
from assessments.worksheets.forms import SPARE, BookForm, TaskForm
from assessments.worksheets.missing import missing
from assessments.worksheets.pictures import pictures
from organisations import sheets
from organisations.access import get_visible_or_404, require
from organisations.entry.keys import read_key
from organisations.exceptions import ActionRefused, StaleSheet

LAST_TASK = 18


def _version(data):
    """Of the task as the person saw it; what is no number is no version."""
    seen = read_key(data.get("seen", "0"))
    return -1 if seen is None else seen


class _OfAssessment(View):
    """Of a detailed assessment in sight."""

    def dispatch(self, request, *args, **kwargs):
        self.row = get_visible_or_404(Assessment, request.access, pk=kwargs["pk"])
        if self.row.worksheets_id is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def works(self):
        return rules.works_on(self.request.access, self.row)

    @property
    def may_fill_in(self):
        return rules.may_fill_in(self.request.access, self.row)

    def results(self):
        """What is frozen of it."""
        return MeasuredResult.objects.visible_to(self.request.access).filter(assessment=self.row)

    def warn_of_thawing(self, was_frozen):
        if was_frozen and not self.results().exists():
            said = _("Số đo đã đổi nên kết quả đã chốt bị bỏ; hãy chốt lại kết quả.")
            messages.warning(self.request, said)

    def contents(self):
        """All that was said; names of people only for those whose work it is, and their firm."""
        contents = actions.contents_of(self.row)
        knows_people = rules.knows_people(self.request.access, self.row)
        return contents if knows_people else contents.without_people()


class _OfTask(_OfAssessment):
    def dispatch(self, request, *args, **kwargs):
        self.no = kwargs["no"]
        if not 1 <= self.no <= LAST_TASK:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Task(_OfTask):
    """One task: its sheets as tables of boxes, what is computed, what is missing."""

    def get(self, request, pk, no):
        contents = self.contents()
        task, part = contents.form.task(no), self._part(contents.form.task(no))
        spare = SPARE if self.may_fill_in else 0
        return self._page(TaskForm(task, contents, part, spare=spare), contents, part)

    def post(self, request, pk, no):
        require(self.works)
        contents = actions.contents_of(self.row)
        task, part = contents.form.task(no), self._part(contents.form.task(no))
        form = TaskForm(task, contents, part, request.POST)
        if not self.row.is_open:
            form.problems.append((str(actions.CLOSED), ""))
        if not form.is_valid():
            return self._page(form, contents, part, seen=request.POST.get("seen"))
        try:
            self._save(form)
        except StaleSheet as refusal:
            differences = book.differences(task, contents, form.contents)
            if not differences:
                # The same sheet once more: a double click.
                return redirect(self._next())
            form.problems.append((str(refusal), ""))
            return self._page(form, contents, part, differences=differences)
        except ActionRefused as refusal:
            form.problems.append((str(refusal), ""))
            return self._page(form, contents, part, seen=request.POST.get("seen"))
        return redirect(self._next())

    def _save(self, form):
        request = self.request
        words = {"access": request.access, "seen": _version(request.POST)}
        was_frozen = self.results().exists()
        actions.save_task(
            self.row.pk, self.no, form.typed(), note=form.note, agreed=form.agreed, **words
        )
        messages.success(request, _("Đã lưu nhiệm vụ %(no)s.") % {"no": self.no})
        self.warn_of_thawing(was_frozen)

    def _next(self):
        return reverse("assessments:task", args=[self.row.pk, self.no])

    def _part(self, task):
        found = actions.parts_of(self.row).get(actions.slug_of(task))
        return found or actions.new_part(self.row, task)

    def _frozen(self, task):
        if task.no != actions.RESULTS:
            return ()
        return self.results().select_related("resource")

    def _page(self, form, contents, part, *, seen=None, differences=()):
        task = form.task
        lacking = missing(task, contents, part.note)
        context = {
            "assessment": self.row,
            "task": task,
            "step": contents.form.steps[task.step - 1],
            "form": form,
            "part": part,
            "seen": part.version if seen is None else seen,
            "facts": computing.facts(task, contents),
            "missing": lacking,
            "pictures": pictures(task, contents),
            "frozen": self._frozen(task),
            "differences": differences,
            "may_fill_in": self.may_fill_in,
            "is_closed": not self.row.is_open,
            "before": task.no - 1 if task.no > 1 else None,
            "after": task.no + 1 if task.no < LAST_TASK else None,
        }
        status = 422 if form.problems and not form.wants_more else 200
        return render(self.request, "assessments/worksheets/task.html", context, status=status)


class _Verb(_OfTask):
    """A button on the page of a task."""

    http_method_names = ["post"]

    def post(self, request, pk, no):
        require(self.works)
        try:
            self.act(no)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done())
        return redirect("assessments:task", pk, no)


class Finish(_Verb):
    def act(self, no):
        seen = _version(self.request.POST)
        actions.finish_task(self.row.pk, no, access=self.request.access, seen=seen)

    def done(self):
        return _("Nhiệm vụ đã hoàn thành.")


class Reopen(_Verb):
    def act(self, no):
        actions.reopen_task(self.row.pk, no, access=self.request.access)

    def done(self):
        return _("Đã mở lại nhiệm vụ; các nhiệm vụ dựa vào nó cần xem lại.")


class Freeze(_Verb):
    def act(self, no):
        actions.freeze_results(self.row.pk, access=self.request.access)

    def done(self):
        return _("Đã chốt kết quả cùng các hệ số đã dùng.")


class BookOut(_OfAssessment):
    """All worksheets as one XLSX, filled in as far as they are."""

    def get(self, request, pk):
        contents, parts = self.contents(), actions.parts_of(self.row)
        body = book.written(self.row, contents, parts)
        answer = HttpResponse(body, content_type=sheets.XLSX)
        answer["Content-Disposition"] = f'attachment; filename="{self.row.number}.xlsx"'
        return answer


class BookIn(_OfAssessment):
    """A filled-in XLSX: shown as what it would change, and only then taken over."""

    def dispatch(self, request, *args, **kwargs):
        answer = get_visible_or_404(Assessment, request.access, pk=kwargs["pk"])
        require(rules.works_on(request.access, answer))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self._page(BookForm())

    def post(self, request, pk):
        if "book" in request.POST:
            return self._apply(request.POST)
        form = BookForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        try:
            told = book_actions.look(self.row, form.cleaned_data["file"])
        except (sheets.SheetRefused, ActionRefused) as refusal:
            form.add_error("file", str(refusal))
            return self._page(form)
        return self._page(BookForm(), told)

    def _apply(self, data):
        was_frozen = self.results().exists()
        try:
            told = book_actions.take_over(self.row.pk, data, access=self.request.access)
        except ActionRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect("assessments:book_in", self.row.pk)
        if told.is_applied:
            messages.success(self.request, _("Đã ghi các phiếu công tác từ tệp."))
            self.warn_of_thawing(was_frozen)
            return redirect(self.row)
        return self._page(BookForm(), told)

    def _page(self, form, told=None):
        context = {"assessment": self.row, "form": form, "told": told}
        context["may_fill_in"] = self.may_fill_in
        return render(self.request, "assessments/worksheets/book.html", context)
