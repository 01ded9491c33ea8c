"""The Ministry and the ministry it came from (reference/organisations.yaml)."""

from organisations.enums import Kind
from organisations.loading import (
    Choice,
    Day,
    Maybe,
    Record,
    Rows,
    Text,
    read_yaml,
    update_in_place,
)
from organisations.models import Organisation, OrganisationSuccession

ORGANISATION = Record(
    code=Text(40),
    kind=Choice(Kind.values),
    name=Text(200),
    letterhead=Text(200),
    symbol=Text(20),
    head_position=Text(100),
    valid_from=Maybe(Day()),
    valid_to=Maybe(Day()),
)
SUCCESSION = Record(predecessor=Text(40), successor=Text(40), on=Day(), decision=Text(100))
FILE = Record(organisations=Rows(ORGANISATION), successions=Rows(SUCCESSION))


def load_organisations(folder, tally):
    """Returns the organisations of the file by their code."""
    file = read_yaml(folder / "organisations.yaml", FILE)
    rows = update_in_place(
        Organisation, [Organisation(**row) for row in file["organisations"]], ("code",), tally
    )
    by_code = {row.code: row for row in rows}
    update_in_place(
        OrganisationSuccession,
        [_succession(row, by_code) for row in file["successions"]],
        ("predecessor_id", "successor_id"),
        tally,
    )
    return by_code


def _succession(row, by_code):
    for end in ("predecessor", "successor"):
        if row[end] not in by_code:
            raise row.refusal(end, f"không có tổ chức mã '{row[end]}' trong tệp này.")
    return OrganisationSuccession(
        **row | {end: by_code[row[end]] for end in ("predecessor", "successor")}
    )
