"""A page as a reader meets it: title, headings, landmarks, visible words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "line",
        "rect",
    ]
)
UNSEEN = frozenset({"script", "style", "template", "head"})
LABELLED = frozenset({"input", "select", "textarea"})


@dataclass
class Reading(HTMLParser):
    """What `feed` found. `words` is what can be read, in order."""

    lang: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    mains: int = 0
    words: str = ""
    ids: list[str] = field(default_factory=list)
    fors: set[str] = field(default_factory=set)
    unlabelled: list[str] = field(default_factory=list)
    scripts_without_nonce: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    pointed_at: set[str] = field(default_factory=set)
    open: list[str] = field(default_factory=list)
    mismatched: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = facts.get("lang", "")
        if tag == "main":
            self.mains += 1
        if tag == "h1":
            self.headings.append("")
        if tag == "script" and not facts.get("nonce") and facts.get("type") != "application/json":
            self.scripts_without_nonce.append(str(facts))
        self.leaks += [f"{name}={value}" for name, value in facts.items() if value == "None"]
        if "id" in facts:
            self.ids.append(facts["id"])
        if tag == "label" and "for" in facts:
            self.fors.add(facts["for"])
        for name in ("aria-describedby", "aria-labelledby", "popovertarget"):
            self.pointed_at |= set(facts.get(name, "").split())
        self.inline += [name for name in facts if name == "style" or name.startswith("on")]
        if tag in LABELLED and facts.get("type") not in ("hidden", "submit"):
            named = facts.get("aria-label") or facts.get("aria-labelledby") or "label" in self.open
            if not named:
                self.unlabelled.append(facts.get("id", str(facts)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.mismatched.append(f"</{tag}> inside {self.open[-3:]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self.open and "svg" not in self.open:
            self.title += data
        if "h1" in self.open:
            self.headings[-1] += data
        if not UNSEEN & set(self.open):
            self.words += data
            self.leaks += [data] * (data.strip() in ("None", "True", "False", "[]", "{}", "()"))

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading
