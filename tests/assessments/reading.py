"""Readings of before and after (16_So_do) as a person types them."""

from tests.assessments.detailed import send


def line(period, amount, month, resource, unit, *, product="", cost=""):
    return {
        "thang": month,
        "ky": period,
        "tai_nguyen": resource,
        "san_pham": product,
        "luong": amount,
        "don_vi": unit,
        "thanh_tien": cost,
        "cach_do": "Đo",
    }


def made(period, amount, month, **more):
    return line(period, amount, month, "SAN_PHAM", "tấn", **more)


def power(period, amount, month, unit="KWH", **more):
    return line(period, amount, month, "DIEN", unit, **more)


def gas(period, amount, month, **more):
    """Cylinders of 45 kg."""
    return line(period, amount, month, "LPG", "BINH_45", **more)


def read(client, dossier, rows, products=""):
    """What an assessment holds once these are saved; `products` are codes of one letter."""
    if products:
        told = [
            {"ma": code, "ten": code, "san_luong": "9", "don_vi": "tấn", "diem_do": "Kho"}
            for code in products
        ]
        answer = send(client, dossier, 2, {"02_San_pham": told})
        assert answer.status_code == 302, answer.context["form"].problems
    answer = send(client, dossier, 16, {"16_So_do": rows})
    assert answer.status_code == 302, answer.context["form"].problems
    return dossier.contents()
