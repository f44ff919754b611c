"""How much of what a resume says was read: precision, recall and F1 for each field.

A name has the same letters; a telephone the same last nine digits; a place holds the city; links and skills
are sets. Entries are matched one to one by their two names and dates, and then each value is right (the same,
very alike, or one within the other), wrong or missed; an entry too many is wrong in each value it has. A date
is right at the precision the truth has.
"""

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIELDS = (
    "name", "email", "phone", "location", "links", "company", "title", "role.start", "role.end",
    "institution", "degree", "school.start", "school.end", "skills",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


Tallies = dict[str, Tally]


def new_tallies() -> Tallies:
    return defaultdict(Tally)


def micro_f1(tallies: Mapping[str, Tally]) -> float:
    whole = Tally()
    for tally in tallies.values():
        whole.right += tally.right
        whole.wrong += tally.wrong
        whole.missed += tally.missed
    return whole.f1


def plain(text: str | None) -> str:
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text or "").casefold()))


def likeness(a: str | None, b: str | None) -> float:
    one, other = plain(a), plain(b)
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if short in long and len(short) >= 4:
        return 0.9 if len(short) > 0.33 * len(long) else 0.7
    return difflib.SequenceMatcher(None, one, other).ratio()


def same_date(true: str | None, said: str | None) -> bool:
    if true is None:
        return False
    return bool(said) and (said == true or (len(true) == 4 and str(said)[:4] == true))


def score(tallies: Tallies, true: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Add how one resume was read."""
    single(tallies["name"], true["name"], said["name"], lambda a, b: plain(a) == plain(b))
    single(tallies["email"], true["email"], said["email"], lambda a, b: a.lower() == b.lower())
    single(tallies["phone"], true["phone"], said["phone"], lambda a, b: digits(a) == digits(b))
    single(tallies["location"], true["location"], said["location"], holds_city)
    several(tallies["links"], true["links"], said["links"], lambda text: text.lower().rstrip("/"))
    several(
        tallies["skills"],
        true["skills"],
        said["skills"],
        lambda text: re.sub(r"[^\w+#]", "", text.lower()),
    )
    entries(tallies, true["experience"], said["experiences"], "role", "company", "title")
    entries(tallies, true["education"], said["education"], "school", "institution", "degree")


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)[-9:]


def holds_city(true: str, said: str) -> bool:
    return plain(true.split(",")[0]) in plain(said) and len(said) < 80


def single(
    tally: Tally, true: str | None, said: str | None, alike: Callable[[str, str], bool]
) -> None:
    if true is None:
        return
    if said and alike(true, said):
        tally.right += 1
    else:
        tally.missed += 1
        tally.wrong += bool(said)


def several(
    tally: Tally, true: Sequence[str], said: Sequence[str], key: Callable[[str], str]
) -> None:
    wanted, found = Counter(map(key, true)), Counter({key(text): 1 for text in said})
    right = sum((wanted & found).values())
    tally.right += right
    tally.missed += sum(wanted.values()) - right
    tally.wrong += sum(found.values()) - right


def entries(
    tallies: Tallies,
    true: Sequence[Mapping[str, str | None]],
    said: Sequence[Mapping[str, str | None]],
    kind: str,
    where: str,
    what: str,
) -> None:
    ranked = sorted(
        (
            (-(likeness(t[where], s[where]) + likeness(t[what], s[what])
               + 0.6 * same_date(t["start"], s["start"]) + 0.3 * same_date(t["end"], s["end"])), i, j)
            for i, t in enumerate(true)
            for j, s in enumerate(said)
        )
    )  # fmt: skip
    pairs: dict[int, int] = {}
    for weight, i, j in ranked:
        if -weight >= 0.9 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    for i, t in enumerate(true):
        s = said[pairs[i]] if i in pairs else {}
        for field in (where, what):
            single(tallies[field], t[field], s.get(field), lambda a, b: likeness(a, b) >= 0.85)
        for field in ("start", "end"):
            single(tallies[f"{kind}.{field}"], t[field], s.get(field), same_date)
    for j, s in enumerate(said):
        if j not in pairs.values():
            for field in (where, what):
                tallies[field].wrong += bool(s[field])
            for field in ("start", "end"):
                tallies[f"{kind}.{field}"].wrong += bool(s[field])
