"""Plays a round from the first report to the last acceptance, through the portal's own actions."""

import datetime as dt
import heapq
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from config.season.people import access_of
from config.season.plan import Part, plan_of
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant
from organisations.vietnamese import format_datetime
from reports import actions
from reports.approval import actions as approval
from reports.enums import Nature, ReviewDecision
from reports.models import Fact, Receipt, Review, RoundAddressee
from reports.review.actions import decide
from reports.sealing import content_key_of, seal_of

RETURNED_AFTER, SENT_AGAIN_AFTER = dt.timedelta(days=3), dt.timedelta(days=5)
ACCEPTED_AFTER = dt.timedelta(days=12)
REASON = "Đề nghị kiểm tra lại số liệu và gửi lại báo cáo (minh họa)."


@dataclass
class Season:
    """What has happened so far."""

    counts: Counter = field(default_factory=Counter)
    refused: list = field(default_factory=list)  # (unit, the portal's sentence)
    seconds: list = field(default_factory=list)  # of each report, from compiling to its receipt


def play(round_, *, seed, say):
    """Let every unit that owes and has not sent play its part. Returns the Season.

    Raises ActionRefused when the round's Ministry has nobody. The clock stands at the instant of
    each act and is put back as it was at the end, whatever happens.
    """
    season, waiting, turn = Season(), [], count()
    ministry = _ministry(round_)

    def later(at, act, *about):
        heapq.heappush(waiting, (at, next(turn), act, about))

    for addressee in _owing(round_):
        plan = plan_of(addressee, seed)
        if plan.part == Part.MISSING:
            season.counts["không gửi"] += 1
        else:
            later(plan.at, _first, addressee, plan)
    with clock_kept():
        while waiting:
            at, _, act, about = heapq.heappop(waiting)
            set_clock(at)
            act(season, ministry, *about, at=at, later=later)
            say(f"{format_datetime(at)}: {about[0]} {SAID[act]}")
    return season


def _owing(round_):
    with owner_login():
        sent = Receipt.objects.filter(round=round_).values("owner")
        rows = RoundAddressee.objects.filter(round=round_).exclude(organisation__in=sent)
        return list(rows.select_related("round", "organisation").order_by("organisation__code"))


def _ministry(round_):
    with owner_login():
        ministry = Organisation.objects.filter(kind=Kind.MINISTRY).order_by("pk").first()
    if ministry is None:
        raise ActionRefused("Chưa có Bộ nào trong hệ thống. Hãy chạy load_reference trước.")
    return access_of(ministry, round_.due_on)[Role.OFFICER]


# The acts: each at its instant


def _first(season, ministry, addressee, plan, *, at, later):
    receipt = _send(season, addressee, at)
    if receipt is None:
        return
    season.counts["đúng hạn" if receipt.is_on_time else "nộp chậm"] += 1
    if plan.part == Part.RETURNED:
        later(at + RETURNED_AFTER, _return, addressee, receipt.version)
    else:
        later(at + ACCEPTED_AFTER, _accept, addressee, receipt.version)


def _return(season, ministry, addressee, version, *, at, later):
    _decide(ministry, version, ReviewDecision.RETURNED, REASON)
    season.counts["bị yêu cầu hoàn thiện"] += 1
    later(at + SENT_AGAIN_AFTER, _again, addressee)


def _again(season, ministry, addressee, *, at, later):
    receipt = _send(season, addressee, at)
    if receipt is not None:
        season.counts["gửi lại"] += 1
        later(at + ACCEPTED_AFTER, _accept, addressee, receipt.version)


def _accept(season, ministry, addressee, version, *, at, later):
    _decide(ministry, version, ReviewDecision.RECEIVED)
    _decide(ministry, version, ReviewDecision.ACCEPTED)
    season.counts["được chấp nhận"] += 1


SAID = {
    _first: "gửi báo cáo",
    _return: "được yêu cầu hoàn thiện",
    _again: "gửi lại",
    _accept: "được chấp nhận",
}


def _decide(ministry, version, decision, reason=""):
    with use_tenant(ministry.tenant):
        decide(Review(version=version, decision=decision, reason=reason), access=ministry)


def _send(season, addressee, at):
    """The receipt of a report that went the whole way, or None with the sentence kept."""
    people = access_of(addressee.organisation, timezone.localtime(at).date())
    began = time.monotonic()
    try:
        version = _compiled(season, addressee.round, people[Role.OFFICER])
        receipt = _approved_and_sent(version, people)
    except ActionRefused as refusal:
        season.refused.append((str(addressee), str(refusal)))
        return None
    season.seconds.append(time.monotonic() - began)
    return receipt


def _compiled(season, round_, officer):
    """A unit that has nothing to tell says so: báo cáo không phát sinh."""
    with use_tenant(officer.tenant):
        version = actions.compile_now(round_, access=officer)
        with transaction.atomic():
            rows = Fact.objects.visible_to(officer).filter(version=version, nature=Nature.COUNTED)
            if rows.exists() or version.is_nil:
                return version
            actions.say_nothing_happened(version.report, access=officer, is_nil=True)
        season.counts["không phát sinh"] += 1
        return actions.compile_now(round_, access=officer)


def _approved_and_sent(version, people):
    officer, head = people[Role.OFFICER], people[Role.HEAD]
    with use_tenant(officer.tenant), transaction.atomic():
        approval.put_forward(version.pk, access=officer, seen=content_key_of(version))
    with use_tenant(head.tenant), transaction.atomic():
        approval.approve(version.pk, access=head)
        receipt = actions.submit_report(version.pk, access=head, seen=seal_of(version))
        # Asked for at once: whether it is in time is the database's word.
        return (
            Receipt.objects.visible_to(head).for_list().select_related("version").get(pk=receipt.pk)
        )


# The clock


@contextmanager
def clock_kept():
    """Put the demonstration's clock back afterwards: as it was, fixed, shifted or real."""
    with _clock() as cursor:
        cursor.execute("SELECT fixed, shift FROM app.clock")
        before = cursor.fetchall()
    try:
        yield
    finally:
        with _clock() as cursor:
            cursor.execute("DELETE FROM app.clock")
            for row in before:
                cursor.execute("INSERT INTO app.clock (fixed, shift) VALUES (%s, %s)", row)


def set_clock(instant):
    with _clock() as cursor:
        cursor.execute("DELETE FROM app.clock")
        cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [instant])


@contextmanager
def _clock():
    alias = settings.OWNER_ALIAS
    with owner_login(), transaction.atomic(alias), connections[alias].cursor() as cursor:
        yield cursor
