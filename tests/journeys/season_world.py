"""Who owes a report in the season that is played, and what they have to tell; runs in the portal.

Three departments (one took in the register of a former one), a corporation and its parent, and a
department that sends on paper. Beside what the demonstration has of them.
"""

import datetime as dt

from organisations import demonstration
from organisations.enums import Kind, Role
from organisations.models import Membership, Organisation, Province, User
from organisations.tenancy import owner_login
from outreach.enums import ActivityKind
from outreach.models import Activity
from reports.models import ReportingRound, RoundAddressee
from tests.factories import make_establishment

ROUND = "2026"
NORTH, SOUTH, EMPTY, PAPER = "sct-ha-noi", "minh-hoa-so", "sct-dien-bien", "sct-ca-mau"
FORMER, CHILD, PARENT = "sct-bac-giang-cu", "minh-hoa-tong-cong-ty", "tap-doan-minh-hoa"


def build():
    with owner_login():
        parent = _unit(PARENT, Kind.CORPORATION, "Tập đoàn Minh họa")
        Organisation.objects.filter(code=CHILD).update(parent=parent)
        _unit(EMPTY, Kind.DEPARTMENT, "Sở Công Thương tỉnh Điện Biên (minh họa)", "Điện Biên")
        _unit(PAPER, Kind.DEPARTMENT, "Sở Công Thương tỉnh Cà Mau (minh họa)", "Cà Mau")
        _former()
        for code in (PARENT, EMPTY):
            _people(code)
        _plants()
        _events()
        round_ = ReportingRound.objects.get(code=ROUND)
        for code in (NORTH, SOUTH, EMPTY, PAPER, CHILD, PARENT):
            RoundAddressee.objects.get_or_create(
                round=round_, organisation=Organisation.objects.get(code=code)
            )


def _unit(code, kind, name, province=None):
    fields = {"code": code, "kind": kind, "name": name}
    if province:
        fields["province"] = Province.objects.get(name=province, valid_to=None)
    return Organisation.objects.create(**fields)


def _former():
    """The department of a province that another took in; its register goes over afterwards."""
    province = Province.objects.get(name="Bắc Giang")
    former = Organisation.objects.create(
        code=FORMER,
        kind=Kind.DEPARTMENT,
        name="Sở Công Thương tỉnh Bắc Giang (cũ, minh họa)",
        province=province,
        valid_to=dt.date(2025, 6, 30),
    )
    for number in (1, 2):
        make_establishment(former, name=f"Xưởng mộc Bắc Giang {number}")


def _people(code):
    organisation = Organisation.objects.get(code=code)
    password = demonstration.read()["password"]
    for role in (Role.OFFICER, Role.HEAD):
        user = User.objects.create_user(
            email=f"{role}.{code}@vi-du.vn", full_name=f"Người đi thử {role}", password=password
        )
        Membership.objects.create(
            user=user,
            organisation=organisation,
            kind=organisation.kind,
            role=role,
            valid_from=dt.date(2020, 1, 1),
        )


def _plants():
    """In Hà Nội four: one of the parent, two of its child, one of nobody's; in Bắc Ninh one."""
    north, south = (Organisation.objects.get(code=code) for code in (NORTH, SOUTH))
    parent, child = (Organisation.objects.get(code=code) for code in (PARENT, CHILD))
    make_establishment(north, name="Nhà máy của tập đoàn", corporation=parent)
    make_establishment(north, name="Nhà máy bia của tổng công ty", corporation=child)
    make_establishment(north, name="Nhà máy giấy của tổng công ty", corporation=child)
    make_establishment(north, name="Xưởng cơ khí Đông Anh")
    make_establishment(south, name="Nhà máy men của tổng công ty", corporation=child)


def _events():
    """One workshop that a department and the corporation held together, and one of its own."""
    north, child = (Organisation.objects.get(code=code) for code in (NORTH, CHILD))
    joint = {
        "kind": ActivityKind.WORKSHOP,
        "title": "Hội thảo tiết kiệm nước trong ngành bia",
        "held_on": dt.date(2026, 4, 10),
        "place": "Hà Nội",
        "event_count": 1,
        "attendance_count": 48,
    }
    for owner in (north, child):
        Activity.objects.create(owner=owner, **joint)
    Activity.objects.create(
        owner=north,
        kind=ActivityKind.TRAINING,
        title="Lớp tập huấn kiểm toán năng lượng",
        held_on=dt.date(2026, 5, 20),
        place="Hà Nội",
        event_count=1,
        attendance_count=35,
    )
