"""Organisations, documents, action plans, the annual task lists and the focal unit of Hà Nội."""

import datetime as dt
from functools import partial

from organisations.enums import Kind
from organisations.loading import add_missing
from organisations.models import Organisation, Province
from organisations.vietnamese import normalise_document_number
from programmes.enums import ListState, PlanState
from programmes.models import (
    ActionPlan,
    FocalDiscipline,
    FocalEquipment,
    FocalUnit,
    LegalDocument,
    Strategy,
    TaskList,
)

NOT_IDENTIFIED = "Chưa xác định số, ngày, năm: tài liệu nguồn không nêu. Không cộng vào tổng."


def capital(text):
    return text[:1].upper() + text[1:]


def load_organisations(file, profile, tally):
    """Every organisation of the file by its key; an office that is only proposed is none."""
    details = {row["key"]: row for row in profile["organisations"]}
    province = _province(file)
    wanted = [
        _organisation(row, details.get(row["key"]), province)
        for row in file["organisations"]
        if not row["status"]
    ]
    by_code = {row.code: row for row in add_missing(Organisation, wanted, ("code",), tally)}
    _set_parents(wanted, details, by_code)
    return by_code


def _province(file):
    province = file["province"]
    last_day = dt.date(file["source"]["period"][1], 12, 31)
    found = Province.objects.on(last_day).filter(name=province["name"]).first()
    if not found:
        raise province.refusal(
            "name",
            f"không có tỉnh, thành phố '{province['name']}' vào năm {last_day.year}."
            " Hãy kiểm tra tên, hoặc chạy load_reference trước.",
        )
    return found


def _organisation(row, detail, province):
    organisation = Organisation(code=row["key"], kind=Kind.PARTY, name=capital(row["name"]))
    if detail:
        organisation.province = province
        for name in ("kind", "letterhead", "symbol", "head_position"):
            setattr(organisation, name, detail[name])
    return organisation


def _set_parents(wanted, details, by_code):
    """Only where the profile says so: the seed implies the Centre's place but does not state it."""
    for row in wanted:
        parent = details[row.code]["parent"] if row.code in details else None
        if parent and by_code[row.code] is row:
            row.parent = by_code[parent]
            row.save(update_fields=["parent"])


def load_documents(file, profile, keeper):
    """{key in the file: document}; known by the number, or by the title when there is none."""
    levels = {row["key"]: row["issuer_level"] for row in profile["organisations"]}
    names = {row["key"]: capital(row["name"]) for row in file["organisations"]}
    numbered = {row["key"]: row for row in file["legal_documents"] if row["number"]}
    others = {row["key"]: row for row in file["legal_documents"] if not row["number"]}
    kept = keeper.keep(
        LegalDocument,
        [_document(row, names, levels) for row in numbered.values()],
        ("type", "number"),
        identity=("issued_on", "title"),
        clash=partial(_refuse_number, numbered),
    )
    kept += keeper.keep(
        LegalDocument,
        [_document(row, names, levels) for row in others.values()],
        ("type", "title"),
    )
    return dict(zip([*numbered, *others], kept, strict=True))


def _document(row, names, levels):
    return LegalDocument(
        type=row["type"],
        number=normalise_document_number(row["number"] or ""),
        issued_on=row["date"],
        issuer=names[row["issuer"]],
        issuer_level=levels.get(row["issuer"], ""),
        submitted_by=names.get(row["submitted_by"], ""),
        title=row["approves"],
        note="" if row["number"] else NOT_IDENTIFIED,
    )


def _refuse_number(rows, document):
    row = next(row for row in rows.values() if row["approves"] == document.title)
    raise row.refusal(
        "number",
        f"sổ văn bản đã có {document} với ngày ký và trích yếu khác. Hãy kiểm tra lại số,"
        " hoặc sửa văn bản đang có trên màn hình.",
    )


def load_plans(file, documents, keeper):
    strategy = _strategy(file)
    plans = [
        ActionPlan(
            title=row["approves"],
            year_from=row["period"][0],
            year_to=row["period"][1],
            state=PlanState.ISSUED,
            document=documents[row["key"]],
            strategy=strategy,
        )
        for row in file["legal_documents"]
        if row["period"] and documents[row["key"]]
    ]
    keeper.keep(ActionPlan, plans, ("title", "year_from", "year_to"))
    lists = [
        TaskList(
            title=row["approves"],
            state=ListState.ISSUED,
            document=documents[row["key"]],
            note=NOT_IDENTIFIED,
        )
        for row in file["legal_documents"]
        if row["cadence"] and documents[row["key"]]
    ]
    keeper.keep(TaskList, lists, ("title",))


def _strategy(file):
    row = file["strategy"]
    number = normalise_document_number(row["number"])
    found = Strategy.objects.filter(document__number=number).first()
    if not found:
        raise row.refusal(
            "number",
            f"không có chiến lược nào theo Quyết định số {number}."
            " Hãy kiểm tra lại số, hoặc chạy load_reference trước.",
        )
    return found


def load_focal_units(file, keeper):
    """The seed names disciplines and kinds of equipment, never how many: the counts stay empty."""
    names = {row["key"]: row["name"] for row in file["organisations"]}
    units = keeper.keep(
        FocalUnit,
        [
            FocalUnit(
                name=row["name"],
                host=names.get(row["parent"], ""),
                state=row["status"],
                since_year=row["since"],
                basis=row["status_verbatim"] or "",
            )
            for row in file["organisations"]
            if row["status"]
        ],
        ("name",),
    )
    capacity = file["capacity"]
    for unit in [unit for unit in units[:1] if unit]:
        for model, entries in (
            (FocalDiscipline, capacity["staff_disciplines"]),
            (FocalEquipment, capacity["equipment"]),
        ):
            keeper.keep(
                model, [model(unit=unit, name=name) for name in entries], ("unit_id", "name")
            )
