"""The worked ceramics assessment as rows of its worksheets: what a person types, as text."""

from collections import defaultdict
from decimal import Decimal

from organisations.vietnamese import format_number
from tests.assessments.worked import task

# Series of months: resource, unit, price of the base year and of the result year.
SERIES = {
    "lpg_binh_45": ("LPG", "BINH_45", 1_080_000, 1_035_000),
    "dien_bt_kwh": ("DIEN", "KWH_BT", 1685, 1720),
    "dien_cd_kwh": ("DIEN", "KWH_CD", 3076, 3140),
    "dien_td_kwh": ("DIEN", "KWH_TD", 1100, 1122),
    "than_cam_4_ta": ("THAN_CAM_34", "TA", 330_000, 365_000),
    "nuoc_may_m3": ("NUOC_MAY", "M3_NUOC", 11_500, 12_400),
}
# What is known of the year alone stands in December.
YEARLY = {
    "DAT_SET": ("TAN", "500", 2_400_000, "505", 2_500_000),
    "MEN_GOM": ("TAN", "24", 11_500_000, "22.6", 11_900_000),
    "NUOC_THAI": ("M3_NUOC", "2720", 7_000, "1560", 7_400),
    "CTR_TT": ("TAN", "37.2", 450_000, "4.6", 480_000),
    "PHE_LIEU": ("TAN", "0", 0, "21.0", 350_000),
}
NAMES = "không ghi"
RATING = {"cao": "Cao", "trung_binh": "Trung bình", "thap": "Thấp"}


def told(value):
    """A figure of the example as a Vietnamese types it."""
    return format_number(Decimal(str(value)))


def exactly(value):
    """With the fifteen digits that Excel has room for."""
    return format_number(Decimal(format(value, ".15g")))


def day(iso):
    year, month, number = iso.split("-")
    return f"{number}/{month}/{year}"


def monthly(months, *, later=False):
    year = 2023 if later else 2021
    rows = []
    for name, (resource, unit, price, later_price) in SERIES.items():
        for at, amount in enumerate(months[name]["luong"], start=1):
            cost = Decimal(amount) * (later_price if later else price)
            rows.append(_use(f"{at:02}/{year}", resource, unit, amount, cost))
    for resource, (unit, amount, price, later_amount, later_price) in YEARLY.items():
        amount, price = (later_amount, later_price) if later else (amount, price)
        cost = Decimal(amount) * price
        rows.append(_use(f"12/{year}", resource, unit, amount, cost))
    return rows


def _use(month, resource, unit, amount, cost):
    return {
        "thang": month,
        "tai_nguyen": resource,
        "luong": told(amount),
        "don_vi": unit,
        "thanh_tien": told(cost),
        "cach_do": "Đo",
    }


def team():
    said = task(1)["inputs"]
    roles = {"truong_nhom": "Trưởng nhóm", "thanh_vien": "Thành viên", "thu_ky": "Thư ký"}
    decision = {
        "so_qd": said["quyet_dinh"]["so"],
        "ngay_qd": day(said["quyet_dinh"]["ngay"]),
        "nguoi_ky": said["quyet_dinh"]["nguoi_ky"],
        "pham_vi": "Toàn cơ sở",
        "chi_phi_tu_van": told(said["chi_phi_tu_van"]),
        "nam_co_so": said["nam_co_so"],
    }
    members = [
        {**row, "ho_ten": NAMES, "vai_tro": roles[row["vai_tro"]]} for row in said["thanh_vien"]
    ]
    return {"01_Quyet_dinh": [decision], "01_Thanh_vien": members}


def consumption():
    said = task(2)["inputs"]
    made = [
        {"thang": f"{at:02}/2021", "san_pham": "SP1", "luong": told(amount), "don_vi": "tấn"}
        for at, amount in enumerate(said["thang"]["san_pham_t"]["luong"], start=1)
    ]
    product = said["san_pham"][0] | {"san_luong": "312", "don_vi": "tấn"}
    uses = [
        row for row in monthly(said["thang"]) if row["tai_nguyen"] not in ("CTR_TT", "PHE_LIEU")
    ]
    norms = [
        {"tai_nguyen": code}
        for code in ("LPG", "DIEN", "THAN_CAM_34", "NUOC_MAY", "DAT_SET", "MEN_GOM")
    ]
    steps = [{**row, "thu_tu": str(row["thu_tu"])} for row in said["cong_doan"]]
    return {
        "02_Cong_doan": steps,
        "02_San_pham": [product],
        "02_Tieu_thu_thang": uses,
        "02_San_luong_thang": made,
        "02_Dinh_muc": norms,
    }


def focus():
    rows = [
        {
            **row,
            "luong": "1",
            "don_vi": "t",
            "chi_phi_so_bo": told(row["chi_phi_so_bo"]),
            "nguy_hai": str(row["nguy_hai"]),
            "tiem_nang": str(row["tiem_nang"]),
            "chon": "có" if row["chon"] else "không",
        }
        for row in task(3)["inputs"]["dong"]
    ]
    return {"03_Trong_tam": rows}


FLOW_KINDS = {
    "dau_vao": "Đầu vào",
    "san_pham": "Sản phẩm",
    "ban_thanh_pham": "Bán thành phẩm",
    "tuan_hoan": "Tuần hoàn",
    "thai_ran": "Chất thải rắn",
    "thai_long": "Nước thải, chất thải lỏng",
    "thai_khi": "Khí thải",
    "that_thoat_nhiet": "Thất thoát nhiệt",
}


def flow_chart():
    said = task(4)["inputs"]
    steps = {row["ma"]: row["ten"] for row in task(2)["inputs"]["cong_doan"]}
    nodes = [{"ma": code, "cong_doan": code, "ten": steps[code]} for code in said["nut"]]
    points = {"F12": "đồng hồ nước tổng", "F10": "cân gas từng mẻ", "F08": "cân nhập kho"}
    flows = [
        {
            "ma": row["ma"],
            "tu": row["tu"] or "",
            "den": row["den"] or "",
            "ten": row["ten"],
            "loai": FLOW_KINDS[row["loai"]],
            "diem_do": points.get(row["ma"], ""),
        }
        for row in said["dong"]
    ]
    return {"04_Nut": nodes, "04_Dong": flows}


# The flows of the chart that the names of the balances mean.
FLOWS = {
    "đất mua (khô)": "F01",
    "đất luyện": "F02",
    "mộc ướt": "F03",
    "mộc khô": "F04",
    "mộc sửa": "F05",
    "mộc đã tráng men": "F06",
    "hàng nung đạt": "F07",
    "thành phẩm": "F08",
    "men": "F09",
    "LPG": "F10",
    "nước máy": "F12",
    "mộc vỡ quay lại": "F14",
    "đất cạo quay lại": "F15",
    "bùn đất": "F16",
    "đất rơi bỏ": "F17",
    "mộc vỡ bỏ": "F18",
    "bụi, vụn bỏ": "F19",
    "men trong nước rửa": "F20",
    "mộc men vỡ": "F21",
    "hàng nung hỏng": "F22",
    "mất khi nung (LOI)": "F23",
    "khói lò": "F24",
    "vỏ lò": "F25",
    "tấm kê, xe goòng": "F26",
    "cửa, khe hở": "F27",
    "vỡ, bụi mài": "F28",
    "nước thải (đồng hồ)": "F29",
}
# What comes back to the mixing comes from three places.
RETURNED = {"CB1": {"F13": "33", "F14": "5.2", "F15": "3.8"}, "CB2": {"F13": "33"}}
COMPONENTS = {"chat_kho": "Chất khô", "nuoc": "Nước", "nhiet": "Nhiệt"}


def balances():
    rows = []
    for each in task(5)["inputs"]["can_bang"]:
        for way, flows in (("Vào", each["vao"]), ("Ra", each["ra"])):
            for name, amount in flows.items():
                parts = {FLOWS.get(name, name): amount}
                if name == "đất vụn quay lại":
                    parts = RETURNED[each["can_bang"]]
                rows += [_flow(each, way, flow, part) for flow, part in parts.items()]
    return {"05_Can_bang": rows}


def _flow(balance, way, flow, amount):
    is_heat = balance["thanh_phan"] == "nhiet"
    # The water meters say m³: they become tonnes by a density of 1.
    is_metered = flow in ("F12", "F29")
    return {
        "can_bang": balance["can_bang"],
        "cong_doan": balance["cong_doan"],
        "thanh_phan": COMPONENTS[balance["thanh_phan"]],
        "co_so_tinh": balance["co_so"],
        "dong": flow,
        "chieu": way,
        "luong": told(amount),
        "don_vi": "m³" if is_metered else balance["don_vi"],
        "khoi_luong_rieng": "1" if is_metered else "",
        "cach_do": "Tính" if is_heat else "Đo",
    }


def waste():
    heat = {
        "W1": ("F24", "2560"),
        "W2": ("F25", "1012"),
        "W3": ("F26", "732"),
        "W4": ("F27", "338"),
    }
    per_gigajoule = exactly(1 / Decimal("47.3"))
    rows = [
        _cost(code, flow, amount, "GJ", "LPG", per_gigajoule, 24_000_000)
        for code, (flow, amount) in heat.items()
    ]
    fired, wet = Decimal("350.1"), Decimal("0.78")
    clay, glaze = Decimal("364.6") / fired / wet, Decimal("20.9") / fired
    gas = Decimal("118.350") / fired
    rows += [
        _cost("W5", "F22", "37.2", "t", "đất", exactly(clay), 2_400_000),
        _cost("W5", "F22", "37.2", "t", "men", exactly(glaze), 11_500_000),
        _cost("W5", "F22", "37.2", "t", "đổ thải", "1", 450_000),
        _cost("W5E", "F22", "37.2", "t", "gas", exactly(gas), 24_000_000, "không"),
        _cost("W6", "F17", "16.9", "t", "đất khô", exactly(1 / wet), 2_400_000),
        _cost("W6", "F17", "16.9", "t", "đổ thải", "1", 450_000),
        _cost("W7", "F20", "2.2", "t", "men", "1", 11_500_000),
        _cost("W8", "F29", "2720", "m3", "nước", "1", 11_500),
        _cost("W8", "F29", "2720", "m3", "xử lý", "1", 7_000),
        _cost("W9", "F28", "0.7", "t", "thành phẩm", "1", 18_000_000),
    ]
    return {"06_Chi_phi": rows}


def _cost(code, flow, amount, unit, part, content, price, summed="có"):
    return {
        "ma": code,
        "dong": flow,
        "luong": told(amount),
        "don_vi": unit,
        "thanh_phan": part,
        "ham_luong": content,
        "don_gia": told(price),
        "cong_tong": summed,
    }


CAUSES = {
    "van_hanh": "Vận hành, bảo dưỡng",
    "nguyen_lieu": "Nguyên liệu đầu vào",
    "thiet_bi": "Thiết bị",
    "cong_nghe": "Công nghệ",
    "thiet_ke": "Thiết kế, bố trí",
    "quan_ly": "Quản lý, con người",
    "san_pham": "Sản phẩm",
}


def causes():
    rows = [{**row, "loai": CAUSES[row["loai"]]} for row in task(7)["inputs"]["nguyen_nhan"]]
    return {"07_Nguyen_nhan": rows}


def ideas():
    rows = [
        {**row, "mo_ta": row["ten"], "nguyen_nhan": ", ".join(row["nguyen_nhan"])}
        for row in task(8)["inputs"]["co_hoi"]
    ]
    return {"08_Co_hoi": rows}


def screening():
    words = {
        "thuc_hien_ngay": "Thực hiện ngay",
        "nghien_cuu_them": "Nghiên cứu thêm",
        "loai_bo": "Loại bỏ",
    }
    said = task(9)["inputs"]
    rows = [
        {**row, "ket_qua": words[row["ket_qua"]], "ngay": day(said["ngay"])}
        for row in said["sang_loc"]
    ]
    return {"09_Sang_loc": rows}


def technical():
    rows = [
        {
            "co_hoi": row["co_hoi"],
            "chat_luong": "Không đổi",
            "an_toan": "Không đổi",
            "danh_gia": RATING[row["muc"]],
        }
        for row in task(10)["inputs"]["danh_gia"]
    ]
    return {"10_Ky_thuat": rows}


UNITS = defaultdict(lambda: "tấn", DIEN="kWh (một giá)", NUOC_MAY="M3_NUOC", NUOC_THAI="M3_NUOC")


def economics():
    said = task(11)["inputs"]
    savings = [
        {
            "co_hoi": option["ma"],
            "tai_nguyen": row["tai_nguyen"],
            "luong": told(row["luong"]),
            "don_vi": UNITS[row["tai_nguyen"]],
            "don_gia": told(row["don_gia"]),
        }
        for option in said["giai_phap"]
        for row in option["tiet_kiem"]
    ]
    keys = ("dau_tu", "chi_phi_van_hanh", "thu_khac", "tuoi_tho", "gia_tri_con_lai")
    money = [
        {key: told(option[key]) for key in keys} | {"co_hoi": option["ma"], "ty_suat": "10"}
        for option in said["giai_phap"]
    ]
    return {"11_Tiet_kiem": savings, "11_Kinh_te": money}


def environment():
    kinds = ("nang_luong", "nuoc", "nguyen_lieu", "nuoc_thai", "khi_thai", "chat_thai")
    rows = [
        dict.fromkeys(kinds, "Không đổi")
        | {"co_hoi": row["co_hoi"], "danh_gia": RATING[row["muc"]]}
        for row in task(12)["inputs"]["danh_gia"]
    ]
    return {"12_Moi_truong": rows}


def ranking():
    said = task(13)["inputs"]
    technical_ = {row["co_hoi"]: row["diem"] for row in task(10)["inputs"]["danh_gia"]}
    environmental = {row["co_hoi"]: row["diem"] for row in task(12)["inputs"]["danh_gia"]}
    rows = [
        {
            "co_hoi": code,
            "diem_ky_thuat": str(points),
            "diem_moi_truong": str(environmental[code]),
            "chon": "có" if code in said["chon"] else "không",
            "ly_do": said["khong_chon"].get(code, ""),
        }
        for code, points in technical_.items()
    ]
    weights = {key: str(value) for key, value in said["trong_so_pct"].items()}
    return {"13_Trong_so": [weights], "13_Xep_hang": rows}


FUNDS = {"von_tu_co": "Vốn tự có", "khuyen_cong": "Kinh phí khuyến công"}


def plan():
    rows = [
        {
            **row,
            "bat_dau": day(row["bat_dau"]),
            "ket_thuc": day(row["ket_thuc"]),
            "kinh_phi": told(row["kinh_phi"]),
            "nguon": FUNDS[row["nguon"]],
        }
        for row in task(14)["inputs"]["ke_hoach"]
    ]
    return {"14_Ke_hoach": rows}


def diary():
    rows = [
        {
            **row,
            "ngay": day(row["ngay"]),
            "chi_phi_thuc": told(row["chi_phi_thuc"]),
            "bang_chung": "1",
        }
        for row in task(15)["inputs"]["nhat_ky"]
    ]
    return {"15_Thuc_hien": rows}


def readings():
    before, after = task(2)["inputs"]["thang"], task(16)["inputs"]["thang_2023"]
    rows = []
    for period, months, later in (("Trước", before, False), ("Sau", after, True)):
        year = 2023 if later else 2021
        rows += [{**row, "ky": period} for row in monthly(months, later=later)]
        rows += [
            {
                "thang": f"{at:02}/{year}",
                "ky": period,
                "tai_nguyen": "SAN_PHAM",
                "luong": told(amount),
                "don_vi": "tấn",
                "cach_do": "Đo",
            }
            for at, amount in enumerate(months["san_pham_t"]["luong"], start=1)
        ]
    shares = [
        {"giai_phap": "O02", "tien": "220.000.000", "cach_tach": "phiếu mẻ nung"},
        {"giai_phap": "O07", "tien": "15.000.000", "cach_tach": "đồng hồ nước của bể lắng"},
    ]
    return {"16_So_do": rows, "16_Giai_phap": shares}


def upkeep():
    words = {"ca": "Mỗi ca", "quy": "Hằng quý", "tuan": "Hằng tuần", "thang": "Hằng tháng"}
    rows = [
        {**row, "tan_suat": words[row["tan_suat"]], "phu_trach": "TV2"}
        for row in task(17)["inputs"]["viec"]
    ]
    return {"17_Duy_tri": rows}


def next_focus():
    rows = [{**row, "du_kien": "03/2024"} for row in task(18)["inputs"]["tiep_theo"]]
    return {"18_Tiep_theo": rows}


TASKS = {
    1: team,
    2: consumption,
    3: focus,
    4: flow_chart,
    5: balances,
    6: waste,
    7: causes,
    8: ideas,
    9: screening,
    10: technical,
    11: economics,
    12: environment,
    13: ranking,
    14: plan,
    15: diary,
    16: readings,
    17: upkeep,
    18: next_focus,
}


def rows_of(no):
    return TASKS[no]()
