"""Demonstration models on the screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from assessments.models import CPOption, DemonstrationModel, MeasuredResult, Resource
from organisations.enums import Kind
from organisations.models import Attachment
from organisations.tenancy import owner_login
from tests.assessments.asking import acting_as
from tests.factories import (
    make_assessment,
    make_establishment,
    make_member,
    make_organisation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person.access.organisation


def make_model(owner, **fields):
    fields.setdefault("name", "Mô hình thử")
    if not fields.keys() & {"accepted_on", "period_from"}:
        fields |= {"period_from": 2009, "period_to": 2015}
    establishment = fields.pop("establishment", None) or make_establishment(owner)
    with owner_login():
        return DemonstrationModel.objects.create(owner=owner, establishment=establishment, **fields)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_list_shows_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_model(ours) for _ in range(count)]
    make_model(make_organisation())

    with django_assert_num_queries(11):
        rows = list(client.get(reverse("assessments:models")).context["object_list"])

    assert rows == mine[:50]


def test_a_model_shows_before_and_after_and_what_is_missing(client, ours):
    model = make_model(ours, before="lò thủ công truyền thống", after="lò nung gas hiện đại")

    page = client.get(model.get_absolute_url()).content.decode()

    assert "lò thủ công truyền thống" in page
    assert "lò nung gas hiện đại" in page
    assert "giai đoạn 2009-2015" in page
    assert page.count("chưa có số liệu") == 4


def test_a_neighbours_model_does_not_exist(client, ours):
    mine, theirs = make_model(ours), make_model(make_organisation())

    assert [client.get(row.get_absolute_url()).status_code for row in (mine, theirs)] == [200, 404]


def test_an_enterprise_sees_the_model_at_its_own_plant(client):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)
    department = make_organisation()
    plant = make_establishment(department, enterprise=person.access.organisation)
    mine, _other = make_model(department, establishment=plant), make_model(department)

    assert list(client.get(reverse("assessments:models")).context["object_list"]) == [mine]


def test_an_empty_list_says_what_to_do_next(client, ours):
    page = client.get(reverse("assessments:models")).content.decode()

    assert "Chưa ghi mô hình trình diễn nào." in page
    assert reverse("enterprises:establishments") in page


TYPED = {"name": "Lò nung gas", "before": "lò than", "after": "lò gas", "consent": "none"}


def post(client, name, pk, data):
    """The sheet as it was shown, filled in."""
    address = reverse(f"assessments:{name}", args=[pk])
    shown = client.get(address).context["form"]
    kept = {name: shown.initial.get(name, "") for name in ("form_key", "seen")}
    return client.post(address, kept | data)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(faults) for name, faults in response.context["form"].errors.items()}


def option_of(owner, plant, state="accepted"):
    with owner_login():
        assessment = make_assessment(owner, plant, state=state, submitted_at="2026-01-01T00:00Z")
        return CPOption.objects.create(
            assessment=assessment, code="O1", name="Thay lò", category="CTTB"
        )


def test_a_model_is_entered_with_photos_corrected_and_removed(client, ours):
    plant = make_establishment(ours)
    photo = SimpleUploadedFile("lo.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    data = TYPED | {"accepted_on": "02/03/2026", "cost": "350.000.000", "fund": "industry"}
    assert post(client, "model_create", plant.pk, data | {"photos": photo}).status_code == 302
    with owner_login():
        model = DemonstrationModel.objects.get(owner=ours)
        assert (model.establishment, model.cost, model.owner) == (plant, 350_000_000, ours)
        assert Attachment.objects.get(purpose="photo").subject_id == model.pk

    changed = data | {"after": "lò gas hai buồng"}
    assert post(client, "model_edit", model.pk, changed).url == model.get_absolute_url()
    assert "lò gas hai buồng" in client.get(model.get_absolute_url()).content.decode()

    remove = reverse("assessments:model_remove", args=[model.pk])
    assert "Lò nung gas" in client.get(remove).content.decode()
    assert client.post(remove).url == reverse("assessments:models")
    with owner_login():
        assert not DemonstrationModel.objects.filter(owner=ours).exists()
        assert not Attachment.objects.standing().exists()


def test_a_model_has_a_day_or_a_period(client, ours):
    plant = make_establishment(ours)
    for data in ({}, {"accepted_on": "02/03/2026", "period_from": "2009", "period_to": "2015"}):
        said = errors_of(post(client, "model_create", plant.pk, TYPED | data))
        assert said == {"accepted_on": ["Ghi ngày nghiệm thu, hoặc giai đoạn nếu không rõ ngày."]}
    data = TYPED | {"period_from": "2015", "period_to": "2009"}
    assert list(errors_of(post(client, "model_create", plant.pk, data))) == ["period_to"]


def test_a_household_is_named_only_with_consent(client, ours):
    household = make_establishment(ours, stratum="ho")
    model = make_model(ours, establishment=household)
    assert "chỉ ghi “một hộ sản xuất”" in client.get(model.get_absolute_url()).content.decode()
    assert not model.may_name_the_plant

    data = TYPED | {"period_from": "2009", "period_to": "2015", "consent": "given"}
    said = errors_of(post(client, "model_edit", model.pk, data))
    assert said == {"consent_on": ["Ghi ngày và người đồng ý hoặc rút đồng ý công bố."]}
    data |= {"consent_on": "01/03/2026", "consent_by": "Nguyễn Văn An"}
    assert post(client, "model_edit", model.pk, data).status_code == 302
    page = client.get(model.get_absolute_url()).content.decode()
    assert "Nguyễn Văn An, 01/03/2026" in page
    assert "Danh sách công khai được ghi tên cơ sở." in page

    assert post(client, "model_edit", model.pk, data | {"consent": "withdrawn"}).status_code == 302
    assert "chỉ ghi “một hộ sản xuất”" in client.get(model.get_absolute_url()).content.decode()


def test_a_firm_is_named_without_a_word(ours):
    assert make_model(ours).may_name_the_plant


def test_what_was_measured_is_read_from_the_assessment_of_its_solution(client, ours):
    plant = make_establishment(ours)
    option = option_of(ours, plant)
    data = TYPED | {"accepted_on": "02/03/2026", "option": option.pk}
    post(client, "model_create", plant.pk, data)
    with owner_login():
        model = DemonstrationModel.objects.get(owner=ours)
    assert "chưa có kết quả đo" in client.get(model.get_absolute_url()).content.decode()

    with owner_login():
        MeasuredResult.objects.create(
            assessment=option.assessment,
            resource=Resource.objects.get(code="DIEN"),
            base_year=2024,
            year=2025,
            normalisation="one",
            saved=12_500,
        )
    page = client.get(model.get_absolute_url()).content.decode()
    assert "12.500,00 kWh" in page
    assert "2025 so với 2024" in page


def test_only_a_solution_of_the_plants_accepted_assessment_is_shown_off(client, ours):
    plant = make_establishment(ours)
    elsewhere = option_of(ours, make_establishment(ours))
    unfinished = option_of(ours, plant, state="submitted")
    for option in (elsewhere, unfinished):
        data = TYPED | {"accepted_on": "02/03/2026", "option": option.pk}
        assert list(errors_of(post(client, "model_create", plant.pk, data))) == ["option"]
        with (
            pytest.raises(DatabaseError, match="đã nghiệm thu của chính cơ sở này"),
            acting_as(make_member(organisation=ours)),
        ):
            DemonstrationModel.objects.create(
                establishment=plant, name="x", accepted_on="2026-03-02", option=option
            )


def test_a_sheet_sent_twice_makes_one_model(client, ours):
    plant = make_establishment(ours)
    address = reverse("assessments:model_create", args=[plant.pk])
    key = client.get(address).context["form"].initial["form_key"]
    data = TYPED | {"accepted_on": "02/03/2026", "form_key": key}
    assert [client.post(address, data).status_code for _ in range(2)] == [302, 302]
    with owner_login():
        assert DemonstrationModel.objects.filter(owner=ours).count() == 1


def test_an_enterprise_reads_a_model_of_its_plant_and_does_not_change_it(client):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)
    department = make_organisation()
    plant = make_establishment(department, enterprise=person.access.organisation)
    model = make_model(department, establishment=plant)
    assert "Sửa mô hình" not in client.get(model.get_absolute_url()).content.decode()
    addresses = [("model_edit", model.pk), ("model_remove", model.pk), ("model_create", plant.pk)]
    answers = [client.get(reverse(f"assessments:{name}", args=[pk])) for name, pk in addresses]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
