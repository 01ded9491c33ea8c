"""What the register of establishments knows by a code: stored in English, shown in Vietnamese."""

from django.db.models import IntegerChoices, TextChoices


class Stratum(TextChoices):
    """Households are counted apart: they swing a denominator by an order of magnitude."""

    PLANT = "co_so", "cơ sở"
    HOUSEHOLD = "ho", "hộ sản xuất"


class LegalForm(TextChoices):
    """The legal form of the person that a tax code or a personal number stands for."""

    LIMITED = "limited", "công ty TNHH"
    JOINT_STOCK = "joint_stock", "công ty cổ phần"
    STATE = "state", "doanh nghiệp nhà nước"
    PRIVATE = "private", "doanh nghiệp tư nhân"
    FOREIGN = "foreign", "doanh nghiệp có vốn đầu tư nước ngoài"
    COOPERATIVE = "cooperative", "hợp tác xã"
    HOUSEHOLD = "household", "hộ kinh doanh, hộ sản xuất"
    OTHER = "other", "khác"


class Edition(TextChoices):
    """Editions of VSIC; a code below the division means different things in the two."""

    E2018 = "2018", "VSIC 2018 (QĐ 27/2018/QĐ-TTg)"
    E2025 = "2025", "VSIC 2025 (QĐ 36/2025/QĐ-TTg)"


class Size(TextChoices):
    """Size of an enterprise for one year, by the decree in force at the end of that year."""

    MICRO = "micro", "siêu nhỏ"
    SMALL = "small", "nhỏ"
    MEDIUM = "medium", "vừa"
    LARGE = "large", "lớn"
    UNKNOWN = "", "chưa xác định"


class SizeTest(TextChoices):
    """How a decree combines people and money."""

    PEOPLE_AND_MONEY = "people_and_money", "lao động và (doanh thu hoặc vốn)"
    CAPITAL_FIRST = "capital_first", "vốn, nếu không có thì lao động"


class Level(IntegerChoices):
    """Mức độ áp dụng SXSH (DOMAIN 3.7, a proposal): the highest one whose evidence is in force."""

    UNAWARE = 0, "chưa biết"
    AWARE = 1, "nhận thức"
    COMMITTED = 2, "cam kết, có kế hoạch"
    ASSESSED = 3, "đã đánh giá"
    APPLYING = 4, "áp dụng"
    MEASURED = 5, "áp dụng có kết quả đo"
    SUSTAINED = 6, "duy trì"


class PaperProof(TextChoices):
    """What a document from before the portal, or from outside it, proves about an establishment."""

    SURVEY = "survey", "phiếu khảo sát, trả lời đúng ít nhất một lợi ích"
    ASSESSMENT = "assessment", "đánh giá SXSH đã nghiệm thu"
    OPTION = "option", "giải pháp SXSH đã thực hiện, đang duy trì"
    MEASUREMENT = "measurement", "kết quả đo mức tiết kiệm"


class CertificateKind(TextChoices):
    ISO_14001 = "iso_14001", "ISO 14001 (hệ thống quản lý môi trường)"
    ISO_50001 = "iso_50001", "ISO 50001 (hệ thống quản lý năng lượng)"
    ENVIRONMENT = "environment", "đạt tiêu chuẩn, quy chuẩn môi trường"
    ENERGY_LABEL = "energy_label", "nhãn năng lượng"
    ECO_LABEL = "eco_label", "nhãn sinh thái"
    OTHER = "other", "chứng nhận khác"


class CommitmentKind(TextChoices):
    PLAN = "plan", "kế hoạch SXSH"
    TEAM = "team", "quyết định thành lập đội SXSH"


class VisitKind(TextChoices):
    """Only an authority inspects; a centre surveys and works with the establishment."""

    INSPECTION = "inspection", "kiểm tra, giám sát"
    SURVEY = "survey", "khảo sát, làm việc"


class Effect(TextChoices):
    CLEAR = "clear", "hiệu quả rõ rệt"
    SOME = "some", "có hiệu quả"
    NONE = "none", "chưa có hiệu quả"
    UNKNOWN = "unknown", "chưa đủ cơ sở đánh giá"


class Change(TextChoices):
    """Why an establishment stopped belonging where it had belonged."""

    MOVED = "moved", "chuyển địa điểm sang tỉnh khác"
    CORPORATION = "corporation", "chuyển đơn vị quản lý"
    PROVINCES_MERGED = "provinces_merged", "sáp nhập tỉnh"
    KEEPER = "keeper", "chuyển đơn vị giữ hồ sơ"


class Certainty(TextChoices):
    """How sure it is that two rows are one plant (DOMAIN 7.4, rule 3)."""

    CERTAIN = "certain", "chắc chắn"
    PROBABLE = "probable", "có thể"
    TO_REVIEW = "to_review", "cần người xem xét"


class CandidateState(TextChoices):
    OPEN = "open", "chờ xem xét"
    MERGED = "merged", "đã gộp"
    DISTINCT = "distinct", "không phải một cơ sở"


class AccountRequestState(TextChoices):
    OPEN = "open", "chờ xác nhận"
    CONFIRMED = "confirmed", "đã xác nhận"
    REFUSED = "refused", "không xác nhận"


class ZoneKind(TextChoices):
    PARK = "park", "KCN"
    CLUSTER = "cluster", "CCN"
    VILLAGE = "village", "làng nghề"


class TotalSubject(TextChoices):
    """What an official statistical total counts."""

    PARK = "park", "số KCN"
    CLUSTER = "cluster", "số CCN"
    VILLAGE = "village", "số làng nghề"
    ESTABLISHMENT = "establishment", "số cơ sở sản xuất công nghiệp"
