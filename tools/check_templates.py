"""Check every template: it compiles, obeys the content policy, and shows no untranslated words.

- no `style=`, no `on…=`, no `<style>`, no `<script>` without a nonce, no `|safe`
- words that a reader sees stand in `_()`, `ngettext()` or `{% trans %}`; an element with `lang="en"`
  shows English whatever the reader's language, as what an interviewer says
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, TemplateError, nodes

from preppal.web.pages import build_pages

TEMPLATES = Path(__file__).resolve().parent.parent / "src/preppal/templates"
# Stands for whatever a template tag writes. Not a letter, not white space.
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
READ_ALOUD_OR_SHOWN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
TRANSLATED_CALLS = {"_", "gettext", "ngettext", "pgettext", "N_"}
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "source", "track", "wbr"}
# The same in every language.
NAMES = {"Preppal", "English", "Español", "中文", "Esc", "PDF"}
WORD = re.compile(r"[^\W\d_]{2,}")
LOOKS_LIKE_WORDS = re.compile(r"[A-Z¿¡]\w*[ ,]")
# Attributes written by a macro that is called inside a tag.
ATTRIBUTES = re.compile(
    r"""[\w-]+=(?:"[^"]*"|[^\s"]+)|\b(?:autofocus|checked|disabled|hidden|required|selected)\b"""
)
TAGS = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?\bendtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
)


def words_in(text: str) -> bool:
    """Whether there is a word that would need translating."""
    return bool(set(WORD.findall(text)) - NAMES)


def without_tags(source: str) -> str:
    """The HTML that is left when template tags are taken out; lines keep their numbers."""

    def hole(found: re.Match[str]) -> str:
        shown = found[0].startswith("{{") or "endtrans" in found[0]
        return (HOLE if shown else "") + "\n" * found[0].count("\n")

    return TAGS.sub(hole, source)


class Page(HTMLParser):
    """Collects complaints about one template's HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[tuple[int, str]] = []
        self.raw = ""
        # The open elements since one that says it is English.
        self.english: list[str] = []

    def complain(self, text: str) -> None:
        self.complaints.append((self.getpos()[0], text))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.complain(f"{name}= is against the content policy")
            if name in READ_ALOUD_OR_SHOWN and words_in(value or ""):
                self.complain(f'{name}="{value}" is not translated')
        if (self.english or given.get("lang") == "en") and tag not in VOID:
            self.english.append(tag)
        if tag == "style":
            self.complain("<style> is against the content policy")
        if tag == "script" and "nonce" not in given:
            self.complain("<script> without a nonce")
        if tag in {"script", "style"}:
            self.raw = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in self.english:
            while self.english.pop() != tag:
                pass
        if tag == self.raw:
            self.raw = ""

    def handle_data(self, data: str) -> None:
        if not self.raw and not self.english and words_in(ATTRIBUTES.sub("", data)):
            self.complain(f"not translated: {' '.join(data.split())[:70]}")


def untranslated_constants(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Strings in template code that look like something to read, outside translating calls."""

    def walk(node: nodes.Node) -> Iterator[tuple[int, str]]:
        called = node.node if isinstance(node, nodes.Call) else None
        if isinstance(called, nodes.Name) and called.name in TRANSLATED_CALLS:
            return
        text = node.value if isinstance(node, nodes.Const) else None
        if isinstance(text, str) and LOOKS_LIKE_WORDS.match(text) and words_in(text):
            yield node.lineno, f'"{text[:70]}" is not translated'
        for child in node.iter_child_nodes():
            yield from walk(child)

    yield from walk(tree)


def check(environment: Environment, path: Path) -> Iterator[tuple[int, str]]:
    source = path.read_text()
    try:
        environment.get_template(str(path.relative_to(TEMPLATES)))
    except TemplateError as problem:
        yield getattr(problem, "lineno", 0) or 0, str(problem)
        return
    for number, line in enumerate(source.splitlines(), 1):
        if re.search(r"\|\s*safe\b", line):
            yield number, "|safe lets anybody's words become HTML"
    yield from untranslated_constants(environment.parse(source))
    if path.suffix == ".html":
        page = Page()
        page.feed(without_tags(source))
        page.close()
        yield from page.complaints


def main() -> None:
    environment = build_pages(TEMPLATES, static=str, facts={}).get("en")
    count = failures = 0
    for path in sorted(TEMPLATES.rglob("*.*")):
        count += 1
        for line, complaint in check(environment, path):
            failures += 1
            print(f"{path.relative_to(TEMPLATES.parent.parent.parent)}:{line}: {complaint}")
    print(f"{count} templates checked, {failures} complaints.")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
