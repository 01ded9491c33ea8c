"""A self-assessment on the screen: its steps, its answers, what they give."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from assessments.dossiers import rules
from assessments.enums import AssessmentKind
from assessments.models import Assessment, AssessmentPart, ChecklistItem, CPOption
from assessments.selfassessment import actions, documents, forms, steps
from assessments.selfassessment.comparison import comparison_of
from assessments.selfassessment.readings import READINGS, reading_of
from assessments.selfassessment.results import results_of
from assessments.selfassessment.wording import standing_of, wording_of
from enterprises.models import Certificate, Commitment, EstablishmentYear
from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.charts import on_page
from organisations.documents.handing_out import handed_out
from organisations.documents.pdf import DocumentNotRendered
from organisations.entry.beside import late_sentence
from organisations.entry.lines import MORE
from organisations.entry.views import EntryCreateView, log_of
from organisations.enums import Kind
from organisations.exceptions import ActionRefused, StaleSheet
from organisations.views import Confirmed

FOUND = 302
NEXT, LATER, CONFIRM = "next", "later", "confirm"


def trail_of(assessment):
    return [
        (_now("Đánh giá"), reverse("assessments:assessments")),
        (str(assessment), assessment.get_absolute_url()),
    ]


def one(request, pk, kinds=tuple(READINGS)):
    """The assessment of one of these kinds in sight, and everything that is read of it."""
    rows = Assessment.objects.visible_to(request.access)
    assessment = rows.filter(pk=pk, kind__in=kinds).first()
    if assessment is None:
        raise Http404
    return reading_of(assessment, request.access)


class StepPage(View):
    """One step: shown, saved, and saved as a draft whenever a box is left."""

    kinds = AssessmentKind.stepped()
    form_class = None
    write = staticmethod(actions.write_nothing)
    template = ""

    def dispatch(self, request, *args, **kwargs):
        self.reading = one(request, kwargs["pk"], self.kinds)
        self.assessment = self.reading.assessment
        self.step = kwargs["step"]
        if not self.assessment.is_open:
            return redirect("assessments:self_answers", self.assessment.pk)
        require(rules.may_fill_in(request.access, self.assessment))
        return super().dispatch(request, *args, **kwargs)

    def part(self):
        rows = AssessmentPart.objects.visible_to(self.request.access)
        found = rows.filter(assessment=self.assessment, slug=self.step.slug, version__gt=0).first()
        return found or AssessmentPart(assessment=self.assessment, slug=self.step.slug)

    def form(self, data=None, **said):
        words = {"reading": self.reading, "step": self.step, "instance": self.part()}
        return self.form_class(data=data, **words, **said)

    def get(self, request, **kwargs):
        return self.show(self.form())

    def post(self, request, **kwargs):
        if request.htmx:
            return self.draft(request.POST)
        data, wish = request.POST, request.POST.get("go", LATER)
        if wish == CONFIRM:
            data = all_confirmed(data)
        form = self.form(data, is_final=wish in {NEXT, CONFIRM})
        if MORE in data or not form.is_valid():
            return self.show(form)
        try:
            part = self.save(form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form)
        self.tell(form, part)
        return self.lead_on(wish)

    def save(self, form, *, is_draft=False):
        """What somebody else has saved meanwhile is shown beside, unless it says the same."""
        words = {"access": self.request.access, "is_draft": is_draft}
        write = actions.writer_for(form, self.write)
        try:
            return actions.save_step(form, write, seen=form.cleaned_data["seen"], **words)
        except StaleSheet:
            self.reading = one(self.request, self.assessment.pk, self.kinds)
            saved = self.form()
            if form.differences_from(saved):
                if is_draft:
                    raise
                form.show_beside(saved)
                entry = log_of(self.assessment, self.request.access).first()
                raise ActionRefused(late_sentence(entry)) from None
            form.reading, form.instance = self.reading, saved.instance
            form.standing = getattr(saved, "standing", None)
            return actions.save_step(form, write, seen=saved.initial["seen"], **words)

    def draft(self, data):
        """Answers a line about it, and what the sheet has to carry from now on."""
        form = self.form(data)
        part, fault = None, ""
        if form.is_valid():
            try:
                part = self.save(form, is_draft=True)
            except ActionRefused as refusal:
                fault = str(refusal)
        else:
            fault = next(str(e) for errors in form.errors.values() for e in errors)
        seen = self.form().initial["seen"] if part else ""
        context = {"part": part, "fault": fault, "seen": seen}
        return render(self.request, "assessments/self/saved.html", context)

    def tell(self, form, part):
        """That it was saved; as good news only where the step is finished, else what is open."""
        said = _now("Đã lưu: %(step)s.") % {"step": self.step.title}
        if part.is_done:
            messages.success(self.request, said)
        else:
            messages.info(self.request, " ".join([said, _now("Bước đang làm."), *form.left_open]))

    def lead_on(self, wish):
        if wish == CONFIRM:
            return redirect(steps.address(self.assessment, self.step.slug))
        if wish != NEXT:
            return redirect(self.assessment)
        following = self.following()
        if following is None:
            return redirect("assessments:self_answers", self.assessment.pk)
        return redirect(steps.address(self.assessment, following.slug))

    def following(self):
        """The next step in the order of the sheet; None behind the last one."""
        order = [step.slug for step in self.reading.steps]
        place = order.index(self.step.slug) + 1
        return self.reading.steps[place] if place < len(order) else None

    def show(self, form):
        order = [step.slug for step in self.reading.steps]
        context = {
            "assessment": self.assessment,
            "reading": self.reading,
            "form": form,
            "step": self.step,
            "number": order.index(self.step.slug) + 1,
            "count": len(order),
            "trail": trail_of(self.assessment),
            **self.context(form),
        }
        return render(self.request, self.template, context)

    def context(self, form):
        return {}


class IntroductionPage(StepPage):
    form_class = forms.IntroductionForm
    write = staticmethod(actions.write_introduction)
    template = "assessments/self/intro.html"


class ChecklistPage(StepPage):
    form_class = forms.ChecklistForm
    write = staticmethod(actions.write_answers)
    template = "assessments/self/checklist.html"


class UsePage(StepPage):
    form_class = forms.UseForm
    write = staticmethod(actions.write_uses)
    template = "assessments/self/uses.html"


class RecordsPage(StepPage):
    form_class = forms.RecordsForm
    template = "assessments/self/records.html"

    def context(self, form):
        return records_context(self.assessment, self.request.access)


class WorkPage(StepPage):
    form_class = forms.WorkForm
    template = "assessments/self/work.html"


class FindingsPage(StepPage):
    form_class = forms.FindingsForm
    template = "assessments/quick/findings.html"


def page_of(step):
    if step.group is not None:
        return ChecklistPage
    if step.kinds:
        return UsePage
    pages = {
        steps.INTRODUCTION: IntroductionPage,
        steps.RECORDS: RecordsPage,
        steps.FINDINGS: FindingsPage,
    }
    return pages.get(step, WorkPage)


def step(request, pk, slug):
    """Finds the page of the step that the address names."""
    known = {each.slug: each for each in one(request, pk, AssessmentKind.stepped()).steps}
    if slug not in known:
        raise Http404
    found = known[slug]
    return page_of(found).as_view()(request, pk=pk, step=found)


def records_context(assessment, access):
    """What the register says of the plant's plan, its unit and its certificates."""
    site = assessment.establishment_id
    return {
        # A support unit reads the plant, and not what others keep of it.
        "knows_register": access.kind != Kind.SUPPORT,
        "commitments": Commitment.objects.visible_to(access).filter(establishment=site),
        "years": EstablishmentYear.objects.visible_to(access).filter(
            establishment=site, year=assessment.year
        ),
        "certificates": Certificate.objects.visible_to(access).filter(establishment=site),
        "today": clock.today(),
    }


def all_confirmed(data):
    """What was sent, with the tick on every figure that came from last year."""
    data = data.copy()
    for name in list(data):
        if name.endswith("-quantity"):
            data[f"{name.removesuffix('quantity')}confirmed"] = "on"
    return data


@require_GET
def answers(request, pk):
    """Check your answers: everything that was said, and what is missing."""
    reading = one(request, pk)
    context = {
        "assessment": reading.assessment,
        "sections": reading.sections,
        "trail": trail_of(reading.assessment),
        "may_fill_in": rules.may_fill_in(request.access, reading.assessment),
        "may_submit": rules.may_submit(request.access, reading.assessment),
    }
    return render(request, "assessments/self/answers.html", context)


@require_GET
def result(request, pk):
    """What the answers give at once; on paper by the same address with .pdf."""
    reading = one(request, pk)
    found = results_of(reading)
    groups, total = found.scores
    compared = comparison_of(found)
    context = {
        "assessment": reading.assessment,
        "wording": wording_of(reading.assessment),
        "origin": standing_of(reading.assessment)[0],
        "results": found,
        "groups": groups,
        "total": total,
        "chart": on_page(found.chart()) if found.costs else None,
        "comparison": compared,
        "strips": [on_page(chart, table=False) for chart in compared.charts] if compared else [],
        "trail": trail_of(reading.assessment),
        "may_fill_in": rules.may_fill_in(request.access, reading.assessment),
    }
    return render(request, "assessments/self/result.html", context)


@require_GET
def paper(request, pk):
    reading = one(request, pk)
    assessment = reading.assessment
    title = _now("%(kind)s %(site)s %(year)s") % {
        "kind": assessment.get_kind_display(),
        "site": assessment.site_name,
        "year": assessment.year,
    }
    found = results_of(reading)
    document = documents.result_sheet(reading, found, comparison_of(found))
    name = f"{wording_of(assessment).file}-{assessment.pk}"
    try:
        return handed_out(document, "pdf", identifier=name, title=title, created=clock.now())
    except DocumentNotRendered as fault:
        messages.error(request, fault.sentence)
        return redirect("assessments:self_result", pk)


@require_POST
def take_idea(request, pk, item):
    assessment = one(request, pk).assessment
    found = get_visible_or_404(ChecklistItem, request.access, pk=item)
    try:
        actions.take_idea(assessment, found, access=request.access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _now("Đã đưa vào danh sách giải pháp."))
    return redirect(f"{reverse('assessments:self_result', args=[pk])}#ideas")


class OptionCreate(EntryCreateView):
    """A solution that the enterprise has carried out or wants."""

    model = CPOption
    form_class = forms.OptionForm
    template_name = "organisations/entry_page.html"
    saved = _("Đã ghi giải pháp.")

    def dispatch(self, request, *args, **kwargs):
        self.reading = one(request, kwargs["pk"], AssessmentKind.stepped())
        self.assessment = self.reading.assessment
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_fill_in(access, self.assessment)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = CPOption(assessment=self.assessment)
        return kwargs

    def save(self, form):
        day = form.cleaned_data.get("done_on")
        return actions.add_option(form.instance, day, access=self.request.access)

    def form_valid(self, form):
        answer = super().form_valid(form)
        return redirect(self.back()) if answer.status_code == FOUND else answer

    def back(self):
        return steps.address(self.assessment, steps.WORK.slug)

    def get_context_data(self, **kwargs):
        trail = [*trail_of(self.assessment), (self.reading.steps[-1].title, self.back())]
        return super().get_context_data(
            heading=_now("Thêm giải pháp"),
            trail=trail,
            cancel_url=self.back(),
            submit_label=_now("Lưu"),
            **kwargs,
        )


class OptionRemove(Confirmed):
    model = CPOption
    title, button, done = _("Xóa giải pháp"), _("Xóa"), _("Đã xóa giải pháp.")
    act = staticmethod(lambda pk, access: actions.remove_option(pk, access=access))

    @staticmethod
    def may(access, row):
        is_ours = row.assessment.kind in AssessmentKind.stepped()
        return is_ours and rules.may_fill_in(access, row.assessment)

    def consequence(self):
        said = _now("Giải pháp “%(name)s” không còn trong phiếu.")
        return said % {"name": self.row.name}

    def back_url(self):
        return steps.address(self.row.assessment, steps.WORK.slug)

    def back_label(self):
        return str(steps.WORK.title)

    def pages_above(self):
        return trail_of(self.row.assessment)
