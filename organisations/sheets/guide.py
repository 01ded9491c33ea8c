"""What a person who fills in a list must know about each of its columns."""

from django.utils.translation import gettext as _

from organisations.sheets.columns import Kind

GUIDE, CHOICES = "Hướng dẫn", "Danh sách chọn"
WIDTHS = (32, 11, 64, 36)


def how_to_fill_in(column):
    """The sentence about a column's kind, after the column's own help."""
    return " ".join(filter(None, (str(column.help), _of_kind(column))))


def _of_kind(column):
    if column.kind is Kind.CHOICE:
        labels = "; ".join(label for _value, label in column.choices)
        return _("Chọn một trong: %(labels)s.") % {"labels": labels}
    return {
        Kind.TEXT: _("Nhập chữ trên một dòng."),
        Kind.LONG_TEXT: _("Nhập chữ, có thể xuống dòng trong ô (Alt + Enter)."),
        Kind.CODE: _("Nhập đủ các chữ số, kể cả số 0 ở đầu; để ô ở định dạng văn bản (Text)."),
        Kind.INTEGER: _("Nhập số nguyên; dấu chấm ngăn nhóm nghìn."),
        Kind.DECIMAL: _("Nhập số; dấu chấm ngăn nhóm nghìn, dấu phẩy ngăn phần thập phân."),
        Kind.MONEY: _("Nhập số tiền bằng đồng, hoặc kèm chữ triệu, tỷ; không nhập số âm."),
        Kind.PERCENTAGE: _("Nhập số phần trăm."),
        Kind.DATE: _("Nhập ngày/tháng/năm, năm đủ bốn chữ số."),
        Kind.MONTH: _("Nhập tháng bằng số từ 1 đến 12."),
        Kind.YEAR: _("Nhập năm bằng bốn chữ số."),
    }[column.kind]


def example_of(column):
    if column.example or column.choices:
        return str(column.example or column.choices[0][1])
    return EXAMPLES.get(column.kind, "")


EXAMPLES = {
    Kind.INTEGER: "1.234",
    Kind.DECIMAL: "1.234,5",
    Kind.MONEY: "150.000.000 hoặc 1,5 tỷ",
    Kind.PERCENTAGE: "12,5%",
    Kind.DATE: "31/12/2026",
    Kind.MONTH: "3",
    Kind.YEAR: "2026",
}


def add_guide_page(book, columns):
    """The page Hướng dẫn: a line for each column."""
    page = book.add_page(GUIDE)
    heads = (_("Cột"), _("Bắt buộc"), _("Cách nhập"), _("Ví dụ"))
    for at, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, head, book.heading_look())
    for row, column in enumerate(columns, start=1):
        required = _("có") if column.required else _("không")
        line = (column.title, required, how_to_fill_in(column), example_of(column))
        for at, text in enumerate(line):
            book.write(page, row, at, text)
    page.freeze_panes(1, 0)


def add_choices_page(book, columns):
    """The labels behind the drop-downs, on a page that Excel does not show."""
    lists = [column for column in columns if column.choices]
    if not lists:
        return
    page = book.add_page(CHOICES)
    for at, column in enumerate(lists):
        for row, (_value, label) in enumerate(column.choices):
            page.write_string(row, at, label)
    page.hide()
