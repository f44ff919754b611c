"""Skills: the items of the sections on skills, without labels, ratings and levels."""

import re
from collections.abc import Sequence

from preppal.resumes.profile import Said
from preppal.resumes.reading.heads import Part, head_of
from preppal.resumes.reading.rows import HAN, Row, glue
from preppal.resumes.reading.tongues import is_language

SEPARATORS = re.compile(
    r"\t|\s*[;|•·‧∙▪■●,，、；/]\s+|\s*[|•·∙▪、；，]\s*|,(?=\S)|;\s*|\s+[–—-]\s+(?=[A-Z])|\s{3,}"
)
RATING = re.compile(
    r"\s*(?:[●○◯◉★☆■□▪▰▱█░✦✧]+|\d{1,3}\s?%|\d(?:[.,]\d)?\s?/\s?(?:5|10)|\.{3,})\s*", re.I
)
LEVEL = re.compile(
    r"\s*(?:[:：–—-]\s*|\()\s*(?:expert|advanced|intermediate|beginner|basic|proficient|native|fluent|excellent|good|very good|experienced|"
    r"sehr gut(?:e kenntnisse)?|gut(?:e kenntnisse)?|grundkenntnisse|fortgeschritten|experte|avanzado|intermedio|básico|experto|avancé|intermédiaire|débutant|"
    r"confirmé|avanzato|base|ottimo|buono|avançado|intermediário|\d+\+?\s*(?:years?|yrs?|jahre|años|ans|anni|anos)|精通|熟练|熟悉|了解|掌握)[^()]*\)?\s*$",
    re.I,
)
ONLY_LEVEL = re.compile(
    r"^(?:expert|advanced|intermediate|beginner|basic|proficient|master|fluent|native|experte|fortgeschritten|grundkenntnisse|avanzado|intermedio|básico|"
    r"avancé|intermédiaire|débutant|avanzato|avançado|精通|熟练|熟悉|了解|good|very good|excellent|level)$",
    re.I,
)
LABEL = re.compile(r"^([^:：,]{2,40})[:：]\s*(?=\S)")
FILLER = re.compile(
    r"^(?:proficient in|experienced? (?:in|with)|knowledge of|familiar with|skilled in|working knowledge of|expertise in|expert in|strong|"
    r"etc\.|and|und|y|et|e|including|such as|sowie|wie|usw\.)\s+|^(?:精通|熟练掌握|熟练使用|熟悉|熟练|掌握|了解|能够使用|擅长|会使用)\s*",
    re.I,
)
AND = re.compile(r"\s+(?:and|und|y|et|e|en)\s+")
MOST_WORDS = 7
MOST = 80


def read_skills(groups: Sequence[Sequence[Row]]) -> list[Said]:
    found: dict[str, Said] = {}
    for rows in groups:
        for text, of in statements(rows):
            for skill in split(text):
                key = re.sub(r"[^\w+#]", "", skill.casefold())
                if key:
                    found.setdefault(key, Said(skill, line_that_says(skill, of)))
    return list(found.values())[:MOST]


def line_that_says(skill: str, rows: Sequence[Row]) -> int:
    """The one it stands on; where a line's end parts it, the first one of its statement."""
    return next((row.index for row in rows if skill in row.flat), rows[0].index)


def statements(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The lines, those that a line's end parted put together, each with its rows."""
    texts: list[tuple[str, list[Row]]] = []
    before: Row | None = None
    usual = sorted(row.style[0] for row in rows)[len(rows) // 2] if rows else 0
    rows = [
        row
        for row, following in zip(rows, [*rows[1:], None], strict=True)
        if not is_label(row, following, usual)
    ]
    lists = any(re.search(r"[,，、;|•·]|\s/\s", row.text) for row in rows)
    for row in rows:
        if before is not None and texts and continues(before, row, lists=lists):
            texts[-1] = (glue(texts[-1][0], row.text), [*texts[-1][1], row])
        else:
            texts.append((row.text, [row]))
        before = row
    return texts


def is_label(row: Row, following: Row | None, usual: int) -> bool:
    """A group's name above its skills: it alone stands out."""
    if following is None or row.is_item or "\t" in row.text or re.search("[,;|•·]", row.text):
        return False
    stands = (row.style[1] and not following.style[1]) or row.style[0] > usual + 1
    return bool(stands) and row.line.block == following.line.block and (following.gap or 0) < 2.5


def continues(before: Row, row: Row, *, lists: bool) -> bool:
    if row.is_item or before.line.block != row.line.block or LABEL.match(row.text):
        return False
    if re.search(r"(?:[,，、;/&(•|·-]|\b(?:and|und|y|et|e|of|with|mit|de))\s*$", before.text):
        return True
    if before.text.count("(") > before.text.count(")"):
        return True
    if row.gap is not None and row.gap > 0.75:
        return False
    if row.text[:1].islower() and not HAN.search(row.text):
        return before.is_full or bool(re.search(r"[,;|•·]", before.text))
    both = before.text + row.text
    return (
        lists
        and before.is_full
        and row.gap is not None
        and bool(re.search(r"[,，、;|•·]|\s/\s", both))
    )


def split(text: str) -> list[str]:
    label = LABEL.match(text)
    if is_told(text, label):
        return []
    if label and head_of(label[1]) in (Part.OTHER, Part.EDUCATION, Part.EXPERIENCE):
        return []
    if label and not re.search(r"\d\s*$", label[1]):
        text = text[label.end() :]
    elif "\t" in text and head_of(text.split("\t")[0]) in (Part.SKILLS, Part.LANGUAGES):
        text = text.split("\t", 1)[1]
    elif "\t" in text:
        first, rest = text.split("\t", 1)
        listed = [piece.strip() for piece in re.split("[,;|]", rest)]
        if all(is_language(piece) for piece in listed):
            return []
        text = rest if len(listed) > 1 and not re.search("[,;|]", first) else text
    text = RATING.sub("\t", text).strip()
    pieces = [piece for part in outside_brackets(text) for piece in (part,)]
    if len(pieces) > 2 and AND.search(pieces[-1]) and len(pieces[-1].split()) <= 5:
        last = AND.split(pieces[-1])
        if all(1 <= len(part.split()) <= 2 for part in last):
            pieces[-1:] = last
    skills = []
    for piece in pieces:
        skill = clean(piece)
        if skill and not is_language(skill):
            skills.append(skill)
    return skills


def is_told(text: str, label: re.Match[str] | None) -> bool:
    """What somebody did, in a sentence: no list, although it has a comma."""
    if label or not re.search(r"[^\W\d_]{2}\.$", text) or HAN.search(text):
        return False
    words = text.split()
    between = len(SEPARATORS.findall(text)) + 1
    small = sum(word[:1].islower() for word in words)
    return len(words) >= 4 and len(words) / between > 3 and small > 0.55 * len(words)


def outside_brackets(text: str) -> list[str]:
    """The text cut at separators that stand in no brackets."""
    depth, at, pieces = 0, 0, []
    cuts = {match.start(): match.end() for match in SEPARATORS.finditer(text)}
    index = 0
    while index < len(text):
        if text[index] in "(（[":
            depth += 1
        elif text[index] in ")）]":
            depth = max(depth - 1, 0)
        elif index in cuts and depth == 0:
            pieces.append(text[at:index])
            at = index = cuts[index]
            continue
        index += 1
    pieces.append(text[at:])
    return [piece for piece in pieces if piece.strip()]


def clean(piece: str) -> str | None:
    skill = piece.strip(" \t,;:•·-–—.。")
    skill = FILLER.sub("", skill) if FILLER.sub("", skill) else skill
    skill = LEVEL.sub("", skill).strip(" \t,;:•·–—")
    if skill.startswith(".") is False and piece.strip().startswith("."):
        skill = "." + skill
    if ONLY_LEVEL.match(skill) or not any(c.isalnum() for c in skill) or len(skill) > 60:
        return None
    if len(skill.split()) > MOST_WORDS or (HAN.search(skill) and len(skill) > 18):
        return None
    return " ".join(skill.split())
