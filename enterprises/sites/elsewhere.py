"""What the register shows of an establishment although nobody here may read what it comes from.

Year, size and level are worked out from everybody's records; after a transfer, and for who manages
the plant beside a department, these are another unit's to keep.
"""

from django.db import connections
from django.utils.translation import gettext as _

from enterprises.enums import Level
from enterprises.sites.records.kinds import EVIDENCE, YEAR
from organisations.tenancy import login_alias

IN_SIGHT = """
SELECT coalesce(max(level), 0) FROM app.ladder_evidence(%s)
WHERE valid_from <= app.today() AND (valid_to IS NULL OR valid_to >= app.today())
"""


def is_level(site, site_ids):
    """Whether what is in sight proves less than the level that the register shows."""
    if site.level == Level.UNAWARE:
        return False
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(IN_SIGHT, [list(site_ids)])
        return site.level > cursor.fetchone()[0]


def said_of(section, site, is_level_elsewhere):
    """The sentence beside a section; "" when it holds what the register shows."""
    if section.kind is YEAR and site.year and not _has_year(section, site.year):
        shown = [_("năm %(year)s") % {"year": site.year}]
        if site.size:
            shown.append(_("quy mô %(size)s") % {"size": site.get_size_display()})
        words = {"shown": ", ".join(shown)}
        return _("Sổ ghi %(shown)s: số liệu này do đơn vị khác giữ, ở đây không xem được.") % words
    if section.kind is EVIDENCE and is_level_elsewhere:
        words = {"level": site.get_level_display()}
        sentence = _(
            "Cơ sở ở mức “%(level)s”: minh chứng của mức này do đơn vị khác giữ, ở đây không xem"
            " được."
        )
        return sentence % words
    return ""


def _has_year(section, year):
    return any(row.year == year for row in section.rows)
