"""Every computed column and sheet by the sheet's name, and the facts below the sheets of a task."""

from assessments.worksheets import balances, months, results, shares, solutions, streams
from assessments.worksheets.schema import Rows

BY_LINE = {
    "02_Tieu_thu_thang": lambda contents: _each(
        contents, "02_Tieu_thu_thang", months.conversion, "quy_doi"
    ),
    "02_Dinh_muc": months.norms,
    "03_Trong_tam": streams.focus,
    "05_Can_bang": lambda contents: _each(
        contents, "05_Can_bang", balances.base_amount, "luong_goc"
    ),
    "06_Chi_phi": streams.costs,
    "11_Tiet_kiem": solutions.worth,
    "11_Kinh_te": solutions.money,
    "12_Moi_truong": solutions.carbon,
    "13_Xep_hang": solutions.ranks,
    "16_Giai_phap": shares.paybacks,
}
WHOLE = {"05_Kiem_tra": balances.verdicts, "16_Ket_qua": results.rows}
FACTS = {
    2: months.facts,
    5: balances.facts,
    6: streams.facts,
    13: solutions.facts_of_choice,
    14: solutions.facts_of_plan,
    15: solutions.facts_of_diary,
    16: results.facts,
}


def computed(sheet, contents):
    """Figures by column key for each line of a sheet, in the order of its lines."""
    if sheet.name in BY_LINE:
        return BY_LINE[sheet.name](contents)
    return [{} for _line in contents.of(sheet.name)]


def computed_rows(sheet, contents):
    """(code, figures by column key) of a sheet whose rows are worked out."""
    return WHOLE[sheet.name](contents) if sheet.kind == Rows.COMPUTED else []


def facts(task, contents):
    ask = FACTS.get(task.no)
    return ask(contents) if ask else []


def _each(contents, name, figure_of, key):
    return [{key: figure_of(line, contents)} for line in contents.of(name)]
