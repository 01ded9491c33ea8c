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
