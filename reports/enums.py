"""Kinds and states of rounds, reports, facts and figures."""

from django.db.models import TextChoices

from organisations.documents.docx import DOCX


class RoundKind(TextChoices):
    ANNUAL = "annual", "báo cáo năm"
    PERIOD = "period", "báo cáo giai đoạn"


class DueWording(TextChoices):
    """How the letter words its date: "trước ngày D" shuts a day before "chậm nhất ngày D"."""

    BEFORE = "before", "trước ngày"
    AT_LATEST = "at_latest", "chậm nhất ngày"


class LatenessBasis(TextChoices):
    """What decides whether a report came in time; the round says which."""

    PORTAL = "portal", "giờ tiếp nhận trên cổng"
    REGISTER = "register", "ngày đến theo sổ văn bản đến"


class Layout(TextChoices):
    INDICATORS = "indicators", "mỗi chỉ tiêu một dòng"
    DIMENSION = "dimension", "mỗi phần tử của phân tổ một dòng"
    LIST = "list", "danh sách"


class VersionState(TextChoices):
    COMPILING = "compiling", "đang lập"
    COMPILED = "compiled", "đã lập"
    SUBMITTED = "submitted", "đã gửi"


class Nature(TextChoices):
    """Where a fact or a figure comes from."""

    COUNTED = "counted", "đếm từ số liệu gốc"
    TYPED = "typed", "nhập tay"
    CLAIM = "claim", "số liệu nêu trong báo cáo"
    TEXT = "text", "thông tin văn bản"
    COVERAGE = "coverage", "độ bao phủ"
    BEFORE = "before", "số của năm trước"
    TERRITORY = "territory", "số của từng địa bàn"
    STATED = "stated", "theo báo cáo giấy"
    YEARS = "years", "số qua các năm"
    ESTIMATED = "estimated", "số ước của năm trước"
    CONFIRMED = "confirmed", "số chính thức của năm trước"


class Reading(TextChoices):
    """What a figure reads from the facts it groups."""

    NUMBER = "number", "thực hiện"
    PLANNED = "planned", "kế hoạch"
    ESTIMATE = "estimate", "ước cả năm"
    PERCENT = "percent", "% so với kế hoạch"
    QUOTIENT = "quotient", "thương số"
    MEDIAN = "median", "trung vị"
    DIFFERENCE = "difference", "chênh lệch so với số ước"
    DEVIATION = "deviation", "% chênh lệch so với số ước"
    TEXT = "text", "nguyên văn"


class Verdict(TextChoices):
    """What comparing a claim with the counted figure gives (đối chiếu)."""

    MATCH = "match", "khớp số liệu gốc"
    CLAIM_EXCEEDS_LOG = "claim_exceeds_log", "số nêu lớn hơn số liệu gốc"
    LOG_EXCEEDS_CLAIM = "log_exceeds_claim", "số liệu gốc lớn hơn số nêu"
    NO_LOG = "no_log", "chưa có số liệu gốc"
    UNPROVEN = "unproven", "đơn vị tự đánh giá đạt, chưa có số liệu chứng minh"
    NOT_OURS = "not_ours", "không thuộc phạm vi đơn vị"


class RequestClass(TextChoices):
    AWARENESS = "awareness", "nhận thức"
    TECHNICAL = "technical", "hỗ trợ kỹ thuật"
    MODEL = "model", "mô hình"
    FINANCE = "finance", "cơ chế tài chính"
    LAW = "law", "pháp luật"
    OTHER = "other", "khác"


class DocumentKind(TextChoices):
    REPORT = "report", "Báo cáo"
    RECONCILIATION = "reconciliation", "Phiếu đối chiếu số liệu"
    CONSOLIDATED = "consolidated", "Tập báo cáo tổng hợp"
    WORD = "word", "Báo cáo, bản DOCX"

    @property
    def suffix(self):
        return ".docx" if self is DocumentKind.WORD else ".pdf"

    @property
    def content_type(self):
        return DOCX if self is DocumentKind.WORD else "application/pdf"


class ReviewDecision(TextChoices):
    """What the Ministry says of a submitted version."""

    RECEIVED = "received", "đã tiếp nhận"
    RETURNED = "returned", "yêu cầu hoàn thiện, bổ sung"
    ACCEPTED = "accepted", "đã chấp nhận"


class Severity(TextChoices):
    BLOCKER = "blocker", "chặn nộp"
    ERROR = "error", "phải sửa hoặc giải trình"
    WARNING = "warning", "nên xem lại"
    NOTE = "note", "để biết"


class CopyMark(TextChoices):
    """How the signed copy of a report was recognised."""

    OURS = "ours", "bắt đầu bằng đúng tệp của cổng"
    OTHER = "other", "văn bản khác, đã so từng trang"
    SCAN = "scan", "bản quét, không có chữ để so"


class SignatureState(TextChoices):
    """What checking the digital signatures of a file came to."""

    VALID = "valid", "hợp lệ"
    NONE = "none", "không có chữ ký số"
    UNCHECKED = "unchecked", "không kiểm được"
    WRONG = "wrong", "sai"
