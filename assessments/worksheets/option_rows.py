"""Solutions as the sheets of tasks 8 to 15 tell them: columns, savings, and news by steps."""

from django.utils.translation import gettext as _

from assessments import quantities
from assessments.deleting import delete_option
from assessments.enums import Channel, Mover, OptionState
from assessments.models import CPOption, OptionSaving, OptionStep
from assessments.worksheets.contents import Line, code_of
from assessments.worksheets.rows import Generic, plain
from organisations.entry.saving import refused_in_words
from organisations.enums import Kind
from organisations.exceptions import ActionRefused


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
                    value = plain(value)
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
                _tell_causes(option, changes.contents)
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


def _tell_causes(option, contents):
    """The causes it answers, in words, and the class of the first."""
    known = contents.by_key("07_Nguyen_nhan")
    causes = [known[code] for code in option.cause_codes if code in known]
    option.cause = "; ".join(cause["mo_ta"] for cause in causes)
    option.cause_class = causes[0]["loai"] if causes else ""


def amounts_of(text):
    """'100.000.000; 90000000' as whole đồng; raises ValueError for what is no amount."""
    parts = [part.strip().replace(".", "") for part in text.split(";") if part.strip()]
    return [int(part) for part in parts]


def _delete_option(option):
    if OptionStep.objects.filter(option=option).exists():
        said = _("Cơ hội %(code)s đã có tin thực hiện nên không xóa được.")
        raise ActionRefused(said % {"code": option.code})
    delete_option(option)


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
                "luong": plain(row.quantity),
                "don_vi": units[row.unit_id],
                "don_gia": plain(row.price),
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
