"""The questions of the self-assessment, their groups and words of sectors (self_assessment.yaml).

A question that is worded otherwise than before is a new version, and a row that stands is never
rewritten. What the Ministry amended stays current until a later version comes with the file.
"""

from collections import defaultdict

from assessments.enums import Answer, OptionCategory, PaybackBand
from assessments.load_marks import exact, trust_in
from assessments.models import ChecklistGroup, ChecklistItem, Resource, SectorWord
from organisations.loading import (
    Anything,
    Choice,
    Integer,
    Maybe,
    Record,
    Rows,
    Text,
    Texts,
    read_yaml,
    update_in_place,
)
from organisations.loading.writing import differing

CODE = Text(30)
TITLED = {"code": CODE, "vi": Text(100), "en": Text(100)}
SAVING = Record(
    resource=CODE,
    of_vi=Text(150),
    of_en=Text(150),
    low=Text(10),
    high=Text(10),
    mark=Text(300),
)
IDEA = Record(
    vi=Text(200),
    en=Text(200),
    category=Choice(OptionCategory.values),
    saving=Maybe(SAVING),
    payback=Choice(PaybackBand.values),
    mark=Text(300),
)


class Applies:
    """`all`, or the divisions and words of sectors that see the question."""

    some = Record(divisions=Texts(2), sectors=Texts(30))

    def read(self, node, place):
        if node.value == "all":
            return None
        return self.some.read(node, place)


ITEM = Record(
    code=Text(30),
    group=CODE,
    applies=Applies(),
    weight=Integer(1, 5),
    vi=Text(300),
    en=Text(300),
    help_vi=Text(500),
    help_en=Text(500),
    idea=IDEA,
)
QUESTIONS = Record(
    meta=Record(
        version=Text(20),
        marks=Text(300),
        intro_vi=Text(500),
        intro_en=Text(500),
        saving_rule=Text(500),
        idea_rule=Text(500),
        show_rule=Text(500),
    ),
    answers=Rows(
        Record(
            code=Choice(Answer.values),
            vi=Text(50),
            en=Text(50),
            value=Maybe(Text(5)),
            note_vi=Maybe(Text(200)),
        )
    ),
    score=Anything(),
    payback_bands=Rows(
        Record(code=Choice(PaybackBand.values), vi=Text(50), en=Text(50), months=Anything())
    ),
    groups=Rows(Record(**TITLED, category=Maybe(Choice(OptionCategory.values)))),
    sectors=Rows(Record(code=CODE, vi=Text(100), divisions=Texts(2))),
    items=Rows(ITEM, least=1),
)
# What a version does not say: which one it is, and where it stands in the list.
NOT_SAID = {"id", "code", "version", "place", "is_current", "is_amended"}
SAID = [f.attname for f in ChecklistItem._meta.concrete_fields if f.attname not in NOT_SAID]


def load_questions(folder, tally):
    file = read_yaml(folder / "assessments" / "self_assessment.yaml", QUESTIONS)
    groups = [
        ChecklistGroup(
            code=row["code"], name=row["vi"], category=row["category"] or "", place=place
        )
        for place, row in enumerate(file["groups"], start=1)
    ]
    words = [
        SectorWord(code=row["code"], name=row["vi"], divisions=row["divisions"], place=place)
        for place, row in enumerate(file["sectors"], start=1)
    ]
    known = Known(
        {row.code: row for row in update_in_place(ChecklistGroup, groups, ("code",), tally)},
        {row.code: row for row in update_in_place(SectorWord, words, ("code",), tally)},
        {row.code: row for row in Resource.objects.all()},
        file["meta"]["version"],
    )
    wanted = [(row, known.item(place, row)) for place, row in enumerate(file["items"], start=1)]
    _refuse_codes_twice(wanted)
    _keep(wanted, tally)


class Known:
    """What a question may name: groups, words of sectors and resources, by their codes."""

    def __init__(self, groups, words, resources, version):
        self.groups = groups
        self.words = words
        self.resources = resources
        self.version = version

    def item(self, place, row):
        group = self._known(row, "group", row["group"], self.groups)
        applies = row["applies"] or {"divisions": [], "sectors": []}
        for word in applies["sectors"]:
            self._known(row, "applies", word, self.words)
        idea = row["idea"]
        return ChecklistItem(
            code=row["code"],
            version=self.version,
            group=group,
            category=group.category,
            weight=row["weight"],
            question=row["vi"],
            help=row["help_vi"],
            divisions=applies["divisions"],
            sectors=applies["sectors"],
            idea=idea["vi"],
            idea_category=idea["category"],
            payback=idea["payback"],
            provenance=trust_in(idea),
            place=place,
            **self._saving(idea["saving"]),
        )

    def _saving(self, saving):
        if saving is None:
            return {}
        return {
            "saving_resource": self._known(saving, "resource", saving["resource"], self.resources),
            "saving_of": saving["of_vi"],
            "saving_low": exact(saving, saving["low"], "low"),
            "saving_high": exact(saving, saving["high"], "high"),
            "saving_mark": saving["mark"],
            "saving_provenance": trust_in(saving),
        }

    @staticmethod
    def _known(row, key, code, rows):
        if code not in rows:
            raise row.refusal(key, f"không có mã '{code}'. Hãy sửa mã.")
        return rows[code]


def _refuse_codes_twice(wanted):
    seen = set()
    for row, item in wanted:
        if item.code in seen:
            raise row.refusal("code", f"mã {item.code} được dùng hai lần. Hãy đổi một mã.")
        seen.add(item.code)


def _keep(wanted, tally):
    """Enter the versions that say something new; the newest of all is current."""
    stored = defaultdict(list)
    for old in ChecklistItem.objects.order_by("version"):
        stored[old.code].append(old)
    new = [item for row, item in wanted if _is_new(row, item, stored[item.code])]
    for item in new:
        item.is_current = all(old.version < item.version for old in stored[item.code])
    taking_over = [item.code for item in new if item.is_current]
    ended = ChecklistItem.objects.filter(code__in=taking_over, is_current=True)
    tally.changed += ended.update(is_current=False)
    ChecklistItem.objects.bulk_create(new)
    moved = _moved(wanted, stored)
    ChecklistItem.objects.bulk_update(moved, ["place"])
    tally.added += len(new)
    tally.changed += len(moved)
    tally.unchanged += len(wanted) - len(new) - len({old.code for old in moved})


def _is_new(row, item, versions):
    of_files = [old for old in versions if not old.is_amended]
    if of_files and not differing(of_files[-1], item, SAID):
        return False
    same = next((old for old in versions if old.version == item.version), None)
    if same is None:
        return True
    if same.is_amended or differing(same, item, SAID):
        raise row.refusal(
            "vi",
            f"câu {item.code} phiên bản {item.version} đã nạp với nội dung khác nên không sửa tại"
            " chỗ. Hãy đặt số phiên bản mới cho tệp.",
        )
    return False


def _moved(wanted, stored):
    moved = []
    for _row, item in wanted:
        for old in stored[item.code]:
            if old.place != item.place:
                old.place = item.place
                moved.append(old)
    return moved
