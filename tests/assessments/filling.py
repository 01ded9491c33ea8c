"""A firm with a plant that fills in its self-assessment over HTTP, as the tests of it begin."""

from django.urls import reverse

from assessments.enums import AssessmentKind
from assessments.models import Assessment
from organisations.tenancy import use_tenant
from tests.assessments.asking import acting_as, make_plant
from tests.enterprises.asking import make_enterprise

CERAMICS = "23"


def plant_of(firm, department, **fields):
    fields.setdefault("sector", CERAMICS)
    legal_entity = make_enterprise(account=firm.access.organisation)
    return make_plant(department, legal_entity=legal_entity, **fields)


def own_assessment(firm, plant, year=2023):
    with acting_as(firm):
        return Assessment.objects.create(establishment=plant, kind=AssessmentKind.SELF, year=year)


def address(assessment, slug):
    return reverse("assessments:self_step", args=[assessment.pk, slug])


def lines(*rows, name="uses"):
    """The boxes of a sheet with these lines, as a browser sends them."""
    sent = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return sent


def use(resource, quantity, unit, **more):
    return {"resource": resource, "quantity": quantity, "unit": unit, "reading": "do"} | more


def seen_on(client, url):
    return client.get(url).context["form"].initial["seen"]


def save(client, assessment, slug, *rows, go="next", **said):
    """Opens the step and sends it with these lines; answers the response."""
    url = address(assessment, slug)
    data = {"seen": seen_on(client, url), "go": go} | said
    return client.post(url, (lines(*rows) if rows else {}) | data)


def stored(person, model, assessment):
    with use_tenant(person.access.tenant):
        return list(model.objects.filter(assessment=assessment))
