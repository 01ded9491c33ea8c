"""Kinds of organisation, roles of people, states of jobs: stored in English, shown otherwise."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """Kinds of organisation. All but PARTY have accounts; their values name the database roles."""

    MINISTRY = "ministry", "Bộ"
    DEPARTMENT = "department", "Sở Công Thương"
    CORPORATION = "corporation", "Tập đoàn, tổng công ty"
    ENTERPRISE = "enterprise", "Doanh nghiệp, hộ sản xuất"
    SUPPORT = "support", "Đơn vị hỗ trợ, tư vấn"
    PARTY = "party", "Cơ quan, đơn vị liên quan"


class Role(TextChoices):
    """What a person may do in an organisation, from least to most."""

    VIEWER = "viewer", "Người xem"
    OFFICER = "officer", "Chuyên viên"
    HEAD = "head", "Lãnh đạo"
    ADMINISTRATOR = "administrator", "Quản trị"


class JobState(TextChoices):
    QUEUED = "queued", "đang chờ"
    RUNNING = "running", "đang chạy"
    DONE = "done", "đã xong"
    FAILED = "failed", "không thành công"
    PARKED = "parked", "đã dừng sau nhiều lần lỗi"


OPEN_JOB_STATES = (JobState.QUEUED, JobState.RUNNING)


class JobKind(TextChoices):
    COMPILE_REPORT = "compile_report", "Lập báo cáo"
    CONSOLIDATE = "consolidate", "Tổng hợp toàn quốc"


class Verb(TextChoices):
    """What a log entry says was done."""

    CREATE = "create", "tạo"
    UPDATE = "update", "sửa"
    COMPILE = "compile", "lập"
    SUBMIT = "submit", "trình, gửi"
    RETURN = "return", "yêu cầu hoàn thiện, bổ sung"
    INVITE = "invite", "mời"
    ACCEPT = "accept", "nhận lời mời"
