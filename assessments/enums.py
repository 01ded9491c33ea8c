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
