"""Which job and whose: title and company, read from the text of a posting.

Several places may name them: a label ("Employer: …"), the first lines, a line such as "Nurse - St.
Mary's", a sentence such as "Fernhill is hiring a nurse". Each place makes a candidate with a weight;
a name that comes up again in the text gains, the heaviest wins. Rules by hand, tuned on invented
postings; there is no list of companies or places behind them.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from preppal.job_descriptions import vocabulary as v
from preppal.job_descriptions.model import NAME_LIMIT
from preppal.job_descriptions.outlining import outlined_names

HEAD = 14
"""Lines of the head of a posting, where boards put title, company and place."""
LONGEST_LINE = 400
"""Characters of a line that are looked at, and its last one: a name is not longer."""
MOST_HEADINGS = 20
"""Headings that may name the company."""
LONGEST_TITLE = 12
LONGEST_COMPANY = 7
"""Words. Longer pieces are sentences."""


@dataclass(frozen=True, slots=True)
class Names:
    """ "" where nothing could be read."""

    title: str
    company: str


@dataclass(slots=True)
class _Candidates:
    """Names with what speaks for them; several places that say the same add up."""

    text: str
    titles: dict[str, float] = field(default_factory=dict)
    companies: dict[str, float] = field(default_factory=dict)

    def title(self, raw: str, weight: float) -> None:
        title = tidy_title(raw)
        if not title or len(title.split()) > LONGEST_TITLE or v.NOT_A_NAME.fullmatch(title):
            return
        if title not in self.titles and v.ROLE.search(title):
            weight += 2.0
        self.titles[title] = self.titles.get(title, 0.0) + weight

    def company(self, raw: str, weight: float) -> None:
        company = self._as_written(tidy_company(raw))
        if not company or not looks_like_a_company(company):
            return
        if company not in self.companies:
            hint = v.COMPANY_WORD.search(company)
            weight += 1.0 if hint else 0.0
            weight -= 4.0 if v.ROLE.search(company) and not hint else 0.0
            weight += 1.0 * min(2, self.text.count(company) - 1)
        self.companies[company] = self.companies.get(company, 0.0) + weight

    def _as_written(self, company: str) -> str:
        """A shouted name as the text writes it elsewhere."""
        if not company.isupper() or len(company) < 6:
            return company
        spellings = re.findall(re.escape(company), self.text, re.IGNORECASE)
        return next((name for name in spellings if not name.isupper()), _unshouted(company))


def read_names(content: str) -> Names:
    """Title and company of a cleaned posting."""
    if outlined := outlined_names(content):
        return Names(*outlined)
    found = _Candidates(content)
    lines = [_shortened(line) for line in content.split("\n") if line]
    _read_labels(lines, found)
    _read_head([line for line in lines[:HEAD] if not is_noise(line)], found)
    _read_sentences(content, found)
    _read_headings(lines, found)
    company = _heaviest(_whole_names(found.companies))
    titles = {without_company(title, company): weight for title, weight in found.titles.items()}
    title = _heaviest(titles)
    return Names(title[:NAME_LIMIT], "" if company == title else company[:NAME_LIMIT])


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + line[-1]


def _whole_names(companies: dict[str, float]) -> dict[str, float]:
    """ "Kestrel" in the text speaks for "Kestrel Parcel Tech" in the head."""
    whole = dict(companies)
    for short, weight in companies.items():
        for name in companies:
            if name == f"The {short}":
                whole[short] += max(0.0, whole.pop(name, 0.0))
            elif name != short and name in whole and f" {short} " in f" {name} ":
                whole[name] += max(0.0, weight)
                whole.pop(short, None)
            if short not in whole:
                break
    return whole


def _heaviest(candidates: dict[str, float]) -> str:
    """The candidate with the largest weight; of equals the one that was read first."""
    return max(candidates, key=lambda name: candidates[name], default="")


def is_noise(line: str) -> bool:
    """A line that boards put around a posting: buttons, dates, counts, ways of working."""
    return bool(v.NOISE.fullmatch(line.strip(" -|·•"))) or "://" in line


def tidy_title(raw: str) -> str:
    """Without markdown, "(m/f/d)", requisition numbers and trailing punctuation."""
    title = v.GENDER.sub(" ", v.DECORATION.sub("", raw))
    title = v.REQUISITION.sub(" ", title)
    title = v.BRACKETED_NOISE.sub(" ", title)
    title = " ".join(title.split()).strip(' -–—|·•,:;.!*#"“”„')
    return _unshouted(title)


def tidy_company(raw: str) -> str:
    """Without markdown, "logo" and the like, German articles and trailing punctuation."""
    company = " ".join(v.DECORATION.sub("", raw).split())
    company = re.sub(r"\s+(?:logo|careers?|jobs?)$", "", company, flags=re.I)
    company = re.sub(r"^(?:Die|Das|Der) ", "", company)
    return company.strip(' -–—|·•,:;!*#"“”„')


def _unshouted(title: str) -> str:
    if not title.isupper() or len(title) < 6:
        return title
    return " ".join(word if len(word) <= 3 else word.capitalize() for word in title.split())


def looks_like_a_company(text: str) -> bool:
    """Short, begins with a capital or a digit (or has no case at all), and is no place or notice."""
    words = text.split()
    if not all(_named(word) for word in words):
        return False
    return (
        len(words) <= LONGEST_COMPANY
        and not v.NOT_A_NAME.fullmatch(text)
        and not is_noise(text)
        and not v.PLACE.fullmatch(text)
    )


_JOINING = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "in",
        "at",
        "on",
        "de",
        "del",
        "la",
        "las",
        "los",
        "y",
        "e",
        "der",
        "die",
        "das",
        "für",
        "und",
        "am",
        "im",
        "van",
        "von",
        "du",
        "des",
        "et",
    ]
)


def _named(word: str) -> bool:
    """Written as a name: capital, digit, sign, a script without case, a small word in between."""
    letters = [c for c in word if c.isalpha()]
    return not letters or not letters[0].islower() or word in _JOINING or "." in word[:-1]


def without_company(title: str, company: str) -> str:
    """ "Nurse at Fernhill" is a nurse when Fernhill is the company."""
    if not company or company not in title or title == company:
        return title
    rest = re.sub(
        rf"\s*(?:[-–—|,:@(]|\bat\b|\bbei\b|\ben\b|\bfor\b)?\s*{re.escape(company)}\)?\s*",
        " ",
        title,
    )
    return tidy_title(rest) or title


def _read_labels(lines: list[str], found: _Candidates) -> None:
    for place, line in enumerate(lines[:60]):
        for pattern, take in ((v.TITLE_LABEL, found.title), (v.COMPANY_LABEL, found.company)):
            label = pattern.match(line)
            if label is None:
                continue
            value = line[label.end() :].strip()
            if not value and place + 1 < len(lines):
                # Above a list it is a heading ("The job"), no label.
                value = "" if lines[place + 1].startswith("- ") else lines[place + 1]
            if value and not is_noise(value):
                take(v.SEPARATOR.split(value)[0] if pattern is v.TITLE_LABEL else value, 12.0)


def _read_head(head: list[str], found: _Candidates) -> None:
    """The first lines: "Title", "Title - Company", "Company", and who stands next to whom."""
    title_at = None
    for place, line in enumerate(head):
        if len(line.split()) > LONGEST_TITLE + LONGEST_COMPANY or line.endswith((".", "?", "!")):
            continue
        if v.HEADING.fullmatch(line) or v.TITLE_LABEL.match(line) or v.COMPANY_LABEL.match(line):
            continue
        if line.startswith("- "):
            continue
        if _read_board_title(line, found) or _read_pieces(line, found, 7.0 - 0.3 * place):
            title_at = place if title_at is None else title_at
        elif v.ROLE.search(line) and not v.ANY_LABEL.match(line):
            found.title(line, 6.0 - 0.3 * place)
            title_at = place if title_at is None else title_at
    if title_at is None and head and _stands_alone(head[0]):
        found.title(head[0], 2.0)
        title_at = 0
    if title_at is None:
        return
    for offset, weight in ((1, 3.5), (-1, 3.0), (2, 1.0)):
        beside = title_at + offset
        if 0 <= beside < len(head) and _stands_alone(head[beside]):
            found.company(_before_the_place(v.SEPARATOR.split(head[beside])[0]), weight)


def _before_the_place(line: str) -> str:
    """ "Fernhill Ltd, Leeds" without the place, where the name says that it is a company's."""
    name = line.partition(", ")[0]
    says_so = v.COMPANY_WORD.search(name) or v.INDUSTRY_END.search(name)
    return name if says_so else line


def _stands_alone(line: str) -> bool:
    return (
        not line.endswith((".", ":", "!", "?"))
        and not line.startswith("- ")
        and not v.HEADING.fullmatch(line)
        and not v.ANY_LABEL.match(line)
    )


def _read_board_title(line: str, found: _Candidates) -> bool:
    """The title of a board's page: "Fernhill hiring Nurse in Leeds, England | LinkedIn"."""
    page = v.BOARD_TITLE.match(line)
    if page is None or not looks_like_a_company(page["company"]):
        return False
    found.company(page["company"], 9.0)
    found.title(page["title"], 9.0)
    return True


def _read_pieces(line: str, found: _Candidates, weight: float) -> bool:
    """ "Title - Company", "Company | Title | Place", "Title at Company"; whether a title was in it."""
    for joint in (v.SEPARATOR, v.AT):
        pieces = [piece.strip() for piece in joint.split(line) if piece and piece.strip()]
        if len(pieces) < 2:
            continue
        roles = [place for place, piece in enumerate(pieces) if v.ROLE.search(piece)]
        if not roles:
            continue
        found.title(pieces[roles[0]], weight)
        joined_by_dashes = "|" not in line and "·" not in line
        for place, piece in enumerate(pieces):
            if place not in roles[:1] and not v.PLACE.fullmatch(piece):
                # "Nurse - Ward 7 - Fernhill" goes from small to large, "Nurse | Fernhill | Leeds" not.
                found.company(piece, weight - 2.5 + (0.3 if joined_by_dashes else -0.3) * place)
        return True
    return _read_comma(line, found, weight)


def _read_comma(line: str, found: _Candidates, weight: float) -> bool:
    """ "Head of Sales, Fernhill Ltd": only a name that comes up again, or says that it is a company."""
    left, comma, right = line.partition(", ")
    company = tidy_company(right.split(",")[0])
    if not comma or not v.ROLE.search(left) or not company or v.ROLE.search(company):
        return False
    if not v.COMPANY_WORD.search(company) and found.text.count(company) < 2:
        return False
    found.title(left, weight)
    found.company(company, weight - 2.0)
    return True


def _read_sentences(content: str, found: _Candidates) -> None:
    """ "Fernhill is hiring a nurse", "Join Fernhill as a nurse", "We are looking for a nurse"."""
    start = content[:6000]
    for pattern in v.HIRING:
        for sentence in _matches(pattern, start):
            parts = sentence.groupdict()
            if parts.get("title"):
                found.title(v.TITLE_END.split(parts["title"])[0], 4.5)
            if parts.get("company"):
                found.company(parts["company"], 5.0)
    for weight, pattern in v.COMPANY_SENTENCES:
        for sentence in _matches(pattern, start):
            found.company(sentence["company"], weight)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for number, found in enumerate(pattern.finditer(text)):
        if number == 4:
            return
        yield found


def _read_headings(lines: list[str], found: _Candidates) -> None:
    """ "About Fernhill" above a paragraph names the company."""
    headings = (v.ABOUT.fullmatch(line.strip("# *:")) for line in lines)
    for heading in itertools.islice(filter(None, headings), MOST_HEADINGS):
        found.company(heading["company"], 5.0)
