"""Kinds and states of strategies, plans and tasks."""

from django.db.models import TextChoices


class Provenance(TextChoices):
    """How far a statement is to be trusted; anything but OFFICIAL is shown as unverified."""

    OFFICIAL = "official", "có trong văn bản nguồn"
    FOUND = "found", "theo nguồn công khai đã tra cứu"
    RECALLED = "recalled", "chưa kiểm chứng"
    SHAKY = "shaky", "chưa kiểm chứng, cần đối chiếu văn bản gốc"
    DERIVED = "derived", "tính từ số liệu nguồn"
    PROPOSAL = "proposal", "đề xuất của hệ thống, chưa có quy định"


UNVERIFIED = (Provenance.RECALLED, Provenance.SHAKY, Provenance.PROPOSAL)


class DocumentType(TextChoices):
    """Types of official documents (Nghị định 30/2020/NĐ-CP, Phụ lục III) that the portal cites."""

    DECISION = "decision", "Quyết định"
    DIRECTIVE = "directive", "Chỉ thị"
    PLAN = "plan", "Kế hoạch"
    LETTER = "letter", "Công văn"
    CIRCULAR = "circular", "Thông tư"
    RESOLUTION = "resolution", "Nghị quyết"
    DECREE = "decree", "Nghị định"


class PlanKind(TextChoices):
    ACTION_PLAN = "action_plan", "Kế hoạch hành động"
    PLAN = "plan", "Kế hoạch"
    ACTION_PROGRAMME = "action_programme", "Chương trình hành động"


class IssuerLevel(TextChoices):
    DEPARTMENT = "department", "Sở"
    PEOPLES_COMMITTEE = "peoples_committee", "UBND"
    CORPORATION = "corporation", "Tập đoàn, tổng công ty"
    MINISTRY = "ministry", "Bộ"


class PlanState(TextChoices):
    DRAFT = "draft", "dự thảo"
    ISSUED = "issued", "đã ban hành"


class TaskState(TextChoices):
    PROPOSED = "proposed", "đề xuất"
    APPROVED = "approved", "đã phê duyệt"
    UNDER_WAY = "under_way", "đang thực hiện"
    ACCEPTED = "accepted", "đã nghiệm thu"
    STOPPED = "stopped", "dừng thực hiện"


class FocalState(TextChoices):
    PROPOSED = "proposed", "đang đề xuất"
    ESTABLISHED = "established", "đã thành lập hoặc được giao"


class Comparator(TextChoices):
    """How a stated or wanted number is meant."""

    EQUAL = "=", "bằng"
    MORE = ">", "trên"
    AT_LEAST = ">=", "từ"
    ABOUT = "≈", "khoảng"
    NONE = "", "không nêu số"


class Measure(TextChoices):
    FLOW = "flow", "phát sinh trong kỳ số liệu"
    STOCK = "stock", "tại ngày chốt"
    RATIO = "ratio", "tỷ lệ"
    TARGET = "target", "mức độ hoàn thành mục tiêu"
