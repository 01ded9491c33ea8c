"""The pages of plans and lists as tests ask for them and read them."""

from django.urls import reverse

from tests.programmes.papers import Unit


def signed_in(client):
    """A unit whose officer sits at the browser."""
    unit = Unit()
    client.force_login(unit.officer)
    return unit


def address(name, kind, paper, *more):
    return reverse(f"programmes:{name}", args=[kind.slug, paper.pk, *more])


def of_plan(name, plan, *more):
    return reverse(f"programmes:{name}", args=[plan.pk, *more])


def read(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def told(response):
    return [str(message) for message in response.context["messages"]]


def decided(**fields):
    sheet = {
        "type": "decision",
        "number": "12/QĐ-SCT",
        "issued_on": "04/05/2012",
        "issuer": "Sở Công Thương Hà Nội",
        "issuer_level": "department",
        "title": "Về việc phê duyệt Kế hoạch",
        "signing_for": "KT.",
        "signer_position": "Phó Giám đốc",
        "signer_name": "Nguyễn Văn An",
    }
    return sheet | fields
