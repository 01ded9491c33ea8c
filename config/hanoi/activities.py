"""The log rows: training and outreach, demonstration models at two households."""

from assessments.models import DemonstrationModel
from config.hanoi.register import capital
from enterprises.models import Establishment
from outreach.enums import PUBLICATION_KINDS
from outreach.models import Activity

KEY = ("kind", "raw_label", "year", "period_from", "period_to")


def load_activities(file, keeper):
    names = {row["key"]: row["name"] for row in file["organisations"]}
    rows = [_event(row, file) for row in file["training_log"]]
    rows += [_outreach(row, file, names) for row in file["outreach"]]
    keeper.keep(Activity, rows, KEY)


def _event(row, file):
    """One row of the training table: several events of one year, under the seed's own word."""
    return Activity(
        kind=row["kind"],
        raw_label=row["kind_verbatim"],
        title=f"{capital(row['kind_verbatim'])} hướng dẫn áp dụng SXSH năm {row['year']}",
        year=row["year"],
        event_count=row["events"],
        attendance_count=row["participants"],
        audience=file["training_claims"]["audience_verbatim"],
        note=f"Dòng {row['row']} trong bảng của tài liệu nguồn; một dòng gồm {row['events']} cuộc.",
    )


def _outreach(row, file, names):
    """Known for the whole period only; "30.000/30.000" does not say which number was planned."""
    first, last = row["dates"] or file["source"]["period"]
    verbatim = row["quantity_verbatim"]
    counted = "done_quantity" if row["kind"] in PUBLICATION_KINDS else "event_count"
    return Activity(
        kind=row["kind"],
        raw_label=row["name"],
        title=capital(row["name"]) + (f" về {row['subject']}" if row["subject"] else ""),
        period_from=first,
        period_to=last,
        outlet=capital(names.get(row["outlet"], "")),
        audience=row["audience"] or "",
        sectors=", ".join(row["example_sectors"] or []),
        unit=row["unit"] or "",
        planned_quantity=row["planned"],
        note=f"Nguyên văn: “{verbatim}”." if verbatim else "",
        **{counted: row["quantity"]},
    )


def load_models(file, keeper):
    rows = file["demo_models"]
    sites = keeper.keep(
        Establishment,
        [
            Establishment(
                name=row["name"],
                stratum=row["owner_kind"],
                sector_text=row["craft"],
                zone_name=row["craft_village"] or "",
            )
            for row in rows
        ],
        ("name",),
    )
    first, last = file["source"]["period"]
    keeper.keep(
        DemonstrationModel,
        [
            DemonstrationModel(
                establishment=site,
                name=capital(row["change"] or row["after"]),
                before=row["before"],
                after=row["after"],
                benefits="; ".join(row["benefits"] or []),
                period_from=row["year"] or first,
                period_to=row["year"] or last,
            )
            for row, site in zip(rows, sites, strict=True)
            if site
        ],
        ("establishment_id", "name"),
    )
