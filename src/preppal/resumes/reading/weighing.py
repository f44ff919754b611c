"""How much a text is a title, a company, a degree, a school: from about -1 to 1.5."""

import re
from functools import lru_cache

from preppal.resumes.reading import occupations, organisations, schooling
from preppal.resumes.reading.places import place_score
from preppal.resumes.reading.rows import HAN, is_sentence

WORD = re.compile(r"[^\W\d_][\w'’&.+#/-]*|&")
STOP = re.compile(
    r"[,(|/–—:]|\s-\s|\s(?:of|for|in|at|to|and|&|de|del|en|para|für|im|der|des|die|und|pour|chez|à|di|per|da|do|"
    r"em|van|voor|i{1,3}|iv|[1-4]|sénior|senior|junior|júnior|confirmé|m/w/d|w/m/d|h/f|f/h)\b",
    re.I,
)


def words_of(text: str) -> list[str]:
    return [word.casefold().strip(".") for word in WORD.findall(text)]


def is_noun(word: str) -> bool:
    if (
        word in occupations.NOUNS
        or re.sub(r"(?:/in|\*in|:in|_in|/-in|in|/a|/o|\(a\)|/e|\.e|\(e\))$", "", word)
        in occupations.NOUNS
    ):
        return True
    stem = re.sub(r"(?:\*|:|_|/-?)?in(?:nen)?$", "", word)
    if len(stem) > 7 and stem.endswith(occupations.ENDINGS):
        return True
    if len(word) >= 8 and word.endswith(occupations.LONG_ENDINGS):
        return True
    return "/" in word and any(part in occupations.NOUNS for part in word.split("/"))


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    text = text.strip()
    if not text or len(text) > 110:
        return -1.0
    if HAN.search(text):
        return han_title(text)
    words = words_of(text)
    if not words or len(words) > 14:
        return -1.0
    core = words_of(STOP.split(text)[0]) or words
    score = 0.0
    if core and (is_noun(core[-1]) or is_noun(core[0])):
        score = 1.0
    elif any(is_noun(word) for word in core):
        score = 0.8
    elif any(is_noun(word) for word in words):
        score = 0.6
    if occupations.PHRASES.search(text):
        score = max(score, 0.9)
    if score <= 0:
        ranks = sum(word in occupations.RANKS for word in words) / len(words)
        score = 0.35 * ranks
    if organisations.LEGAL.search(text):
        score -= 0.7
    if set(words) & organisations.KNOWN and not re.search(r"\b(?:at|for|bei)\b", text):
        score -= 0.3
    if is_sentence(text):
        score -= 0.9
    if text[:1].islower() and len(words) > 2:
        score -= 0.3
    if place_score(text) >= 0.85:
        score -= 0.5
    return score


def han_title(text: str) -> float:
    bare = re.sub(r"[(（].*?[)）]", "", text).strip()
    if is_sentence(text):
        return -0.8
    if bare.endswith(occupations.HAN_ENDINGS) and len(bare) <= 20:
        return 1.1 if not organisations.HAN_KINDS.search(bare) else 0.7
    if any(ending in bare for ending in occupations.HAN_ENDINGS) and len(bare) <= 16:
        return 0.45 if not organisations.HAN_KINDS.search(bare) else -0.3
    return -0.4 if organisations.HAN_KINDS.search(bare) else 0.0


@lru_cache(maxsize=4096)
def company_score(text: str) -> float:
    text = text.strip()
    if not text or len(text) > 90:
        return -1.0
    if HAN.search(text):
        if is_sentence(text):
            return -0.9
        bare = re.sub(r"[(（].*?[)）]", "", text).strip()
        if organisations.HAN_KINDS.search(bare) or bare.casefold() in organisations.KNOWN:
            return 1.2
        return -0.5 if place_score(text) >= 0.85 else 0.1
    words = words_of(text)
    if not words or len(words) > 12:
        return -1.0
    if occupations.EMPLOYMENT.fullmatch(text.strip("() ")):
        return -1.0
    score = 0.0
    if organisations.LEGAL.search(text):
        score = 1.0
    elif set(words) & organisations.KNOWN:
        score = 0.9
    elif set(words) & organisations.KINDS:
        score = 0.75
    elif any(len(word) > 8 and organisations.HOLDS.search(word) for word in words):
        score = 0.6
    if schooling.SCHOOL.search(text):
        score = max(score, 0.8)
    elif organisations.SAINT.match(text):
        score = max(score, 0.75)
    capital = sum(word[:1].isupper() for word in text.split()) / max(len(text.split()), 1)
    score += 0.3 * capital if text[:1].isupper() or text[:1].isdigit() else -0.1
    if place_score(text) >= 0.85:
        score -= 0.7
    first = words_of(text.split(",")[0]) or words
    nouns = any(is_noun(word) for word in (words[0], words[-1], first[-1]))
    if nouns and not organisations.LEGAL.search(text) and not set(words) & organisations.KNOWN:
        score -= 0.5
    if is_sentence(text):
        score -= 1.0
    return score


@lru_cache(maxsize=2048)
def degree_score(text: str) -> float:
    text = text.strip()
    if not text or len(text) > 160:
        return -1.0
    if HAN.search(text):
        score = 1.1 if schooling.HAN_DEGREE.search(text) else 0.0
        if schooling.HAN_FIELD.search(text) and not schooling.HAN_SCHOOL.search(text):
            score += 0.4
        if schooling.HAN_SCHOOL.search(text):
            score -= 0.7
        return score - (0.8 if is_sentence(text) else 0.0)
    score = 0.0
    found = schooling.DEGREE.search(text)
    if found:
        score = 1.2 if found.start() <= 12 else 0.8
        if len(found[0].replace(".", "").strip()) <= 2 and found[0].islower():
            score = 0.0  # "ma", "be" in running text
    if schooling.FIELD.search(text):
        score += 0.35
    if schooling.SCHOOL.search(text):
        score -= 0.5
    if schooling.GRADE.match(text):
        score -= 0.9
    if place_score(text) >= 0.85:
        score -= 0.6
    if text.rstrip().endswith(".") and len(text.split()) > 8:
        score -= 0.9
    return score


@lru_cache(maxsize=2048)
def school_score(text: str) -> float:
    text = text.strip()
    if not text or len(text) > 120:
        return -1.0
    if HAN.search(text):
        return (
            1.3
            if schooling.HAN_SCHOOL.search(text)
            else (-0.2 if schooling.HAN_DEGREE.search(text) else 0.1)
        )
    score = 0.0
    if schooling.SCHOOL.search(text):
        score = 1.2
    elif set(words_of(text)) & organisations.KINDS:
        score = 0.4
    score += 0.25 if text[:1].isupper() else -0.1
    found = schooling.DEGREE.search(text)
    if found and found.start() <= 4 and score < 1.4:
        score -= 0.6
    elif found:
        score -= 0.2
    if schooling.GRADE.match(text):
        score -= 0.8
    if place_score(text) >= 0.85:
        score -= 0.7
    if text.rstrip().endswith(".") and len(text.split()) > 8:
        score -= 0.9
    return score
