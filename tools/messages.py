"""Collect the words of the interface into the catalogues of locales/, and say what is missing.

python tools/messages.py            update the catalogues
python tools/messages.py --check    change nothing; fail when one is out of date or incomplete
"""

import datetime
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src/preppal"
LANGUAGES = ("es", "zh")
SAID = ("name", "about", "title", "why")
"""What a template of a hiring loop says; the rest of its file is keys."""


def of_a_loop(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """The messages of a template of a hiring loop, for Babel."""
    entry = tomllib.loads(file.read().decode())
    for part in (entry, *entry["stage"]):
        for key in SAID:
            if key in part:
                yield 1, None, part[key], []


METHODS: list[tuple[str, Any]] = [
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
    ("panels/template_files/*.toml", of_a_loop),
]
JINJA = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trim_blocks": "true"}
OPTIONS = {"templates/**.html": JINJA, "templates/**.txt": JINJA}
# One date for ever: a catalogue changes when its words do.
DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def collect() -> Catalog:
    """Every message that code or templates mark."""
    catalogue = Catalog(project="Preppal", version="1", charset="utf-8", creation_date=DATE)
    found = extract_from_dir(
        SOURCE,
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=DEFAULT_KEYWORDS | {"N_": None},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _line, message, comments, context in found:
        catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogue


def path_of(language: str) -> Path:
    return SOURCE / "locales" / language / "LC_MESSAGES" / "messages.po"


def updated(language: str, template: Catalog) -> Catalog:
    """The language's catalogue with today's messages; translations are kept, old messages go."""
    path = path_of(language)
    if path.exists():
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
    else:
        catalogue = Catalog(locale=language)
        catalogue.header_comment = f"# Preppal in {catalogue.locale_identifier}."
    # The comment at the head is the glossary: one word per thing.
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.creation_date = catalogue.revision_date = DATE
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = template.project, template.version
    catalogue.last_translator = catalogue.language_team = template.project
    catalogue.msgid_bugs_address = ""
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(
        written,
        catalogue,
        width=100,
        ignore_obsolete=True,
        include_lineno=False,
        sort_by_file=True,
        omit_header=False,
    )
    return written.getvalue()


def untranslated(catalogue: Catalog) -> int:
    """How many messages have no translation yet."""

    def is_empty(words: object) -> bool:
        return not (all(words) if isinstance(words, (tuple, list)) else words)

    return sum(1 for message in catalogue if message.id and is_empty(message.string))


def main() -> None:
    check = "--check" in sys.argv[1:]
    template = collect()
    failures = 0
    for language in LANGUAGES:
        catalogue = updated(language, template)
        path, content = path_of(language), as_bytes(catalogue)
        missing = untranslated(catalogue)
        stale = not path.exists() or path.read_bytes() != content
        if not check and stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        failures += bool(missing or stale)
        state = "out of date" if check and stale else "up to date"
        print(f"{language}: {len(template)} messages, {missing} untranslated, {state}.")
    sys.exit(check and failures > 0)


if __name__ == "__main__":
    main()
