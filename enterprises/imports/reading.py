"""A batch's file, opened where its unit said its list is, and its rows as they are taken."""

import csv
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from enterprises.imports.places import Places
from enterprises.imports.rows import RowReader, total_row
from enterprises.resources import COLUMNS
from organisations import clock, sheets
from organisations.sheets.lines import is_total

STEP = 5_000


def read_into(spool, batch, access, progress):
    """Every row of the file as a line for COPY; answers how many there are. Holds one at a time."""
    with transaction.atomic():
        today = clock.today()
        places = Places(access, today)
    total = 0
    write = csv.writer(spool).writerow
    heading = heading_of(batch)
    columns = heading.mapping.columns_read(batch.money_unit)
    reader = RowReader(columns, places, this_year=today.year)
    with opened_list(batch) as listed:
        for number, cells, by_key in listed.lines(heading):
            row = total_row(number, by_key) if is_total(cells) else reader.read(number, by_key)
            write(row.staged())
            total += 1
            if total % STEP == 0:
                progress(_("Đọc tệp"), total, 0)
    return total


@contextmanager
def opened_list(batch):
    """The batch's file at the page that was confirmed."""
    with sheets.open_list(batch.path, batch.name) as listed:
        if batch.page:
            listed.choose_page(batch.page)
        yield listed


def heading_of(batch):
    choices = {int(at): key for at, key in batch.mapping.items()}
    mapping = sheets.Mapping.from_choices(batch.headings, COLUMNS, choices)
    return sheets.Heading(batch.heading_row, mapping)
