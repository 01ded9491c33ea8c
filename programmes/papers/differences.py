"""A content in words, and what changed between two contents: the same words on page and in log.

Reads programmes.papers.content; every value that stands there is shown here.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from organisations.vietnamese import NO_DATA, format_money, format_number, unit_beside
from programmes.enums import Comparator, FundKind, IssuerLevel, OutputKind, PlanKind


@dataclass(frozen=True)
class Row:
    """One thing of a content: (label, text) pairs under a name. `key` finds it again."""

    key: object
    name: str
    facts: tuple


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple


@dataclass(frozen=True)
class Difference:
    what: str
    old: str
    new: str

    @property
    def sentence(self):
        return _("%(what)s: “%(old)s” thành “%(new)s”") % {
            "what": self.what,
            "old": self.old,
            "new": self.new,
        }


def sections_of(content):
    """What a content says, section by section, ready to be shown."""
    if "tasks" in content:
        shown = [_list_fields(content["fields"]), _tasks(content["tasks"])]
    else:
        shown = [
            _plan_fields(content["fields"]),
            _targets(content["targets"]),
            _components(content["components"]),
            _money(content["money"]),
        ]
    return [section for section in shown if section.rows]


def differences(old, new):
    """In the order of the page: changed and new things first, then what is gone."""
    shown = (old, _with_its_plan(old, new))
    before, after = ({section.title: section for section in sections_of(c)} for c in shown)
    found = []
    for title in dict.fromkeys([*after, *before]):
        rows = [side[title].rows if title in side else () for side in (before, after)]
        found += _of_rows(title, *rows)
    return found


def _with_its_plan(old, new):
    """The new content, whose plan is named as before if it is the same, and apart if it is not."""
    before, after = old["fields"], new["fields"]
    if "plan_id" not in before or "plan_id" not in after:
        return new
    if before["plan_id"] == after["plan_id"]:
        name = before["plan"]
    elif before["plan"] == after["plan"]:
        name = _("%(plan)s (kế hoạch khác cùng tên)") % {"plan": after["plan"]}
    else:
        return new
    return new | {"fields": after | {"plan": name}}


def _of_rows(title, before, after):
    for old, new in _paired(before, after):
        if old is None:
            yield Difference(
                _("%(section)s: thêm") % {"section": title}, NO_DATA, _in_one_line(new)
            )
        elif new is None:
            yield Difference(_("%(section)s: bỏ") % {"section": title}, _in_one_line(old), NO_DATA)
        else:
            yield from _of_facts(title, old, new)


def _paired(before, after):
    """(old, new) rows: by key, then by name (taken out and put in again), then what stays alone."""
    left = list(before)
    found = {}
    for same in (lambda old, new: old.key == new.key, lambda old, new: old.name == new.name):
        for place, new in enumerate(after):
            if place not in found and (old := next((o for o in left if same(o, new)), None)):
                found[place] = old
                left.remove(old)
    pairs = [(found.get(place), new) for place, new in enumerate(after)]
    return pairs + [(old, None) for old in left]


def _of_facts(title, old, new):
    before, after = dict(old.facts), dict(new.facts)
    place = f"{title}, {new.name}" if new.name else title
    if old.name != new.name:
        yield Difference(title, old.name, new.name)
    for label in dict.fromkeys([*after, *before]):
        was, now = before.get(label, NO_DATA), after.get(label, NO_DATA)
        if was != now:
            yield Difference(f"{place}: {label}", was, now)


def _in_one_line(row):
    said = "; ".join(f"{label} {text}" for label, text in row.facts if text != NO_DATA)
    return " – ".join(part for part in (row.name, said) if part)


# The sections


def _plan_fields(fields):
    facts = (
        (_("Loại kế hoạch"), PlanKind(fields["kind"]).label),
        (_("Tên kế hoạch"), fields["title"]),
        (_("Từ năm"), str(fields["year_from"])),
        (_("Đến năm"), str(fields["year_to"])),
        (_("Cấp ban hành"), IssuerLevel(fields["issuer_level"]).label),
        (_("Thực hiện chiến lược"), fields["strategy"] or NO_DATA),
        (_("Đơn vị chủ trì"), fields["lead"] or NO_DATA),
        (_("Đơn vị phối hợp"), fields["partners"] or NO_DATA),
    )
    return Section(_("Kế hoạch"), (Row("", "", facts),))


def _targets(targets):
    return Section(
        _("Mục tiêu"),
        tuple(
            Row(
                target["id"],
                target["label"],
                (
                    (_("Mức"), target_words(target)),
                    (_("Cách so sánh"), Comparator(target["comparator"]).label),
                    (_("Tính trên"), target["denominator"] or NO_DATA),
                    (_("Chỉ tiêu báo cáo"), target["indicator"] or NO_DATA),
                    (
                        _("Phạm vi"),
                        _("chỉ tính ở cấp quốc gia")
                        if target["is_for_nation_only"]
                        else _("đơn vị tính"),
                    ),
                ),
            )
            for target in targets
        ),
    )


def target_words(target):
    """As a decision words it: 5-8 %, 50 %, khoảng 90 %."""
    value, upper, unit = target["value"], target["upper"], target["unit"]
    if value is None:
        return _("không nêu số")
    if upper is not None:
        return f"{_number(value)}-{_number(upper)} {unit}"
    lead = {
        Comparator.MORE: _("trên %(value)s %(unit)s"),
        Comparator.ABOUT: _("khoảng %(value)s %(unit)s"),
    }.get(target["comparator"], "%(value)s %(unit)s")
    return lead % {"value": _number(value), "unit": unit}


def _components(components):
    return Section(
        _("Nội dung thực hiện"),
        tuple(
            Row(
                component["id"],
                component["name"],
                (
                    (_("Số thứ tự"), str(component["ordinal"])),
                    (_("Đề án"), component["scheme"] or NO_DATA),
                    (_("Đơn vị chủ trì"), component["lead"] or NO_DATA),
                    (_("Đơn vị phối hợp"), component["partners"] or NO_DATA),
                ),
            )
            for component in components
        ),
    )


def _money(money):
    years = {}
    for row in money:
        years.setdefault(row["year"], []).append(_fund(row))
    return Section(
        _("Kinh phí"),
        tuple(
            Row(year, _("năm %(year)s") % {"year": year}, tuple(facts))
            for year, facts in years.items()
        ),
    )


def _fund(row):
    return FundKind(row["fund"]).label, format_money(Decimal(row["amount"]))


def _list_fields(fields):
    total, level = fields["money_total"], fields["issuer_level"]
    facts = (
        (_("Tên danh mục"), fields["title"]),
        (_("Năm kế hoạch"), str(fields["year"] or NO_DATA)),
        (_("Thuộc kế hoạch"), fields["plan"] or NO_DATA),
        (_("Cấp phê duyệt"), level and IssuerLevel(level).label or _("như kế hoạch")),
        (_("Tổng kinh phí được giao"), format_money(Decimal(total)) if total else NO_DATA),
    )
    return Section(_("Danh mục"), (Row("", "", facts),))


def _tasks(tasks):
    return Section(_("Nhiệm vụ"), tuple(_task(task) for task in tasks))


def _task(task):
    funds = map(_fund, task["money"])
    facts = [
        (_("Số thứ tự"), str(task["ordinal"])),
        (_("Đề án"), task["scheme"] or NO_DATA),
        (_("Nội dung của kế hoạch"), task["component"] or NO_DATA),
        (_("Đơn vị chủ trì"), task["lead"] or NO_DATA),
        (_("Đơn vị phối hợp"), task["partners"] or NO_DATA),
        (_("Từ tháng"), str(task["month_from"] or NO_DATA)),
        (_("Đến tháng"), str(task["month_to"] or NO_DATA)),
        (_("Sản phẩm"), "; ".join(map(_output, task["outputs"])) or NO_DATA),
        *((_("Kinh phí, %(fund)s") % {"fund": fund}, sum_) for fund, sum_ in funds),
    ]
    return Row(task["id"], task["name"], tuple(facts))


def _output(output):
    planned = NO_DATA if output["planned"] is None else _number(output["planned"])
    kind = OutputKind(output["kind"]).label
    name = output["name"] if output["name"] == kind else f"{output['name']} ({kind})"
    return " ".join(filter(None, (planned, unit_beside(name, output["unit"]), name)))


def _number(text):
    return format_number(Decimal(text))
