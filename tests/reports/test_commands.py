"""compile_report on the command line: a sentence for every refusal, and nothing half-written."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisations import files
from organisations.enums import JobState, Kind
from organisations.models import Job
from organisations.tenancy import owner_login
from reports import compilation
from reports.models import Document, Report, ReportVersion
from tests.factories import make_narrative, make_organisation, make_report, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def unit():
    return make_organisation()


@pytest.fixture
def round_(unit):
    return make_round(addressees=[unit])


def run(unit, round_, output, *more):
    said = StringIO()
    call_command(
        "compile_report",
        "--organisation",
        getattr(unit, "code", unit),
        "--round",
        getattr(round_, "code", round_),
        "--output",
        str(output),
        *more,
        stdout=said,
    )
    return said.getvalue().splitlines()


def refusal(*arguments):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == 1
    return str(refused.value)


def nothing_is_written(folder):
    with owner_login():
        stored = Report.objects.exclude(owner__code="sct-ha-noi").exists(), Job.objects.exists()
    return stored == (False, False) and list(folder.glob("**/*.pdf*")) == []


def test_it_writes_both_files_and_says_how_far_it_is(unit, round_, tmp_path):
    output, sheet = tmp_path / "bao-cao.pdf", tmp_path / "phieu.pdf"

    said = run(unit, round_, output, "--reconciliation", str(sheet))

    assert [line[:5] for line in said] == ["[0/4]", "[1/4]", "[2/4]", "[3/4]", "Đã lậ"]
    with owner_login():
        stored = dict(Document.objects.values_list("kind", "sha256"))
    assert {kind: files.path_of(sha256).read_bytes() for kind, sha256 in stored.items()} == {
        "report": output.read_bytes(),
        "reconciliation": sheet.read_bytes(),
    }
    assert sorted(path.name for path in tmp_path.glob("*.pdf*")) == ["bao-cao.pdf", "phieu.pdf"]


def test_run_again_it_is_the_same_version_and_an_existing_file_is_replaced(unit, round_, tmp_path):
    output = tmp_path / "bao-cao.pdf"
    output.write_bytes(b"from last time")
    run(unit, round_, output)
    first = output.read_bytes()
    run(unit, round_, output)

    assert output.read_bytes() == first != b"from last time"
    with owner_login():
        assert ReportVersion.objects.count() == 1
        assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_an_unknown_organisation(round_, tmp_path):
    assert refusal("khong-co", round_, tmp_path / "a.pdf") == (
        "Không có đơn vị nào mang mã khong-co."
    )
    assert nothing_is_written(tmp_path)


def test_an_unknown_round(unit, tmp_path):
    assert refusal(unit, "1999", tmp_path / "a.pdf") == "Không có kỳ báo cáo nào mang mã 1999."
    assert nothing_is_written(tmp_path)


@pytest.mark.parametrize("kind", [Kind.MINISTRY, Kind.ENTERPRISE, Kind.SUPPORT])
def test_an_organisation_that_reports_nothing(round_, tmp_path, kind):
    other = make_organisation(kind)

    assert refusal(other, round_, tmp_path / "a.pdf") == (
        f"{other.name} không phải đơn vị lập báo cáo."
    )
    assert nothing_is_written(tmp_path)


def test_a_folder_that_does_not_exist(unit, round_, tmp_path):
    assert "Không có thư mục" in refusal(unit, round_, tmp_path / "khong-co" / "a.pdf")
    assert nothing_is_written(tmp_path)


def test_a_folder_in_place_of_a_file(unit, round_, tmp_path):
    assert "là thư mục" in refusal(unit, round_, tmp_path)
    assert nothing_is_written(tmp_path)


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "Hãy ghi tên tệp"), ("a" * 300 + ".pdf", "Hãy chọn tên")]
)
def test_a_name_no_file_can_have(unit, round_, tmp_path, monkeypatch, name, sentence):
    monkeypatch.chdir(tmp_path)

    assert sentence in refusal(unit, round_, name)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_second_file_is_checked_before_anything_is_done(unit, round_, tmp_path):
    sheet = str(tmp_path / "khong-co" / "b.pdf")

    assert "Không có thư mục" in refusal(
        unit, round_, tmp_path / "a.pdf", "--reconciliation", sheet
    )
    assert nothing_is_written(tmp_path)


def test_one_name_for_two_files(unit, round_, tmp_path):
    output = tmp_path / "a.pdf"

    assert "hai tệp khác nhau" in refusal(unit, round_, output, "--reconciliation", str(output))
    assert nothing_is_written(tmp_path)


def test_a_place_where_nothing_can_be_written(unit, round_):
    """/proc is a folder, and even root may not put a file there."""
    assert refusal(unit, round_, "/proc/a.pdf").startswith("Không ghi được tệp /proc/")


def test_a_disk_that_fills_up_leaves_what_was_there(unit, round_, tmp_path, monkeypatch):
    output = tmp_path / "a.pdf"
    output.write_bytes(b"from last time")

    def full(*paths):
        raise OSError(28, "No space left on device", str(output))

    monkeypatch.setattr("reports.management.output.os.replace", full)
    monkeypatch.setattr(compilation.files, "store", store_without_replace)

    assert "No space left on device" in refusal(unit, round_, output)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.pdf"]
    assert output.read_bytes() == b"from last time"


def store_without_replace(body, suffix):
    digest = compilation.files.hashlib.sha256(body).hexdigest()
    path = files.path_of(digest, suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return digest


def test_a_refusal_ends_the_job_with_its_sentence(unit, round_, tmp_path):
    report = make_report(unit, round_)
    make_narrative(report, "Đã có {{ZZ-99}} cuộc.")

    assert "ZZ-99" in refusal(unit, round_, tmp_path / "a.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
    with owner_login():
        job = Job.objects.get()
        assert (job.state, "ZZ-99" in job.error) == (JobState.FAILED, True)
        assert not ReportVersion.objects.exists()


def test_a_report_that_is_being_compiled_elsewhere(unit, round_, tmp_path, monkeypatch):
    monkeypatch.setattr("organisations.jobs.claim", lambda pk: None)

    assert "đang được lập ở nơi khác" in refusal(unit, round_, tmp_path / "a.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_page_that_cannot_be_drawn_leaves_a_draft_that_cannot_be_sent(
    unit, round_, tmp_path, monkeypatch
):
    def broken(*arguments, **options):
        raise compilation.DocumentNotRendered

    monkeypatch.setattr(compilation, "render_pdf", broken)

    assert "Không tạo được tệp PDF" in refusal(unit, round_, tmp_path / "a.pdf")
    with owner_login():
        assert list(ReportVersion.objects.values_list("state", flat=True)) == ["compiling"]
        assert not Document.objects.exists()
