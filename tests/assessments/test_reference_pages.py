"""Everybody reads the reference data; an administrator of the Ministry amends it, with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from assessments.models import ChecklistItem, ConversionFactor, Resource
from assessments.reference.actions import next_version
from organisations import clock
from organisations.enums import Kind, Role, Verb
from organisations.models import History, LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import Provenance
from tests.factories import make_member

pytestmark = pytest.mark.django_db
COAL = ["TOE.THAN_CAM_56.A", "TOE.THAN_CAM_56.B"]
GRID = {"year": "2024", "value": "0,6592", "number": "1726/BĐKH-PTCBT", "issued_on": "03/12/2025"}
REASON = {"reason": "Theo bản gốc đã đối chiếu."}


def address(name, *args):
    return reverse(f"assessments:{name}", args=args)


@pytest.fixture
def administrator(client):
    person = make_member(Kind.MINISTRY, Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def factor(code):
    with owner_login():
        return ConversionFactor.objects.get(code=code)


def chosen():
    with owner_login():
        rows = ConversionFactor.objects.filter(is_chosen=True)
        return list(rows.values_list("code", flat=True))


def versions_of(code):
    with owner_login():
        return list(ChecklistItem.objects.filter(code=code).order_by("version"))


def logged(person):
    with owner_login():
        return list(LogEntry.objects.filter(owner=person.access.organisation))


# What everybody reads


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.ENTERPRISE, Kind.SUPPORT])
def test_everybody_reads_marks_periods_and_weights_and_amends_nothing(client, kind):
    client.force_login(make_member(kind, Role.ADMINISTRATOR))

    factors = client.get(address("factors")).content.decode()
    benchmarks = client.get(address("benchmarks")).content.decode()
    question = client.get(address("question", "QL-01")).content.decode()

    assert "0,6592" in factors
    assert "Than antraxit" in factors
    assert factors.index("TOE: ") < factors.index("Khối lượng riêng: ")
    assert "các nguồn mâu thuẫn, chưa chọn" in factors
    assert "chưa kiểm chứng" in factors
    assert 'giai đoạn đến <span class="text-nowrap">31/12/2025</span>' in benchmarks
    assert "chưa có số liệu" in benchmarks
    assert "Dệt nhuộm Việt Nam (báo chí)" not in benchmarks
    assert "thường gặp, chưa đo tại cơ sở" in question
    for page in (factors, question):
        assert "Chọn hệ số này" not in page
        assert "Sửa câu hỏi" not in page


def test_questions_are_listed_by_group_with_their_weights(client):
    client.force_login(make_member(Kind.ENTERPRISE))

    page = client.get(address("questions"))

    assert len(page.context["object_list"]) == 81
    assert "81 câu đang dùng, trong đó 39 câu mọi cơ sở" in page.content.decode()


@pytest.mark.parametrize("name", ["factors", "benchmarks", "questions"])
def test_a_list_takes_few_queries(client, name, django_assert_max_num_queries):
    client.force_login(make_member(Kind.MINISTRY, Role.ADMINISTRATOR))

    with django_assert_max_num_queries(14):
        client.get(address(name))


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (Kind.MINISTRY, Role.OFFICER),
        (Kind.MINISTRY, Role.HEAD),
        (Kind.DEPARTMENT, Role.ADMINISTRATOR),
        (Kind.ENTERPRISE, Role.ADMINISTRATOR),
    ],
)
def test_nobody_else_amends(client, kind, role):
    client.force_login(make_member(kind, role))
    pk = factor(COAL[0]).pk

    answers = [
        client.post(address("factor_choose", pk), REASON).status_code,
        client.post(address("grid_factor_create"), GRID).status_code,
        client.post(address("question_amend", "QL-01"), REASON).status_code,
    ]

    assert answers == [403, 403, 403]
    assert chosen() == []


# Of two factors one


def test_one_of_two_factors_is_chosen_with_a_reason_and_the_other_one_later(client, administrator):
    for code in COAL:
        answer = client.post(address("factor_choose", factor(code).pk), REASON)

        assert answer.url == address("factors")
        assert chosen() == [code]

    last = logged(administrator)[0]
    assert (last.verb, last.subject_label) == (Verb.UPDATE, COAL[1])
    assert last.comment == f"dùng {COAL[1]} thay {COAL[0]}. Lý do: {REASON['reason']}"
    page = client.get(address("factors")).content.decode()
    assert "được chọn" in page
    assert REASON["reason"] in page


def test_a_choice_without_a_reason_is_not_taken(client, administrator):
    answer = client.post(address("factor_choose", factor(COAL[0]).pk), {"reason": " "})

    assert "Ghi lý do" in answer.content.decode()
    assert chosen() == []


def test_a_factor_that_contradicts_none_or_is_chosen_already_is_not_chosen(client, administrator):
    client.post(address("factor_choose", factor(COAL[0]).pk), REASON)

    alone = client.post(address("factor_choose", factor("GRID.2023").pk), REASON)
    again = client.post(address("factor_choose", factor(COAL[0]).pk), REASON)

    assert "không mâu thuẫn với hệ số nào" in alone.content.decode()
    assert "đã được chọn" in again.content.decode()
    assert chosen() == [COAL[0]]


# The grid in a new year


def test_the_grid_factor_of_a_new_year_stands_as_it_was_published(client, administrator):
    answer = client.post(address("grid_factor_create"), GRID)

    assert answer.url == address("factors")
    row = factor("GRID.2024")
    assert (row.year, row.value, row.unit) == (2024, Decimal("0.6592"), "t CO2/MWh")
    assert row.source == "Văn bản 1726/BĐKH-PTCBT ngày 03/12/2025"
    assert row.provenance == Provenance.OFFICIAL
    assert [entry.verb for entry in logged(administrator)] == [Verb.CREATE]
    with owner_login():
        kept = History.objects.get(table="assessments_conversionfactor", row_id=row.pk)
        assert kept.person_id == administrator.pk


def test_a_second_factor_for_the_same_year_is_refused(client, administrator):
    answer = client.post(address("grid_factor_create"), GRID | {"year": "2023"})

    assert "Năm 2023 đã có hệ số phát thải lưới điện." in answer.content.decode()
    assert factor("GRID.2023").value == Decimal("0.6592")


@pytest.mark.parametrize(
    "fault", [{"value": "659,2"}, {"value": "-0,5"}, {"number": ""}, {"issued_on": "31/02/2025"}]
)
def test_a_factor_in_another_unit_or_without_its_document_is_refused(client, administrator, fault):
    answer = client.post(address("grid_factor_create"), GRID | fault)

    assert answer.context["form"].errors.keys() == fault.keys()
    with owner_login():
        assert not ConversionFactor.objects.filter(year=2024).exists()


# A question that is worded otherwise


def sheet_of(client, code, **changes):
    """The form as the page shows it, with these boxes changed."""
    form = client.get(address("question_amend", code)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: "" if value is None else value for name, value in shown.items()}
    return shown | REASON | changes


def test_an_amended_question_is_a_new_version_and_the_old_one_stays(client, administrator):
    sheet = sheet_of(client, "QL-01", question="Cơ sở đã có đội SXSH chưa?", weight="5")

    answer = client.post(address("question_amend", "QL-01"), sheet)

    assert answer.url == address("question", "QL-01")
    old, new = versions_of("QL-01")
    assert (old.version, old.is_current, old.weight) == ("2026-11-21", False, 3)
    assert old.question.startswith("Cơ sở đã có đội (nhóm) SXSH")
    assert (new.is_current, new.is_amended, new.weight) == (True, True, 5)
    assert new.question == "Cơ sở đã có đội SXSH chưa?"
    assert new.version == next_version("2026-11-21", clock.today())
    assert (new.idea, new.place, new.group_id) == (old.idea, old.place, old.group_id)
    (entry,) = logged(administrator)
    assert (entry.from_state, entry.to_state) == (old.version, new.version)
    assert entry.comment == REASON["reason"]
    page = client.get(address("question", "QL-01")).content.decode()
    assert old.question in page
    assert "Bộ sửa" in page


def test_a_saving_that_the_ministry_states_says_whose_it_is(client, administrator):
    sheet = sheet_of(client, "QLNV-01", saving_low="12,5", saving_provenance="found")

    client.post(address("question_amend", "QLNV-01"), sheet)

    old, new = versions_of("QLNV-01")
    assert (new.saving_low, new.saving_high) == (Decimal("12.5"), Decimal(20))
    assert new.saving_mark.startswith("Bộ Công Thương, ")
    assert old.saving_mark.startswith("[derived from A19")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Chưa sửa gì so với phiên bản đang dùng."),
        ({"weight": "9"}, "Trọng số từ 1 đến 5."),
        ({"weight": "2", "reason": ""}, "Ghi lý do"),
        ({"saving_low": "50"}, "số nhỏ trước"),
        ({"question": ""}, "Nhập câu hỏi."),
    ],
)
def test_what_makes_no_better_question_is_refused(client, administrator, changes, sentence):
    answer = client.post(
        address("question_amend", "QLNV-01"), sheet_of(client, "QLNV-01", **changes)
    )

    assert sentence in answer.content.decode()
    assert len(versions_of("QLNV-01")) == 1


def test_a_sheet_that_was_opened_before_a_colleague_saved_does_not_overwrite(client, administrator):
    late = sheet_of(client, "QL-01", weight="1")
    client.post(address("question_amend", "QL-01"), sheet_of(client, "QL-01", weight="4"))

    answer = client.post(address("question_amend", "QL-01"), late)

    assert "đã được sửa ở nơi khác" in answer.content.decode()
    assert [row.weight for row in versions_of("QL-01")] == [3, 4]


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        ("2026-11-21", "2026-11-22"),
        ("2026-11-22", "2026-11-22.01"),
        ("2026-11-22.01", "2026-11-22.02"),
        ("2026-11-22.09", "2026-11-22.10"),
        ("2026-12-31", "2026-12-31.01"),
    ],
)
def test_a_version_is_always_later_than_the_one_before(current, wanted):
    assert next_version(current, dt.date(2026, 11, 22)) == wanted
    assert wanted > current


# What the database itself allows


def refused(person, statement, *values):
    """The database's word on a statement of one's own."""
    with (
        use_tenant(person.access.tenant),
        pytest.raises((ProgrammingError, IntegrityError)) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    return str(refusal.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments_conversionfactor SET value = 1",
        "UPDATE assessments_conversionfactor SET is_entered = true",
        "UPDATE assessments_checklistitem SET question = 'khác'",
        "UPDATE assessments_checklistitem SET is_amended = true",
        "DELETE FROM assessments_conversionfactor",
        "DELETE FROM assessments_checklistitem",
        "UPDATE assessments_benchmark SET value = 1",
        "UPDATE assessments_worksheetform SET content = '{}'",
    ],
)
def test_not_even_the_ministry_rewrites_what_was_loaded(administrator, statement):
    assert "permission denied" in refused(administrator, statement)


COPY = (
    "INSERT INTO assessments_conversionfactor (code, kind, resource_id, value, unit, year,"
    " conflicts_with, is_chosen, is_entered, provenance, source, note) SELECT 'X', %s, %s, 1, 'x',"
    " %s, '', false, %s, 'found', 'x', ''"
)


@pytest.mark.parametrize(
    ("kind", "year", "is_entered"), [("toe", None, True), ("grid", 2031, False)]
)
def test_the_ministry_enters_factors_of_the_grid_alone(administrator, kind, year, is_entered):
    with owner_login():
        resource = Resource.objects.get(code="DIEN").pk

    said = refused(administrator, COPY, kind, resource, year, is_entered)

    assert "row-level security" in said


def test_the_database_knows_one_factor_a_year(administrator):
    with owner_login():
        resource = Resource.objects.get(code="DIEN").pk

    assert "one_grid_factor_a_year" in refused(administrator, COPY, "grid", resource, 2023, True)


def test_no_other_kind_of_organisation_touches_them():
    department = make_member(Kind.DEPARTMENT, Role.ADMINISTRATOR)

    for table, column in (("conversionfactor", "is_chosen"), ("checklistitem", "is_current")):
        said = refused(department, f"UPDATE assessments_{table} SET {column} = false")
        assert "permission denied" in said
