"""How tests write a report on the screen, and what they find stored."""

from django.urls import reverse

from organisations.models import LogEntry
from organisations.tenancy import owner_login
from programmes.models import Indicator

SECTION = "truyen_thong"
LATE = "hồ sơ đã được sửa ở nơi khác"


def address(report, name, *more):
    return reverse(f"reports:words:{name}", args=[report.code, *more])


def sheet(client, url):
    """The boxes of a form as it is shown, to be sent back."""
    form = client.get(url).context["form"]
    shown = {field.html_name: field.value() for field in form}
    return {name: "" if value in (None, False) else value for name, value in shown.items()}


def send(client, url, **typed):
    return client.post(url, sheet(client, url) | typed)


def write(client, report, text, section=SECTION):
    return send(client, address(report, "section", section), text=text)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def rows(model, report):
    with owner_login():
        return list(model.objects.filter(report=report))


def logged(report):
    with owner_login():
        entries = LogEntry.objects.filter(owner=report.owner).order_by("pk")
        return list(entries.values_list("verb", "subject_type", "to_state"))


def indicator(code):
    with owner_login():
        return Indicator.objects.get(code=code)
