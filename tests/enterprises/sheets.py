"""Sheets of the register as a browser would send them, and what comes back."""

from django.urls import reverse


def address(name, *args):
    return reverse(f"enterprises:{name}", args=args)


def sheet_of(client, url):
    """Every box of the sheet as it is shown."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    form = response.context["form"]
    boxes = {field.html_name: field.value() for field in form}
    return {
        name: "on" if value is True else value
        for name, value in boxes.items()
        if value not in (None, False)
    }


def errors_of(response):
    assert response.status_code == 200, response.get("Location")
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, response.get("Location")
    return response.content.decode()
