"""The worked ceramics assessment, typed in half on pages and half by XLSX: right to the digit."""

import pytest

from assessments.models import CPOption, MeasuredResult
from assessments.worksheets import balances, months, results, solutions, streams
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier
from tests.assessments.worked import expected, says, worked
from tests.assessments.worked_entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return Dossier()


@pytest.fixture
def entered(dossier, client):
    """Everything that the example tells, entered by the support unit."""
    enter(client, dossier)
    return dossier.contents()


def test_the_worked_example_is_right_to_the_digit(entered):
    for check in (
        consumption,
        focus,
        flow_chart,
        balance,
        waste,
        causes_and_ideas,
        economy,
        ranking,
        carrying_out,
        measuring,
    ):
        wrong = [
            (figure, value, expected()[figure]["value"])
            for figure, value in check(entered).items()
            if not says(figure, value)
        ]
        assert wrong == [], check.__name__


def consumption(contents):
    output, sums = months.made(contents), months.used(contents)
    heat, oil = months.energy(contents)
    cost = months.costs(contents)
    suat = {
        code: months.specific_of(code, amount, output, contents).value
        for code, amount in sums.items()
    }
    electricity = {
        unit: sum(line["luong"] for line in contents.of(months.USES) if line["don_vi"] == unit)
        for unit in ("KWH_BT", "KWH_CD", "KWH_TD")
    }
    bought = {c: v for c, v in cost.items() if c not in ("NUOC_THAI",)}
    fired = contents.catalogue.converter(2021).gigajoules(
        sums["LPG"].value, contents.catalogue.resources["LPG"]
    )
    return {
        "T02.san_luong": output.value,
        "T02.lpg_t": sums["LPG"].value / 1000,
        "T02.dien_kwh": sums["DIEN"].value,
        "T02.dien_bt": electricity["KWH_BT"],
        "T02.dien_cd": electricity["KWH_CD"],
        "T02.dien_td": electricity["KWH_TD"],
        "T02.than_t": sums["THAN_CAM_34"].value,
        "T02.nuoc_m3": sums["NUOC_MAY"].value,
        "T02.suat_lpg": suat["LPG"],
        "T02.suat_dien": suat["DIEN"],
        "T02.suat_than": suat["THAN_CAM_34"],
        "T02.suat_nuoc": suat["NUOC_MAY"],
        "T02.suat_dat": suat["DAT_SET"],
        "T02.suat_men": suat["MEN_GOM"],
        "T02.nang_luong_gj": heat.value,
        "T02.suat_nhien_lieu_nung": fired.value / output.value,
        "T02.toe": oil.value,
        "T02.chi_phi_dien": cost["DIEN"],
        "T02.gia_dien_bq": cost["DIEN"] / sums["DIEN"].value,
        "T02.chi_phi_lpg": cost["LPG"],
        "T02.chi_phi_than": cost["THAN_CAM_34"],
        "T02.chi_phi_dat": cost["DAT_SET"],
        "T02.chi_phi_men": cost["MEN_GOM"],
        "T02.chi_phi_nuoc": cost["NUOC_MAY"],
        "T02.tong_chi_phi": sum(bought.values()),
        "T02.ty_trong_lpg": 100 * cost["LPG"] / sum(bought.values()),
    }


def focus(contents):
    order = [line["cong_doan"] for line in streams.by_score(contents)]
    assert order == expected()["T03.xep_hang"]["value"]
    return {f"T03.diem_{line['cong_doan']}": points for line, points in streams.scores(contents)}


def flow_chart(contents):
    flows = contents.of("04_Dong")
    return {
        "T04.so_nut": len(contents.of("04_Nut")),
        "T04.so_dong": len(flows),
        "T04.dong_tuan_hoan": sum(line["loai"] == "tuan_hoan" for line in flows),
    }


def balance(contents):
    found, told = {}, balances.checked(contents)
    for each in told:
        found |= {
            f"T05.{each.code}.vao": each.balance.put_in,
            f"T05.{each.code}.ra": each.balance.came_out,
            f"T05.{each.code}.chua_xac_dinh": each.balance.unaccounted,
            f"T05.{each.code}.khep_kin": each.balance.closure,
            f"T05.{each.code}.sai_so": each.balance.error,
        }
        assert each.verdict() == expected()[f"T05.{each.code}.ket_luan"]["value"], each.code
    inputs = worked()["tasks"][4]["inputs"]["can_bang"]
    assert [str(each.tolerance) for each in told] == [row["dung_sai_pct"] for row in inputs]
    steps = [each.balance.unaccounted for each in told if each.code in CB_OF_STEPS]
    return found | {"T05.tong_chua_xac_dinh_cac_buoc": sum(steps)}


CB_OF_STEPS = {f"CB{no}" for no in range(1, 8)}


def waste(contents):
    by_stream = streams.cost_by_stream(contents)
    assert list(by_stream) == expected()["T06.pareto"]["value"]
    every = streams.cost_by_stream(contents, summed_only=False)
    return {f"T06.{code}": cost for code, cost in every.items()} | {
        "T06.tong": streams.total_cost(contents),
        "T06.tong_tren_tan": streams.cost_per_unit(contents).value,
    }


def causes_and_ideas(contents):
    causes, ideas = contents.of("07_Nguyen_nhan"), contents.of("08_Co_hoi")
    results_ = [line["ket_qua"] for line in contents.of("09_Sang_loc")]
    return {
        "T07.so_nguyen_nhan": len(causes),
        "T07.so_nhom": len({line["loai"] for line in causes}),
        "T08.so_co_hoi": len(ideas),
        "T08.so_nhom": len({line["nhom"] for line in ideas}),
        "T09.thuc_hien_ngay": results_.count("thuc_hien_ngay"),
        "T09.nghien_cuu_them": results_.count("nghien_cuu_them"),
        "T09.loai_bo": results_.count("loai_bo"),
    }


def economy(contents):
    found = {}
    for code, told in solutions.economies(contents).items():
        found |= {
            f"T11.{code}.S": told.saving,
            f"T11.{code}.hoan_von": told.payback,
            f"T11.{code}.npv": told.npv,
            f"T11.{code}.irr": None if told.irr is None else told.irr * 100,
            f"T12.{code}.tco2": solutions.carbon_of(code, contents).value,
            f"T12.{code}.toe": solutions.oil_of(code, contents).value,
        }
    known, share = solutions.saved_share("LPG", contents)
    return found | {"T11.tong_lpg_ex_ante": known / 1000, "T11.tong_lpg_pct": share * 100}


def ranking(contents):
    found, told = {}, solutions.ranked(contents)
    for code, each in told.items():
        found |= {
            f"T13.{code}.diem_kinh_te": each.points,
            f"T13.{code}.tong_diem": each.score,
            f"T13.{code}.hang": each.rank,
        }
    order = sorted(told, key=lambda code: told[code].rank)
    assert order == expected()["T13.thu_tu"]["value"]
    chosen = solutions.together(contents)
    return found | {
        "T13.tong_dau_tu_chon": chosen.cost,
        "T13.tong_S_chon": chosen.saving,
        "T13.hoan_von_gop": chosen.ratio,
        "T13.hoan_von_trung_vi": chosen.middle,
        "T13.so_khong_mat_tien": chosen.free,
    }


def carrying_out(contents):
    spent = sum(solutions.spent(contents).values())
    return {
        "T14.tong_kinh_phi": solutions.planned(contents),
        "T15.tong_chi_phi_thuc": spent,
        "T15.chenh_lech": spent - solutions.planned(contents),
    }


def measuring(contents):
    found = {}
    told = {each.resource.code: each for each in results.measured(contents)}
    rows = dict(results.rows(contents))
    for code, each in told.items():
        name = {"CTR_TT": "NUNG_HONG_PHAI_DO"}.get(code, code)
        thousand = 1000 if each.before.unit == "kg" else 1
        if code != "PHE_LIEU":
            found |= {
                f"T16.{name}.suat_truoc": rows[code]["suat_truoc"].value,
                f"T16.{name}.suat_sau": rows[code]["suat_sau"].value,
                f"T16.{name}.s": rows[code]["ty_le"].value,
                f"T16.{name}.ky_vong": each.saving.expected / thousand,
                f"T16.{name}.tiet_kiem": each.saving.amount / thousand,
            }
        found[f"T16.tien.{code}"] = each.worth
        if each.toe is not None:
            found |= {f"T16.toe.{code}": each.toe, f"T16.tco2.{code}": each.co2}
    energy = [each for each in told.values() if each.toe is not None]
    power = told["DIEN"]
    by_month = results.monthly("LPG", contents)
    return found | {
        "T16.tong_tien": sum(each.worth for each in told.values()),
        "T16.toe.tong": sum(each.toe for each in energy),
        "T16.tco2.tong": sum(each.co2 for each in energy),
        "T16.headline": results.headline(contents) * 100,
        "T16.gia_dien_bq_2023_co_cau_2021": power.price,
        "T16.tien.DIEN_phan_kwh": power.saving.amount * power.price,
        "T16.tien.DIEN_phan_gio": power.worth - power.saving.amount * power.price,
        **{f"T16.suat_thang.{day.month:02}": figure.value for day, figure in by_month},
    }


def test_frozen_results_keep_their_factors_and_measure_the_solutions(entered, dossier, client):
    client.post(dossier.url("task_freeze", 16))

    with owner_login():
        rows = MeasuredResult.objects.filter(assessment=dossier.assessment)
        frozen = {row.resource.code: row for row in rows.select_related("resource")}
        states = set(
            CPOption.objects.filter(
                assessment=dossier.assessment, actual_cost__isnull=False
            ).values_list("state", flat=True)
        )

    gas, power = frozen["LPG"], frozen["DIEN"]
    assert says("T16.LPG.tiet_kiem", gas.saved / 1000)
    assert says("T16.tien.LPG", gas.worth)
    assert says("T16.tco2.LPG", gas.co2)
    assert set(gas.factors) == {"TOE.LPG", "NCV.LPG", "EF.LPG"}
    assert set(power.factors) == {"TOE.DIEN", "GRID.2023"}
    assert (gas.base_year, gas.year) == (2021, 2023)
    assert states == {"measured"}
