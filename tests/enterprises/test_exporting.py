"""The list as a file: what was on the screen, for its unit alone; brought in again, no change."""

import csv
import io

import pytest
from django.http import QueryDict
from django.urls import reverse

from enterprises.enums import LegalForm
from enterprises.exporting import actions as exporting
from enterprises.exporting.rows import LEVEL, SIZE
from enterprises.finding.filters import EstablishmentFilter
from enterprises.identity import digest_of
from enterprises.imports import actions as importing
from enterprises.imports import checking, showing
from enterprises.models import PersonalNumber
from enterprises.resources import COLUMNS
from organisations import sheets
from organisations.enums import JobKind, Kind, RowVerdict
from organisations.exceptions import ActionRefused
from organisations.models import ImportBatch, Job, ListFile, LogEntry
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import give
from tests.enterprises.asking import (
    make_department,
    make_enterprise,
    make_plant,
    merge,
    ministry,
    place_of,
)
from tests.enterprises.test_years import make_year
from tests.factories import make_assessment, make_member, make_organisation

pytestmark = pytest.mark.django_db
HEADING = {column.key: column.heading for column in COLUMNS}
SUFFIXES = pytest.mark.parametrize("suffix", [".xlsx", ".csv"])


@pytest.fixture
def us(client):
    person = make_department()
    client.force_login(person)
    return person


def silent(*_said):
    pass


def written(person, suffix=".xlsx", **asked):
    """The file that a job writes for what the list shows."""
    with use_tenant(person.access.tenant):
        found = EstablishmentFilter(asked, access=person.access)
        job = exporting.request_list(found, suffix, access=person.access)
        exporting.write(job.subject_id, access=person.access, progress=silent)
        return ListFile.objects.get(pk=job.subject_id)


def lines_of(path, name):
    """[{key: cell}] as an import reads them."""
    with sheets.open_list(path, name) as listed:
        heading = listed.find_heading(COLUMNS)
        return [by_key for _number, _cells, by_key in listed.lines(heading)]


def values_of(file):
    return lines_of(file.path, f"a{file.suffix}")


def checked(person, file):
    """The batch that comes of bringing a file in."""
    with use_tenant(person.access.tenant):
        batch = importing.upload(file.path.read_bytes(), f"a{file.suffix}", access=person.access)
        choices = {int(at): key for at, key in batch.mapping.items()}
        importing.confirm_columns(batch, choices, takes_all_or_none=False, access=person.access)
        checking.check(batch.pk, access=person.access, progress=silent)
        return ImportBatch.objects.get(pk=batch.pk)


def verdicts(batch):
    with owner_login():
        rows = list(batch.rows.values_list("label", "verdict", "faults", "changes"))
    return {label: (verdict, faults or changes) for label, verdict, faults, changes in rows}


def make_household(person, number, **fields):
    with owner_login():
        head = make_enterprise(
            name="Nguyễn Văn Á", legal_form=LegalForm.HOUSEHOLD, personal_tail=number[-3:]
        )
        PersonalNumber.objects.create(enterprise=head, digest=digest_of(number))
    return make_plant(person, stratum="ho", legal_entity=head, **fields)


def a_little_of_everything(person):
    """Plants whose cells are easily lost on the way through a file."""
    group = make_organisation(Kind.CORPORATION, name="Tập đoàn Hóa chất thử")
    firm = make_enterprise("0100112437", name="Công ty cổ phần Đa Sỹ", legal_form="joint_stock")
    plants = [
        make_plant(
            person,
            name="Gốm Bát Tràng – “Xưởng 2”; số 1",
            own_code="0012",
            legal_entity=firm,
            sector="23",
            vsic_code="2393",
            vsic_edition="2018",
            sector_text="gốm, sứ",
            zone_name="làng nghề Bát Tràng",
            address="=HYPERLINK(1)",
            commune="xã Bát Tràng",
            old_commune="Đông Dư",
            old_district="Gia Lâm",
            corporation=group,
        ),
        make_plant(person, name="=1+1", legal_entity=firm, branch_code="0100112437-001"),
        make_plant(person, name="'Nháy đơn", address="-5"),
        make_household(person, "001099000123", name="Hộ Nguyễn Văn Á"),
        make_plant(person, name="Không có gì"),
    ]
    make_year(
        plants[0],
        person,
        2024,
        employees=1234,
        revenue=1_234_567_890,
        capital=999_999_999_999,
        output="1234.5",
        output_unit="tấn",
        product="gạch",
        is_active=False,
        has_unit=True,
        full_time=0,
        part_time=2,
        own_money=50_000_000,
    )
    make_year(plants[3], person, 2023, employees=2)
    return plants


# The round trip


@SUFFIXES
def test_what_was_taken_out_is_brought_in_unchanged_and_taken_out_equal(us, suffix):
    plants = a_little_of_everything(us)
    first = written(us, suffix)
    batch = checked(us, first)
    again = written(us, suffix)

    assert batch.total == first.rows == len(plants)
    assert {verdict for verdict, _said in verdicts(batch).values()} == {RowVerdict.UNCHANGED}, (
        verdicts(batch)
    )
    assert values_of(again) == values_of(first)


def at_the_limits(person):
    """Values at the edge of what a file can hold."""
    plants = [
        make_plant(person, name=name, own_code=f"00{number}", address=address)
        for number, (name, address) in enumerate(
            [
                ("Đường số 9 «Ấp Ắc» — ỷ ỹ ợ", '"Ngoặc"; chấm phẩy, và phẩy'),
                ("''Hai nháy", "'=1+1"),
                ("@SUM(A1)", "+84 24 3825"),
                ("1e5", "0001"),
                ("31/12/2015", "1.234,5"),
                ("TRUE", "_x0041_ &amp; <b>"),
                ("N" * 250, "Đ" * 300),
                ("\\N", "\\."),
            ]
        )
    ]
    make_year(
        plants[0],
        person,
        1990,
        employees=2_147_483_647,
        revenue=999_999_999_999_999,
        capital=0,
        output="999999999999999.999",
        output_unit="tấn",
        product="0",
        full_time=32_767,
    )
    make_year(plants[1], person, 2024, revenue=100_000_000_000_001, output="0.001", output_unit="t")
    return plants


@SUFFIXES
def test_a_file_brought_into_another_register_is_taken_out_of_it_equal(us, suffix):
    """Without the portal's own numbers every value has come by the file alone."""
    us_again, plants = make_department(), at_the_limits(us)
    first = written(us, suffix)
    with use_tenant(us_again.access.tenant):
        batch = importing.upload(first.path.read_bytes(), f"a{suffix}", access=us_again.access)
        unread = ("site", "province")
        choices = {int(at): "" if key in unread else key for at, key in batch.mapping.items()}
        job = importing.confirm_columns(
            batch, choices, takes_all_or_none=True, access=us_again.access
        )
        importing.run_check(job.pk)
        batch.refresh_from_db()
        job = importing.request_apply(batch, access=us_again.access)
        importing.run_apply(job.pk)

    def told(file):
        return [
            {key: cell for key, cell in line.items() if key not in unread}
            for line in values_of(file)
        ]

    assert len(told(first)) == len(plants)
    assert told(written(us_again, suffix)) == told(first)


@SUFFIXES
def test_a_corporations_file_comes_back_unchanged(us, suffix):
    group = make_member(Kind.CORPORATION)
    plant = make_plant(
        group,
        name="Nhà máy đạm",
        province_id=place_of(us),
        legal_entity=make_enterprise("0100112437"),
    )
    make_year(plant, us, 2024, employees=1500)
    file = written(group, suffix)

    assert verdicts(checked(group, file)) == {"Nhà máy đạm": (RowVerdict.UNCHANGED, None)}
    assert values_of(file)[0]["employees"] in (1500, "1500")


def test_every_cell_is_as_it_was_entered(us):
    a_little_of_everything(us)
    by_name = {line["name"]: line for line in values_of(written(us))}
    plain, formula = by_name["Gốm Bát Tràng – “Xưởng 2”; số 1"], by_name["=1+1"]

    assert plain["own_code"] == "0012"
    assert plain["number"] == "0100112437"
    assert plain["address"] == "=HYPERLINK(1)"
    assert plain["output"] == 1234.5
    assert plain["revenue"] == 1_234_567_890
    assert plain["is_active"] == "không"
    assert formula["number"] == "0100112437-001"
    assert by_name["Hộ Nguyễn Văn Á"]["number"] == "•••••••••123"


def test_no_file_holds_a_personal_number_or_whom_to_call(us):
    make_household(us, "001099000123", name="Hộ")
    for person in (us, ministry()):
        body = written(person, ".csv").path.read_text("utf-8-sig")
        assert "001099000123" not in body
        assert "•••••••••123" in body
    titles = " ".join(HEADING.values()).lower()
    assert not any(word in titles for word in ("liên hệ", "điện thoại", "thư điện tử"))


def test_a_mask_of_another_number_is_refused_with_words(us):
    make_household(us, "001099000123", name="Hộ Á")
    file = written(us, ".csv")
    lines = list(csv.reader(file.path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    at = lines[0].index(HEADING["number"])
    lines[1][at] = "•••••••••124"
    lines.append([*lines[1]])
    lines[2][0], lines[2][2] = "", "Hộ mới"
    body = io.StringIO()
    csv.writer(body, delimiter=";").writerows(lines)
    file.path.write_text(body.getvalue(), "utf-8-sig")

    found = verdicts(checked(us, file))

    assert {verdict for verdict, _said in found.values()} == {RowVerdict.REFUSED}
    assert all("đã che" in said[0]["reason"] for _verdict, said in found.values())


def test_a_year_that_another_unit_has_entered_alike_is_no_change(us):
    group = make_member(Kind.CORPORATION)
    plant = make_plant(us, name="Nhà máy", corporation=group.access.organisation)
    make_year(plant, group, 2024, employees=70, output="2.5", output_unit="tấn")

    assert verdicts(checked(us, written(us))) == {"Nhà máy": (RowVerdict.UNCHANGED, None)}


def test_a_units_own_year_stands_in_its_file_before_a_later_one_of_others(us):
    group = make_member(Kind.CORPORATION)
    plant = make_plant(us, corporation=group.access.organisation)
    make_year(plant, us, 2020, employees=10)
    make_year(plant, group, 2024, employees=99)

    assert [(x["year"], x["employees"]) for x in values_of(written(us))] == [(2020, 10)]
    assert [(x["year"], x["employees"]) for x in values_of(written(group))] == [(2024, 99)]


# As many as on the screen, and only ours


def test_the_file_holds_what_the_filters_show(us):
    make_plant(us, name="Gốm", sector="23")
    make_plant(us, name="Dệt", sector="13")
    kept, gone = (
        make_plant(us, name="Gốm 2", sector="23"),
        make_plant(us, name="Gốm 3", sector="23"),
    )
    merge(us, kept, gone)
    make_plant(make_department(), name="Gốm bên cạnh", sector="23")

    file = written(us, sector="23", q="gốm")

    assert [line["name"] for line in values_of(file)] == ["Gốm", "Gốm 2"]
    assert file.expected == file.rows == 2
    assert "Sản xuất" in file.title


def test_a_register_that_changes_meanwhile_is_written_and_said(us, client):
    make_plant(us)
    with use_tenant(us.access.tenant):
        found = EstablishmentFilter({}, access=us.access)
        job = exporting.request_list(found, ".csv", access=us.access)
    make_plant(us)
    with use_tenant(us.access.tenant):
        exporting.write(job.subject_id, access=us.access, progress=silent)

    with owner_login():
        file = ListFile.objects.get(pk=job.subject_id)
    assert (file.expected, file.rows, len(values_of(file))) == (1, 2, 2)
    page = client.get(reverse("enterprises:list_files")).content.decode()
    assert "Sổ thay đổi trong khi ghi tệp" in page


def test_nothing_to_write_is_said(us, client):
    answer = client.post(reverse("enterprises:export"), {"q": "khongco"}, follow=True)

    assert "không có gì để xuất" in answer.content.decode()


def test_more_rows_than_excel_opens_are_refused_and_fit_a_csv(us, monkeypatch):
    for _ in range(3):
        make_plant(us)
    monkeypatch.setattr(exporting, "MOST_EXCEL_ROWS", 2)

    with pytest.raises(ActionRefused, match="CSV"):
        written(us)
    assert written(us, ".csv").rows == 3


def test_large_lists_are_written_a_chunk_at_a_time(us, monkeypatch):
    monkeypatch.setattr("enterprises.exporting.rows.CHUNK", 10)
    for number in range(45):
        make_plant(us, name=f"Cơ sở {number:02}")

    names = [line["name"] for line in values_of(written(us, ".csv"))]

    assert names == [f"Cơ sở {number:02}" for number in range(45)]


# On the screen


def test_asking_leads_to_the_job_and_then_to_the_files(us, client):
    make_plant(us, name="Gốm", sector="23")
    answer = client.post(reverse("enterprises:export"), {"format": "csv", "sector": "23"})
    with owner_login():
        file = ListFile.objects.get()
        job = Job.objects.get(kind=JobKind.WRITE_LIST)
        assert LogEntry.objects.filter(verb="export", subject_id=file.pk).count() == 1
    waiting = client.get(reverse("enterprises:list_files")).content.decode()
    with use_tenant(us.access.tenant):
        exporting.write(file.pk, access=us.access, progress=silent)
    ready = client.get(reverse("enterprises:list_files")).content.decode()
    body = b"".join(client.get(file.get_absolute_url()).streaming_content)

    assert answer.url.startswith(job.get_absolute_url())
    assert QueryDict(file.query).dict() == {"sector": "23"}
    assert job.get_absolute_url() in waiting
    assert file.get_absolute_url() in ready
    assert "Gốm" in body.decode("utf-8-sig")


def test_a_file_is_its_units_own(us, client):
    make_plant(us)
    file = written(us, ".csv")
    client.force_login(make_department())

    assert client.get(file.get_absolute_url()).status_code == 404
    assert file.title not in client.get(reverse("enterprises:list_files")).content.decode()


def test_a_file_that_is_not_written_yet_is_not_there(us, client):
    make_plant(us)
    client.post(reverse("enterprises:export"), {})
    with owner_login():
        file = ListFile.objects.get()

    assert client.get(file.get_absolute_url()).status_code == 404


def test_size_and_level_stand_in_the_file_as_on_the_screen_and_no_import_reads_them(us):
    plant = make_plant(us, name="Gạch Thạch Bàn")
    make_year(plant, us, 2024, employees=150, revenue=90_000_000_000)
    file = written(us, ".csv")
    with file.path.open(encoding="utf-8-sig", newline="") as lines:
        (told,) = csv.DictReader(lines, delimiter=";")

    assert told["Quy mô (cổng xác định)"] == "vừa (2024)"
    assert told["Mức độ áp dụng SXSH (cổng xác định)"] == "0 – chưa biết"
    assert showing.unread(checked(us, file)) == [SIZE.title, LEVEL.title]


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT])
def test_those_with_few_plants_get_their_file_at_once(client, us, kind):
    person = make_member(kind)
    own = {"enterprise": person.access.organisation} if kind == Kind.ENTERPRISE else {}
    plant = make_plant(us, name="Của mình", **own)
    if kind == Kind.SUPPORT:
        give(us, make_assessment(us.access.organisation, plant), person.access.organisation.pk)
    make_plant(us, name="Của ai khác")
    client.force_login(person)

    answer = client.post(reverse("enterprises:export"), {"format": "csv"})
    body = b"".join(answer.streaming_content).decode("utf-8-sig")

    assert "Của mình" in body
    assert "Của ai khác" not in body
    assert client.get(reverse("enterprises:list_files")).status_code == 403
    with owner_login():
        assert Job.objects.count() == ListFile.objects.count() == 0


def test_the_queue_writes_a_list_once(us):
    make_plant(us)
    with use_tenant(us.access.tenant):
        found = EstablishmentFilter({}, access=us.access)
        job = exporting.request_list(found, ".csv", access=us.access)
        for _ in range(2):
            exporting.run_write(job.pk)
        file = ListFile.objects.get(pk=job.subject_id)

    assert file.rows == 1
    with owner_login():
        assert Job.objects.get(pk=job.pk).attempts == 1


def test_what_is_no_choice_any_more_stands_as_it_was_stored(us):
    make_plant(us, sector="34")

    assert values_of(written(us, ".csv"))[0]["sector"] == "34"
