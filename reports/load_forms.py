"""Report forms and pre-submission checks as rows (reference/forms/). All of it is [proposal].

A form that a round or a national report uses is never changed in place: another content needs
another version.
"""

from organisations.loading import (
    Anything,
    Choice,
    Flag,
    Integer,
    Keyed,
    Maybe,
    Period,
    Record,
    Rows,
    Text,
    Texts,
    read_yaml,
    update_in_place,
)
from reports.enums import Layout, RoundKind, Severity
from reports.form_rows import build, stored
from reports.models import CheckRule, Report, ReportForm, ReportingRound

FILES = (
    "form_period_summary",
    "form_annual_department",
    "form_annual_corporation",
    "form_national_synthesis",
)
PRINT_WHEN = {
    "has_data": True,
    # Targets are printed with the milestone that holds the year: the same condition, as data.
    "năm số liệu không sau 2020 hoặc báo cáo giai đoạn": True,
    "năm số liệu từ 2021": True,
}
# A synthesis is of one round, whatever its years.
ROUNDS = {value: value for value in RoundKind.values} | {"consolidation": RoundKind.ANNUAL}
# The file is ours: a list of columns is written once and referred to.
MOST_ALIASES = 20

ROW = Record(
    indicator=Text(6),
    label=Maybe(Text(200)),
    filter=Maybe(Anything()),
    indent=Maybe(Integer(0, 5)),
    given_by=Maybe(Text(20)),
    expand=Maybe(Text(30)),
)
COLUMN = Record(
    indicator=Text(6),
    label=Maybe(Text(200)),
    filter=Maybe(Anything()),
    drop_if_empty=Maybe(Flag()),
)
ROW_SET = Record(years=Period(), rows=Rows(ROW))
BY_LAYOUT = {
    "indicators": {
        "rows": Maybe(Rows(ROW)),
        "row_sets": Maybe(Keyed(ROW_SET)),
        "extra_rows": Maybe(Anything()),
        "rows_by_milestone": Maybe(Text()),
        "columns": Texts(40),
    },
    "dimension": {
        "rows": Record(dimension=Text(30), members=Maybe(Anything()), total=Maybe(Flag())),
        "columns": Rows(COLUMN, least=1),
        "unit_scale": Maybe(Text(30)),
    },
    "list": {
        "from": Texts(6),
        "fields": Texts(100),
        "totals": Texts(6),
        "given_by": Maybe(Keyed(Text(20))),
    },
}


class Table:
    """A table's keys depend on its layout."""

    def read(self, node, place):
        layouts = [value for key, value in node.value if key.value == "layout"]
        layout = Choice(Layout.values).read(layouts[0], place.key("layout")) if layouts else "list"
        shape = Record(
            id=Text(30),
            bieu=Text(20),
            title=Text(200),
            layout=Choice(Layout.values),
            print_when=Maybe(Choice(PRINT_WHEN)),
            drop_empty_rows=Maybe(Flag()),
            chart=Maybe(Anything()),
            notes=Texts(500),
            **BY_LAYOUT[layout],
        )
        return shape.read(node, place)


SECTION = Record(
    key=Text(30),
    number=Maybe(Text(5)),
    title=Text(200),
    guidance=Text(2000),
    narrative=Record(required=Flag(), max_words=Integer(1, 5000)),
    fields=Maybe(Anything()),
    pages=Maybe(Anything()),
    charts=Maybe(Rows(Anything())),
    tables=Rows(Table()),
)
FORM = Record(
    form=Text(10),
    version=Text(20),
    title=Text(300),
    document=Record(type=Text(), addressee=Text(200), format=Text()),
    round=Choice(ROUNDS),
    applies_to=Texts(20),
    tiers=Maybe(Text()),
    reads=Maybe(Text(500)),
    pages_target=Maybe(Integer(1, 100)),
    views=Maybe(Anything()),
    nil_report=Maybe(Text()),
    provenance=Texts(100),
    figures_without_log=Maybe(Text(500)),
    std_columns=Maybe(Texts(40)),
    nat_columns=Maybe(Texts(40)),
    sections=Rows(SECTION, least=1),
    annexes=Rows(Anything()),
)
CHECK = Record(
    code=Text(6),
    severity=Choice(Severity.values),
    forms=Rows(Choice({"GD": "BM-GD", "SCT": "BM-SCT", "TD": "BM-TD", "TH": "BM-TH"})),
    rule=Text(1000),
    message=Text(500),
    mend=Text(300),
    explain=Flag(),
)
CHECKS = Record(version=Text(20), provenance=Text(), checks=Rows(CHECK, least=1))


def load_forms(folder, dictionary, indicators, tally):
    contents = stored()
    in_use = set(ReportingRound.objects.values_list("form_id", flat=True))
    in_use |= set(Report.objects.values_list("synthesis_form_id", flat=True))
    for name in FILES:
        file = read_yaml(folder / "forms" / f"{name}.yaml", FORM, most_aliases=MOST_ALIASES)
        parts = build(file, dictionary, indicators)
        form = ReportForm.objects.filter(code=file["form"], version=file["version"]).first()
        if form and contents.get(form.pk) == parts.content():
            tally.unchanged += 1
            continue
        if form and form.pk in in_use:
            raise file.refusal(
                "version",
                f"biểu mẫu {form.code} phiên bản {form.version} đã dùng cho kỳ báo cáo nên không"
                " sửa tại chỗ. Hãy đặt số phiên bản mới cho nội dung mới.",
            )
        parts.write(form)
        tally.added += form is None
        tally.changed += form is not None


def load_checks(folder, tally):
    file = read_yaml(folder / "forms" / "checks.yaml", CHECKS)
    wanted = [
        CheckRule(
            may_explain=row["explain"],
            version=file["version"],
            **{key: value for key, value in row.items() if key != "explain"},
        )
        for row in file["checks"]
    ]
    update_in_place(CheckRule, wanted, ("code",), tally)
