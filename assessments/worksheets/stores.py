"""Where the rows of each sheet are kept: most as WorksheetRows, figures in the real tables.

One truth each: consumption and output are ResourceUses, opportunities CPOptions with their savings
and steps. A store reads lines of a sheet and writes what has changed between two lists of lines.
"""

from dataclasses import replace

from assessments.enums import Mover, OptionState, Period, Screening
from assessments.models import CPOption
from assessments.worksheets.contents import Contents
from assessments.worksheets.option_rows import Options, Savings, Steps, record
from assessments.worksheets.rows import Generic, Tables, Uses
from organisations import clock


def load(assessment, form, catalogue):
    """All that an assessment's worksheets hold, in as many queries as there are tables."""
    contents = Contents(form, catalogue, assessment.year)
    tables = Tables(assessment)
    for sheet in form.sheets:
        lines = store_of(sheet).read(sheet, tables, catalogue)
        contents = contents.with_lines(sheet.name, lines)
    states = {option.code: option.state for option in tables.options}
    words = {"states": states, "is_measured": tables.is_measured}
    return replace(contents, stored=contents.lines, **words)


def save(sheet, before, after, contents, *, assessment, access):
    """Store the lines of one sheet; the order of the lines is kept."""
    Changes(sheet, before, after, contents, assessment, access).store()


class Changes:
    """Two lists of lines of one sheet and what is between them."""

    def __init__(self, sheet, before, after, contents, assessment, access):
        self.sheet, self.before, self.after = sheet, before, after
        self.contents, self.assessment, self.access = contents, assessment, access
        old = {line.code: line.values for line in before}
        self.after_codes = {line.code for line in after}
        self.removed = [code for code in old if code not in self.after_codes]
        self.changed = {line.code for line in after if old.get(line.code) != line.values}

    def with_after(self, after):
        return Changes(self.sheet, self.before, after, self.contents, self.assessment, self.access)

    def store(self):
        store_of(self.sheet).write(self)


GENERIC = Generic()
STORES = {
    "02_Tieu_thu_thang": Uses(Period.MONTH, products=False),
    "02_San_luong_thang": Uses(Period.MONTH, products=True),
    "16_So_do": Uses(Period.BEFORE, Period.AFTER),
    "08_Co_hoi": Options(
        {
            "ten": "name",
            "mo_ta": "description",
            "nguyen_nhan": "cause_codes",
            "nhom": "category",
            "nguoi_de_xuat": "proposer",
        },
        key="ma",
    ),
    "09_Sang_loc": Options(
        {"ket_qua": "screening", "ly_do": "screening_reason", "ngay": "screened_on"}, "screening"
    ),
    "11_Kinh_te": Options(
        {
            "dau_tu": "investment",
            "chi_phi_van_hanh": "running_cost",
            "thu_khac": "other_income",
            "tuoi_tho": "life_years",
            "gia_tri_con_lai": "salvage",
            "ty_suat": "discount_percent",
            "dong_tien_rieng": "cash_flow",
        },
        "investment",
    ),
    "11_Tiet_kiem": Savings(),
    "15_Thuc_hien": Steps(),
    "16_Giai_phap": Options(
        {"tien": "measured_saving", "cach_tach": "measured_how"},
        "measured_saving",
        key="giai_phap",
    ),
}


def store_of(sheet):
    return STORES.get(sheet.name, GENERIC)


def follow_screening(contents, *, assessment, access):
    """A solution that was screened out takes that step, and back when it no longer is."""
    options = CPOption.objects.filter(assessment=assessment)
    said = contents.by_key("09_Sang_loc")
    for option in options:
        line = said.get(option.code)
        is_out = line is not None and line["ket_qua"] == Screening.REJECTED
        moves = {
            (OptionState.PROPOSED, True): OptionState.SCREENED_OUT,
            (OptionState.SCREENED_OUT, False): OptionState.PROPOSED,
        }
        if target := moves.get((option.state, is_out)):
            day = line["ngay"] if line else clock.today()
            _by_assessor(option, target, day, access)


def follow_choice(contents, day, *, assessment, access):
    """Those chosen in task 13 are selected from the day on which the task was done."""
    said = contents.by_key("13_Xep_hang")
    for option in CPOption.objects.filter(assessment=assessment, state=OptionState.PROPOSED):
        if option.code in said and said[option.code]["chon"]:
            _by_assessor(option, OptionState.SELECTED, day, access)


def _by_assessor(option, target, day, access):
    record(option, option.state, target, day, mover=Mover.ASSESSOR, access=access)
