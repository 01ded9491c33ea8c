"""The one-page sheet of a craft household, from household_sheet.yaml, as one version."""

from assessments.enums import Answer
from assessments.load_versions import keep_version
from assessments.models import ChecklistItem, HouseholdSheet, MeasureUnit, Resource
from organisations.loading import (
    Anything,
    Choice,
    Flag,
    Integer,
    Keyed,
    Maybe,
    Record,
    Rows,
    Text,
    Texts,
    read_yaml,
)

CODE = Text(30)
KINDS = (
    "text_block",
    "choice_and_text",
    "choice_and_number",
    "text_and_number",
    "number",
    "numbers",
    "numbers_with_unit",
    "table",
    "ticks",
    "consent",
)
LINE = Record(
    vi=Text(150),
    en=Maybe(Text(150)),
    code=Maybe(CODE),
    item=Maybe(CODE),
    resource=Maybe(CODE),
    units=Maybe(Texts(30)),
    note=Maybe(Text(300)),
)
QUESTION = Record(
    code=CODE,
    lines=Integer(1, 20),
    vi=Text(500),
    en=Text(300),
    type=Choice(KINDS),
    fields=Maybe(Rows(CODE, least=1)),
    required=Maybe(Texts(30)),
    personal_data=Maybe(Flag()),
    units=Maybe(Texts(30)),
    resource=Maybe(CODE),
    columns=Maybe(Rows(Record(key=CODE, vi=Text(100)))),
    rows=Maybe(Rows(LINE, least=1)),
    variants=Maybe(Keyed(Text(300))),
    answers=Maybe(Keyed(Choice(Answer.values))),
    maps_to=Maybe(Anything()),
    check=Maybe(Texts(100)),
    note_vi=Maybe(Text(300)),
)
META = Record(
    version=Text(20),
    mark=Text(300),
    title_vi=Text(200),
    title_en=Text(200),
    intro_vi=Text(500),
    intro_en=Text(500),
    layout=Anything(),
    privacy=Text(300),
    crafts=Rows(CODE, least=1),
)
SHEET = Record(meta=META, questions=Rows(QUESTION, least=1), calculation=Anything())
# Kept of a question as they stand, empty ones left out.
KEPT = ("fields", "required", "units", "resource", "columns", "variants", "answers", "maps_to")


def load_household_sheet(folder, tally):
    file = read_yaml(folder / "assessments" / "household_sheet.yaml", SHEET)
    meta = file["meta"]
    known = {
        "units": set(MeasureUnit.objects.values_list("code", flat=True)),
        "resource": set(Resource.objects.values_list("code", flat=True)),
        "item": set(ChecklistItem.objects.values_list("code", flat=True)),
    }
    content = {
        "title": meta["title_vi"],
        "intro": meta["intro_vi"],
        "crafts": meta["crafts"],
        "questions": [_question(row, meta["crafts"], known) for row in file["questions"]],
    }
    keep_version(HouseholdSheet, meta, meta["version"], content, tally)


def _question(row, crafts, known):
    _refuse_unknown(row, known)
    for craft in row["variants"] or ():
        if craft not in crafts:
            raise row.refusal("variants", f"không có nghề '{craft}'. Hãy sửa mã.")
    for field in row["required"] or ():
        if field not in (row["fields"] or ()):
            raise row.refusal("required", f"không có ô '{field}'. Hãy sửa tên.")
    told = {key: row[key] for key in KEPT if row[key]}
    if row["rows"]:
        told["rows"] = [_line(line, known) for line in row["rows"]]
    return {
        "code": row["code"],
        "title": row["vi"],
        "kind": row["type"],
        "lines": row["lines"],
        "note": row["note_vi"] or "",
        "is_personal": bool(row["personal_data"]),
        **told,
    }


def _line(line, known):
    _refuse_unknown(line, known)
    told = {key: line[key] for key in ("code", "item", "resource", "units") if line[key]}
    return {"title": line["vi"], **told}


def _refuse_unknown(row, known):
    """Units, resources and questions that the sheet names must be there."""
    for key, codes in known.items():
        said = row.get(key) or []
        for code in [said] if isinstance(said, str) else said:
            if code not in codes:
                raise row.refusal(key, f"không có mã '{code}'. Hãy sửa mã.")
