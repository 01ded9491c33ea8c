"""Focal units with people, equipment and own money: who writes, what is counted, what opens it."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from organisations import clock
from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import Commitment, Competence
from programmes.models import FocalEquipment, FocalStaff, FocalUnit, OwnMoney, StaffTraining
from tests.factories import (
    make_equipment,
    make_focal_unit,
    make_member,
    make_organisation,
    make_staff,
)

pytestmark = pytest.mark.django_db
COUNTS = pytest.mark.parametrize("count", [1, 3, 200])
CAPABLE = [Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE]
DAY = dt.timedelta(days=1)
SHEETS = {
    "focal_unit_create": {"name": "Tổ SXSH", "state": "established", "since_year": "2010"},
    "staff_create": {"full_name": "Nguyễn Văn An", "commitment": "full_time"},
    "training_create": {"name": "Lớp đánh giá SXSH", "year": "2014"},
    "equipment_create": {"name": "Máy đo khói thải", "count": "2"},
    "own_money_create": {"year": "2026", "purpose": "Thuê tư vấn", "planned": "1,5 tỷ"},
}


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


def post_new(client, page, *args, **fields):
    return client.post(address(page, *args), SHEETS[page] | fields)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def rows_of(model, owner):
    with owner_login():
        return list(model.objects.filter(owner=owner).order_by("pk"))


def the(model, owner):
    (row,) = rows_of(model, owner)
    return row


def logged(owner):
    with owner_login():
        entries = LogEntry.objects.filter(owner=owner).order_by("pk")
        return list(entries.values_list("verb", "subject_type", "comment"))


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def make_training(person, **fields):
    values = {"name": "Lớp"} | fields
    values.setdefault("year", None if "held_on" in fields else 2014)
    with owner_login():
        return StaffTraining.objects.create(owner_id=person.owner_id, staff=person, **values)


def make_money(owner, **fields):
    with owner_login():
        return OwnMoney.objects.create(
            owner=owner, **{"year": 2026, "purpose": "Thuê tư vấn", "planned": 1} | fields
        )


def counted(client):
    return client.get(address("focal_units")).context


def opened(client, page, **narrowed):
    return client.get(address(page), narrowed).context["object_list"]


# Entering


@pytest.mark.parametrize("kind", CAPABLE)
def test_everybody_with_duties_enters_units_people_trainings_equipment_and_money(client, kind):
    person = make_member(kind)
    client.force_login(person)
    owner = person.access.organisation

    post_new(client, "focal_unit_create")
    unit = the(FocalUnit, owner)
    post_new(client, "staff_create", unit.pk)
    staff = the(FocalStaff, owner)
    post_new(client, "training_create", staff.pk)
    post_new(client, "equipment_create", unit.pk)
    response = post_new(client, "own_money_create")

    assert response["Location"] == address("own_money")
    assert (staff.unit_id, the(StaffTraining, owner).staff_id) == (unit.pk, staff.pk)
    assert the(FocalEquipment, owner).unit_id == unit.pk
    assert the(OwnMoney, owner).planned == 1_500_000_000
    assert logged(owner) == [
        (Verb.CREATE, "programmes.focalunit", ""),
        (Verb.CREATE, "programmes.focalunit", "cán bộ làm công tác SXSH “Nguyễn Văn An”"),
        (Verb.CREATE, "programmes.focalunit", "lượt đào tạo cán bộ “Lớp đánh giá SXSH”"),
        (Verb.CREATE, "programmes.focalunit", "thiết bị khảo sát, đánh giá “Máy đo khói thải”"),
        (Verb.CREATE, "programmes.ownmoney", ""),
    ]
    pages = [address("focal_units"), unit.get_absolute_url(), staff.get_absolute_url()]
    assert [client.get(page).status_code for page in pages] == [200] * 3


def test_the_units_page_names_what_was_done_with_its_people(client, ours):
    unit = make_focal_unit(ours)

    page = client.post(
        address("staff_create", unit.pk), SHEETS["staff_create"], follow=True
    ).content.decode()

    assert "Đã lưu cán bộ." in page
    assert "Nguyễn Văn An”" in client.get(unit.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("page", "fields", "field", "sentence"),
    [
        ("focal_unit_create", {"name": ""}, "name", "Nhập tên đơn vị, bộ phận."),
        ("staff_create", {"commitment": ""}, "commitment", "Chọn chuyên trách hay kiêm nhiệm."),
        (
            "staff_create",
            {"competence": "certificate"},
            "competence_detail",
            "Ghi minh chứng cụ thể: số, ngày, nơi cấp.",
        ),
        (
            "staff_create",
            {"since": "02/01/2020", "until": "01/01/2020"},
            "until",
            "Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
        ),
        ("training_create", {"year": ""}, "held_on", "Ghi ngày, hoặc chỉ ghi năm."),
        ("training_create", {"held_on": "01/02/2014"}, "held_on", "Ghi ngày, hoặc chỉ ghi năm."),
        (
            "equipment_create",
            {"calibrated_on": "02/01/2020", "calibration_due_on": "01/01/2020"},
            "calibration_due_on",
            "Lần kiểm định sau phải bằng hoặc sau lần trước.",
        ),
        (
            "own_money_create",
            {"planned": ""},
            "planned",
            "Ghi kinh phí bố trí hoặc kinh phí đã chi.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, ours, page, fields, field, sentence):
    unit = make_focal_unit(ours)
    above = {
        "staff_create": [unit.pk],
        "equipment_create": [unit.pk],
        "training_create": [make_staff(unit).pk],
    }

    response = post_new(client, page, *above.get(page, []), **fields)

    assert errors_of(response) == {field: [sentence]}


def test_an_edit_changes_the_row_and_a_stale_tab_does_not(client, ours):
    person = make_staff(make_focal_unit(ours), full_name="Tên cũ")
    url = address("staff_edit", person.pk)
    stale = sheet_of(client, url)
    client.post(url, stale | {"specialty": "Nhiệt"})

    response = client.post(url, stale | {"full_name": "Tên trong thẻ cũ"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert (the(FocalStaff, ours).full_name, the(FocalStaff, ours).specialty) == ("Tên cũ", "Nhiệt")


def test_the_same_sheet_twice_makes_one_person(client, ours):
    unit = make_focal_unit(ours)
    key = "0b9f3f62-64a5-4b1b-8d4c-0c2b3f7a9e11"

    first, second = (post_new(client, "staff_create", unit.pk, form_key=key) for _time in "ab")

    assert first["Location"] == second["Location"] == the(FocalStaff, ours).get_absolute_url()


# Removing


def removals(ours):
    unit = make_focal_unit(ours)
    person = make_staff(unit)
    rows = [make_training(person), person, make_equipment(unit), unit, make_money(ours)]
    names = ["training", "staff", "equipment", "focal_unit", "own_money"]
    return [(row, address(f"{name}_remove", row.pk)) for row, name in zip(rows, names, strict=True)]


def test_removing_asks_first_and_is_logged(client, ours):
    for row, url in removals(ours):
        assert str(row) in client.get(url).content.decode()
        assert row in rows_of(type(row), ours)

        assert client.post(url).status_code == 302
        assert row not in rows_of(type(row), ours)

    assert [verb for verb, *_what in logged(ours)] == [Verb.DELETE] * 5


def test_a_unit_with_people_is_not_removed(client, ours):
    unit = make_focal_unit(ours)
    make_staff(unit)

    page = client.post(address("focal_unit_remove", unit.pk), follow=True).content.decode()

    assert "Chưa xóa được: đơn vị còn 1 cán bộ và 0 dòng thiết bị." in page
    assert rows_of(FocalUnit, ours) == [unit]


# What is counted


def test_people_are_counted_by_evidence_and_each_number_opens_its_rows(client, ours):
    unit, today = make_focal_unit(ours), clock.today()
    make_staff(unit, competence=Competence.CERTIFICATE)
    make_staff(unit, competence=Competence.CERTIFICATE, until=today)
    make_staff(unit, competence=Competence.PRACTICE, until=today - DAY)
    make_staff(unit, Commitment.PART_TIME, competence=Competence.PRACTICE)
    make_staff(unit)
    make_staff(make_focal_unit(make_organisation()))

    staff = counted(client)["staff"]

    assert (staff.total, staff.full_time, staff.part_time, staff.competent) == (4, 3, 1, 2)
    assert staff.has_competent is True
    on = today.strftime("%d/%m/%Y")
    assert len(opened(client, "staff_list", on=on)) == staff.total
    assert (
        len(opened(client, "staff_list", on=on, commitment="full_time", competence="any"))
        == staff.competent
    )
    for row in staff.rows:
        evidence = {"competence": row.competence.value or "none"}
        assert len(opened(client, "staff_list", on=on, **evidence)) == row.total


def test_whether_there_is_competent_staff_is_computed(client, ours):
    assert "Sở có cán bộ chuyên trách" not in client.get(address("focal_units")).content.decode()

    unit = make_focal_unit(ours)
    make_staff(unit)
    make_staff(unit, Commitment.PART_TIME, competence=Competence.CERTIFICATE)
    assert counted(client)["staff"].has_competent is False

    make_staff(unit, competence=Competence.PRACTICE)
    assert counted(client)["staff"].has_competent is True


def test_calibration_overdue_and_due_soon_is_said_in_words_and_opens(client, ours):
    unit, today = make_focal_unit(ours), clock.today()
    late = make_equipment(unit, calibration_due_on=today - DAY)
    soon = make_equipment(unit, calibration_due_on=today + 30 * DAY)
    make_equipment(unit, calibration_due_on=today + 31 * DAY)
    make_equipment(unit)

    counts = counted(client)["equipment"]

    assert counts == {"lines": 4, "overdue": 1, "due": 1}
    assert list(opened(client, "equipment_list", due="overdue")) == [late]
    assert list(opened(client, "equipment_list", due="due")) == [soon]
    page = client.get(unit.get_absolute_url()).content.decode()
    assert (page.count(">quá hạn<"), page.count(">sắp đến hạn<")) == (1, 1)


def test_money_is_summed_by_year_and_unknown_stays_unknown(client, ours):
    make_money(ours, year=2025, planned=100, spent=40)
    make_money(ours, year=2025, planned=50)
    make_money(ours, year=2026, planned=7)
    make_money(make_organisation(), year=2025, planned=1000)

    money = [
        (row["year"], row["planned_sum"], row["spent_sum"]) for row in counted(client)["money"]
    ]

    assert money == [(2026, 7, None), (2025, 150, 40)]
    assert len(opened(client, "own_money", year="2025")) == 2


def test_each_due_calibration_is_one_reminder_for_its_day(officer, ours):
    unit, today = make_focal_unit(ours, name="Văn phòng"), clock.today()
    late = make_equipment(unit, name="Máy A", calibration_due_on=today - DAY)
    make_equipment(unit, name="Máy B", calibration_due_on=today + 30 * DAY)
    make_equipment(unit, calibration_due_on=today + 31 * DAY)
    make_equipment(make_focal_unit(make_organisation()), calibration_due_on=today)
    (source,) = [name for name in settings.REMINDER_SOURCES if "capacity" in name]

    with use_tenant(officer.access.tenant):
        first, second = import_string(source)(officer.access, today)

    assert first.text.startswith("Thiết bị “Máy A” của Văn phòng đã quá hạn kiểm định ngày ")
    assert (first.row, first.due_on) == (late, today - DAY)
    assert second.text.startswith("Thiết bị “Máy B” của Văn phòng đến hạn kiểm định ngày ")
    assert first.key != second.key


# Who may


def pages_of(owner):
    unit = make_focal_unit(owner)
    staff = make_staff(unit)
    equipment, training, money = make_equipment(unit), make_training(staff), make_money(owner)
    rows = {
        "focal_unit": unit,
        "staff": staff,
        "training": training,
        "equipment": equipment,
        "own_money": money,
    }
    return [
        address("staff_create", unit.pk),
        address("equipment_create", unit.pk),
        address("training_create", staff.pk),
        *(address(f"{name}_{verb}", row.pk) for name, row in rows.items() for verb in VERBS),
    ], [unit.get_absolute_url(), staff.get_absolute_url()]


VERBS = ("edit", "remove")


def statuses(client, pages):
    return {client.get(page).status_code for page in pages} | {
        client.post(page).status_code for page in pages
    }


def test_a_viewer_reads_and_does_not_write(client):
    viewer = make_member(role=Role.VIEWER)
    client.force_login(viewer)
    forms, pages = pages_of(viewer.access.organisation)

    assert statuses(client, [*forms, address("focal_unit_create")]) == {403}
    assert {client.get(page).status_code for page in pages} == {200}


@pytest.mark.parametrize("kind", [*CAPABLE, Kind.SUPPORT])
def test_a_neighbours_rows_do_not_exist(client, kind):
    client.force_login(make_member(kind))
    neighbour = make_organisation(Kind.DEPARTMENT if kind == Kind.SUPPORT else kind)
    forms, pages = pages_of(neighbour)

    assert statuses(client, forms) == {404}
    assert {client.get(page).status_code for page in pages} == {404}


def test_an_enterprise_sees_only_its_own(client):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)
    mine = make_staff(make_focal_unit(person.access.organisation))
    make_staff(make_focal_unit(make_organisation(Kind.ENTERPRISE)))
    make_staff(make_focal_unit(make_organisation()))

    assert list(opened(client, "staff_list")) == [mine]
    assert counted(client)["staff"].total == 1
    navigation = [entry.label for entry in counted(client)["navigation"] if entry.is_current]
    assert navigation == ["Bộ phận SXSH"]


def test_a_support_unit_has_no_capacity_of_its_own(client):
    client.force_login(make_member(Kind.SUPPORT))

    assert statuses(client, [address("focal_unit_create"), address("own_money_create")]) == {403}
    assert "staff" not in counted(client)


# At what cost


@COUNTS
@pytest.mark.parametrize(
    ("page", "queries"),
    [("staff_list", 12), ("trainings", 11), ("equipment_list", 12), ("own_money", 11)],
)
def test_lists_cost_the_same_however_long(
    client, ours, django_assert_num_queries, page, queries, count
):
    unit = make_focal_unit(ours)
    person = make_staff(unit)
    make = {
        "staff_list": lambda: make_staff(unit),
        "trainings": lambda: make_training(person),
        "equipment_list": lambda: make_equipment(unit),
        "own_money": lambda: make_money(ours),
    }[page]
    for _number in range(count):
        make()

    with django_assert_num_queries(queries):
        rows = list(opened(client, page))

    assert len(rows) == min(count + (page == "staff_list"), 50)


@COUNTS
def test_a_unit_shows_people_and_equipment_at_constant_cost(
    client, ours, django_assert_num_queries, count
):
    unit = make_focal_unit(ours)
    for _number in range(count):
        make_staff(unit)
        make_equipment(unit)

    with django_assert_num_queries(15):
        response = client.get(unit.get_absolute_url())

    assert len(response.context["staff"]) == len(response.context["equipment"]) == count
