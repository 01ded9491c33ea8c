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


class SigningFor(TextChoices):
    """In whose place a document is signed (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 7a)."""

    SELF = "", "ký trực tiếp"
    COLLECTIVE = "TM.", "TM. (thay mặt tập thể lãnh đạo)"
    DEPUTY = "KT.", "KT. (ký thay người đứng đầu)"
    BY_ORDER = "TL.", "TL. (thừa lệnh)"
    BY_AUTHORITY = "TUQ.", "TUQ. (thừa ủy quyền)"


class PlanState(TextChoices):
    DRAFT = "draft", "dự thảo"
    CONSULTING = "consulting", "đang lấy ý kiến"
    SUBMITTED = "submitted", "đã trình"
    ISSUED = "issued", "đã ban hành"
    AMENDING = "amending", "đang điều chỉnh"
    REPLACED = "replaced", "đã được thay thế"
    EXPIRED = "expired", "hết hiệu lực"


class ListState(TextChoices):
    DRAFT = "draft", "dự thảo"
    CONSULTING = "consulting", "đang lấy ý kiến"
    SUBMITTED = "submitted", "đã trình"
    ISSUED = "issued", "đã phê duyệt"
    AMENDING = "amending", "đang điều chỉnh"
    CLOSED = "closed", "đã khóa"


# What may follow what, for plans and lists alike; `amending` goes through the same chain again.
PAPER_MOVES = {
    "draft": {"consulting", "submitted"},
    "consulting": {"draft", "submitted"},
    "submitted": {"draft", "amending", "issued"},
    "issued": {"amending", "replaced", "expired", "closed"},
    "amending": {"submitted", "issued"},
    "closed": {"issued"},
    "replaced": {"issued"},
    "expired": {"issued"},
}
# The content of a paper is written in these; afterwards only what was carried out is.
OPEN_STATES = ("draft", "consulting", "amending")
# It was issued once and has effect, perhaps not any more.
DECIDED_STATES = ("issued", "amending", "replaced", "expired", "closed")
ENDED_STATES = ("replaced", "expired")


class OpinionResponse(TextChoices):
    PENDING = "pending", "chưa xử lý"
    TAKEN_UP = "taken_up", "tiếp thu"
    PARTLY = "partly", "tiếp thu một phần"
    EXPLAINED = "explained", "giải trình, không tiếp thu"


class FundKind(TextChoices):
    """Where money comes from (nguồn kinh phí)."""

    SCIENCE = "science", "sự nghiệp khoa học và công nghệ"
    ENVIRONMENT = "environment", "sự nghiệp bảo vệ môi trường"
    INDUSTRY = "industry", "khuyến công"
    ENTERPRISE = "enterprise", "doanh nghiệp"
    DONOR = "donor", "tài trợ"
    OTHER = "other", "nguồn khác"


class FundForm(TextChoices):
    GRANT = "grant", "hỗ trợ không hoàn lại"
    LOAN = "loan", "vay ưu đãi"


class CapUnit(TextChoices):
    ESTABLISHMENT = "establishment", "cơ sở"
    MODEL = "model", "mô hình"
    PROJECT = "project", "đề án"


class TaskState(TextChoices):
    PROPOSED = "proposed", "đề xuất"
    APPROVED = "approved", "đã phê duyệt"
    GIVEN = "given", "đã giao"
    UNDER_WAY = "under_way", "đang thực hiện"
    ACCEPTED = "accepted", "đã nghiệm thu"
    SETTLED = "settled", "đã quyết toán"
    STOPPED = "stopped", "dừng thực hiện"
    CARRIED = "carried", "chuyển năm sau"


TASK_MOVES = {
    "proposed": {"approved"},
    "approved": {"given", "under_way", "stopped", "carried"},
    "given": {"under_way", "accepted", "stopped", "carried"},
    "under_way": {"accepted", "stopped", "carried"},
    "accepted": {"settled"},
}
UNFINISHED_STATES = (TaskState.APPROVED, TaskState.GIVEN, TaskState.UNDER_WAY)
DONE_STATES = (TaskState.ACCEPTED, TaskState.SETTLED)


class Assignment(TextChoices):
    """How a task is given: the first four by a unit, the last two by the Ministry."""

    DIRECT = "direct", "giao nhiệm vụ"
    ORDER = "order", "đặt hàng"
    TENDER = "tender", "đấu thầu"
    APPOINTED = "appointed", "chỉ định thầu"
    SELECTION = "selection", "tuyển chọn"
    AWARD = "award", "giao trực tiếp"


MINISTRY_ASSIGNMENTS = (Assignment.SELECTION, Assignment.AWARD)


class OutputKind(TextChoices):
    """What a task is to produce. All but OTHER are counted from the logs linked to the task."""

    CONFERENCE = "conference", "Hội nghị"
    WORKSHOP = "workshop", "Hội thảo"
    TRAINING = "training", "Lớp, khóa tập huấn"
    ATTENDANCE = "attendance", "Lượt người tham dự"
    LEAFLET = "leaflet", "Tờ rơi"
    HANDBOOK = "handbook", "Sổ tay, tài liệu"
    TV_REPORT = "tv_report", "Phóng sự truyền hình"
    RADIO_REPORT = "radio_report", "Chuyên mục phát thanh"
    TALK_SHOW = "tv_talk_show", "Tọa đàm tại trường quay"
    ARTICLE = "article", "Tin, bài"
    COOPERATION = "cooperation", "Hoạt động hợp tác quốc tế"
    RESEARCH = "research", "Nghiên cứu"
    ZONE = "zone", "KCN, CCN, làng nghề được phổ biến"
    ESTABLISHMENT = "establishment", "Cơ sở có người dự"
    OTHER = "other", "Sản phẩm khác (nhập tay)"


UNLOGGED_OUTPUTS = (OutputKind.OTHER,)
# What a sheet of a task takes when no unit is typed.
OUTPUT_UNITS = {
    OutputKind.CONFERENCE: "hội nghị",
    OutputKind.WORKSHOP: "hội thảo",
    OutputKind.TRAINING: "lớp",
    OutputKind.ATTENDANCE: "lượt người",
    OutputKind.LEAFLET: "tờ",
    OutputKind.HANDBOOK: "cuốn",
    OutputKind.TV_REPORT: "phóng sự",
    OutputKind.RADIO_REPORT: "chuyên mục",
    OutputKind.TALK_SHOW: "cuộc",
    OutputKind.ARTICLE: "tin, bài",
    OutputKind.COOPERATION: "hoạt động",
    OutputKind.RESEARCH: "nghiên cứu",
    OutputKind.ZONE: "KCN, CCN, làng nghề",
    OutputKind.ESTABLISHMENT: "cơ sở",
}


class LetterKind(TextChoices):
    DISSEMINATE = "disseminate", "phổ biến, hướng dẫn"
    DIRECT = "direct", "chỉ đạo"
    REMIND = "remind", "đôn đốc báo cáo"
    CONSULT = "consult", "lấy ý kiến"
    OTHER = "other", "khác"


class Commitment(TextChoices):
    FULL_TIME = "full_time", "chuyên trách"
    PART_TIME = "part_time", "kiêm nhiệm"


class Competence(TextChoices):
    """By which evidence a person can guide cleaner production; without one nobody is able."""

    NONE = "", "chưa có minh chứng"
    CERTIFICATE = "certificate", "chứng chỉ, chứng nhận đào tạo SXSH"
    PRACTICE = "practice", "đã tham gia đánh giá SXSH được nghiệm thu"


class Method(TextChoices):
    """How a reached value was found out."""

    CENSUS = "census", "điều tra toàn bộ"
    SAMPLE = "sample", "điều tra mẫu"
    REGISTER = "register", "theo sổ đăng ký"
    ESTIMATE = "estimate", "ước tính"


class ProposalState(TextChoices):
    DRAFT = "draft", "dự thảo"
    SUBMITTED = "submitted", "đã gửi"


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
