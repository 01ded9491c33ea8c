"""The page that the link in an e-mail opens. Runs as the bare login, without an organisation."""

from collections import namedtuple
from dataclasses import dataclass

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.enums import AssessmentKind, OptionCategory, OptionState
from assessments.options.answer_forms import COMPLETE, answers_for, form_for, target_of
from assessments.options.answers import BY_CODE
from assessments.options.asking import hash_of
from assessments.options.figures import payback_words
from organisations import clock
from organisations.entry.keys import read_key
from organisations.entry.saving import refused_in_words
from organisations.exceptions import ActionRefused

ANSWER = "SELECT app.answer_follow_up(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Pressed:
    """One answer with its form: what stands on its button, whether it is folded away."""

    code: str
    label: str
    form: object

    @property
    def asks(self):
        return bool(self.form.visible_fields())


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, token):
    """Opening it writes nothing; each button is one POST."""
    with transaction.atomic():
        asked = _rows("SELECT * FROM app.follow_up_by(%s)", hash_of(token))
        if not asked:
            return render(request, "assessments/options/link_gone.html", status=404)
        rows = _rows("SELECT * FROM app.options_by(%s)", hash_of(token))
        reasons = _rows("SELECT * FROM app.reasons_to_give()")
    bound = None
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="follow_up"):
            return refused
        bound, answer = _bound(request, rows, reasons)
        if _is_taken(bound, answer, token):
            messages.success(request, _("Đã ghi câu trả lời. Xin cảm ơn ông/bà."))
            return redirect("follow_up", token)
    return render(
        request, "assessments/options/answer.html", _context(asked[0], rows, reasons, bound)
    )


def _rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = namedtuple("Row", [column.name for column in cursor.description])
        return [row(*values) for values in cursor.fetchall()]


def _bound(request, rows, reasons):
    """The form that was sent, with (solution, answer); 404 for what was never offered."""
    pk = read_key(request.POST.get("option", ""))
    code = request.POST.get("answer", "")
    row = next((row for row in rows if row.id == pk), None)
    if row is None or code not in {*BY_CODE, COMPLETE}:
        raise Http404
    return form_for(code, row, reasons=reasons, data=request.POST), (row, code)


def _is_taken(form, answer, token):
    """Whether it was written down; else the form says why not."""
    if not form.is_valid():
        return False
    row, code = answer
    said, today = form.said(), clock.today()
    expected = form.cleaned_data["expected"]
    seen = row._replace(state=expected)
    values = (
        hash_of(token),
        row.id,
        expected,
        target_of(code, seen, today) or expected,
        said.get("held_on", today),
        said.get("planned_for"),
        said.get("cost"),
        said.get("note", ""),
        list(said.get("reasons", ())),
        said.get("words", ""),
        form.cleaned_data["form_key"],
    )
    try:
        with transaction.atomic(), refused_in_words(), connection.cursor() as cursor:
            cursor.execute(ANSWER, values)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _context(asked, rows, reasons, bound):
    shown = [
        {
            "row": row,
            "category": OptionCategory(row.category).label,
            "state": OptionState(row.state).label,
            "payback": payback_words(row.investment, row.annual_saving),
            "answers": [_pressed(code, row, reasons, bound) for code in answers_for(row)],
        }
        for row in rows
    ]
    return {
        "asked": asked,
        "kind": AssessmentKind(asked.kind).label,
        "options": shown,
        "form": bound,
        "waiting": sum(not row.is_answered for row in rows),
    }


def _pressed(code, row, reasons, bound):
    is_bound = bound is not None and bound.prefix == f"{row.id}-{code}"
    form = bound if is_bound else form_for(code, row, reasons=reasons)
    label = _("Bổ sung ngày xong, chi phí, bằng chứng") if code == COMPLETE else BY_CODE[code].label
    return Pressed(code, label, form)
