"""Resume × job -> `Fit`: what is matched, stale and missing, what may be asked about, and what to prepare first.

Everything by words and dates, and every match with both lines, so that its owner can see why. Age is never
inferred: of dates only the length and the end of a role count.
"""

import datetime
from collections.abc import Iterable, Sequence

from preppal.foundation.amounts import amounts
from preppal.foundation.stems import plain
from preppal.interviewer.fit.claims import claims_of
from preppal.interviewer.fit.evidence import Piece, pieces_of
from preppal.interviewer.fit.fit import NO_FIT, Claim, Fit, Focus, Matched, Missing
from preppal.interviewer.fit.levels import degree_in, tongues_in
from preppal.interviewer.fit.needs import CREDENTIAL, Need, content_of, read_needs
from preppal.interviewer.fit.resume import NO_RESUME, Resume, Role, months_held, months_of
from preppal.interviewer.fit.words import Unit, units
from preppal.interviewer.job_reading import JobLine

STALE_YEARS = 5
ENOUGH = 0.6
"""Share of what an option asks for that one line must say."""
NEARLY = 0.9
"""Of the months asked for: dates are given by the month or the year."""
FOCUS_AT_MOST = 4


def compare(resume: Resume, lines: Sequence[JobLine], *, today: datetime.date) -> Fit:
    """The fit of a resume with a job's lines (`job_reading.corrected_lines`). Without a resume it is empty."""
    if resume in (NO_RESUME, Resume(is_confirmed=True)):
        return NO_FIT
    pieces = pieces_of(resume, today)
    matched: list[Matched] = []
    stale: list[Matched] = []
    missing: list[Missing] = []
    for need in read_needs(lines):
        found = _judged(need, resume, pieces, today)
        if isinstance(found, Missing):
            missing.append(found)
        elif found is not None:
            (stale if _is_stale(found, today) else matched).append(found)
    claims = claims_of(resume)
    return Fit(
        matched=tuple(matched),
        stale=tuple(stale),
        missing=tuple(missing),
        claims=claims,
        focus=_focus(matched, stale, missing, claims),
    )


def _judged(
    need: Need, resume: Resume, pieces: Sequence[Piece], today: datetime.date
) -> Matched | Missing | None:
    if need.kind == "language":
        return _language(need, resume, pieces)
    if need.kind == "degree":
        return _degree(need, resume, pieces)
    if need.kind == "years":
        return _years(need, resume, pieces, today)
    if need.kind == "credential":
        pieces = [piece for piece in pieces if _may_prove(need, piece)]
    best = _best(need, pieces)
    return _matched(need, best, today) if best else _missing(need)


def _may_prove(need: Need, piece: Piece) -> bool:
    """Who led nurses is not registered as one: what was done proves a credential only where it names one, or
    is the very thing that nobody may do without ("forklift", for a forklift licence)."""
    if piece.source not in ("role", "title") or CREDENTIAL.search(piece.line):
        return True
    asked = [content_of(option) for option in need.options]
    return any(len(option) == 1 and option[0].is_concept for option in asked)


def _best(need: Need, pieces: Sequence[Piece]) -> Piece | None:
    """The piece that says most of an option; of equals one with a date, the latest."""
    scored = [(_score(need, piece), piece) for piece in pieces]
    good = [(score, piece) for score, piece in scored if score >= ENOUGH]
    if not good:
        return None
    dated = [one for one in good if one[1].until is not None]
    # A skill that is listed and was used at a known time is as old as that time.
    among = dated if dated and need.kind == "skill" else good
    return max(among, key=lambda one: (one[1].until or 0, one[0], one[1].source == "role"))[1]


def _score(need: Need, piece: Piece) -> float:
    return max((_said(content_of(option), piece) for option in need.options), default=0.0)


def _said(asked: Sequence[Unit], piece: Piece) -> float:
    """The share of what is asked for that a piece says; 0 where the very name of it is not said."""
    if not asked:
        return 0.0
    has = piece.has
    if piece.role is not None and piece.source == "role" and len(asked) > 1:
        # What stands in a line is meant of its post: "night shifts", as a nurse on an acute ward.
        context = units(f"{piece.role.title}. {piece.role.employer}").has
        if not any(unit.is_in(has) for unit in asked):
            return 0.0
        has = has | context
    found = [unit for unit in asked if unit.is_in(has)]
    if any(_is_name(unit) for unit in asked if unit not in found):
        return 0.0
    if len(asked) == 2 and len(found) == 1:
        other = next(unit for unit in asked if unit is not found[0])
        is_named = found[0].is_concept or _is_name(found[0])
        return ENOUGH if is_named and not other.is_concept else 0.0
    return len(found) / len(asked)


def _is_name(unit: Unit) -> bool:
    """A thing that has no other word: it holds a digit or a sign ("c++"), or is a word of two or three letters."""
    name = unit.name
    return not unit.is_concept and (not name.isalpha() or (len(name) <= 3 and name.isascii()))


def _matched(
    need: Need, piece: Piece, today: datetime.date, *, months: int | None = None
) -> Matched:
    role = piece.role
    now = today.year * 12 + today.month - 1
    return Matched(
        what=need.what,
        demand=need.line.text,
        is_must=need.is_must,
        line=piece.line,
        title=role.title if role else "",
        employer=role.employer if role else "",
        last_year=piece.until // 12 if piece.until is not None else None,
        is_current=piece.until is not None and piece.until >= now,
        months=months,
    )


def _missing(need: Need, line: str = "", *, months: int | None = None) -> Missing:
    return Missing(need.what, need.line.text, need.is_must, line, months)


def _is_stale(found: Matched, today: datetime.date) -> bool:
    return found.last_year is not None and found.last_year < today.year - STALE_YEARS


def _language(need: Need, resume: Resume, pieces: Sequence[Piece]) -> Matched | Missing | None:
    assert need.tongue is not None
    lower = ""
    for piece in pieces:
        for tongue in tongues_in(piece.line) if piece.source != "title" else ():
            if tongue.name != need.tongue.name:
                continue
            if piece.source in ("role", "study") and plain(tongue.name) != plain(piece.line):
                continue  # taught German, studied English: no word on how well it is spoken
            if not tongue.level or tongue.level >= need.tongue.level:
                return Matched(need.what, need.line.text, need.is_must, piece.line)
            lower = piece.line
    if lower:
        return _missing(need, lower)
    # Somebody who lists no language still writes in one.
    return (
        None if not resume.languages or _is_written_in(need.tongue.name, resume) else _missing(need)
    )


_ARTICLES = {
    "english": frozenset({"the", "and", "of", "for", "with"}),
    "spanish": frozenset({"de", "la", "el", "con", "para"}),
    "german": frozenset({"der", "und", "die", "mit", "von"}),
}


def _is_written_in(tongue: str, resume: Resume) -> bool:
    words = [word for role in resume.roles for line in role.lines for word in line.lower().split()]
    if tongue == "chinese":
        return any("\u4e00" <= sign <= "\u9fff" for word in words for sign in word)
    return sum(word in _ARTICLES.get(tongue, ()) for word in words) >= max(1, 0.04 * len(words))


def _degree(need: Need, resume: Resume, pieces: Sequence[Piece]) -> Matched | Missing:
    """A degree of that level; of the field, where one is named and "related" ones are not enough."""
    lower = ""
    asked = [content_of(option) for option in need.options]
    fields = [tuple(unit for unit in one if not degree_in(unit.name)) for one in asked]
    fields = [one for one in fields if one]
    is_open = any(word in plain(need.what) for word in ("related", "equivalent", "similar", "afin", "vergleichbar", "any", "相关"))  # fmt: skip
    for piece in pieces:
        if piece.source != "study" and not (
            piece.source in ("summary", "skill") and degree_in(piece.line)
        ):
            continue
        level = degree_in(piece.line)
        about = not fields or any(unit.is_in(piece.has) for one in fields for unit in one)
        if level >= need.degree and (about or is_open):
            return Matched(need.what, need.line.text, need.is_must, piece.line)
        if level:
            lower = lower or piece.line
    return _missing(need, lower)


def _years(
    need: Need, resume: Resume, pieces: Sequence[Piece], today: datetime.date
) -> Matched | Missing | None:
    """Time in roles of that kind, from their dates. None where such roles have no dates to count."""
    kinds = [kind for option in need.options if (kind := content_of(option))]
    roles = tuple(role for role in resume.roles if not kinds or _is_of(role, kinds, pieces))
    if not roles:
        return _missing(need, months=0)
    dated = tuple(role for role in roles if months_of(role, today))
    if not dated:
        return None
    months = months_held(dated, today)
    longest = max(dated, key=lambda role: months_held((role,), today))
    latest = max(span[1] for role in dated if (span := months_of(role, today)))
    piece = Piece(longest.title or longest.employer, "title", frozenset(), longest, latest)
    if months >= NEARLY * 12 * need.years:
        return _matched(need, piece, today, months=months)
    return _missing(need, piece.line, months=months)


def _is_of(role: Role, kinds: Iterable[Sequence[Unit]], pieces: Sequence[Piece]) -> bool:
    """Whether a role was of that kind, by its title or by a line of what was done."""
    own = [piece for piece in pieces if piece.role is role]
    return any(_said(kind, piece) >= ENOUGH for kind in kinds for piece in own)


def _focus(
    matched: Sequence[Matched],
    stale: Sequence[Matched],
    missing: Sequence[Missing],
    claims: Sequence[Claim],
) -> tuple[Focus, ...]:
    """What to prepare: musts that are missing, then stale, then numbers without a method, then the best ground."""
    gaps = [Focus("missing", one.what, one.demand) for one in missing if one.is_must][:2]
    old = [Focus("stale", one.what, one.demand) for one in stale if one.is_must][:1]
    open_claims = [c for c in claims if not c.has_method]
    asked = [Focus("claim", one.line, one.number) for one in open_claims][:1]
    strong = sorted(
        matched, key=lambda one: (not one.is_must, not one.is_current, not amounts(one.line))
    )
    best = [Focus("matched", one.what, one.demand) for one in strong if one.title][:1]
    return tuple([*gaps, *old, *asked, *best][:FOCUS_AT_MOST])
