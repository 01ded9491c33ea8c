"""Demonstration organisations, people and records, so that every persona can be tried.

Known by their codes and e-mail addresses; records that a visitor changed stay as they are. Nothing
that belongs to Hà Nội or the Ministry is touched: their people only become members there.
"""

import datetime as dt

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from config.load_demonstration_year import load_demonstration_year
from enterprises.models import Establishment
from organisations import demonstration
from organisations.loading import Keeper, Tally, add_missing, update_in_place
from organisations.models import Delegation, Membership, Organisation, Province, User
from organisations.tenancy import login_alias, owner_login
from outreach.enums import ActivityKind
from outreach.models import Activity
from reports.enums import RoundKind
from reports.models import ReportForm, ReportingRound, RoundAddressee

MEMBERS_SINCE = dt.date(2026, 1, 1)


def load_demonstration():
    """Idempotent. Returns a Tally."""
    tally, data = Tally(), demonstration.read()
    with owner_login(), transaction.atomic(login_alias()):
        _load_organisations(data["organisations"], tally)
        organisations = {row.code: row for row in Organisation.objects.all()}
        _load_people(data, organisations, tally)
        for row in data["delegations"]:
            _count(tally, *_delegation(row, organisations))
        for code in {row["owner"] for row in data["establishments"] + data["activities"]}:
            _load_records(_of(organisations, {"owner": code}, "owner"), data, organisations, tally)
        _load_rounds(data, organisations, tally)
    tally.added += load_demonstration_year()
    return tally


def _load_organisations(rows, tally):
    wanted = [
        Organisation(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            letterhead=row["letterhead"] or "",
            symbol=row["symbol"] or "",
            province=_province(row),
            is_demonstration=True,
        )
        for row in rows
    ]
    update_in_place(Organisation, wanted, ("code",), tally)


def _province(row):
    if row["province"] is None:
        return None
    province = Province.objects.filter(name=row["province"], valid_to=None).first()
    if province is None:
        raise row.refusal("province", "không có tỉnh này. Hãy chạy load_reference trước.")
    return province


def _of(organisations, row, key):
    """The organisation named in the file: ours, or one that another load makes."""
    if row[key] not in organisations:
        fault = f"không có tổ chức '{row[key]}'. Hãy chạy load_reference và load_hanoi trước."
        raise row.refusal(key, fault)
    return organisations[row[key]]


def _load_people(data, organisations, tally):
    """One password, hashed once: hashing is made to be slow."""
    emails = [row["email"] for row in data["people"]]
    present = {user.email: user for user in User.objects.filter(email__in=emails)}
    password = _hash(data["password"], present.values())
    for row in data["people"]:
        user = present.get(row["email"]) or User(email=row["email"])
        wanted = {"full_name": row["name"], "password": password}
        is_new, is_changed = user.pk is None, _assign(user, wanted)
        if is_new or is_changed:
            user.save()
        _count(tally, is_new, is_changed)
        _count(tally, *_membership(user, _of(organisations, row, "organisation"), row["role"]))


def _hash(password, users):
    hashes = {user.password for user in users}
    known = next((hash_ for hash_ in sorted(hashes) if check_password(password, hash_)), None)
    return known or make_password(password)


def _membership(user, organisation, role):
    """(new, changed): open again for whom a visitor has removed or given another role."""
    membership, is_new = Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        valid_to=None,
        defaults={"kind": organisation.kind, "role": role, "valid_from": MEMBERS_SINCE},
    )
    is_changed = _assign(membership, {"role": role})
    if is_changed:
        membership.save()
    return is_new, is_changed


def _delegation(row, organisations):
    wanted = {"role": row["role"], "valid_from": row["from"], "valid_to": row["to"]}
    delegation, is_new = Delegation.objects.get_or_create(
        principal=_of(organisations, row, "principal"),
        delegate=_of(organisations, row, "delegate"),
        basis=row["basis"],
        defaults=wanted,
    )
    is_changed = _assign(delegation, wanted)
    if is_changed:
        delegation.save()
    return is_new, is_changed


def _load_records(owner, data, organisations, tally):
    keeper = Keeper(owner, [Establishment, Activity], tally)
    places = [row for row in data["establishments"] if row["owner"] == owner.code]
    keeper.keep(Establishment, [_establishment(row, organisations) for row in places], ("name",))
    held = [row for row in data["activities"] if row["owner"] == owner.code]
    keeper.keep(Activity, [_activity(row) for row in held], ("title", "year"))


def _establishment(row, organisations):
    links = {key: _of(organisations, row, key) for key in ("corporation", "enterprise") if row[key]}
    told = {key: row[key] for key in ("name", "sector", "address")}
    return Establishment(**told, **links)


def _activity(row):
    if row["kind"] not in ActivityKind:
        raise row.refusal("kind", f"chọn một trong: {', '.join(ActivityKind.values)}.")
    return Activity(
        kind=row["kind"],
        title=row["title"],
        year=row["year"],
        event_count=row["events"],
        attendance_count=row["attendances"],
    )


def _load_rounds(data, organisations, tally):
    """Annual rounds of the Directive, and a unit that owes a report and has not sent it."""
    forms = {form.code: form for form in ReportForm.objects.order_by("version")}
    rounds = [_round(row, forms) for row in data["rounds"]]
    add_missing(ReportingRound, rounds, ("code",), tally)
    known = {round_.code: round_ for round_ in ReportingRound.objects.all()}
    owed = [
        RoundAddressee(
            round=known[row["round"]], organisation=_of(organisations, row, "organisation")
        )
        for row in data["addressees"]
    ]
    add_missing(RoundAddressee, owed, ("round_id", "organisation_id"), tally)


def _round(row, forms):
    if row["form"] not in forms:
        raise row.refusal("form", "không có biểu mẫu này. Hãy chạy load_reference trước.")
    return ReportingRound(
        code=row["code"],
        title=row["title"],
        kind=RoundKind.ANNUAL,
        year_from=row["year"],
        year_to=row["year"],
        window_from=dt.date(row["year"] - 1, 12, 15),
        window_to=dt.date(row["year"], 12, 14),
        form=forms[row["form"]],
        legal_basis=row["legal_basis"],
        due_on=dt.date(row["year"], 12, 31),
    )


def _assign(row, wanted):
    """True when anything changed."""
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _count(tally, is_new, is_changed):
    tally.added += is_new
    tally.changed += is_changed and not is_new
    tally.unchanged += not is_new and not is_changed
