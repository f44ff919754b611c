"""Every word of the interface is in every catalogue, translated, with the same placeholders."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from preppal.foundation.i18n import LOCALES, words
from tools.messages import collect, path_of

OTHERS = [locale for locale in LOCALES if locale != "en"]
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sd%]")
# Yellow press of the look: words that the product never says (look/README, "Words").
NEVER = re.compile(r"!|\bplease\b|\boops\b|\bsorry\b|\bsuccessfully\b|\bAI\b", re.IGNORECASE)


NEVER_IN = {
    # An interviewer may be anybody; the reader is "tú".
    "es": re.compile(
        r"[!¡]|entrevistador|\busted\b|por favor|ordenador|computadora", re.IGNORECASE
    ),
    # 请求 is a request; 请 alone is "please". The reader is 你.
    "zh": re.compile(r"[!！]|您|请(?!求)|[\u4e00-\u9fff][,;?]"),
}


@pytest.fixture(scope="module")
def marked() -> Catalog:
    """What code and templates mark."""
    return collect()


def catalogue_of(locale: str) -> Catalog:
    with path_of(locale).open("rb") as stream:
        return read_po(stream, locale=locale)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (str(words or ""),)


def test_there_are_words_to_check(marked: Catalog) -> None:
    found = {forms(message.id)[0] for message in messages(marked)}
    assert "Sign in" in found, "Templates are not read."
    assert "Sign in first." in found, "Python files are not read."
    assert any(message.pluralizable for message in messages(marked)), "Plurals are not read."


@pytest.mark.parametrize("locale", OTHERS)
def test_every_message_is_translated(locale: str, marked: Catalog) -> None:
    catalogue = catalogue_of(locale)
    missing = []
    for message in messages(marked):
        kept = catalogue.get(message.id, message.context)
        if kept is None or kept.fuzzy or not all(text.strip() for text in forms(kept.string)):
            missing.append(forms(message.id)[0])
        elif message.pluralizable and len(forms(kept.string)) != catalogue.num_plurals:
            missing.append(f"(plural forms) {forms(message.id)[0]}")
    assert missing == [], f"{len(missing)} missing in {locale}. Run make messages, then translate."


@pytest.mark.parametrize("locale", OTHERS)
def test_nothing_is_kept_that_nobody_says(locale: str, marked: Catalog) -> None:
    catalogue = catalogue_of(locale)
    stale = [forms(m.id)[0] for m in messages(catalogue) if marked.get(m.id, m.context) is None]
    assert stale == []
    assert not catalogue.obsolete
    assert not catalogue.fuzzy


@pytest.mark.parametrize("locale", OTHERS)
def test_placeholders_are_the_same(locale: str) -> None:
    wrong = []
    for message in messages(catalogue_of(locale)):
        singular, *plural = (placeholders(text) for text in forms(message.id))
        wanted = plural[0] if plural else singular
        for text in forms(message.string):
            # A language's form for one may leave the number out, as English does.
            if text and placeholders(text) not in (wanted, singular):
                wrong.append((forms(message.id)[0], text))
    assert wrong == []


def placeholders(text: str) -> Counter[str]:
    return Counter(found[0] for found in PLACEHOLDER.finditer(text))


@pytest.mark.parametrize("locale", OTHERS)
def test_every_translation_can_be_shown(locale: str) -> None:
    """As `Words` and the templates will: a stray per cent sign would raise."""
    speak = words(locale)
    for message in messages(catalogue_of(locale)):
        names = {n for text in forms(message.id) for n in PLACEHOLDER.findall(text) if n}
        params = dict.fromkeys(names, 3)
        if message.pluralizable:
            one, many = forms(message.id)
            for number in (0, 1, 2, 5, 21):
                assert speak.plural(one, many, number, **(params | {"num": number}))
        elif params:
            assert speak(forms(message.id)[0], **params)


def test_the_words_are_those_of_the_look(marked: Catalog) -> None:
    said = [text for message in messages(marked) for text in forms(message.id)]
    assert [text for text in said if NEVER.search(text)] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_punctuation_ends_as_in_english(locale: str) -> None:
    """A sentence stays a sentence, a label a label, a question a question."""
    ends = {".": ".。", "?": "?？", ":": ":："}
    wrong = []
    for message in messages(catalogue_of(locale)):
        for english, text in zip(forms(message.id), forms(message.string), strict=False):
            last = english[-1]
            if text and ((last in ends and text[-1] not in ends[last]) or english.strip() == ""):
                wrong.append((english, text))
    assert wrong == []


@pytest.mark.parametrize("locale", OTHERS)
def test_translations_keep_the_words_of_the_look(locale: str) -> None:
    said = [text for message in messages(catalogue_of(locale)) for text in forms(message.string)]
    assert [text for text in said if NEVER_IN[locale].search(text)] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_translations_can_stand_in_html(locale: str) -> None:
    """Templates write messages as they are, in attributes too."""
    wrong = []
    for message in messages(catalogue_of(locale)):
        for text in forms(message.string):
            if Counter(re.findall(r'[&"<>]', text)) != Counter(
                re.findall(r'[&"<>]', forms(message.id)[0])
            ):
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_number_of_a_question_stands_before_its_subject(locale: str) -> None:
    """The room shows the first part on narrow screens and the rest beside it on wide ones."""
    short = words(locale)("Question %(number)s of %(count)s", number=2, count=6)
    params = {"number": 2, "count": 6, "about": "conflict"}
    whole = words(locale)("Question %(number)s of %(count)s: %(about)s", **params)
    assert whole.startswith(short)
    assert whole.endswith("conflict")
