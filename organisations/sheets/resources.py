"""Resources of django-import-export whose fields are described by the columns of our lists.

A column is said once: a resource writes with it (`export`), small files go through the resource
(`import_data`), and the staged import of large ones takes `columns()`.
"""

from import_export import fields, resources, widgets

from organisations.sheets.columns import Kind
from organisations.sheets.values import is_blank, value_of

CHOICES_SHOWN = {Kind.CHOICE}


class ColumnWidget(widgets.Widget):
    """Reads a cell as strictly as the column wants, and shows a value as people know it."""

    def __init__(self, column):
        super().__init__()
        self.column = column

    def clean(self, value, row=None, **kwargs):
        return self.column.blank if is_blank(value) else value_of(self.column, value)

    def render(self, value, obj=None, **kwargs):
        if value in (None, ""):
            return None
        return self.column.label_of(value) if self.column.kind in CHOICES_SHOWN else value


class ListField(fields.Field):
    """One column of a list; `attribute` is where the value stands in the record."""

    def __init__(self, column, *, attribute=None, **kwargs):
        self.column = column
        super().__init__(
            attribute=attribute or column.key,
            column_name=column.title,
            widget=ColumnWidget(column),
            **kwargs,
        )


class ListResource(resources.ModelResource):
    """A resource all of whose fields are columns of a list."""

    @classmethod
    def columns(cls):
        return tuple(field.column for field in cls.fields.values())
