"""Rendering: one Jinja environment a language, one page object a template."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from preppal.foundation.i18n import HTML_LANG, LOCALE_NAMES, LOCALES, Words, choose_locale, words
from preppal.web.figure import figure

THEMES = ("auto", "light", "dark")
LOCALE_COOKIE = "preppal_locale"
THEME_COOKIE = "preppal_theme"


class Viewer(Protocol):
    """What the layout shows of the person who is signed in."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def is_staff(self) -> bool: ...
    @property
    def locale(self) -> str | None: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def credits(self) -> int | None: ...


def clock_time(ms: int) -> str:
    """Milliseconds as minutes and seconds: ``754000`` is ``12:34``."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


@dataclass(frozen=True, slots=True)
class Pages:
    """The environments of all languages."""

    environments: dict[str, Environment]

    def get(self, locale: str) -> Environment:
        return self.environments[locale]


def build_pages(
    directory: Path, *, static: Callable[[str], str], facts: dict[str, Any] | None = None
) -> Pages:
    """One environment a locale over ``directory``; ``facts`` become globals of every template."""
    return Pages(
        {locale: _environment(directory, words(locale), static, facts or {}) for locale in LOCALES}
    )


def _environment(
    directory: Path, speak: Words, static: Callable[[str], str], facts: dict[str, Any]
) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(directory),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    _install_words(environment, speak)
    babel_locale = {"en": "en_GB", "zh": "zh_Hans"}.get(speak.locale, speak.locale)
    environment.globals.update(
        static=static,
        locale=speak.locale,
        html_lang=HTML_LANG[speak.locale],
        locale_names=LOCALE_NAMES,
        themes=THEMES,
        figure_lines=figure,
        **facts,
    )

    def day(value: date | datetime, style: str = "long") -> str:
        return format_date(value, style, locale=babel_locale)

    def monthday(value: date | datetime) -> str:
        """Without the year, where it is clear."""
        return format_skeleton("MMMMd", value, locale=babel_locale)

    def either(names: Iterable[str]) -> str:
        """ "a, b or c"."""
        return format_list(list(names), "or", locale=babel_locale)

    def moment(value: datetime, style: str = "medium") -> str:
        return format_datetime(value, style, locale=babel_locale)

    def duration(value: timedelta) -> str:
        return format_timedelta(value, locale=babel_locale)

    def number(value: float) -> str:
        return format_decimal(value, locale=babel_locale)

    def money(amount: Decimal, currency: str) -> str:
        return format_currency(amount, currency, locale=babel_locale)

    environment.filters.update(
        day=day,
        monthday=monthday,
        either=either,
        moment=moment,
        duration=duration,
        number=number,
        money=money,
        clock_time=clock_time,
        path_quote=quote,
    )
    return environment


def _install_words(environment: Environment, speak: Words) -> None:
    """Messages are format strings in templates: a literal per cent sign is written ``%%``."""

    def gettext(message: str, **params: object) -> str:
        return Markup(speak.catalogue.gettext(message) if message else "") % params

    def ngettext(one: str, many: str, num: int, **params: object) -> str:
        params.setdefault("num", num)
        return Markup(speak.catalogue.ngettext(one, many, num)) % params

    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(gettext=gettext, ngettext=ngettext, _=gettext)


def locale_of(request: HTTPConnection) -> str:
    """The reader's language: account, else cookie, else what the browser accepts."""
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    accepted = [
        part.split(";")[0].strip()
        for part in request.headers.get("accept-language", "").split(",")[:10]
        if part.split(";")[0].strip().replace("-", "").isalnum()
    ]
    return choose_locale(
        [viewer.locale or "" if viewer else ""],
        [request.cookies.get(LOCALE_COOKIE, "")[:16]],
        accepted,
    )


def theme_of(request: Request) -> str:
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    wanted = (viewer.theme if viewer else None) or request.cookies.get(THEME_COOKIE, "auto")
    return wanted if wanted in THEMES else "auto"


def render(
    request: Request, template: str, page: object = None, *, status: int = 200
) -> HTMLResponse:
    """The page ``template`` with ``page`` (its dataclass), in the reader's language and theme."""
    pages: Pages = request.app.state.pages
    html = (
        pages.get(locale_of(request))
        .get_template(template)
        .render(
            page=page,
            nonce=request.state.nonce,
            viewer=getattr(request.state, "viewer", None),
            theme=theme_of(request),
            path=request.url.path,
            reference=request.state.reference,
        )
    )
    response = HTMLResponse(html, status_code=status)
    response.headers["cache-control"] = (
        "no-store" if getattr(request.state, "viewer", None) else "private, no-cache"
    )
    response.headers["vary"] = "Cookie, Accept-Language"
    return response
