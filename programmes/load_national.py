"""National documents, strategies with their targets, and the Directive's obligations.

Sources: reference/strategies.yaml and directive.yaml (DOMAIN §2 and 1.2). How far each row is to be
trusted is a column of the row. The Ministry may correct documents and targets on screen, so these
go through the Keeper; the rest is updated by its code.
"""

from organisations.loading import (
    Choice,
    Day,
    Flag,
    Integer,
    Keeper,
    Maybe,
    Number,
    Period,
    Record,
    Rows,
    Text,
    Texts,
    read_yaml,
    update_in_place,
)
from organisations.vietnamese import normalise_document_number
from programmes.enums import Comparator, DocumentType, IssuerLevel, Provenance
from programmes.models import LegalDocument, Milestone, Obligation, Scheme, Strategy, Target

SOURCED = {"provenance": Choice(Provenance.values), "sources": Maybe(Texts(60))}
DOCUMENT = {
    "type": Choice(DocumentType.values),
    "number": Text(50),
    "issued_on": Day(),
    "issuer": Text(200),
    "issuer_level": Maybe(Choice(IssuerLevel.values)),
    "title": Text(500),
    "note": Maybe(Text(500)),
    **SOURCED,
}
TARGET = Record(
    indicator=Maybe(Text(6)),
    label=Text(300),
    comparator=Maybe(Choice(Comparator.values)),
    value=Number(),
    upper=Maybe(Number()),
    unit=Maybe(Text(30)),
    denominator=Maybe(Text(300)),
    for_nation_only=Maybe(Flag()),
    **SOURCED,
)
SCHEME = Record(ordinal=Integer(1, 99), name=Text(300), lead=Text(200), **SOURCED)
STRATEGY = Record(
    code=Text(20),
    document=Text(20),
    name=Text(300),
    years=Period(),
    aim=Maybe(Text(1000)),
    note=Maybe(Text(1000)),
    milestones=Rows(Record(label=Text(60), years=Period(), targets=Rows(TARGET))),
    schemes=Rows(SCHEME),
)
STRATEGIES = Record(documents=Rows(Record(key=Text(20), **DOCUMENT)), strategies=Rows(STRATEGY))
OBLIGATION = Record(
    code=Text(4),
    clause=Text(20),
    bearer=Text(300),
    duty=Text(2000),
    cadence=Maybe(Text(200)),
    addressee=Maybe(Text(200)),
    output=Maybe(Text(300)),
)
DIRECTIVE = Record(document=Record(**DOCUMENT), obligations=Rows(OBLIGATION))


def load_national(folder, ministry, indicators, tally):
    """Returns the documents by their keys in the file, for the files that cite them."""
    strategies = read_yaml(folder / "strategies.yaml", STRATEGIES)
    directive = read_yaml(folder / "directive.yaml", DIRECTIVE)
    keeper = Keeper(ministry, [LegalDocument, Target], tally)
    by_key = keep_documents([*strategies["documents"], directive["document"]], keeper)
    _load_strategies(strategies["strategies"], by_key, indicators, keeper, tally)
    _load_obligations(directive["obligations"], by_key[None], tally)
    return by_key


def keep_documents(rows, keeper):
    """{key: document}; what the file gives no key stands under None."""
    documents = keeper.keep(LegalDocument, [_document(row) for row in rows], ("type", "number"))
    return {row.get("key"): document for row, document in zip(rows, documents, strict=True)}


def _document(row):
    return LegalDocument(
        is_national=True,
        number=normalise_document_number(row["number"]),
        issuer_level=row["issuer_level"] or "",
        note=row["note"] or "",
        **{key: row[key] for key in ("type", "issued_on", "issuer", "title", "provenance")},
    )


def _load_strategies(rows, documents, indicators, keeper, tally):
    strategies = update_in_place(
        Strategy, [_strategy(row, documents) for row in rows], ("code",), tally
    )
    pairs = list(zip(rows, strategies, strict=True))
    milestones = update_in_place(
        Milestone,
        [_milestone(row, strategy) for file, strategy in pairs for row in file["milestones"]],
        ("strategy_id", "year_to"),
        tally,
    )
    update_in_place(
        Scheme,
        [_scheme(row, strategy) for file, strategy in pairs for row in file["schemes"]],
        ("strategy_id", "ordinal"),
        tally,
    )
    filed = [row for file in rows for row in file["milestones"]]
    keeper.keep(
        Target,
        [
            _target(target, milestone, indicators)
            for row, milestone in zip(filed, milestones, strict=True)
            for target in row["targets"]
        ],
        ("milestone_id", "label"),
    )


def _strategy(row, documents):
    if row["document"] not in documents:
        raise row.refusal("document", f"không có văn bản khóa '{row['document']}' trong tệp.")
    first, last = row["years"]
    return Strategy(
        code=row["code"],
        document=documents[row["document"]],
        name=row["name"],
        year_from=first,
        year_to=last,
        aim=row["aim"] or "",
        note=row["note"] or "",
    )


def _milestone(row, strategy):
    first, last = row["years"]
    return Milestone(strategy=strategy, label=row["label"], year_from=first, year_to=last)


def _scheme(row, strategy):
    return Scheme(
        strategy=strategy, **{key: row[key] for key in ("ordinal", "name", "lead", "provenance")}
    )


def _target(row, milestone, indicators):
    if row["indicator"] and row["indicator"] not in indicators:
        raise row.refusal("indicator", f"không có chỉ tiêu mã {row['indicator']}.")
    if row["upper"] is not None and row["upper"] < row["value"]:
        raise row.refusal("upper", f"cận trên {row['upper']} nhỏ hơn giá trị {row['value']}.")
    return Target(
        is_national=True,
        milestone=milestone,
        indicator=indicators.get(row["indicator"]),
        label=row["label"],
        comparator=row["comparator"] or Comparator.AT_LEAST,
        value=row["value"],
        upper=row["upper"],
        unit=row["unit"] or "%",
        denominator=row["denominator"] or "",
        is_for_nation_only=bool(row["for_nation_only"]),
        provenance=row["provenance"],
    )


def _load_obligations(rows, directive, tally):
    update_in_place(
        Obligation,
        [
            Obligation(document=directive, **{key: value or "" for key, value in row.items()})
            for row in rows
        ],
        ("code",),
        tally,
    )
