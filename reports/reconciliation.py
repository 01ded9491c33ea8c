"""Reconciles what a report states with what was logged (đối chiếu): verdicts for the unit alone."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from organisations.vietnamese import format_number
from programmes.enums import Comparator
from reports.enums import Nature, Verdict
from reports.figures import COUNTED_NATURES, Median, total, value_of
from reports.models import Fact

# [proposal] "khoảng" is held to be right within this share of the logged figure.
ABOUT = Decimal("0.05")
WORDS = {Comparator.MORE: "trên ", Comparator.AT_LEAST: "từ ", Comparator.ABOUT: "khoảng "}


@dataclass
class Reconciled:
    """One claim beside its logged figure. `excess` is by how much the larger one is larger."""

    claim: Fact
    logged: Decimal | None
    verdict: str
    excess: Decimal | None
    remark: str
    indicator_label: str = ""

    @property
    def stated(self):
        """'trên 2.500', 'khoảng 50%', or "–" for a claim in words."""
        if self.claim.number is None:
            return "–"
        unit = "%" if self.claim.unit == "%" else ""
        words = WORDS.get(self.claim.detail["comparator"], "")
        return f"{words}{format_number(self.claim.number)}{unit}"

    @property
    def tone(self):
        """How the screen colours the verdict."""
        return {Verdict.MATCH: "success", Verdict.LOG_EXCEEDS_CLAIM: "info"}.get(
            self.verdict, "warning"
        )


def reconcile(version, *, access):
    """Every claim of a version with its verdict, in the order in which claims were entered."""
    facts = Fact.objects.visible_to(access).filter(version=version)
    logged = _logged_totals(facts)
    claims = facts.filter(nature=Nature.CLAIM).order_by("source_id")
    return [_reconciled(claim, logged.get(claim.detail["indicator"])) for claim in claims]


def _logged_totals(facts):
    counted = facts.filter(nature__in=COUNTED_NATURES).order_by().values_list("indicator__code")
    sums = counted.annotate(
        numbers=Sum("number"), plans=Sum("planned"), middle=Median("number"), rows=Count("pk")
    )
    names = ("number", "planned", "median", "facts")
    return {
        code: value_of(total(code).reads, dict(zip(names, values, strict=True)))
        for code, *values in sums
    }


def _reconciled(claim, logged):
    verdict, excess = judge(claim.detail, claim.number, logged)
    return Reconciled(claim, logged, verdict, excess, _remark(claim, logged, verdict, excess))


def judge(stated, value, logged):
    """(verdict, excess) of a claim: `stated` holds its comparator and flags, `value` its number."""
    if stated["is_beyond_unit"]:
        return Verdict.NOT_OURS, None
    if stated["is_met_claim"] and value is None:
        return Verdict.UNPROVEN, None
    if logged is None or value is None:
        return Verdict.NO_LOG, None
    return _compare(stated["comparator"], Decimal(value), Decimal(logged))


def _compare(comparator, value, logged):
    least = value + _smallest_step(value, logged) if comparator == Comparator.MORE else value
    if comparator == Comparator.ABOUT and abs(value - logged) <= ABOUT * logged:
        return Verdict.MATCH, None
    if logged < least:
        return Verdict.CLAIM_EXCEEDS_LOG, least - logged
    if logged > least and comparator in {Comparator.EQUAL, Comparator.ABOUT, Comparator.NONE}:
        return Verdict.LOG_EXCEEDS_CLAIM, logged - value
    return Verdict.MATCH, None


def _smallest_step(value, logged):
    """ "Trên 2.500" of things that are counted whole means 2.501 at least."""
    whole = value == value.to_integral_value() and logged == logged.to_integral_value()
    return 1 if whole else 0


def _remark(claim, logged, verdict, excess):
    if verdict == Verdict.CLAIM_EXCEEDS_LOG:
        least = "ít nhất " if claim.detail["comparator"] == Comparator.MORE else ""
        share = format_number(100 * excess / logged, 1) if logged else ""
        return (
            f"Số nêu vượt số liệu gốc {least}{format_number(excess)}"
            + (f" ({share}% số liệu gốc)." if share else ".")
            + " Sửa câu hoặc bổ sung dòng còn thiếu."
        )
    if verdict == Verdict.LOG_EXCEEDS_CLAIM:
        return f"Số liệu gốc lớn hơn số nêu {format_number(excess)}."
    if verdict == Verdict.NO_LOG:
        return _no_log_remark(claim)
    return {
        Verdict.MATCH: "Khớp, không phải sửa.",
        Verdict.UNPROVEN: "Chỉ có câu khẳng định, không có số liệu; bổ sung hoặc viết lại câu.",
        Verdict.NOT_OURS: "Mục tiêu cấp quốc gia, một đơn vị không tự đạt được.",
    }[verdict]


def _no_log_remark(claim):
    if claim.detail["is_estimate"]:
        return "Số ước tính, không có tử số, mẫu số và cách ước; nêu rõ trước khi dùng."
    if claim.number is None:
        return "Nêu bằng lời, không có dòng nào trong sổ; không suy ra con số."
    return "Chưa có danh sách kèm theo; số này không cộng vào tổng toàn quốc."
