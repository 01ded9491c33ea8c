"""Choices of assessments; the words are those of the reference files and the RECP indicators."""

from django.db.models import TextChoices


class ResourceKind(TextChoices):
    ENERGY = "energy", "điện, hơi"
    FUEL = "fuel", "nhiên liệu"
    WATER = "water", "nước"
    MATERIAL = "material", "nguyên liệu, vật liệu"
    WASTE = "waste", "chất thải rắn"
    WASTEWATER = "wastewater", "nước thải"
    PRODUCT = "product", "sản phẩm"


class Total(TextChoices):
    """In which of the RECP totals a resource stands (DOMAIN 3.6)."""

    ENERGY = "E", "năng lượng"
    MATERIALS = "M", "nguyên liệu"
    WATER = "W", "nước sạch"
    WASTEWATER = "WW", "nước thải"
    WASTE = "S", "chất thải rắn"
    PRODUCT = "P", "sản phẩm"
    NONE = "", "không cộng vào tổng nào"


class Emission(TextChoices):
    """How the CO2 of a resource is worked out."""

    GRID = "grid", "theo hệ số lưới điện của năm"
    FUEL = "fuel", "nhiệt trị nhân hệ số phát thải"
    ZERO = "zero", "không phát thải tại chỗ"
    MISSING = "missing", "chưa có hệ số"
    NONE = "", "không tính"


class FactorKind(TextChoices):
    TOE = "toe", "TOE"
    CALORIFIC = "ncv", "nhiệt trị thấp"
    EMISSION = "ef", "hệ số phát thải CO2"
    GRID = "grid", "hệ số phát thải lưới điện"
    DENSITY = "density", "khối lượng riêng"


class Answer(TextChoices):
    """What a plant says of one question of the checklist."""

    NOT_YET = "CHUA", "Chưa"
    PARTLY = "MOT_PHAN", "Một phần"
    DONE = "DA_LAM", "Đã làm"
    NOT_APPLICABLE = "KHONG_AP_DUNG", "Không áp dụng"


class OptionState(TextChoices):
    """The life of a solution; the words are those of reference/assessments/reasons.yaml."""

    PROPOSED = "proposed", "Đề xuất"
    SCREENED_OUT = "screened_out", "Loại khi sàng lọc"
    SELECTED = "selected", "Được chọn"
    UNDER_WAY = "under_way", "Đang thực hiện"
    DONE = "done", "Đã thực hiện"
    MEASURED = "measured", "Đã đo kết quả"
    SUSTAINED = "sustained", "Duy trì"
    STOPPED = "stopped", "Đã dừng sau khi thực hiện"
    NOT_TAKEN_UP = "not_taken_up", "Không thực hiện"
    NO_NEWS = "no_news", "Không có thông tin"


class Mover(TextChoices):
    """Who takes a solution from one state to another."""

    ENTERPRISE = "enterprise", "doanh nghiệp"
    ASSESSOR = "assessor", "đơn vị tư vấn, đầu mối"
    CLOCK = "clock", "máy"


class OptionCategory(TextChoices):
    """The eight kinds of a cleaner production solution; the codes are those of the files."""

    HOUSEKEEPING = "QLNV", "Quản lý nội vi"
    CONTROL = "KSQT", "Kiểm soát quá trình tốt hơn"
    MATERIALS = "TDNL", "Thay đổi nguyên liệu"
    EQUIPMENT = "CTTB", "Cải tiến thiết bị"
    TECHNOLOGY = "CNM", "Công nghệ sản xuất mới"
    RECOVERY = "THTSD", "Thu hồi và tái sử dụng tại chỗ"
    BY_PRODUCTS = "SPP", "Tạo ra sản phẩm phụ hữu ích"
    PRODUCT = "CTSP", "Cải tiến sản phẩm"


class PaybackBand(TextChoices):
    """How soon an idea usually pays for itself."""

    NOTHING = "PB0", "Không phải đầu tư"
    YEAR = "PB1", "Đến 1 năm"
    THREE_YEARS = "PB2", "1 đến 3 năm"
    LONGER = "PB3", "Trên 3 năm"


class ReasonGroup(TextChoices):
    """What a solution that was not carried out failed by."""

    MONEY = "tai_chinh", "Tài chính"
    TECHNICAL = "ky_thuat", "Kỹ thuật"
    PEOPLE = "con_nguoi", "Con người, quản lý"
    MARKET = "thi_truong", "Sản xuất, thị trường"
    OUTSIDE = "ben_ngoai", "Bên ngoài, thủ tục"
    INFORMATION = "thong_tin", "Thông tin"
    OTHER = "khac", "Khác"


class BenchmarkKind(TextChoices):
    NORM = "vn_norm", "định mức theo thông tư"
    EU_BAT = "eu_bat", "mức của kỹ thuật tốt nhất hiện có (EU)"
    SURVEY = "survey", "khảo sát đo đạc"
    GUIDE = "guide", "tài liệu hướng dẫn"
    EXPERT = "expert", "kinh nghiệm chuyên môn"


class AssessmentKind(TextChoices):
    SELF = "self", "Tự đánh giá"
    HOUSEHOLD = "household", "Phiếu hộ sản xuất"
    QUICK = "quick", "Đánh giá nhanh"
    DETAILED = "detailed", "Đánh giá chi tiết"

    @classmethod
    def stepped(cls):
        """Those filled in step by step (assessments/selfassessment)."""
        return (cls.SELF, cls.QUICK)

    @classmethod
    def reported(cls):
        """Those of which whoever carried them out writes a report."""
        return (cls.QUICK, cls.DETAILED)


class AssessmentState(TextChoices):
    """The life of an assessment, from its assignment to its acceptance (nghiệm thu)."""

    ASSIGNED = "assigned", "Đã giao"
    UNDER_WAY = "under_way", "Đang thực hiện"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Yêu cầu hoàn thiện, bổ sung"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    CANCELLED = "cancelled", "Đã hủy"

    @classmethod
    def open_states(cls):
        """Those in which its contents may be changed."""
        return (cls.ASSIGNED, cls.UNDER_WAY, cls.RETURNED)

    @classmethod
    def filed_states(cls):
        """Those in which it was handed in and stands."""
        return (cls.SUBMITTED, cls.ACCEPTED)


class Period(TextChoices):
    """Of which time a quantity is told."""

    YEAR = "year", "cả năm"
    MONTH = "month", "tháng của năm cơ sở"
    BEFORE = "before", "trước khi thực hiện"
    AFTER = "after", "sau khi thực hiện"


class Reading(TextChoices):
    """How a quantity is known; the codes are those of the worksheets."""

    MEASURED = "do", "đo"
    COMPUTED = "tinh", "tính"
    ESTIMATED = "uoc_tinh", "ước tính"


class Loss(TextChoices):
    """What is lost where something was seen on the walk through a plant [proposal]."""

    ELECTRICITY = "dien", "Điện"
    HEAT = "nhiet", "Nhiệt, hơi, nhiên liệu"
    WATER = "nuoc", "Nước"
    MATERIAL = "nguyen_lieu", "Nguyên liệu, vật liệu"
    SPOILED = "hang_hong", "Hàng hỏng, làm lại"
    WASTE = "thai_ran", "Chất thải rắn"
    WASTEWATER = "nuoc_thai", "Nước thải"
    AIR = "khi_thai", "Khí thải, bụi, mùi, ồn"
    OTHER = "khac", "Khác"


class CauseClass(TextChoices):
    OPERATION = "van_hanh", "Vận hành, bảo dưỡng"
    MATERIAL = "nguyen_lieu", "Nguyên liệu đầu vào"
    EQUIPMENT = "thiet_bi", "Thiết bị"
    TECHNOLOGY = "cong_nghe", "Công nghệ"
    DESIGN = "thiet_ke", "Thiết kế, bố trí"
    MANAGEMENT = "quan_ly", "Quản lý, con người"
    PRODUCT = "san_pham", "Sản phẩm"


class Screening(TextChoices):
    NOW = "thuc_hien_ngay", "Thực hiện ngay"
    STUDY = "nghien_cuu_them", "Cần nghiên cứu thêm"
    REJECTED = "loai_bo", "Loại bỏ"


class Channel(TextChoices):
    """How news of a solution came in."""

    PORTAL = "portal", "trên cổng"
    EMAIL = "email", "trả lời thư"
    TELEPHONE = "telephone", "điện thoại"
    VISIT = "visit", "tại cơ sở"
    CLOCK = "clock", "hết thời hạn theo dõi"


class Normalisation(TextChoices):
    """How before and after are made comparable (DOMAIN 3.6)."""

    ONE_PRODUCT = "one", "một sản phẩm"
    PRODUCTS = "several", "nhiều sản phẩm"
    FIXED_LOAD = "fixed", "có phần tải cố định"


class GrantState(TextChoices):
    """How far a plant's support has come."""

    APPLIED = "applied", "đề nghị hỗ trợ"
    APPROVED = "approved", "đề án được phê duyệt"
    CONTRACTED = "contracted", "đã ký hợp đồng"
    ACCEPTED = "accepted", "đã nghiệm thu"
    SETTLED = "settled", "đã thanh lý"
    REFUSED = "refused", "bị từ chối"
    WITHDRAWN = "withdrawn", "đã rút đơn"

    @classmethod
    def granted(cls):
        """Support was promised, and counts against the cap of its source."""
        return (cls.APPROVED, cls.CONTRACTED, cls.ACCEPTED, cls.SETTLED)

    @classmethod
    def under_contract(cls):
        """Money may be paid."""
        return (cls.CONTRACTED, cls.ACCEPTED, cls.SETTLED)

    @classmethod
    def ended_early(cls):
        return (cls.REFUSED, cls.WITHDRAWN)


# From which states a step leads here; a step is also taken again, to correct what it recorded.
GRANT_STEPS = {
    GrantState.APPROVED: (GrantState.APPLIED, GrantState.APPROVED),
    GrantState.CONTRACTED: (GrantState.APPROVED, GrantState.CONTRACTED),
    GrantState.ACCEPTED: (GrantState.CONTRACTED, GrantState.ACCEPTED),
    GrantState.SETTLED: (GrantState.ACCEPTED, GrantState.SETTLED),
    GrantState.REFUSED: (GrantState.APPLIED,),
    GrantState.WITHDRAWN: (GrantState.APPLIED, GrantState.APPROVED),
}


class PaymentKind(TextChoices):
    ADVANCE = "advance", "tạm ứng"
    FINAL = "final", "thanh toán"
    RECOVERED = "recovered", "thu hồi"


class Consent(TextChoices):
    """Whether the people of a plant agree that a demonstration model names them in public."""

    NONE = "none", "chưa có đồng ý"
    GIVEN = "given", "đã đồng ý công bố"
    WITHDRAWN = "withdrawn", "đã rút đồng ý"
