"""A form file as rows: sections, tables, rows and columns, and what of it is stored already."""

from collections import defaultdict
from dataclasses import dataclass, field

from reports.models import FormColumn, FormRow, FormSection, FormTable, ReportForm

PARTS = (FormSection, FormTable, FormRow, FormColumn)
OWN = {"id", "form_id", "section_id", "table_id"}


def values(row):
    """What a part says, without whose part it is."""
    names = [f.attname for f in row._meta.concrete_fields if f.attname not in OWN]
    return {name: getattr(row, name) for name in names}


@dataclass
class FormParts:
    """One form with its parts, not yet written. Parts stand in the order of the file."""

    form: ReportForm
    sections: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    columns: list = field(default_factory=list)

    def content(self):
        """Comparable with stored(): every part under the keys of what it belongs to."""
        keys = {id(section): section.key for section in self.sections}
        names = {id(table): (keys[id(table.section)], table.key) for table in self.tables}
        return [
            values(self.form),
            [((), values(section)) for section in self.sections],
            [(keys[id(table.section)], values(table)) for table in self.tables],
            [(names[id(row.table)], values(row)) for row in self.rows],
            [(names[id(column.table)], values(column)) for column in self.columns],
        ]

    def write(self, old):
        """Insert the form, or replace the parts of an old one that nobody uses."""
        if old:
            self.form.pk = old.pk
            FormSection.objects.filter(form=old).delete()
        self.form.save()
        for model, parts in zip(
            PARTS, (self.sections, self.tables, self.rows, self.columns), strict=True
        ):
            for part in parts:
                _point_to_saved_parent(part)
            model.objects.bulk_create(parts)


def _point_to_saved_parent(part):
    for name in ("form", "section", "table"):
        if hasattr(part, f"{name}_id"):
            setattr(part, name, getattr(part, name))


def stored():
    """{form id: content} of every form in the database, five queries for all of them."""
    forms = {form.pk: form for form in ReportForm.objects.all()}
    sections = {s.pk: s for s in FormSection.objects.order_by("form", "ordinal", "pk")}
    tables = {t.pk: t for t in FormTable.objects.order_by("section__ordinal", "ordinal", "pk")}
    content = {pk: [values(form), [], [], [], []] for pk, form in forms.items()}
    names = {}
    for section in sections.values():
        content[section.form_id][1].append(((), values(section)))
    for table in tables.values():
        section = sections[table.section_id]
        names[table.pk] = (section.form_id, (section.key, table.key))
        content[section.form_id][2].append((section.key, values(table)))
    for place, model in ((3, FormRow), (4, FormColumn)):
        grouped = defaultdict(list)
        for part in model.objects.order_by("ordinal", "pk"):
            grouped[part.table_id].append(part)
        for table_id in tables:
            form_id, name = names[table_id]
            content[form_id][place] += [(name, values(part)) for part in grouped[table_id]]
    return content


def build(file, dictionary, indicators):
    parts = FormParts(
        ReportForm(
            code=file["form"],
            version=file["version"],
            title=file["title"],
            round_kind=file["round"],
            applies_to=file["applies_to"],
            addressee=file["document"]["addressee"],
            provenance=file["provenance"],
        )
    )
    for number, row in enumerate(file["sections"], 1):
        section = _section(parts.form, number, row)
        parts.sections.append(section)
        for ordinal, table in enumerate(row["tables"], 1):
            _TableBuilder(parts, section, dictionary, indicators).add(ordinal, table)
    return parts


def _section(form, number, row):
    return FormSection(
        form=form,
        ordinal=number,
        key=row["key"],
        number=row["number"] or "",
        title=row["title"],
        guidance=row["guidance"],
        is_required=row["narrative"]["required"],
        max_words=row["narrative"]["max_words"],
        charts=row["charts"] or [],
    )


class _TableBuilder:
    def __init__(self, parts, section, dictionary, indicators):
        self.parts = parts
        self.section = section
        self.dictionary = dictionary
        self.indicators = indicators

    def add(self, ordinal, row):
        by_dimension = row["layout"] == "dimension"
        members = row["rows"]["members"] if by_dimension else None
        self.table = FormTable(
            section=self.section,
            ordinal=ordinal,
            key=row["id"],
            label=row["bieu"],
            title=row["title"],
            layout=row["layout"],
            row_dimension=row["rows"]["dimension"] if by_dimension else "",
            # A sentence ("mọi năm của giai đoạn") means every member.
            row_members=members if isinstance(members, list) else [],
            has_total=bool(by_dimension and row["rows"]["total"]),
            only_with_data=bool(row["print_when"]),
            drops_empty_rows=bool(row["drop_empty_rows"]),
            list_fields=row.get("fields") or [],
            notes=row["notes"],
            chart=row["chart"],
        )
        self.parts.tables.append(self.table)
        getattr(self, f"_add_{row['layout']}")(row)

    def _add_indicators(self, row):
        sets = [(None, row["rows"] or [])]
        sets += [(list(s["years"]), s["rows"]) for s in (row["row_sets"] or {}).values()]
        lines = [(years, line) for years, lines in sets for line in lines]
        for ordinal, (years, line) in enumerate(lines, 1):
            self._row(
                ordinal,
                line,
                years=years,
                label=line["label"] or "",
                filter=_reading(line),
                indent=line["indent"] or 0,
            )
        for ordinal, key in enumerate(row["columns"], 1):
            if key not in self.dictionary["columns"]:
                raise row.refusal(f"columns[{ordinal - 1}]", f"không có cột '{key}'.")
            label = self.dictionary["columns"][key]["label"]
            self.parts.columns.append(
                FormColumn(table=self.table, ordinal=ordinal, key=key, label=label)
            )

    def _add_dimension(self, row):
        for ordinal, column in enumerate(row["columns"], 1):
            indicator = self._indicator(column, "indicator", column["indicator"])
            chosen = "&".join(str(value) for value in (column["filter"] or {}).values())
            self.parts.columns.append(
                FormColumn(
                    table=self.table,
                    ordinal=ordinal,
                    key=f"{indicator.code}:{chosen}" if column["filter"] else indicator.code,
                    label=column["label"] or indicator.label,
                    indicator=indicator,
                    filter=column["filter"] or {},
                    drops_if_empty=bool(column["drop_if_empty"]),
                )
            )

    def _add_list(self, row):
        lines = [(name, n, code) for name in ("from", "totals") for n, code in enumerate(row[name])]
        given_by = row["given_by"] or {}
        for ordinal, (name, position, code) in enumerate(lines, 1):
            self._row(
                ordinal,
                row,
                code=code,
                place=f"{name}[{position}]",
                is_list_source=name == "from",
                filter={"@given_by": given_by[code]} if code in given_by else {},
            )

    def _row(self, ordinal, line, *, code=None, place="indicator", **fields):
        indicator = self._indicator(line, place, code or line["indicator"])
        self.parts.rows.append(
            FormRow(table=self.table, ordinal=ordinal, indicator=indicator, **fields)
        )

    def _indicator(self, row, place, code):
        if code not in self.indicators:
            raise row.refusal(
                place, f"không có chỉ tiêu mã '{code}'. Hãy xem forms/indicators.yaml."
            )
        return self.indicators[code]


def _reading(line):
    """The dimensions a line is narrowed to; keys with @ say how to print it, not what to count."""
    extra = {f"@{key}": line[key] for key in ("given_by", "expand") if line[key]}
    return (line["filter"] or {}) | extra
