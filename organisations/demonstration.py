"""The demonstration file: organisations, people and a few records that exist nowhere."""

from functools import cache

from django.conf import settings

from organisations.enums import Kind, Role
from organisations.loading import (
    Choice,
    Day,
    Integer,
    Maybe,
    Record,
    Rows,
    Text,
    Year,
    read_yaml,
)

SHAPE = Record(
    password=Text(),
    organisations=Rows(
        Record(
            code=Text(40),
            kind=Choice(Kind.values),
            name=Text(200),
            letterhead=Maybe(Text(200)),
            symbol=Maybe(Text(20)),
            province=Maybe(Text(60)),
        )
    ),
    people=Rows(
        Record(
            persona=Text(),
            email=Text(),
            name=Text(150),
            organisation=Text(40),
            role=Choice(Role.values),
        )
    ),
    delegations=Rows(
        Record(
            **{"from": Day(), "to": Day()},
            principal=Text(40),
            delegate=Text(40),
            role=Choice([Role.VIEWER, Role.OFFICER]),
            basis=Text(200),
        )
    ),
    establishments=Rows(
        Record(
            name=Text(250),
            owner=Text(40),
            corporation=Maybe(Text(40)),
            enterprise=Maybe(Text(40)),
            sector=Text(2),
            address=Text(300),
        )
    ),
    activities=Rows(
        Record(
            owner=Text(40),
            kind=Text(),
            title=Text(),
            year=Year(),
            events=Integer(1),
            attendances=Integer(0),
        )
    ),
    rounds=Rows(
        Record(
            code=Text(20),
            title=Text(300),
            year=Year(),
            form=Text(10),
            legal_basis=Text(2000),
        )
    ),
    addressees=Rows(Record(round=Text(20), organisation=Text(40))),
)


@cache
def read():
    return read_yaml(settings.BASE_DIR / "reference" / "demonstration.yaml", SHAPE)
