"""The unit's report of the period: its words, the numbers it states, its requests."""

from config.hanoi.consistency import check_number_in_words
from config.hanoi.register import capital
from programmes.enums import Comparator
from programmes.models import Indicator
from reports.enums import RequestClass
from reports.models import Claim, Narrative, Report, Request


def load_report(file, profile, unit, round, keeper):
    wanted = Report(round=round, code=f"{unit.code}_{round.code}")
    (report,) = keeper.keep(Report, [wanted], ("round_id",), decides=("code",))
    if report is None:
        return
    sections = set(round.form.sections.values_list("key", flat=True))
    for key in profile["narratives"]:
        if key not in sections:
            raise (
                profile.place.key("narratives")
                .key(key)
                .refusal(f"biểu mẫu {round.form} không có mục '{key}'.")
            )
    keeper.keep(
        Narrative,
        [
            Narrative(report=report, section_key=key, text=text)
            for key, text in profile["narratives"].items()
        ],
        ("report_id", "section_key"),
    )
    keeper.keep(Claim, _claims(file, profile, report), ("report_id", "key"))
    keeper.keep(Request, _requests(file, profile, report), ("report_id", "ordinal"))


def _requests(file, profile, report):
    return [
        Request(
            report=report,
            ordinal=number,
            text=capital(text),
            request_class=_class_of(text, profile["request_classes"]),
        )
        for number, text in enumerate(file["requests_to_ministry"], 1)
    ]


def _class_of(text, classes):
    return next(
        (row["class"] for row in classes if row["contains"] in text.lower()), RequestClass.OTHER
    )


def _claims(file, profile, report):
    stated = _stated(file)
    indicators = Indicator.objects.in_bulk(
        [row["indicator"] for row in profile["claims"]], field_name="code"
    )
    source = file["source"]["title"]
    return [
        Claim(report=report, source=source, **_claim(row, stated, indicators, file))
        for row in profile["claims"]
    ]


def _claim(row, stated, indicators, file):
    if row["from"] and row["from"] not in stated:
        raise file.place.key(row["from"].partition(".")[0]).refusal(
            f"thiếu dòng '{row['from'].partition('.')[2]}' mà lời văn của báo cáo nhắc đến."
            " Hãy bổ sung."
        )
    origin, key, fields = stated[row["from"]] if row["from"] else (None, None, {})
    if row["indicator"] not in indicators:
        raise row.refusal("indicator", f"không có chỉ tiêu mã '{row['indicator']}'.")
    if key:
        check_number_in_words(origin, key, row["verbatim"])
    given = {name: row[name] for name in ("verbatim", "unit", "stated_for") if row[name]}
    return {
        "key": row["key"],
        "section_key": row["section"],
        "indicator": indicators[row["indicator"]],
        "is_met_claim": bool(row["is_met_claim"]),
        "is_beyond_unit": bool(row["is_beyond_unit"]),
        **fields,
        **given,
    }


def _stated(file):
    """{name: (row, its number's key or None, fields)} of every statement that the file makes."""
    first, last = file["source"]["period"]
    stated = {
        f"training_claims.{name}": (
            row,
            "claimed",
            {
                "comparator": row["comparator"],
                "value": row["claimed"],
                "verbatim": row["verbatim"],
                "stated_for": f"{first}-{last}",
            },
        )
        for name, row in file["training_claims"].items()
        if name != "audience_verbatim"
    }
    stated |= {
        f"assessments.{row['kind']}": (
            row,
            "count",
            {
                "comparator": Comparator.EQUAL,
                "value": row["count"],
                "unit": row["unit_verbatim"],
                "stated_for": f"{row['period'][0]}-{row['period'][1]}",
                "sectors": row["sectors_verbatim"],
            },
        )
        for row in file["assessments"]
    }
    stated |= {f"target_claims.{row['indicator']}": _target(row) for row in file["target_claims"]}
    for row in file["organisations"]:
        if row["status"]:
            stated["organisations.status"] = (
                row,
                None,
                {"verbatim": row["status_verbatim"] or row["name"]},
            )
    return stated


def _target(row):
    """A number of its own (50 %), or only "done" (true)."""
    period = row["period"]
    fields = {
        "verbatim": row["verbatim"] or "",
        "is_estimate": row["kind"] == "estimate",
        "stated_for": f"{period[0]}-{period[1]}" if period else "",
    }
    if row["as_of"]:
        fields["stated_for"] = f"đến hết năm {row['as_of'].year}"
    if row["value"] is True:
        return row, None, fields
    if isinstance(row["value"], bool) or not isinstance(row["value"], int | float):
        raise row.refusal("value", "phải là số, hoặc true khi chỉ khẳng định đạt.")
    about = Comparator.ABOUT if fields["is_estimate"] else Comparator.EQUAL
    return (
        row,
        "value",
        fields
        | {
            "value": row["value"],
            "unit": row["unit"] or "",
            "comparator": about,
        },
    )
