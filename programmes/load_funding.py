"""National rules of support, from reference/funding.yaml (DOMAIN 2.6).

The Ministry may correct them on screen, so they go through the Keeper. What is not known of a rule
stays empty, and its note says so.
"""

from organisations.loading import (
    Choice,
    Day,
    Integer,
    Keeper,
    Maybe,
    Number,
    Record,
    Rows,
    Text,
    read_yaml,
)
from programmes.enums import CapUnit, FundForm, FundKind
from programmes.load_national import DOCUMENT, SOURCED, keep_documents
from programmes.models import FundingSource, LegalDocument

LARGEST_CAP = 10**15
SOURCE = Record(
    name=Text(300),
    fund=Choice(FundKind.values),
    form=Choice(FundForm.values),
    document=Text(20),
    basis=Text(300),
    rate=Maybe(Number()),
    cap=Maybe(Integer(1, LARGEST_CAP)),
    cap_unit=Choice(CapUnit.values),
    valid_from=Maybe(Day()),
    valid_to=Maybe(Day()),
    note=Maybe(Text(500)),
    **SOURCED,
)
FUNDING = Record(
    documents=Rows(Record(key=Text(20), **DOCUMENT | {"issued_on": Maybe(Day())})),
    funding=Rows(SOURCE),
)
COPIED = (
    "name",
    "fund",
    "form",
    "basis",
    "rate",
    "cap",
    "cap_unit",
    "valid_from",
    "valid_to",
    "provenance",
)


def load_funding(folder, ministry, documents, tally):
    """`documents` are those of the strategies, by their keys in the files."""
    file = read_yaml(folder / "funding.yaml", FUNDING)
    keeper = Keeper(ministry, [LegalDocument, FundingSource], tally)
    documents = documents | keep_documents(file["documents"], keeper)
    keeper.keep(FundingSource, [_source(row, documents) for row in file["funding"]], ("name",))


def _source(row, documents):
    if row["document"] not in documents:
        raise row.refusal("document", f"không có văn bản khóa '{row['document']}' trong các tệp.")
    return FundingSource(
        is_national=True,
        document=documents[row["document"]],
        note=row["note"] or "",
        **{key: row[key] for key in COPIED},
    )
