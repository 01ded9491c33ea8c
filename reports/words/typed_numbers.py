"""Numbers that were typed into the words of a section instead of being inserted by a code.

A typed number can disagree with the tables. Each is found by the words after it, compared with what
was counted, and can be replaced by its code or be recorded as a claim (số liệu nêu).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from programmes.enums import Comparator
from programmes.models import Indicator
from reports.checks.counted import Counted
from reports.enums import Verdict
from reports.models import ReportVersion
from reports.narrative import MARK
from reports.reconciliation import judge

# [proposal] What people call the thing counted; longer words first, they are more precise.
# A number of participants is of turns (lượt người): one person comes to several events.
CALLED = {
    "lượt người tham dự": "TT-02",
    "lượt người": "TT-02",
    "lượt đại biểu": "TT-02",
    "lượt học viên": "TT-02",
    "lượt nữ": "TT-03",
    "lớp tập huấn": "TT-01",
    "khóa tập huấn": "TT-01",
    "hội nghị, hội thảo": "TT-01",
    "hội nghị": "TT-01",
    "hội thảo": "TT-01",
    "tọa đàm": "TT-01",
    "lớp": "TT-01",
    "cuộc đánh giá nhanh": "HT-02",
    "đánh giá nhanh": "HT-02",
    "đánh giá chi tiết": "HT-03",
    "giải pháp đã thực hiện": "HT-07",
}
# These count heads where turns were counted (KT-33).
HEADS = {"người tham dự": "TT-02", "đại biểu": "TT-02", "học viên": "TT-02"}
BEFORE = {
    "trên": Comparator.MORE,
    "hơn": Comparator.MORE,
    "từ": Comparator.AT_LEAST,
    "ít nhất": Comparator.AT_LEAST,
    "khoảng": Comparator.ABOUT,
    "gần": Comparator.ABOUT,
}
_WORDS = "|".join(map(re.escape, sorted(CALLED | HEADS, key=len, reverse=True)))
TYPED = re.compile(
    rf"(?:\b(?P<before>{'|'.join(BEFORE)})\s+)?"
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?"
    rf"\s+(?P<words>{_WORDS})\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?;\n]*(?:\.\d[^.!?;\n]*)*[.!?;]?")


@dataclass(frozen=True)
class TypedNumber:
    """One number as typed: `at` is where in the text, `phrase` the number with its words.

    `amount` is the phrase without what is counted: "trên 2.500" of "trên 2.500 lượt người".
    """

    at: int
    phrase: str
    amount: str
    value: Decimal
    unit: str
    indicator: str
    comparator: str
    counts_heads: bool


@dataclass(frozen=True)
class Compared:
    """A typed number beside what was counted: None where nothing was."""

    typed: TypedNumber
    label: str
    counted: Decimal | None
    verdict: str

    @property
    def mark(self):
        return f"{{{{{self.typed.indicator}}}}}"

    @property
    def tone(self):
        return "success" if self.verdict == Verdict.MATCH else "warning"

    @property
    def verdict_label(self):
        return Verdict(self.verdict).label


def typed_numbers(text):
    """Every TypedNumber of a section, in order; what codes insert is not typed."""
    without_marks = MARK.sub(lambda found: "█" * len(found[0]), text)
    return [_typed(found) for found in TYPED.finditer(without_marks)]


def _typed(found):
    words = found["words"].lower()
    whole = found["number"].replace(".", "")
    return TypedNumber(
        at=found.start(),
        phrase=found[0],
        amount=found[0][: found.start("words") - found.start()].rstrip(),
        value=Decimal(f"{whole}.{found['decimals'] or 0}").normalize(),
        unit=found["words"],
        indicator=CALLED.get(words) or HEADS[words],
        comparator=BEFORE.get((found["before"] or "").lower(), Comparator.EQUAL),
        counts_heads=words in HEADS,
    )


def compare(text, counted, labels):
    """[Compared] of a section. `counted` maps codes to values, `labels` to their names."""
    return [
        Compared(
            typed,
            labels.get(typed.indicator, typed.indicator),
            counted.get(typed.indicator),
            judge(
                {
                    "comparator": typed.comparator,
                    "is_beyond_unit": False,
                    "is_met_claim": False,
                },
                typed.value,
                counted.get(typed.indicator),
            )[0],
        )
        for typed in typed_numbers(text)
    ]


def typed_beside_counted(narrative, report, *, access):
    """[Compared] of a stored section; with what the newest version of the report counted."""
    if narrative is None or not typed_numbers(narrative.text):
        return []
    versions = ReportVersion.objects.visible_to(access).filter(report=report)
    version = versions.order_by("-number").first()
    codes = {typed.indicator for typed in typed_numbers(narrative.text)}
    counted = Counted(version, access) if version else None
    values = {code: counted.value(code) for code in codes} if counted else {}
    labels = Indicator.objects.visible_to(access).filter(code__in=codes)
    return compare(narrative.text, values, dict(labels.values_list("code", "label")))


def sentences(text):
    """As messages name them; the point inside 2.500 ends none."""
    return [found[0].strip() for found in SENTENCE.finditer(text) if found[0].strip()]
