"""What proves how far one establishment is, as far as whoever asks may read it."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.enums import Level

# What each source of app.ladder_evidence is called, and the page of its row.
SOURCES = {
    "attendance": (_("dự hội thảo, tập huấn từ nửa ngày"), "outreach:activity"),
    "survey": (_("phiếu khảo sát"), ""),
    "commitment": (_("kế hoạch, quyết định lập đội SXSH"), ""),
    "assessment": (_("đánh giá SXSH đã nghiệm thu"), ""),
    "option": (_("giải pháp SXSH đang duy trì"), ""),
    "measurement": (_("có đo kết quả"), ""),
    "model": (_("mô hình trình diễn đã nghiệm thu"), "assessments:model"),
    "self_assessment": (_("phiếu tự đánh giá đã nộp"), "assessments:assessment"),
    "accepted_assessment": (_("đánh giá SXSH đã nghiệm thu"), "assessments:assessment"),
    "solution": (_("giải pháp SXSH đã thực hiện, có minh chứng"), "assessments:option"),
    "measured_result": (_("kết quả đo đạt mục tiêu"), ""),
    "saving": (_("mức tiết kiệm đo được đạt mục tiêu"), ""),
    "measured_again": (_("đo được kết quả ở năm sau nữa"), ""),
    "iso_14001": (_("áp dụng cùng chứng nhận ISO 14001 còn giá trị"), ""),
}
COLUMNS = ("level", "valid_from", "valid_to", "source", "source_id", "label")


@dataclass(frozen=True)
class Evidence:
    """One row that proves a step from a day on, perhaps to a day."""

    level: int
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    source_id: int
    label: str

    @property
    def what(self):
        return SOURCES[self.source][0]

    @property
    def url(self):
        page = SOURCES[self.source][1]
        return reverse(page, args=[self.source_id]) if page else ""

    def reaches(self, day):
        """Whether another spell that begins on this day leaves no gap after this one."""
        return self.valid_to is None or self.valid_to + dt.timedelta(1) >= day

    def is_in_force(self, day):
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


@dataclass(frozen=True)
class Step:
    """One level of the ladder; `rows` prove it, those in force first."""

    level: Level
    rows: tuple
    today: dt.date

    @property
    def is_reached(self):
        return any(row.is_in_force(self.today) for row in self.rows)

    @property
    def marked_rows(self):
        return [(row, row.is_in_force(self.today)) for row in self.rows]


def evidence_of(sites):
    """Of these rows of the register, what the organisation that asks may read."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM app.ladder_evidence(%s)", [list(sites)])
        return _each_once([Evidence(*row) for row in cursor.fetchall()])


def _each_once(rows):
    """What proves a step for several spells that meet (a certificate beside each measurement) is
    one line; spells with a gap between them stay apart.
    """
    joined = {}
    for row in sorted(rows, key=lambda row: row.valid_from):
        spells = joined.setdefault((row.level, row.source, row.source_id), [])
        if spells and spells[-1].reaches(row.valid_from):
            spells[-1] = replace(spells[-1], valid_to=_later(spells[-1].valid_to, row.valid_to))
        else:
            spells.append(row)
    found = [row for spells in joined.values() for row in spells]
    return sorted(found, key=lambda row: (row.valid_from, row.source_id), reverse=True)


def _later(one, other):
    return None if one is None or other is None else max(one, other)


def steps(rows, today):
    """From the highest level to the lowest; without evidence an establishment is not aware."""
    return [
        Step(
            level,
            tuple(
                sorted(
                    (row for row in rows if row.level == level),
                    key=lambda row: not row.is_in_force(today),
                )
            ),
            today,
        )
        for level in reversed(Level)
        if level != Level.UNAWARE
    ]
