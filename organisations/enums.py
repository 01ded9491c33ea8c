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
    CANCELLED = "cancelled", "đã hủy"


OPEN_JOB_STATES = (JobState.QUEUED, JobState.RUNNING)


class JobKind(TextChoices):
    COMPILE_REPORT = "compile_report", "Lập báo cáo"
    CONSOLIDATE = "consolidate", "Tổng hợp toàn quốc"
    CHECK_IMPORT = "check_import", "Kiểm tra tệp nhập"
    APPLY_IMPORT = "apply_import", "Ghi tệp nhập vào sổ"
    UNDO_IMPORT = "undo_import", "Rút lại lần nhập"
    WRITE_LIST = "write_list", "Ghi danh sách ra tệp"
    WRITE_OPTIONS = "write_options", "Ghi danh sách giải pháp ra tệp"
    WRITE_REPORT = "write_report", "Ghi báo cáo đánh giá ra tệp"


class ImportKind(TextChoices):
    """What a file is brought into."""

    ESTABLISHMENTS = "establishments", "sổ cơ sở sản xuất"


class ImportState(TextChoices):
    """A file's way: read, checked, applied, perhaps taken back."""

    UPLOADED = "uploaded", "chờ xác nhận cột"
    CHECKING = "checking", "đang kiểm tra"
    CHECKED = "checked", "đã kiểm tra, chưa ghi"
    APPLYING = "applying", "đang ghi"
    APPLIED = "applied", "đã ghi vào sổ"
    UNDOING = "undoing", "đang rút lại"
    UNDONE = "undone", "đã rút lại"
    CANCELLED = "cancelled", "đã hủy"
    REFUSED = "refused", "không đọc được"


class RowVerdict(TextChoices):
    """What a row of a file would do, or why it would do nothing."""

    NEW = "new", "mới"
    CHANGED = "changed", "thay đổi"
    UNCHANGED = "unchanged", "không đổi"
    SUSPECTED = "suspected", "nghi trùng"
    REFUSED = "refused", "không nhận"


class RowDecision(TextChoices):
    """What a person said of a row that may be about a record there is."""

    SAME = "same", "là cơ sở đã có"
    DISTINCT = "distinct", "là cơ sở khác"


class Verb(TextChoices):
    """What a log entry says was done."""

    CREATE = "create", "tạo"
    UPDATE = "update", "sửa"
    COMPILE = "compile", "lập"
    SUBMIT = "submit", "trình, gửi"
    RETURN = "return", "yêu cầu hoàn thiện, bổ sung"
    INVITE = "invite", "mời"
    ACCEPT = "accept", "nhận lời mời"
    APPROVE = "approve", "duyệt"
    WITHDRAW = "withdraw", "rút lại"
    ATTACH = "attach", "đính kèm tệp"
    DETACH = "detach", "gỡ tệp"
    COPY = "copy", "sao chép"
    DELETE = "delete", "xóa"
    GIVE = "give", "giao thực hiện"
    START = "start", "bắt đầu thực hiện"
    ACCEPT_TASK = "accept_task", "nghiệm thu"
    SETTLE = "settle", "quyết toán"
    STOP = "stop", "dừng thực hiện"
    CARRY = "carry", "chuyển năm sau"
    DISBURSE = "disburse", "ghi giải ngân"
    CONSULT = "consult", "gửi lấy ý kiến"
    REDRAFT = "redraft", "đưa về dự thảo"
    ISSUE = "issue", "ghi quyết định ban hành"
    AMEND = "amend", "mở điều chỉnh"
    ABANDON = "abandon", "thôi điều chỉnh"
    RECORD = "record", "đính chính theo văn bản đã ban hành"
    REPLACE = "replace", "ghi được thay thế"
    EXPIRE = "expire", "ghi hết hiệu lực"
    CLOSE = "close", "khóa"
    REOPEN = "reopen", "mở lại"
    RESTORE = "restore", "khôi phục hiệu lực"
    IMPORT = "import", "nhập từ tệp"
    UNDO_IMPORT = "undo_import", "rút lại lần nhập"
    EXPORT = "export", "xuất ra tệp"
    MOVE = "move", "chuyển địa bàn"
    ASSIGN = "assign", "chuyển đơn vị quản lý"
    MERGE = "merge", "gộp"
    SPLIT = "split", "tách lại"
    TELL_APART = "tell_apart", "ghi là hai cơ sở khác nhau"
    CANCEL = "cancel", "hủy"
    CONFIRM = "confirm", "xác nhận số liệu"
    REPORT_NEWS = "report_news", "báo tin giải pháp"
    EXTEND = "extend", "gia hạn"
    RECEIVE = "receive", "tiếp nhận"
    APPROVE_REPORT = "approve_report", "chấp nhận báo cáo"


class ApprovalSubject(TextChoices):
    """What a chain of approval is configured for."""

    PLAN = "plan", "kế hoạch"
    TASK_LIST = "task_list", "danh mục nhiệm vụ"
    REPORT = "report", "báo cáo"


class ApprovalState(TextChoices):
    OPEN = "open", "đang trình duyệt"
    APPROVED = "approved", "đã duyệt"
    RETURNED = "returned", "đã trả lại để hoàn thiện"
    WITHDRAWN = "withdrawn", "đã rút lại"


class Decision(TextChoices):
    """What became of one step of a run."""

    PENDING = "pending", "chưa xử lý"
    APPROVED = "approved", "đồng ý"
    RETURNED = "returned", "trả lại để hoàn thiện"


class FileType(TextChoices):
    """Kinds of file that may be attached: the media type, and how people call it."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "ảnh JPEG"
    PNG = "image/png", "ảnh PNG"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"

    @property
    def suffixes(self):
        """How names of such files end; the first is what the file is stored under."""
        return (".jpg", ".jpeg") if self is FileType.JPEG else (f".{self.name.lower()}",)


class AttachmentPurpose(TextChoices):
    """What an attached file is good for."""

    EVIDENCE = "evidence", "minh chứng"
    PHOTO = "photo", "ảnh"
    SCAN = "scan", "bản quét danh sách ký tên"
    MATERIAL = "material", "tài liệu"
    OTHER = "other", "khác"


class ReminderKind(TextChoices):
    """Why a person is told something."""

    TASK_ENDS = "task_ends", "nhiệm vụ sắp hết hạn"
    LIST_NOT_SUBMITTED = "list_not_submitted", "danh mục chưa trình"
    CALIBRATION_DUE = "calibration_due", "thiết bị đến hạn kiểm định"
    APPROVAL_WAITING = "approval_waiting", "hồ sơ chờ duyệt"
    DECISION_WAITING = "decision_waiting", "hồ sơ chờ ghi quyết định"
    RETURNED = "returned", "hồ sơ bị trả lại"
    ASSESSMENT_GIVEN = "assessment_given", "phiếu đánh giá được giao"
    ASSESSMENT_SUBMITTED = "assessment_submitted", "phiếu đánh giá đã nộp"
    ASSESSMENT_RETURNED = "assessment_returned", "phiếu đánh giá cần hoàn thiện"
    ROUND_OPENED = "round_opened", "kỳ báo cáo đã mở"
    REPORT_DUE = "report_due", "báo cáo đến hạn"
    DATA_DUE = "data_due", "số liệu của cơ sở đến hạn"
    REPORT_RETURNED = "report_returned", "báo cáo cần hoàn thiện, bổ sung"
    REPORT_ACCEPTED = "report_accepted", "báo cáo được chấp nhận"
    REQUEST_ANSWERED = "request_answered", "kiến nghị được trả lời"
    ASSESSMENT_ACCEPTED = "assessment_accepted", "phiếu đánh giá được nghiệm thu"
