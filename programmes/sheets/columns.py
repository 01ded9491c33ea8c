"""One task in one row: the columns of a list of tasks, and what its tasks say in them."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations.entry.saving import fingerprint
from organisations.sheets import Column
from organisations.sheets.columns import Kind
from organisations.vietnamese import NO_DATA, format_money, format_number
from programmes.enums import FundKind, OutputKind
from programmes.models import PlanComponent, Scheme, Task

MOST_TASKS = 500
FEWEST_OUTPUTS = 3
OUTPUT_PARTS = ("kind", "name", "unit", "planned")
# What kinds of outputs are called every day; only names that can mean no other kind.
EVERYDAY_KINDS = {
    OutputKind.CONFERENCE: ("Cuộc hội nghị",),
    OutputKind.WORKSHOP: ("Cuộc hội thảo",),
    OutputKind.TRAINING: (
        *("Tập huấn", "Lớp tập huấn", "Khóa tập huấn"),
        *("Đào tạo", "Lớp đào tạo", "Khóa đào tạo", "Đào tạo, tập huấn"),
    ),
    OutputKind.ATTENDANCE: ("Lượt người", "Lượt người dự", "Người tham dự", "Học viên", "Đại biểu"),
    OutputKind.LEAFLET: ("Bộ tờ rơi", "Tờ gấp", "Tờ rơi, tờ gấp"),
    OutputKind.HANDBOOK: ("Sổ tay", "Sổ tay hướng dẫn", "Cẩm nang"),
    OutputKind.TV_REPORT: ("Chuyên mục truyền hình",),
    OutputKind.RADIO_REPORT: ("Phát thanh", "Phóng sự phát thanh"),
    OutputKind.TALK_SHOW: ("Tọa đàm truyền hình", "Tọa đàm trường quay"),
    OutputKind.ARTICLE: ("Tin bài", "Bài báo", "Bài viết"),
    OutputKind.COOPERATION: ("Hợp tác quốc tế",),
    OutputKind.RESEARCH: ("Đề tài nghiên cứu", "Nghiên cứu khoa học"),
    OutputKind.ZONE: ("KCN, CCN, làng nghề",),
    OutputKind.ESTABLISHMENT: ("Cơ sở tham dự",),
    OutputKind.OTHER: ("Sản phẩm khác", "Khác"),
}
PLAIN = ("ordinal", "name", "lead", "partners", "month_from", "month_to", "note")


def output_key(number, part):
    return f"output_{number}_{part}"


def money_key(fund):
    return f"money_{fund}"


@dataclass(frozen=True)
class ListContent:
    """A list with its tasks as they are now, and the columns of its sheet.

    Schemes and components are chosen by their labels; what a task has already stays on offer.
    """

    task_list: object
    tasks: list
    schemes: dict
    components: dict
    columns: tuple

    @classmethod
    def of(cls, task_list, access):
        tasks = Task.objects.visible_to(access).filter(task_list=task_list).order_by("pk")
        tasks = list(
            tasks.select_related("scheme", "component__scheme").prefetch_related("outputs", "money")
        )
        schemes = _labelled([*_schemes(task_list, access), *(task.scheme for task in tasks)])
        components = _labelled(
            [*_components(task_list, access), *(task.component for task in tasks)]
        )
        outputs = max([FEWEST_OUTPUTS, *(len(task.outputs.all()) for task in tasks)])
        columns = (*_task_columns(schemes, components), *_output_columns(outputs))
        columns += (*_money_columns(), _note_column())
        return cls(task_list, tasks, schemes, components, columns)

    @property
    def seen(self):
        """Changes with the list, any of its tasks, and what can be chosen for them."""
        parts = [row for task in self.tasks for row in (*task.outputs.all(), *task.money.all())]
        content = fingerprint(self.task_list, *self.tasks, *parts)
        keys = "-".join(str(task.pk) for task in self.tasks)
        said = "\n".join([content, keys, *self.schemes, *self.components])
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def column_of(self):
        return {column.key: column for column in self.columns}

    def values_of(self, task):
        """What a task says in each column."""
        values = dict.fromkeys(self.column_of) | {name: getattr(task, name) for name in PLAIN}
        values["scheme"] = _label_of(self.schemes, task.scheme_id)
        values["component"] = _label_of(self.components, task.component_id)
        for number, output in enumerate(task.outputs.all(), start=1):
            values |= {output_key(number, part): getattr(output, part) for part in OUTPUT_PARTS}
        values |= {money_key(row.fund): row.planned for row in task.money.all()}
        return {
            key: column.blank if values[key] is None else values[key]
            for key, column in self.column_of.items()
        }

    def rows(self):
        """Every task in the order of the list."""
        return [self.values_of(t) for t in sorted(self.tasks, key=lambda t: (t.ordinal, t.pk))]


def shown(column, value):
    """A value as the preview shows it."""
    if value is None or value == "":
        return NO_DATA
    if column.kind is Kind.MONEY:
        return format_money(value)
    if column.kind is Kind.CHOICE:
        return column.label_of(value)
    return format_number(value) if column.kind is Kind.DECIMAL else str(value)


def _schemes(task_list, access):
    """Of the plan's strategy, as on the sheet of a task; without one, all."""
    schemes = Scheme.objects.visible_to(access).order_by("strategy", "ordinal")
    plan = task_list.plan
    return schemes.filter(strategy=plan.strategy_id) if plan and plan.strategy_id else schemes


def _components(task_list, access):
    components = PlanComponent.objects.visible_to(access).select_related("scheme")
    return components.filter(plan=task_list.plan_id, plan__isnull=False)


def _labelled(rows):
    """{label: row}: its name, told apart where two are called alike."""
    labels = {}
    for row in dict.fromkeys(row for row in rows if row is not None):
        label, copies = row.name, 1
        while label in labels:
            copies += 1
            label = f"{row.name} ({copies})"
        labels[label] = row
    return labels


def _label_of(labels, key):
    return next((label for label, row in labels.items() if row.pk == key), "")


def _task_columns(schemes, components):
    yield Column(
        "ordinal",
        _("STT"),
        Kind.INTEGER,
        help=_("Để trống thì nhiệm vụ mới xếp cuối danh mục."),
        example="1",
        synonyms=("TT", "Số thứ tự"),
    )
    yield Column(
        "name",
        _("Tên nhiệm vụ"),
        required=True,
        help=_("Cùng STT và tên với một nhiệm vụ của danh mục thì sửa nhiệm vụ đó."),
        example=_("Tập huấn sản xuất sạch hơn cho cơ sở dệt nhuộm"),
        synonyms=("Nhiệm vụ", "Nội dung nhiệm vụ", "Tên nhiệm vụ, nội dung"),
    )
    yield from _chosen("scheme", _("Đề án"), schemes, ("Thuộc đề án",))
    yield from _chosen(
        "component", _("Nội dung của kế hoạch"), components, ("Nội dung", "Nội dung kế hoạch")
    )
    yield Column(
        "lead",
        _("Đơn vị chủ trì"),
        example=_("Phòng Kỹ thuật an toàn - Môi trường"),
        synonyms=("Chủ trì", "Cơ quan chủ trì"),
    )
    yield Column(
        "partners",
        _("Đơn vị phối hợp"),
        help=_("Cách nhau bằng dấu chấm phẩy."),
        example=_("Trung tâm Khuyến công; UBND các huyện"),
        synonyms=("Phối hợp", "Cơ quan phối hợp"),
    )
    yield Column("month_from", _("Từ tháng"), Kind.MONTH, example="3", synonyms=("Tháng bắt đầu",))
    yield Column("month_to", _("Đến tháng"), Kind.MONTH, example="11", synonyms=("Tháng kết thúc",))


def _chosen(key, title, labels, synonyms):
    """A drop-down; where nothing can be chosen, no column."""
    if labels:
        yield Column(
            key, title, Kind.CHOICE, choices=[(each, each) for each in labels], synonyms=synonyms
        )


def _output_columns(count):
    for number in range(1, count + 1):
        alone = number == 1
        yield Column(
            output_key(number, "kind"),
            _("Loại sản phẩm %(number)s") % {"number": number},
            Kind.CHOICE,
            choices=OutputKind,
            everyday=[(kind, name) for kind, names in EVERYDAY_KINDS.items() for name in names],
            synonyms=("Loại sản phẩm",) if alone else (),
        )
        yield Column(
            output_key(number, "name"),
            _("Sản phẩm %(number)s") % {"number": number},
            help=_("Để trống thì lấy theo loại."),
            example=_("Lớp tập huấn 2 ngày"),
            synonyms=("Sản phẩm", "Tên sản phẩm") if alone else (),
        )
        yield Column(
            output_key(number, "unit"),
            _("Đơn vị tính %(number)s") % {"number": number},
            help=_("Để trống thì lấy theo loại."),
            example=_("lớp"),
            synonyms=("Đơn vị tính", "ĐVT") if alone else (),
        )
        yield Column(
            output_key(number, "planned"),
            _("Kế hoạch %(number)s") % {"number": number},
            Kind.DECIMAL,
            example="4",
            synonyms=("Kế hoạch", "Số lượng") if alone else (),
        )


def _money_columns():
    for fund in FundKind:
        yield Column(
            money_key(fund.value),
            _("Kinh phí: %(fund)s (đồng)") % {"fund": fund.label},
            Kind.MONEY,
            synonyms=(f"Kinh phí {fund.label}", f"Kinh phí: {fund.label}"),
        )


def _note_column():
    return Column("note", _("Ghi chú"), Kind.LONG_TEXT)
