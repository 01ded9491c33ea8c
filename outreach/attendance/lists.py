"""Lists of those who came, as files and pastes have them: one line an establishment, or a person.

What is read is arranged into lines of the attendance. The same is done again, under lock, when the
person has seen the arrangement and wants it saved; nothing is written before.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from organisations.sheets import Column
from organisations.sheets.columns import Kind
from organisations.vietnamese import search_key
from outreach.attendance.counts import WITHOUT_WORKPLACE
from outreach.attendance.matching import establishments_by_key, register_key
from outreach.enums import AttendeeRole
from outreach.models import Attendance, Attendee

MOST_ROWS = 2_000
MOST_PEOPLE = 10_000
COUNTS = ("managers", "technicians", "others")
COUNT_OF_ROLE = {
    AttendeeRole.MANAGER: "managers",
    AttendeeRole.TECHNICIAN: "technicians",
    AttendeeRole.OTHER: "others",
}
WOMEN = {"x", "v", "nu", "co", "1"}
NOT_WOMEN = {"nam", "khong", "0"}


class Shape(TextChoices):
    ESTABLISHMENT = "establishment", "Mỗi dòng một cơ sở, có số người"
    PERSON = "person", "Mỗi dòng một người, có đơn vị công tác"


BY_ESTABLISHMENT = (
    Column(
        "name",
        "Tên cơ sở, đơn vị",
        required=True,
        example="Công ty cổ phần Gốm Bát Tràng",
        synonyms=("Tên cơ sở", "Cơ sở", "Đơn vị", "Đơn vị công tác", "Doanh nghiệp", "Tên đơn vị"),
    ),
    Column("managers", "Cán bộ quản lý", Kind.INTEGER, example="1", synonyms=("Quản lý",)),
    Column("technicians", "Cán bộ kỹ thuật", Kind.INTEGER, example="2", synonyms=("Kỹ thuật",)),
    Column("others", "Người khác", Kind.INTEGER, example="0", synonyms=("Khác",)),
    Column("women", "Trong đó nữ", Kind.INTEGER, example="1", synonyms=("Nữ",)),
)
BY_PERSON = (
    Column("full_name", "Họ và tên", example="Nguyễn Văn A", synonyms=("Họ tên", "Tên")),
    Column(
        "workplace",
        "Đơn vị công tác",
        example="Công ty cổ phần Gốm Bát Tràng",
        synonyms=("Đơn vị", "Cơ sở", "Tên cơ sở", "Doanh nghiệp", "Nơi công tác"),
    ),
    Column("position", "Chức vụ", example="Quản đốc", synonyms=("Chức danh",)),
    Column(
        "role",
        "Thuộc nhóm",
        Kind.CHOICE,
        required=True,
        choices=AttendeeRole,
        help="Cán bộ quản lý, cán bộ kỹ thuật, hoặc người khác.",
        synonyms=("Nhóm",),
    ),
    Column("is_woman", "Nữ", example="x", help="Đánh dấu x nếu là nữ.", synonyms=("Giới tính",)),
)
COLUMNS = {Shape.ESTABLISHMENT: BY_ESTABLISHMENT, Shape.PERSON: BY_PERSON}
LONGEST = {
    "name": Attendance._meta.get_field("name").max_length,
    **{
        name: Attendee._meta.get_field(name).max_length
        for name in ("full_name", "workplace", "position")
    },
}


@dataclass
class Line:
    """One establishment that came. `row` is the attendance there is already, if any.

    `namesakes` counts the establishments of the register that it could be when it is not one.
    """

    name: str
    establishment: int | None = None
    namesakes: int = 0
    row: Attendance | None = None
    managers: int = 0
    technicians: int = 0
    others: int = 0
    women: int | None = None
    persons: list = field(default_factory=list)

    @property
    def people(self):
        return self.managers + self.technicians + self.others

    @property
    def is_place(self):
        return self.establishment is not None or self.name != WITHOUT_WORKPLACE


@dataclass
class Arrangement:
    """`faults` are (row number, column key, reason)."""

    lines: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def new_lines(self):
        return [line for line in self.lines if line.row is None]

    @property
    def new_places(self):
        return [line for line in self.new_lines if line.is_place]

    @property
    def alone(self):
        """Those who came from no workplace; one row counts them all."""
        return [person for line in self.lines if not line.is_place for person in line.persons]

    @property
    def people(self):
        return sum(line.people for line in self.new_lines)

    def shown(self):
        """Those that need a person's eye first."""
        return sorted(self.lines, key=lambda line: bool(line.establishment or line.row))

    def matched(self):
        return [line for line in self.new_lines if line.establishment]

    def unmatched(self):
        return [line for line in self.new_places if not line.establishment]


def arrange(rows, shape, activity, access):
    """`rows` are (number, values) as read; the lines they make, and what they are refused for."""
    done = Arrangement()
    good = []
    for number, values in rows:
        faults = list(_faults_of(values, shape))
        done.faults += [(number, key, reason) for key, reason in faults]
        if not faults:
            good.append((number, values))
    register = Register(activity, access, [_workplace(values, shape) for _n, values in good])
    if shape == Shape.ESTABLISHMENT:
        _lines_of_establishments(good, register, done)
    else:
        _lines_of_people(good, register, done)
    return done


class Register:
    """Finds what a written name means, in the register and among those already entered."""

    def __init__(self, activity, access, names):
        self.found = establishments_by_key(filter(None, names), access)
        entered = list(activity.attendances.all())
        self.by_establishment = {row.establishment_id: row for row in entered}
        self.by_key = {register_key(row.name): row for row in entered}

    def line(self, name):
        places = self.found.get(register_key(name), [])
        only = places[0] if len(places) == 1 else None
        row = self.by_establishment.get(only) if only else None
        row = row or self.by_key.get(register_key(name))
        return Line(name, only, 0 if only else len(places), row)


def _workplace(values, shape):
    return values["name"] if shape == Shape.ESTABLISHMENT else values["workplace"]


def _faults_of(values, shape):
    for key, most in LONGEST.items():
        if len(values.get(key) or "") > most:
            yield key, _("Dài quá %(most)s ký tự.") % {"most": most}
    if shape == Shape.ESTABLISHMENT:
        yield from _faults_of_counts(values)
    else:
        yield from _faults_of_person(values)


def _faults_of_counts(values):
    if not register_key(values["name"]):
        yield "name", _("Tên cơ sở phải có chữ.")
    for key in (*COUNTS, "women"):
        if not 0 <= (values[key] or 0) <= MOST_PEOPLE:
            yield key, _("Nhập số người từ 0 đến 10.000.")
            return
    people = sum(values[key] or 0 for key in COUNTS)
    if not people:
        yield "managers", _("Ghi ít nhất một người tham dự.")
    elif (values["women"] or 0) > people:
        yield "women", _("Số nữ không thể nhiều hơn số người tham dự.")


def _faults_of_person(values):
    if not values["full_name"] and not values["workplace"]:
        yield "workplace", _("Ghi đơn vị công tác hoặc họ và tên.")
    elif values["workplace"] and not register_key(values["workplace"]):
        yield "workplace", _("Đơn vị công tác phải có chữ.")
    if search_key(values["is_woman"]) not in {"", *WOMEN, *NOT_WOMEN}:
        yield "is_woman", _("Đánh dấu x nếu là nữ, để trống nếu không.")


def _lines_of_establishments(rows, register, done):
    taken = {}
    for number, values in rows:
        line = register.line(values["name"])
        key = line.establishment or register_key(line.name)
        if line.row is not None:
            reason = _("Cơ sở này đã có trong danh sách tham dự. Muốn đổi số thì sửa dòng đó.")
            done.faults.append((number, "name", reason))
        elif key in taken:
            reason = _("Cơ sở này đã có ở dòng %(number)s.") % {"number": taken[key]}
            done.faults.append((number, "name", reason))
        else:
            taken[key] = number
            line.women = values["women"]
            for name in COUNTS:
                setattr(line, name, values[name] or 0)
            done.lines.append(line)


def _lines_of_people(rows, register, done):
    """Summed by workplace; a woman is known to be one only where somebody marked any."""
    marks = any(search_key(values["is_woman"]) for _number, values in rows)
    lines = {}
    for _number, values in rows:
        line = register.line(values["workplace"] or WITHOUT_WORKPLACE)
        line = lines.setdefault(line.establishment or register_key(line.name), line)
        line.persons.append(_person(values, marks))
    for line in lines.values():
        roles = Counter(COUNT_OF_ROLE[person["role"]] for person in line.persons)
        for name in COUNTS:
            setattr(line, name, roles[name])
        line.women = sum(person["is_woman"] for person in line.persons) if marks else None
    done.lines += lines.values()


def _person(values, marks):
    is_woman = search_key(values["is_woman"]) in WOMEN if marks else None
    kept = ("full_name", "workplace", "position", "role")
    return {name: values[name] for name in kept} | {"is_woman": is_woman}
