"""verify_report: intact, replaced, tampered with, changed, or not ours."""

import os
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from organisations import files
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from reports import actions, consolidation
from reports.enums import DocumentKind
from reports.models import Consolidation, Document, Fact, Figure
from tests.factories import make_activity, make_member, seen_by_the_head
from tests.reports.conftest import approved, compiled, silent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Only the bytes count here."""


def body_of(version, kind=DocumentKind.REPORT):
    with owner_login():
        stored = Document.objects.current().get(version=version, kind=kind)
        return files.path_of(stored.sha256).read_bytes()


@pytest.fixture
def say(tmp_path):
    """say(bytes): what the command prints, and raises on exit 1."""

    def said(body):
        path = tmp_path / "tep.pdf"
        path.write_bytes(body)
        output = StringIO()
        call_command("verify_report", str(path), stdout=output)
        return output.getvalue().strip()

    return said


def complaint(say, body):
    with pytest.raises(CommandError) as refused:
        say(body)
    assert refused.value.returncode == 1
    return str(refused.value)


@pytest.fixture
def version(report, officer, head):
    version = approved(report, officer)
    send(version, head)
    return version


def send(version, head):
    with use_tenant(head.access.tenant):
        return actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))


@pytest.mark.parametrize("kind", [DocumentKind.REPORT, DocumentKind.RECONCILIATION])
def test_a_file_as_it_was_made_is_intact(say, version, report, kind):
    assert say(body_of(version, kind)) == (
        f"Nguyên vẹn: {report.owner.name}, báo cáo {report.code}, bản 1."
    )


def test_a_draft_is_intact_and_says_that_it_is_a_draft(say, report, officer):
    version = compiled(report, officer)

    assert say(body_of(version)).endswith("bản 1. Đây là bản dự thảo, chưa gửi.")


def test_a_replaced_version_says_by_which(say, version, report, officer, head):
    for attendances in (5, 7):
        make_activity(report.owner, year=2015, attendance_count=attendances)
        send(approved(report, officer), head)

    assert say(body_of(version)).endswith("bản 1. Đã được thay bằng bản 3.")


def test_a_newer_draft_replaces_nothing_yet(say, version, report, officer):
    make_activity(report.owner, year=2015)
    compiled(report, officer)

    assert "thay bằng" not in say(body_of(version))


def test_a_replaced_draft_is_known_and_no_longer_vouched_for(say, report, officer):
    old = body_of(compiled(report, officer))
    make_activity(report.owner, year=2015)
    new = compiled(report, officer)

    assert complaint(say, old).startswith(f"Bản dự thảo cũ của {report.owner.name}, đã được lập")
    assert say(body_of(new)).startswith("Nguyên vẹn")


# What the owner of the database could do with triggers switched off


def tamper(table, sql, *parameters):
    connection.check_constraints()
    with owner_login(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, parameters)
        assert cursor.rowcount >= 1
        connection.check_constraints()
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def fact_of(version, code):
    with owner_login():
        return Fact.objects.get(version=version, indicator__code=code)


def test_facts_that_no_longer_give_the_figure_are_named_by_its_code(say, version):
    fact = fact_of(version, "TT-02")
    tamper("reports_fact", "UPDATE reports_fact SET number = 31 WHERE id = %s", fact.pk)

    sentence = complaint(say, body_of(version))

    with owner_login():
        counted = Figure.objects.filter(version=version, indicator__code="TT-02", value=30)
        codes = list(counted.order_by("ordinal").values_list("code", flat=True))
    assert f"{len(codes)} số, trước hết là mã {codes[0]}." in sentence


def test_a_missing_fact_is_noticed(say, version):
    fact = fact_of(version, "TT-02")
    tamper("reports_fact", "DELETE FROM reports_fact WHERE id = %s", fact.pk)

    assert "không còn cho ra số đã in" in complaint(say, body_of(version))


def test_a_fact_changed_beside_its_number_is_noticed(say, version):
    fact = fact_of(version, "TT-02")
    tamper(
        "reports_fact",
        'UPDATE reports_fact SET detail = detail || \'{"audience": "khác"}\' WHERE id = %s',
        fact.pk,
    )

    assert "Số liệu gốc đã chốt đã bị thay đổi" in complaint(say, body_of(version))


def test_a_figure_and_its_facts_changed_together_are_noticed(say, version):
    fact = fact_of(version, "TT-01")
    tamper("reports_fact", "UPDATE reports_fact SET number = 9 WHERE id = %s", fact.pk)
    tamper(
        "reports_figure",
        "UPDATE reports_figure SET value = 9 WHERE version_id = %s AND value = 1",
        version.pk,
    )

    assert "đã bị thay đổi" in complaint(say, body_of(version))


def test_an_erased_name_leaves_the_report_intact(say, version):
    fact = fact_of(version, "TT-01")
    tamper("reports_fact", "UPDATE reports_fact SET label = '(đã xóa)' WHERE id = %s", fact.pk)

    assert say(body_of(version)).startswith("Nguyên vẹn")


# Other files


def test_a_changed_file_is_recognised_by_its_identifier(say, version):
    changed = BytesIO()
    with pikepdf.open(BytesIO(body_of(version))) as pdf:
        pdf.add_blank_page()
        pdf.save(changed)

    assert "đã bị thay đổi" in complaint(say, changed.getvalue())


def test_one_byte_is_enough(say, version):
    assert "phía sau có phần ghi thêm" in complaint(say, body_of(version) + b"\n")


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 nothing", "Không phải PDF".encode()])
def test_what_is_no_pdf_is_not_ours(say, version, body):
    assert complaint(say, body) == "Không phải tệp do hệ thống này lập."


def test_a_pdf_of_somebody_else_is_not_ours(say, version):
    foreign = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)

    assert complaint(say, foreign.getvalue()) == "Không phải tệp do hệ thống này lập."


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="Không có tệp này: .*khong-co.pdf"):
        call_command("verify_report", str(tmp_path / "khong-co.pdf"))


def test_only_an_ordinary_file_of_ordinary_size_is_read(tmp_path):
    pipe, huge = tmp_path / "ong.pdf", tmp_path / "lon.pdf"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(300 * 1024 * 1024 + 1)

    for name, sentence in (
        (pipe, "không phải tệp thường"),
        ("/dev/zero", "không phải tệp thường"),
        (tmp_path, "là thư mục"),
        (huge, "lớn hơn 300 MB"),
        (tmp_path / ("a" * 300), "Không đọc được"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("verify_report", str(name))


# The Ministry's collected file


@pytest.fixture
def collected(version, report):
    ministry = make_member(Kind.MINISTRY)
    with use_tenant(ministry.access.tenant):
        job = actions.request_consolidation(
            report.round, access=ministry.access, now=report.round.due_at
        )
        consolidation.consolidate(job.subject_id, access=ministry.access, progress=silent)
    with owner_login():
        return Consolidation.objects.get(pk=job.subject_id)


def collected_body(collected):
    with owner_login():
        return files.path_of(collected.documents.get().sha256).read_bytes()


def test_a_collected_file_is_intact(say, collected, report):
    assert say(collected_body(collected)) == (
        f"Nguyên vẹn: tập báo cáo kỳ {report.round.code}, lần 1, 1 báo cáo."
    )


def test_a_collected_file_names_the_report_whose_facts_changed(say, collected, version, report):
    fact = fact_of(version, "TT-02")
    tamper("reports_fact", "UPDATE reports_fact SET number = 31 WHERE id = %s", fact.pk)

    assert complaint(say, collected_body(collected)).startswith(f"Báo cáo {report.code}: ")
