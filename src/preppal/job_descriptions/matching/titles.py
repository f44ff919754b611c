"""What a title says: its level and its core; and the years of experience that a text asks for.

The three guards against taking one template's Junior and Senior, or two of its roles, for one vacancy.
A title that is empty is unknown: nothing is concluded from it.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass

from preppal.job_descriptions import vocabulary as v


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that are a level wherever they stand in a title.
_LEVELS = {
    "intern": "intern internship interns praktikant praktikantin praktikum becario becaria 实习生 实习",
    "trainee": "trainee traineeship apprentice apprenticeship azubi auszubildende auszubildender aprendiz werkstudent werkstudentin",
    "junior": "junior jr jnr 初级",
    "mid": "mid midlevel intermediate 中级",
    "senior": "senior sr snr sénior 高级 资深",
    "lead": "lead leitender leitende",
    "principal": "distinguished 首席",
    "head": "head leiter leiterin leitung jefe jefa chief",
    "director": "director directora direktor direktorin 总监",
    "vp": "vp svp evp avp",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
# Words that are a level only before the trade ("Assistant Manager"; a "Healthcare Assistant" is a trade).
_LEVEL_BEFORE = {
    "assistant": "deputy",
    "deputy": "deputy",
    "vice": "deputy",
    "stellvertretende": "deputy",
    "stellvertretender": "deputy",
    "associate": "associate",
    "principal": "principal",
    "graduate": "trainee",
    "staff": "staff",
}
_TRADES_OF_STAFF = word_set("nurse accountant writer sergeant attorney pharmacist assistant")
_NO_LEVEL = re.compile(
    r"\b(?:chief of staff|lead (?:generation|gen|time|paint)\b|(?:art|creative|funeral|music|casting) director|entry clerk|data entry)",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\bentry[- ]?level\b", re.IGNORECASE)
_STUDENT = re.compile(r"\bworking student\b", re.IGNORECASE)

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_GRADE = re.compile(
    r"(?:\b(?:level|grade|band|tier|stufe|nivel|lvl|class|ic|l)\s?[-.]?|(?<![\w.]))"
    r"(?P<value>i{1,3}|iv|vi?|[1-7])(?=\s*(?:$|[,()|/:]|[–—-]\s))",
    re.IGNORECASE,
)

_SHORT = {
    "eng": "engineer",
    "engr": "engineer",
    "dev": "developer",
    "mgr": "manager",
    "mgmt": "management",
    "asst": "assistant",
    "assoc": "associate",
    "admin": "administrator",
    "administrative": "administrator",
    "rep": "representative",
    "ops": "operations",
    "qa": "quality",
    "hr": "human resources",
    "swe": "software engineer",
    "sde": "software engineer",
    "sre": "site reliability engineer",
    "rn": "registered nurse",
    "lpn": "licensed practical nurse",
    "pm": "manager",
    "ml": "machine learning",
    "ai": "artificial intelligence",
    "ux": "user experience",
    "ui": "user interface",
    "sdr": "sales development representative",
    "bdr": "business development representative",
    "ae": "account executive",
    "hca": "healthcare assistant",
    "fullstack": "full stack",
    "frontend": "front end",
    "backend": "back end",
    "programmer": "developer",
    "engineering": "engineer",
    "nursing": "nurse",
    "accounting": "accountant",
    "analytics": "analyst",
}
# Words of a title that say how, where or for how long, not what.
_FILLER = word_set(
    """
    a an and the of for in at on to with or und für im der die das de del la el y para con en
    remote hybrid onsite site home office full time part fulltime parttime permanent temporary contract contractor fixed
    term temp casual freelance shift shifts weekend weekends vollzeit teilzeit befristet
    unbefristet remoto presencial híbrido completa parcial jornada indefinido m f d w x h div all genders gn human urgent
    hiring now new immediate start position role job opening vacancy opportunity level grade band based
    """
)
_WIDE_TRADE = re.compile(
    "(工程师|经理|专员|主管|设计师|分析师|顾问|助理|教师|老师|护士|医生|会计|研究员|开发)"
)
_HOURS = {
    "day": "day",
    "days": "day",
    "night": "night",
    "nights": "night",
    "evening": "night",
    "evenings": "night",
}
_REFERENCE = re.compile(
    r"[#(\[]?\b(?:[a-z]{0,5}[-_]?\d{3,}[\w-]*|[a-z]+-\d+)\b[)\]]?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+[+#]*")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "one ein uno",
            "two zwei dos",
            "three drei tres",
            "four vier cuatro",
            "five fünf cinco",
            "six sechs seis",
            "seven sieben siete",
            "eight acht ocho",
            "nine neun nueve",
            "ten zehn diez",
        )
    )
    for word in words.split()
}
_NUMBER = rf"\d{{1,2}}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))}"
_YEARS = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})\s*(?:\(\d+\)\s*)?(?:\+|plus)?\s*(?:(?:-|–|—|to|bis|a|or|and)\s*(?P<high>{_NUMBER})\s*\+?\s*)?"
    r"(?:or more |full |further |additional )?"
    r"(?:(?:years?|yrs?)(?:['’]s?)?\b|jahren?\b|años?\b|年)",
    re.IGNORECASE,
)
MOST_YEARS = 15
"""More is a company's age, not a demand."""
_OF_EXPERIENCE = re.compile(
    r"experience|exp\b|background|track record|worked|working|practi[cs]|hands-on|industry|minimum|at least|post[- ]qualif|"
    r"erfahrung|mindestens|experiencia|mínimo|经验|以上|\byou(?:'ve|’ve| have)\b",
    re.IGNORECASE,
)
_OF_THE_COMPANY = re.compile(
    r"\b(?:founded|for (?:over|more than|the (?:last|past))|old|ago|warranty|lease|contract|every|each|after|award|anniversary|history|plan|"
    r"first|next|per)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """`core` without level, place, reference and way of working; all empty for an unknown title.

    `grade` is the II of "Accountant II", `numbers` are others ("Year 4"), `hours` day or night.
    """

    levels: frozenset[str]
    grade: int | None
    core: frozenset[str]
    numbers: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        return bool(self.core or self.levels)


@functools.lru_cache(maxsize=4096)
def read_title(title: str) -> Title:
    """The parts of a title as somebody wrote it: "Sr. Data Analyst II (m/f/d), Leeds"."""
    plain = unicodedata.normalize("NFKC", title)
    hours = {_HOURS[word] for word in map(str.casefold, _WORD.findall(plain)) if word in _HOURS}
    plain = v.BRACKETED_NOISE.sub(" ", v.GENDER.sub(" ", v.REQUISITION.sub(" ", plain)))
    grade = _grade(plain)
    plain = _REFERENCE.sub(" ", plain)
    levels: set[str] = set()
    for words_of_level, meant in ((_ENTRY, "junior"), (_STUDENT, "trainee")):
        if words_of_level.search(plain):
            levels.add(meant)
            plain = words_of_level.sub(" ", plain)
    unlevelled = _NO_LEVEL.search(plain) is not None
    core: list[str] = []
    numbers: set[str] = set()
    words = [word.casefold() for word in _WORD.findall(plain)]
    for place, word in enumerate(words):
        leads = not core and any(later not in _NO_TRADE for later in words[place + 1 :])
        level = None if unlevelled else _level(word, words[place + 1 :], leads)
        if level:
            levels.add(level)
        elif _WIDE.search(word):
            found, rest = _wide(word)
            levels |= found
            core += rest
        elif word.isdigit():
            numbers.add(word)
        elif word in _ROMAN or word in _FILLER or word in _HOURS:
            continue
        else:
            core += _SHORT.get(word, word).split()
    levels.discard(
        "mid"
    )  # nobody writes it on one board and not on the other to tell two jobs apart
    numbers.discard(str(grade))
    return Title(
        frozenset(levels), grade, frozenset(map(stem, core)), frozenset(numbers), frozenset(hours)
    )


_NO_TRADE = _FILLER | _HOURS.keys() | _ROMAN.keys()
_PIECES = re.compile(r"\s+[-–—]\s+|\s*[,|·()]\s*")
_PLACE_LABEL = (
    r"(?:location|place|place of work|ort|standort|arbeitsort|ubicación|lugar|office|地点|工作地点)"
)


def bare_title(title: str, company: str, content: str) -> str:
    """ "Nurse at Fernhill - Leeds" without Fernhill, and without Leeds where the posting says that it is a place."""
    if company:
        title = re.sub(rf"(?i)(?:\s+(?:at|bei|@)\s+)?{re.escape(company)}", " ", title)
    pieces = [piece for piece in _PIECES.split(title) if piece]
    kept = pieces[:1] + [
        piece
        for piece in pieces[1:]
        if not v.PLACE.fullmatch(piece)
        and not re.search(
            rf"(?im)^\W*{_PLACE_LABEL}\W.{{0,40}}\b{re.escape(piece)}\b|\b(?:based|located|located here|office|site|plant) in {re.escape(piece)}\b",
            content,
        )
    ]
    return ", ".join(kept)


def _level(word: str, rest: list[str], leads: bool) -> str | None:
    if word in _LEVEL_OF:
        return _LEVEL_OF[word]
    if not leads or word not in _LEVEL_BEFORE:
        return None
    if word == "staff" and rest[0] in _TRADES_OF_STAFF:
        return None
    return _LEVEL_BEFORE[word]


def _wide(word: str) -> tuple[set[str], list[str]]:
    """Levels, and field and trade, of a title in a script without spaces."""
    levels = {level for name, level in _LEVEL_OF.items() if _WIDE.search(name) and name in word}
    for name in _LEVEL_OF:
        if _WIDE.search(name):
            word = word.replace(name, "")
    return levels, [part for part in _WIDE_TRADE.split(word) if part]


def _grade(title: str) -> int | None:
    grades = [match["value"].casefold() for match in _GRADE.finditer(title)]
    return (_ROMAN.get(grades[-1]) or int(grades[-1])) if grades else None


@functools.lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Plural and feminine endings off."""
    if _WIDE.search(word) or len(word) < 5:
        return word
    for ending in ("innen", "in", "s"):
        if word.endswith(ending) and not word.endswith(("ss", "ain", "ein")):
            return word[: -len(ending)]
    return word


def other_level(one: Title, other: Title) -> bool:
    """Whether level, grade, number or hours of two titles exclude each other; an unknown one excludes nothing."""
    if not one.known or not other.known:
        return False
    return (
        one.levels != other.levels
        or (one.grade or 1) != (other.grade or 1)
        or _exclude(one.numbers, other.numbers)
        or _exclude(one.hours, other.hours)
    )


def _exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


CORE_OVERLAP = 0.6
"""Of the words of both cores. Measured on real pairs (see decision 18)."""


def other_core(one: Title, other: Title) -> bool:
    """Whether two titles name different work: neither holds the other, and they share too little."""
    if not one.core or not other.core:
        return False
    shared = len(one.core & other.core)
    if shared == min(len(one.core), len(other.core)):
        return False
    return shared / len(one.core | other.core) < CORE_OVERLAP


def years_asked(text: str) -> frozenset[int]:
    """The numbers of years of experience that a text asks for: "3+ years", "two to four years"."""
    years: set[int] = set()
    for match in _YEARS.finditer(text):
        line = text[max(0, match.start() - 60) : match.end() + 60]
        near = line.rpartition("\n")[2] if "\n" in line[:60] else line
        if _OF_THE_COMPANY.search(text[max(0, match.start() - 18) : match.end() + 8]):
            continue
        if not _OF_EXPERIENCE.search(near) and not _OF_EXPERIENCE.search(line):
            continue
        years |= {
            number
            for number in (_number(match["low"]), _number(match["high"]))
            if number is not None and number <= MOST_YEARS
        }
    return frozenset(years)


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else _NUMBER_WORDS[word.casefold()]


def other_years(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether both ask for years of experience, and for no number in common."""
    return bool(one and other and not one & other)
