"""Norms and reference values, from benchmarks.yaml; their sources, from sources.yaml."""

from assessments.enums import BenchmarkKind
from assessments.load_marks import exact, trust_in
from assessments.models import Benchmark
from organisations.loading import (
    Anything,
    Choice,
    Day,
    Flag,
    Integer,
    Maybe,
    Record,
    Rows,
    Text,
    Texts,
    read_yaml,
    update_in_place,
)

ALL_DIVISIONS = "all"
FIGURE = Maybe(Text(20))
# Surveys may be older than anything the portal counts.
SURVEYED = Integer(1950, 2100)
ROW = Record(
    code=Text(30),
    vsic=Text(3),
    product=Text(150),
    indicator=Text(50),
    unit=Maybe(Text(30)),
    value=FIGURE,
    low=FIGURE,
    high=FIGURE,
    kind=Choice(BenchmarkKind.values),
    valid_from=Maybe(Day()),
    valid_to=Maybe(Day()),
    year=Maybe(SURVEYED),
    legal=Maybe(Text(100)),
    source=Texts(5),
    elec_basis=Maybe(Text(100)),
    mark=Text(300),
    do_not_ship=Maybe(Flag()),
    note=Maybe(Text(500)),
)
# The file says some things in the words of its sources; what is stored is shown.
IN_VIETNAMESE = {
    " (best practice)": "",
    " (market milk)": "",
    " (earthenware)": "",
    " (china, porcelain)": "",
    "World Bank EHS": "hướng dẫn của Ngân hàng Thế giới",
    "EU BREF CER": "Tài liệu tham chiếu của EU về gốm sứ",
    "EU BREF STM": "Tài liệu tham chiếu của EU về xử lý bề mặt",
    "Annex VII part": "phụ lục VII phần",
    " table ": " bảng ",
    "indicative": "tham khảo",
    "footnote": "chú thích",
    "TT ": "Thông tư ",
}
BENCHMARKS = Record(meta=Anything(), rows=Rows(ROW, least=1))
SOURCE = Record(code=Text(5), title=Text(300), url=Text(500), read=Text(500))
SOURCES = Record(meta=Anything(), sources=Rows(SOURCE, least=1))


def load_benchmarks(folder, tally):
    folder = folder / "assessments"
    told = read_yaml(folder / "sources.yaml", SOURCES)
    sources = {row["code"]: _said(row) for row in told["sources"]}
    rows = read_yaml(folder / "benchmarks.yaml", BENCHMARKS)["rows"]
    wanted = [_benchmark(place, row, sources) for place, row in enumerate(rows, start=1)]
    update_in_place(Benchmark, wanted, ("code",), tally)


def _said(source):
    """Title and address; what is no address of a page is left out."""
    is_page = source["url"].startswith("http")
    return f"{source['title']} {source['url']}" if is_page else source["title"]


def _vietnamese(text):
    for foreign, ours in IN_VIETNAMESE.items():
        text = text.replace(foreign, ours)
    return text


def _benchmark(place, row, sources):
    for code in row["source"]:
        if code not in sources:
            raise row.refusal("source", f"không có nguồn '{code}' ở sources.yaml. Hãy sửa mã.")
    return Benchmark(
        code=row["code"],
        division="" if row["vsic"] == ALL_DIVISIONS else row["vsic"],
        product=_vietnamese(row["product"]),
        indicator=row["indicator"],
        unit=row["unit"] or "",
        kind=row["kind"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        year=row["year"],
        legal=_vietnamese(row["legal"] or ""),
        source="\n".join(sources[code] for code in row["source"]),
        elec_basis=row["elec_basis"] or "",
        provenance=trust_in(row),
        is_hidden=bool(row["do_not_ship"]),
        note=row["note"] or "",
        place=place,
        **{key: exact(row, row[key], key) for key in ("value", "low", "high")},
    )
