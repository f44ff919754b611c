"""The template check finds what it is there for, and nothing else."""

from pathlib import Path

import pytest
from jinja2 import DictLoader

from preppal.web.pages import build_pages
from tools.check_templates import TEMPLATES, check


def complaints(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    environment = build_pages(TEMPLATES, static=str, facts={}).get("en")
    environment.loader = DictLoader({"page.html": source})
    monkeypatch.setattr("tools.check_templates.TEMPLATES", tmp_path)
    path = tmp_path / "page.html"
    path.write_text(source)
    return [complaint for _line, complaint in check(environment, path)]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('<p style="color: red">{{ _("Hello") }}</p>', "style= is against"),
        ('<button onclick="go()">{{ _("Go") }}</button>', "onclick= is against"),
        ("<style>p { margin: 0 }</style>", "<style> is against"),
        ("<script>go()</script>", "<script> without a nonce"),
        ("<p>Hello there</p>", "not translated: Hello there"),
        ('<img alt="A portrait">', "is not translated"),
        ('<input aria-label="Your answer">', "is not translated"),
        ('{% macro b(t) %}{{ t }}{% endmacro %}{{ b("Start now") }}', "is not translated"),
        ("{{ words|safe }}", "|safe"),
        ("{{ words|nosuchfilter }}", "nosuchfilter"),
        ("{% if %}", "Expected an expression"),
    ],
)
def test_what_must_not_be_there(
    source: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = complaints(source, tmp_path, monkeypatch)
    assert found
    assert complaint in found[0]


@pytest.mark.parametrize(
    "source",
    [
        '<p>{{ _("Hello there") }}, {{ name }}: 1 / 2</p>',
        "<p>{% trans count=n %}One{% pluralize %}Many{% endtrans %}</p>",
        '<script type="module" nonce="{{ nonce }}">const Words = "Not for readers"</script>',
        '<p>Preppal · {{ n }}</p><p lang="en">What an interviewer says.<br>And more.</p>',
        '{% macro a() %} aria-invalid="true" required{% endmacro %}<input {{ a() }}>',
        '<a href="/x" {% if n > 1 %}aria-current="page"{% endif %}>{{ _("Next") }}</a>',
    ],
)
def test_what_may_be_there(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complaints(source, tmp_path, monkeypatch) == []
