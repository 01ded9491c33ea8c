"""The members of the dimensions as forms name them, and how facts store them."""

from assessments.enums import OptionCategory
from enterprises.enums import VisitKind, ZoneKind
from organisations.enums import Kind
from outreach.enums import ActivityKind
from programmes.enums import FundKind

FUELS = {
    "than cám 1, 2": "THAN_CAM_12",
    "than cám 3, 4": "THAN_CAM_34",
    "than cám 5, 6": "THAN_CAM_56",
    "than cục": "THAN_CUC",
    "than tổ ong, than bánh": "THAN_TO_ONG",
    "than nhập khẩu (bitum)": "THAN_BITUM",
    "than cốc": "THAN_COC",
    "dầu DO (dầu diesel)": "DO",
    "dầu FO (dầu mazut)": "FO",
    "dầu hỏa": "DAU_HOA",
    "xăng": "XANG",
    "khí hóa lỏng (gas, LPG)": "LPG",
    "khí thiên nhiên (đường ống), CNG, LNG đã hóa hơi": "KTN",
    "củi": "CUI",
    "trấu": "TRAU",
    "mùn cưa, dăm bào": "MUN_CUA",
    "viên nén, củi trấu ép": "VIEN_NEN",
    "bã mía": "BA_MIA",
    "khí sinh học (biogas)": "BIOGAS",
}
ENERGY = {
    "điện mua từ lưới": "DIEN",
    "điện mặt trời tự dùng": "DIEN_MT",
    "hơi nước mua ngoài": "HOI_MUA",
}
MATERIALS = {
    "nguyên liệu chính (ghi tên)": "NL_CHINH",
    "vật liệu phụ (ghi tên)": "NL_PHU",
    "đất sét, phối liệu gốm": "DAT_SET",
    "men gốm": "MEN_GOM",
    "vải mộc, sợi, xơ": "VAI_SOI",
    "thuốc nhuộm": "THUOC_NHUOM",
    "xút (NaOH)": "XUT",
    "muối (NaCl, Na2SO4)": "MUOI",
    "hóa chất rắn khác": "HC_RAN",
    "hóa chất lỏng khác": "HC_LONG",
    "dung môi": "DUNG_MOI",
    "sơn, mực in": "SON_MUC",
    "thép, kim loại (tấm, thanh, dây, phôi)": "KIM_LOAI",
    "hạt nhựa, nhựa": "NHUA",
    "giấy, bìa": "GIAY",
    "sữa tươi nguyên liệu": "SUA_TUOI",
    "gia súc, gia cầm sống (khối lượng hơi)": "GIA_SUC",
    "ngũ cốc, malt, gạo, ngô, cám, khô dầu": "NGU_COC",
    "nước đá mua": "NUOC_DA",
    "khí công nghiệp đóng chai (oxy, argon, nitơ, CO2, axetylen)": "KHI_CN",
    "bao bì": "BAO_BI",
}
# Dimension → member in the words of the form → what stands in Fact.kind (or Fact.stratum).
MEMBERS = {
    "activity_kind": {
        "hội nghị": ActivityKind.CONFERENCE,
        "hội thảo": ActivityKind.WORKSHOP,
        "tập huấn": ActivityKind.TRAINING,
    },
    "publication_kind": {
        "tờ rơi": ActivityKind.LEAFLET,
        "sổ tay": ActivityKind.HANDBOOK,
    },
    "broadcast_kind": {
        "truyền hình": ActivityKind.TV_REPORT,
        "phát thanh": ActivityKind.RADIO_REPORT,
    },
    "zone_kind": {zone.label: zone for zone in ZoneKind},
    "fund_source": {fund.label: fund for fund in FundKind},
    "option_category": {category.label: category for category in OptionCategory},
    "org_kind": {
        "Sở Công Thương": Kind.DEPARTMENT,
        "tập đoàn, tổng công ty": Kind.CORPORATION,
    },
    "visit_kind": {kind.label: kind for kind in VisitKind},
    "fuel": FUELS,
    "resource": ENERGY | FUELS | MATERIALS,
    "hazard": {"thông thường": "ordinary", "nguy hại": "hazardous"},
    "request_class": {
        "nhận thức": "awareness",
        "hỗ trợ kỹ thuật": "technical",
        "mô hình": "model",
        "cơ chế tài chính": "finance",
        "pháp luật": "law",
        "khác": "other",
    },
}
LABELS = {
    "year": "Năm",
    "activity_kind": "Loại hình",
    "publication_kind": "Ấn phẩm",
    "zone_kind": "Loại khu",
    "sector": "Ngành",
    "fund_source": "Nguồn kinh phí",
    "option_category": "Nhóm giải pháp",
    "province": "Tỉnh, thành phố",
    "org_kind": "Loại đơn vị",
}


def key_filters(form_filter):
    """The filters of a figure's key for {dimension: member} as written in a form.

    A dimension whose facts nobody writes yet gives a kind that matches nothing: no data, never a
    total printed in the wrong place. Names that begin with @ say how the row is printed.
    """
    filters = {}
    for dimension, member in form_filter.items():
        if dimension.startswith("@"):
            continue
        if dimension == "stratum":
            filters["stratum"] = member
        elif member in MEMBERS.get(dimension, {}):
            filters["kind"] = str(MEMBERS[dimension][member])
        else:
            filters["kind"] = f"{dimension}:{member}"
    return filters
