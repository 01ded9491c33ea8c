"""Where the rows of each sheet are kept: most as WorksheetRows, figures in the real tables.

One truth each: consumption and output are ResourceUses, opportunities CPOptions with their savings
and steps. A store reads lines of a sheet and writes what has changed between two lists of lines.
"""

from django.utils.translation import gettext as _

from assessments import quantities
from assessments.enums import Channel, Mover, OptionState, Period, ResourceKind, Screening
from assessments.models import CPOption, OptionSaving, OptionStep, ResourceUse, WorksheetRow
from assessments.worksheets.catalogue import PRODUCT
from assessments.worksheets.cells import kept, restored
from assessments.worksheets.contents import Contents, Line, code_of
from organisations.entry.saving import refused_in_words
from organisations.enums import Kind
from organisations.exceptions import ActionRefused

LONGEST_REASON = 300


def load(assessment, form, catalogue):
    """All that an assessment's worksheets hold, in as many queries as there are tables."""
    contents = Contents(form, catalogue, assessment.year)
    tables = Tables(assessment)
    for sheet in form.sheets:
        lines = store_of(sheet).read(sheet, tables, catalogue)
        contents = contents.with_lines(sheet.name, lines)
    return contents


def save(sheet, before, after, contents, *, assessment, access):
    """Store the lines of one sheet; the order of the lines is kept."""
    Changes(sheet, before, after, contents, assessment, access).store()


class Tables:
    """The rows of one assessment, each table read once."""

    def __init__(self, assessment):
        self.rows = {}
        for row in WorksheetRow.objects.filter(assessment=assessment).order_by("place", "pk"):
            self.rows.setdefault(row.sheet, []).append(row)
        self.uses = list(ResourceUse.objects.filter(assessment=assessment))
        self.options = list(CPOption.objects.filter(assessment=assessment).order_by("place", "pk"))
        self.savings = list(OptionSaving.objects.filter(assessment=assessment))
        self.steps = list(OptionStep.objects.filter(assessment=assessment))
        self.codes = {option.pk: option.code for option in self.options}


class Generic:
    """Rows whose columns are data."""

    def read(self, sheet, tables, catalogue):
        return [
            Line(row.code, self._values(sheet, row.values))
            for row in tables.rows.get(sheet.name, ())
        ]

    def _values(self, sheet, stored):
        columns = {column.key: column for column in sheet.columns}
        return {
            key: restored(columns[key], value) for key, value in stored.items() if key in columns
        }

    def write(self, changes):
        columns = {column.key: column for column in changes.sheet.columns}
        rows = WorksheetRow.objects.filter(assessment=changes.assessment, sheet=changes.sheet.name)
        stored = {row.code: row for row in rows}
        gone = [row.pk for code, row in stored.items() if code not in changes.after_codes]
        rows.filter(pk__in=gone).delete()
        new = []
        for place, line in enumerate(changes.after, start=1):
            values = {key: kept(columns[key], value) for key, value in line.values.items()}
            row = stored.get(line.code)
            if row is None:
                new.append(self._row(changes, line, place, values))
            elif (row.values, row.place) != (values, place):
                row.values, row.place = values, place
                row.save(update_fields=["values", "place"])
        WorksheetRow.objects.bulk_create(new)

    def _row(self, changes, line, place, values):
        return WorksheetRow(
            assessment=changes.assessment,
            sheet=changes.sheet.name,
            code=line.code,
            place=place,
            values=values,
        )


class Uses:
    """Quantities of months, as bought and in base units."""

    def __init__(self, *purposes, products=None):
        self.purposes, self.products = purposes, products

    def _is_ours(self, use, resources):
        is_product = resources[use.resource_id].kind == ResourceKind.PRODUCT
        return use.purpose in self.purposes and self.products in (None, is_product)

    def read(self, sheet, tables, catalogue):
        resources = {row.pk: row for row in catalogue.resources.values()}
        units = {row.pk: row.code for row in catalogue.units.values()}
        found = [use for use in tables.uses if self._is_ours(use, resources)]
        found.sort(key=lambda use: (use.place, use.pk))
        lines = []
        for use in found:
            values = _values_of_use(use, resources[use.resource_id].code, units[use.unit_id])
            values = {
                key: v for key, v in values.items() if v not in (None, "") and _has(sheet, key)
            }
            lines.append(Line(code_of(sheet, values), values))
        return lines

    def write(self, changes):
        catalogue, assessment = changes.contents.catalogue, changes.assessment
        resources = {row.pk: row for row in catalogue.resources.values()}
        units = {row.pk: row.code for row in catalogue.units.values()}
        stored = {}
        for use in ResourceUse.objects.filter(assessment=assessment, purpose__in=self.purposes):
            if self._is_ours(use, resources):
                code, unit = resources[use.resource_id].code, units[use.unit_id]
                stored[code_of(changes.sheet, _values_of_use(use, code, unit))] = use
        gone = [use.pk for code, use in stored.items() if code not in changes.after_codes]
        ResourceUse.objects.filter(pk__in=gone).delete()
        new = []
        for place, line in enumerate(changes.after, start=1):
            use = stored.get(line.code)
            if use is None:
                new.append(self._filled(ResourceUse(assessment=assessment), line, place, catalogue))
            elif line.code in changes.changed or use.place != place:
                self._filled(use, line, place, catalogue).save()
        with refused_in_words(ResourceUse._meta.constraints):
            ResourceUse.objects.bulk_create(new)

    def _filled(self, use, line, place, catalogue):
        """Worked out with the factors of its own year, as everywhere."""
        use.purpose = _purpose(line, self.purposes)
        use.month = line["thang"]
        use.resource = catalogue.resources[line["tai_nguyen"] or PRODUCT]
        use.product_code = line["san_pham"] or ""
        use.quantity, use.unit = line["luong"], catalogue.units[line["don_vi"]]
        use.cost, use.place = line["thanh_tien"], place
        use.reading = line["cach_do"] or use.reading
        return quantities.convert(use, catalogue.converter(use.month.year))


PERIODS = {"truoc": Period.BEFORE, "sau": Period.AFTER}
PERIOD_CODES = {period: code for code, period in PERIODS.items()}


def _purpose(line, purposes):
    return PERIODS[line["ky"]] if line["ky"] else purposes[0]


def _values_of_use(use, resource, unit):
    return {
        "thang": use.month,
        "ky": PERIOD_CODES.get(use.purpose),
        "tai_nguyen": resource,
        "san_pham": use.product_code,
        "luong": _plain(use.quantity),
        "don_vi": unit,
        "thanh_tien": use.cost,
        "cach_do": use.reading,
    }


def _has(sheet, key):
    return any(column.key == key for column in sheet.columns)


def _plain(number):
    """Without the noughts that the database adds behind the comma."""
    if number is None:
        return None
    plain = number.normalize()
    return plain if plain.as_tuple().exponent <= 0 else plain.quantize(1)


class Options:
    """Columns of the solutions themselves; `fields` maps the sheet's columns to theirs.

    A row is there as long as its `mark` is filled in; task 8 alone adds and removes solutions.
    """

    def __init__(self, fields, mark=None, *, key="co_hoi"):
        self.fields, self.mark, self.key = fields, mark, key

    def read(self, sheet, tables, catalogue):
        lines = []
        for option in tables.options:
            if self.mark and getattr(option, self.mark) in (None, ""):
                continue
            values = {self.key: option.code}
            for column, field in self.fields.items():
                value = getattr(option, field)
                if column == "dong_tien_rieng":
                    value = "; ".join(str(amount) for amount in value)
                elif column == "ty_suat":
                    value = _plain(value)
                if value not in (None, "", []):
                    values[column] = value
            lines.append(Line(option.code, values))
        return lines

    def write(self, changes):
        rows = CPOption.objects.filter(assessment=changes.assessment)
        stored = {option.code: option for option in rows}
        self._remove(changes, stored)
        for place, line in enumerate(changes.after, start=1):
            option = stored.get(line.code)
            if option is None:
                option = CPOption(assessment=changes.assessment, code=line.code)
            elif line.code not in changes.changed and (self.mark or option.place == place):
                continue
            self._fill(option, line.values)
            if self.mark is None:
                option.place = place
            with refused_in_words(CPOption._meta.constraints):
                option.save()

    def _remove(self, changes, stored):
        for code in changes.removed:
            if self.mark is None:
                _delete_option(stored[code])
            else:
                self._fill(stored[code], {})
                stored[code].save()

    def _fill(self, option, values):
        for column, name in self.fields.items():
            value = values.get(column)
            if column == "dong_tien_rieng":
                value = amounts_of(value or "")
            elif value is None:
                field = CPOption._meta.get_field(name)
                value = field.get_default() if not field.null else None
            setattr(option, name, value)


def amounts_of(text):
    """'100.000.000; 90000000' as whole đồng; raises ValueError for what is no amount."""
    parts = [part.strip().replace(".", "") for part in text.split(";") if part.strip()]
    return [int(part) for part in parts]


def _delete_option(option):
    if OptionStep.objects.filter(option=option).exists():
        said = _("Cơ hội %(code)s đã có tin thực hiện nên không xóa được.")
        raise ActionRefused(said % {"code": option.code})
    OptionSaving.objects.filter(option=option).delete()
    option.delete()


class Savings:
    """What solutions save, by resource."""

    def read(self, sheet, tables, catalogue):
        resources = {row.pk: row.code for row in catalogue.resources.values()}
        units = {row.pk: row.code for row in catalogue.units.values()}
        lines = []
        for row in sorted(tables.savings, key=lambda row: (row.place, row.pk)):
            values = {
                "co_hoi": tables.codes[row.option_id],
                "tai_nguyen": resources[row.resource_id],
                "luong": _plain(row.quantity),
                "don_vi": units[row.unit_id],
                "don_gia": _plain(row.price),
            }
            lines.append(Line(code_of(sheet, values), values))
        return lines

    def write(self, changes):
        catalogue, assessment = changes.contents.catalogue, changes.assessment
        options = {row.code: row for row in CPOption.objects.filter(assessment=assessment)}
        # Few, and each is worked out from its whole row: entered anew when anything changes.
        OptionSaving.objects.filter(assessment=assessment).delete()
        rows = []
        for place, line in enumerate(changes.after, start=1):
            row = OptionSaving(
                assessment=assessment,
                option=options[line["co_hoi"]],
                resource=catalogue.resources[line["tai_nguyen"]],
                quantity=line["luong"],
                unit=catalogue.units[line["don_vi"]],
                price=line["don_gia"],
                place=place,
            )
            rows.append(quantities.convert(row, catalogue.converter(assessment.year)))
        OptionSaving.objects.bulk_create(rows)


class Steps(Generic):
    """The diary of solutions: news is added, never changed; what shows it is kept beside."""

    shown = (
        OptionState.UNDER_WAY,
        OptionState.DONE,
        OptionState.MEASURED,
        OptionState.SUSTAINED,
        OptionState.STOPPED,
        OptionState.NOT_TAKEN_UP,
    )

    def read(self, sheet, tables, catalogue):
        beside = {row.code: row.values for row in tables.rows.get(sheet.name, ())}
        lines = []
        for step in tables.steps:
            if step.to_state not in self.shown or step.from_state == step.to_state:
                continue
            values = {
                "giai_phap": tables.codes[step.option_id],
                "trang_thai": str(step.to_state),
                "ngay": step.held_on,
                "chi_phi_thuc": step.cost,
                "ghi_chu": step.note or None,
            }
            code = code_of(sheet, values)
            values |= beside.get(code, {})
            lines.append(Line(code, {key: v for key, v in values.items() if v is not None}))
        return lines

    def write(self, changes):
        said = {line.code: line for line in changes.before}
        for code in changes.removed:
            raise ActionRefused(
                _("Nhật ký thực hiện không xóa: %(code)s.") % {"code": said[code]["giai_phap"]}
            )
        options = {o.code: o for o in CPOption.objects.filter(assessment=changes.assessment)}
        states = {code: option.state for code, option in options.items()}
        for line in changes.after:
            if line.code not in said:
                self._record(line, options, states, changes)
            elif not _same_news(line, said[line.code]):
                raise ActionRefused(
                    _("Nhật ký thực hiện không sửa; hãy thêm dòng mới cho %(code)s.")
                    % {"code": line["giai_phap"]}
                )
        self._keep_beside(changes)

    def _record(self, line, options, states, changes):
        code, access = line["giai_phap"], changes.access
        target = line["trang_thai"]
        record(
            options[code],
            states[code],
            target,
            line["ngay"],
            mover=Mover.ENTERPRISE,
            cost=line["chi_phi_thuc"],
            note=line["ghi_chu"] or "",
            access=access,
        )
        states[code] = target

    def _keep_beside(self, changes):
        lines = [
            Line(line.code, {"bang_chung": line["bang_chung"]})
            for line in changes.after
            if line["bang_chung"]
        ]
        super().write(changes.with_after(lines))


def _same_news(line, stored):
    keys = ("giai_phap", "trang_thai", "ngay", "chi_phi_thuc", "ghi_chu")
    return all(line[key] == stored[key] for key in keys)


def record(option, state, target, day, *, mover, access, cost=None, note=""):
    """One step of a solution; what an assessor saw at the plant is the enterprise's news."""
    is_firm = access.kind == Kind.ENTERPRISE
    with refused_in_words(OptionStep._meta.constraints):
        OptionStep.objects.create(
            assessment_id=option.assessment_id,
            option=option,
            from_state=state,
            to_state=target,
            mover=mover,
            held_on=day,
            channel=Channel.PORTAL if is_firm or mover == Mover.ASSESSOR else Channel.VISIT,
            cost=cost,
            note=note,
            recorded_by_name=str(access.user),
        )


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
            day = line["ngay"] if line else None
            _by_assessor(option, target, day, access)


def follow_choice(contents, day, *, assessment, access):
    """Those chosen in task 13 are selected from the day on which the task was done."""
    said = contents.by_key("13_Xep_hang")
    for option in CPOption.objects.filter(assessment=assessment, state=OptionState.PROPOSED):
        if option.code in said and said[option.code]["chon"]:
            _by_assessor(option, OptionState.SELECTED, day, access)


def _by_assessor(option, target, day, access):
    record(option, option.state, target, day, mover=Mover.ASSESSOR, access=access)
