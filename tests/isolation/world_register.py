"""The register's half of the world: plants in two territories and two groups, and all about them.

The neighbour's rows are like the department's, and the other corporation's like the corporation's.
"""

import datetime as dt
from itertools import count

from assessments.models import DemonstrationModel
from enterprises import models as register
from tests.isolation.world_papers import DAY, NOON

# Plants of each department, by who manages and who runs them; the last one came from next door.
PLANTS = {
    "department": [("corporation", "enterprise"), (None, None), ("other corporation", None)],
    "neighbour": [("other corporation", "other enterprise"), ("corporation", None), (None, None)],
}
# Who entered a plant itself, and in whose province.
ENTERED_BY_CORPORATION = {"corporation": "department", "other corporation": "neighbour"}
# Who merged two rows, and where these lay.
MERGED = {
    "department": "department",
    "neighbour": "neighbour",
    "corporation": "department",
    "other corporation": "neighbour",
    "ministry": "department",
    "former ministry": "neighbour",
}
_number = count(1)


def write_register(units):
    plants = {name: [_plant(units, name, *managed) for managed in PLANTS[name]] for name in PLANTS}
    for name, place in ENTERED_BY_CORPORATION.items():
        plants[place].append(_plant(units, place, name, None, owner=units[name]))
    for name, sites in plants.items():
        for site in sites:
            _say_everything_about(site)
        other = units["neighbour" if name == "department" else "department"]
        _came_from(other, sites[2])
        register.AccountRequest.objects.create(
            owner=units[name],
            tax_code="0100000001",
            enterprise_name="Công ty",
            full_name="Người",
            email="nguoi@vi-du.vn",
            asked_at=NOON,
        )
    for name, place in MERGED.items():
        _merged_by(units, units[name], place)
    _proposed(units["ministry"], plants["department"][0], plants["neighbour"][0])
    _proposed(units["former ministry"], plants["department"][1], plants["neighbour"][2])


def _plant(units, department, corporation, enterprise, owner=None, **fields):
    zone, _ = register.IndustrialZone.objects.get_or_create(
        owner=units[department], kind="village", name="Làng nghề"
    )
    return register.Establishment.objects.create(
        owner=owner or units[department],
        name="Cơ sở",
        zone=zone,
        legal_entity=_legal_entity(),
        department=units[department],
        corporation=units.get(corporation),
        enterprise=units.get(enterprise),
        **fields,
    )


def _legal_entity():
    number = next(_number)
    if number % 2:
        return register.Enterprise.objects.create(name="Công ty", tax_code=f"{number:010}")
    household = register.Enterprise.objects.create(name="Chủ hộ", personal_tail=f"{number:03}")
    register.PersonalNumber.objects.create(enterprise=household, digest=f"{number:064}")
    return household


def _say_everything_about(site):
    """By its department, its corporation and itself."""
    units = [site.department, *filter(None, [site.corporation])]
    for owner in units:
        about = {"owner": owner, "establishment": site}
        register.PaperEvidence.objects.create(
            proof="option", title="Giải pháp", document="x", held_on=DAY, **about
        )
        register.Visit.objects.create(
            kind="survey", held_on=DAY, body="Trung tâm", findings="Tốt", **about
        )
        register.Effectiveness.objects.create(
            year=2015, effect="some", basis="x", judged_on=DAY, **about
        )
        DemonstrationModel.objects.create(name="Mô hình", accepted_on=DAY, **about)
    for owner in [*units, *filter(None, [site.enterprise])]:
        about = {"owner": owner, "establishment": site}
        register.Contact.objects.create(name="Người", phone="x", **about)
        register.EstablishmentYear.objects.create(year=2015, employees=10, **about)
        register.Certificate.objects.create(kind="iso_14001", valid_from=DAY, **about)
        register.Commitment.objects.create(kind="plan", title="x", decided_on=DAY, **about)
    # Its levels follow from these: the database writes them.


def _came_from(department, site):
    """The neighbour of before still reads where the plant had belonged, and no more."""
    register.FormerPlacement.objects.create(
        establishment=site,
        name=site.name,
        province=department.province,
        valid_to=DAY - dt.timedelta(1),
        change="moved",
        reason="Quyết định",
        recorded_at=NOON,
        **_labels(site) | {"owner": department, "department": department},
    )


def _labels(site):
    names = ("owner", "department", "corporation", "enterprise", "support")
    return {name: getattr(site, name) for name in names}


def _merged_by(units, owner, place):
    group = "corporation" if place == "department" else "other corporation"
    kept, merged = (_plant(units, place, group, None) for _ in range(2))
    register.Establishment.objects.filter(pk=merged.pk).update(merged_into=kept)
    register.Merge.objects.create(
        owner=owner, kept=kept, merged=merged, reason="Cùng địa chỉ", merged_at=NOON
    )
    _proposed(owner, kept, merged, state="merged", decided_at=NOON)


def _proposed(owner, first, second, **decided):
    first, second = sorted((first, second), key=lambda site: site.pk)
    register.SamePlantCandidate.objects.create(
        owner=owner,
        first=first,
        second=second,
        certainty="probable",
        reasons=["branch_code"],
        found_at=NOON,
        **decided,
    )
