"""The dictionary of indicators (reference/forms/indicators.yaml). All of it is [proposal]."""

from organisations.loading import (
    Anything,
    Choice,
    Keyed,
    Maybe,
    Record,
    Rows,
    Text,
    Texts,
    read_yaml,
    update_in_place,
)
from programmes.enums import Measure
from programmes.models import Indicator

# The file is ours: it names its sets of dimensions once and refers to them.
MOST_ALIASES = 200
INDICATOR = Record(
    code=Text(6),
    label=Text(200),
    en=Text(),
    unit=Text(30),
    measure=Choice(Measure.values),
    definition=Text(2000),
    source=Text(300),
    dimensions=Texts(30),
    aggregation=Anything(),
    entry=Choice({"counted": False, "typed": True}),
    reported_by=Texts(20),
    consolidation=Text(30),
    provenance=Texts(100),
)
COLUMN = Record(
    label=Text(200), source=Maybe(Text()), formula=Maybe(Text()), applies=Maybe(Texts(10))
)
FILE = Record(
    version=Text(20),
    conventions=Anything(),
    measures=Anything(),
    consolidations=Anything(),
    dimensions=Keyed(Text()),
    _sets=Anything(),
    indicators=Rows(INDICATOR, least=1),
    columns=Keyed(COLUMN),
)


def read_dictionary(folder):
    file = read_yaml(folder / "forms" / "indicators.yaml", FILE, most_aliases=MOST_ALIASES)
    seen = set()
    for row in file["indicators"]:
        if row["code"] in seen:
            raise row.refusal("code", f"mã {row['code']} được dùng hai lần. Hãy đổi một mã.")
        seen.add(row["code"])
        for position, name in enumerate(row["dimensions"]):
            if name not in file["dimensions"]:
                raise row.refusal(
                    f"dimensions[{position}]", f"không có phân tổ '{name}' ở mục dimensions."
                )
    return file


def load_indicators(dictionary, tally):
    """Returns the indicators by their code."""
    wanted = [_indicator(row, dictionary["version"]) for row in dictionary["indicators"]]
    rows = update_in_place(Indicator, wanted, ("code",), tally)
    return {row.code: row for row in rows}


def _indicator(row, version):
    values = {key: value for key, value in row.items() if key not in {"en", "entry"}}
    return Indicator(is_typed=row["entry"], version=version, **values)
