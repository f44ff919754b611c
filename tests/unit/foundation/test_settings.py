"""A setting that cannot be used stops the start with a sentence that says what to set."""

from pathlib import Path

import pytest

from preppal.foundation.settings import Settings, SettingsError, read_settings

MAIL = {"PREPPAL_SMTP_HOST": "mail.example.org", "PREPPAL_MAIL_FROM": "codes@example.org"}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` of the developer's."""
    monkeypatch.chdir(tmp_path)


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def test_nothing_needs_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)
    assert settings.local_mode
    assert settings.public_url == "http://127.0.0.1:8000"
    assert not settings.secure_cookies


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PREPPAL_COLOUR": "blue"}, "PREPPAL_COLOUR is no setting"),
        ({"PREPPAL_DATABASE_URL": "postgresql://a/b"}, "PREPPAL_DATABASE_URL is no setting"),
        ({"PREPPAL_PORT": "http"}, "PREPPAL_PORT"),
        ({"PREPPAL_PORT": "70000"}, "PREPPAL_PORT"),
        ({"PREPPAL_VOICE": "loud"}, "PREPPAL_VOICE"),
        ({"PREPPAL_INTERVIEWER": "oracle"}, "PREPPAL_INTERVIEWER"),
        ({"PREPPAL_RESUME_READER": "gpt 5"}, "PREPPAL_RESUME_READER must be builtin or"),
        ({"PREPPAL_INTERVIEWER": "google:gemini-3.5-flash"}, "set GEMINI_API_KEY too"),
        ({"PREPPAL_INTERVIEWER": "google-gla:gemini-3.5-flash"}, "set GEMINI_API_KEY too"),
        ({"PREPPAL_RESUME_READER": "openai:gpt-5-mini"}, "set OPENAI_API_KEY too"),
        ({"PREPPAL_ASSESSOR": "gpt 5"}, "PREPPAL_ASSESSOR must be builtin or"),
        ({"PREPPAL_ASSESSOR": "openai:gpt-5-mini"}, "PREPPAL_ASSESSOR is openai:gpt-5-mini: set"),
        ({"PREPPAL_ASSESSOR_SAMPLES": "2"}, "PREPPAL_ASSESSOR_SAMPLES must be 1 or 3"),
        ({"PREPPAL_ASSESSOR_SAMPLES": "three"}, "PREPPAL_ASSESSOR_SAMPLES must be 1 or 3"),
        ({"PREPPAL_OPENAI_URL": "http://127.0.0.1:8080/v1"}, "no model uses it"),
        ({"PREPPAL_GEMINI_URL": "https://proxy.example.org"}, "no model uses it"),
        ({"PREPPAL_OLLAMA_URL": "127.0.0.1:11434"}, "PREPPAL_OLLAMA_URL must start with"),
        ({"PREPPAL_SMTP_SECURITY": "some"}, "PREPPAL_SMTP_SECURITY"),
        ({"PREPPAL_FILES": "s3://people"}, "PREPPAL_FILES_KEY"),
        ({"PREPPAL_FILES": "s3://people", "PREPPAL_FILES_KEY": "k"}, "PREPPAL_FILES_SECRET"),
        ({"PREPPAL_FILES": "gs://people"}, "must be s3://"),
        ({"PREPPAL_FILES_ENDPOINT": "https://s3.example.org"}, "set PREPPAL_FILES too"),
        ({"PREPPAL_FILES_ENDPOINT": "s3.example.org"}, "PREPPAL_FILES_ENDPOINT"),
        ({"PREPPAL_SMTP_HOST": "mail.example.org"}, "set PREPPAL_MAIL_FROM too"),
        (MAIL | {"PREPPAL_SMTP_USERNAME": "me"}, "PREPPAL_SMTP_PASSWORD"),
        ({"PREPPAL_HOST": "0.0.0.0"}, "set PREPPAL_SMTP_HOST"),
        ({"PREPPAL_BASE_URL": "practice.example.org"}, "must start with http"),
        # A proxy in front of the loopback: sign-in codes must not be on a page that others see.
        ({"PREPPAL_BASE_URL": "https://practice.example.org"}, "set PREPPAL_SMTP_HOST"),
        ({"PREPPAL_TRUST_PROXY": "true"}, "set PREPPAL_SMTP_HOST"),
        ({"PREPPAL_STRIPE_KEY": "sk_test_1"}, "PREPPAL_STRIPE_WEBHOOK_SECRET"),
        ({"PREPPAL_STRIPE_WEBHOOK_SECRET": "whsec_1"}, "PREPPAL_STRIPE_KEY"),
        ({"PREPPAL_STRIPE_URL": "http://127.0.0.1:1"}, "PREPPAL_STRIPE_KEY"),
        ({"PREPPAL_CREDIT_PACKS": "5 for 15 euros"}, "PREPPAL_CREDIT_PACKS must look like"),
        ({"DATABASE_URL": "sqlite:///preppal.db"}, "postgresql://"),
        ({"DATABASE_DIRECT_URL": "postgresql://a/b"}, "set DATABASE_URL too"),
        ({"DATABASE_URL": "postgresql://ep-x-pooler.neon.tech/b"}, "set DATABASE_DIRECT_URL"),
    ],
)
def test_what_cannot_be_used_is_said(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError) as problem:
        read(monkeypatch, **variables)
    assert sentence in str(problem.value)
    assert "Traceback" not in str(problem.value)


def test_a_password_is_not_in_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as problem:
        read(monkeypatch, PREPPAL_SMTP_PASSWORD="hunter2", PREPPAL_PORT="x")
    assert "hunter2" not in str(problem.value)


def test_empty_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, PREPPAL_PORT="", DATABASE_URL="").port == 8000


def test_mail_ends_local_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, **MAIL, PREPPAL_BASE_URL="https://practice.example.org/")
    assert not settings.local_mode
    assert settings.public_url == "https://practice.example.org"
    assert settings.secure_cookies
