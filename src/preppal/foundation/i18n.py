"""Words in the reader's language: gettext catalogues, read once from the packaged ``.po`` files."""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = ("en", "es", "zh")
LOCALE_NAMES = {"en": "English", "es": "Español", "zh": "中文"}
HTML_LANG = {"en": "en", "es": "es", "zh": "zh-Hans"}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark ``message`` for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one locale."""

    locale: str
    catalogue: gettext.NullTranslations

    def __call__(self, message: str, **params: object) -> str:
        text = self.catalogue.gettext(message) if message else ""
        return text % params if params else text

    def plural(self, one: str, many: str, number: int, **params: object) -> str:
        return self.catalogue.ngettext(one, many, number) % {
            "number": number,
            "num": number,
            **params,
        }


@cache
def words(locale: str) -> Words:
    """The catalogue of ``locale`` (one of `LOCALES`); English needs none."""
    if locale == "en":
        return Words("en", gettext.NullTranslations())
    po = resources.files("preppal") / "locales" / locale / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    with po.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale))
    compiled.seek(0)
    return Words(locale, gettext.GNUTranslations(compiled))


def choose_locale(*preferred: Iterable[str]) -> str:
    """The first known locale in lists of preferences, e.g. account, cookie, ``Accept-Language``."""
    for wanted in preferred:
        found = negotiate_locale(
            [tag.replace("-", "_") for tag in wanted if tag], list(LOCALES), sep="_"
        )
        if found:
            return found
    return "en"
