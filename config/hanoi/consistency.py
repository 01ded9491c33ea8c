"""What must agree between the rows of the Hà Nội file, checked before anything is written."""

import re
from collections import Counter

from organisations.vietnamese import format_date, format_number, normalise_document_number
from programmes.models import LegalDocument


def check(file):
    """Raise FileRefused at the first place that contradicts another."""
    _check_keys(file["organisations"], "key", "tổ chức")
    _check_keys(file["legal_documents"], "key", "văn bản")
    _check_organisation_references(file)
    for row in file["legal_documents"]:
        _check_document(row)
    _check_document_numbers(file["legal_documents"])
    _check_years(file)
    _check_same_rows(file)
    _check_claims(file)


def _check_keys(rows, key, noun):
    seen = set()
    for row in rows:
        if row[key] in seen:
            raise row.refusal(
                key, f"{noun} '{row[key]}' được ghi hai lần. Hãy đổi khóa hoặc bỏ bớt."
            )
        seen.add(row[key])


def _check_organisation_references(file):
    known = {row["key"] for row in file["organisations"]}
    for rows, keys in (
        (file["organisations"], ("parent",)),
        (file["legal_documents"], ("issuer", "submitted_by")),
        (file["outreach"], ("outlet",)),
    ):
        for row in rows:
            for key in keys:
                if row[key] and row[key] not in known:
                    raise row.refusal(
                        key,
                        f"không có tổ chức khóa '{row[key]}' ở mục organisations."
                        f" Chọn một trong: {', '.join(sorted(known))}.",
                    )


def _check_document(row):
    if bool(row["period"]) == bool(row["cadence"]):
        raise row.refusal(
            "period",
            "một văn bản ban hành kế hoạch (ghi period) hoặc danh mục hằng năm (ghi cadence),"
            " không cả hai và không thiếu cả hai.",
        )
    if row["date"] and row["period"] and row["date"].year > row["period"][1]:
        raise row.refusal(
            "date",
            f"ngày ký {format_date(row['date'])} sau khi giai đoạn {row['period'][0]}-"
            f"{row['period'][1]} đã hết. Hãy kiểm tra ngày hoặc giai đoạn.",
        )


def _check_document_numbers(rows):
    """One number once: in the file, and among the national documents of the register."""
    seen = {}
    national = set(LegalDocument.objects.filter(is_national=True).values_list("type", "number"))
    for row in rows:
        if not row["number"]:
            continue
        number = (row["type"], normalise_document_number(row["number"]))
        if number in seen:
            raise row.refusal(
                "number",
                f"số, ký hiệu {number[1]} đã dùng cho văn bản '{seen[number]}'."
                " Hãy kiểm tra lại số.",
            )
        if number in national:
            raise row.refusal(
                "number",
                f"sổ văn bản đã có số, ký hiệu {number[1]} (văn bản dùng chung toàn quốc)."
                " Hãy kiểm tra lại số.",
            )
        seen[number] = row["key"]


def _check_years(file):
    first, last = file["source"]["period"]
    for row in file["training_log"]:
        if not first <= row["year"] <= last:
            raise row.refusal(
                "year", f"năm {row['year']} nằm ngoài giai đoạn {first}-{last} của tệp."
            )
    for rows, key in (
        (file["assessments"], "period"),
        (file["outreach"], "dates"),
        (file["target_claims"], "period"),
    ):
        for row in rows:
            if row[key] and not first <= row[key][0] <= row[key][1] <= last:
                raise row.refusal(
                    key,
                    f"giai đoạn {row[key][0]}-{row[key][1]} nằm ngoài giai đoạn {first}-{last}"
                    " của tệp.",
                )


def _check_same_rows(file):
    """Two rows that nothing tells apart would be counted twice."""
    for name, keys in (
        ("training_log", ("year", "kind_verbatim", "kind")),
        ("outreach", ("kind", "name", "dates")),
        ("assessments", ("kind",)),
        ("demo_models", ("name",)),
        ("target_claims", ("indicator",)),
    ):
        counts = Counter(tuple(row[key] for key in keys) for row in file[name])
        for row in reversed(file[name]):
            if counts[tuple(row[key] for key in keys)] > 1:
                raise row.refusal(
                    keys[0],
                    "hai dòng giống nhau sẽ bị tính hai lần. Hãy gộp lại hoặc ghi rõ chỗ khác.",
                )


def _check_claims(file):
    for key in ("events", "participants"):
        check_number_in_words(file["training_claims"][key], "claimed", None)


def check_number_in_words(row, key, verbatim):
    """A claim is printed as stated, so its number must stand in its words."""
    words = verbatim or row["verbatim"]
    number = re.escape(format_number(row[key]))
    if not re.search(rf"(?<![\d.,]){number}(?![.,]?\d)", words):
        raise row.refusal(
            key,
            f"số {format_number(row[key])} không có trong nguyên văn “{words}”."
            " Hãy sửa số hoặc nguyên văn cho khớp.",
        )
