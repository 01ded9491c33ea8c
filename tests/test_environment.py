"""What an environment variable may say, and that an unreadable one is refused, never guessed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import Mail

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("url", "mail"),
    [
        ("console://", Mail("django.core.mail.backends.console.EmailBackend")),
        (
            "smtp://cong%40bct.vn:m%3At@thu.bct.vn:2525?tls=yes",
            Mail(SMTP, "thu.bct.vn", 2525, "cong@bct.vn", "m:t", use_tls=True),
        ),
        ("smtp://thu.bct.vn", Mail(SMTP, "thu.bct.vn", 587, use_tls=True)),
        ("smtp://localhost:25?tls=no", Mail(SMTP, "localhost", 25)),
        ("smtps://a:b@thu.bct.vn", Mail(SMTP, "thu.bct.vn", 465, "a", "b", use_ssl=True)),
    ],
)
def test_an_address_of_a_mail_server_sets_everything(monkeypatch, url, mail):
    monkeypatch.setenv("EMAIL_URL", url)

    assert environment.mail("EMAIL_URL", "console://") == mail


@pytest.mark.parametrize(
    "url",
    [
        "thu.bct.vn",
        "imap://thu.bct.vn",
        "smtp://",
        "smtp://a:secret@thu.bct.vn:cổng",
        "smtp://a:secret@thu.bct.vn?tls=maybe",
        "smtp://a:secret@thu.bct.vn?ssl=yes",
        "smtp://a:secret@thu.bct.vn/thu",
        "smtp://a@thu.bct.vn",
        "smtp://a:secret@[thu",
    ],
)
def test_an_unreadable_address_is_refused_and_its_password_not_repeated(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)

    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host:587") as refusal:
        environment.mail("EMAIL_URL", "console://")
    assert "secret" not in str(refusal.value)


def test_the_settings_are_what_the_address_says(settings):
    assert settings.EMAIL_TIMEOUT == 10
    assert (settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL) == (
        "",
        False,
        False,
    )
