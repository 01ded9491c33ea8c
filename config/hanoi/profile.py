"""What the Hà Nội file cannot say: letterhead, rounds, words of each section, places of claims.

reference/hanoi_report.yaml; its words come from the seed alone.
"""

from organisations.enums import Kind
from organisations.loading import (
    Choice,
    Day,
    Flag,
    Keyed,
    Maybe,
    Paragraphs,
    Record,
    Rows,
    Text,
)
from programmes.enums import IssuerLevel
from reports.enums import DueWording, RequestClass

ORGANISATION = Record(
    key=Text(40),
    kind=Choice(Kind.values),
    letterhead=Text(200),
    symbol=Text(20),
    parent=Maybe(Text(40)),
    head_position=Text(100),
    issuer_level=Choice(IssuerLevel.values),
)
CLAIM = Record(
    **{"from": Maybe(Text(60))},
    key=Text(40),
    section=Text(30),
    indicator=Text(6),
    verbatim=Maybe(Text(1000)),
    unit=Maybe(Text(40)),
    stated_for=Maybe(Text(60)),
    is_met_claim=Maybe(Flag()),
    is_beyond_unit=Maybe(Flag()),
)
PROFILE = Record(
    unit=Text(40),
    organisations=Rows(ORGANISATION),
    round=Record(
        form=Text(10),
        title=Text(300),
        due_on=Day(),
        due_wording=Choice(DueWording.values),
        legal_basis=Text(2000),
    ),
    annual_rounds=Record(
        form=Text(10),
        title=Text(300),
        due_wording=Choice(DueWording.values),
        legal_basis=Text(2000),
    ),
    narratives=Keyed(Paragraphs()),
    claims=Rows(CLAIM),
    request_classes=Rows(Record(contains=Text(60), **{"class": Choice(RequestClass.values)})),
)
