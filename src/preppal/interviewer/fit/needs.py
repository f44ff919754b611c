"""What a job asks for, line by line: each thing asked for, as words of the job's own line.

What cannot be read from any resume (manners, readiness to work shifts, the right to work) is no need here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.foundation.stems import listed, plain, stem
from preppal.interviewer.fit.levels import Tongue, least_degree_in, tongues_in
from preppal.interviewer.fit.words import Unit, are_one, units
from preppal.interviewer.job_reading import ABOUT_US, NICE_TO_HAVE, REQUIREMENTS, JobLine

NeedKind = Literal["skill", "years", "credential", "degree", "language"]
MOST = 40
"""Needs of one job that are looked at."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for. ``what`` is a part of ``line.text``; any one of ``options`` (words as they stand) is enough.

    ``years`` is how long it is wanted (0 where nothing is said); ``degree`` a level of `levels`.
    """

    kind: NeedKind
    what: str
    line: JobLine
    options: tuple[str, ...]
    years: float = 0.0
    degree: int = 0
    tongue: Tongue | None = None

    @property
    def is_must(self) -> bool:
        return self.line.must or self.line.factor >= REQUIREMENTS


_NUMBER_WORDS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten",
        "un dos tres cuatro cinco seis siete ocho nueve diez",
        "ein zwei drei vier fünf sechs sieben acht neun zehn",
        "一 二 三 四 五 六 七 八 九 十",
    )
    for number, word in enumerate(listed(words), 1)
} | {"两": 2}
_COUNT = rf"(?:\d{{1,2}}(?:\.5)?|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
_YEARS = re.compile(
    rf"(?:(?:at least|minimum(?: of)?|min\.?|over|more than|mindestens|al menos|mínimo(?: de)?|至少|不少于)\s*)?"
    rf"(?<![A-Za-z0-9])(?P<years>{_COUNT})(?:\s*(?:-|–|to|a|bis|至)\s*{_COUNT})?\s*(?:\+|plus|or more|以上)?\s*(?:years?|yrs?|años|jahren?|年)(?:'|’)?\s*(?:以上)?",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\bexperience|\bknowledge|\bdegree\b|\bqualif|\blicen[cs]e|\bcertif|\bfluen|\bproficien|\bskilled\b|\bregist(?:ered|ration)"
    r"|\bbackground in\b|\bability to\b|\bfamiliar|\bunderstanding of\b|\bexperiencia|\bconocimientos|\btitulación|\berfahrung"
    r"|\bkenntnisse|\bausbildung|\bführerschein|经验|熟悉|精通|掌握|学历|证书|熟练",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:no|not|without)\b[^,;.]{0,30}\b(?:needed|required|necessary|essential|experience)|training (?:is |will be )?(?:provided|given)"
    r"|\bwe(?:'ll| will)? (?:train|teach)|不要求|无需",
    re.IGNORECASE,
)
_UNREADABLE = re.compile(
    r"\b(?:right to work|work permit|eligib\w+ to work|willing\w*|prepared to|able to (?:travel|work|lift|start|commute|relocate)"
    r"|availab\w+|flexib\w+|shifts?\b|weekends?|evenings?|nights?\b|travel\b|relocat\w+|overtime|part[ -]time|full[ -]time|physically"
    r"|stamina|smart appearance|own transport|own car|(?:use of|access to) a (?:car|vehicle)|references)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:you(?:'ll| will|'d)? (?:have|bring|need|hold|are|be)|must (?:have|hold|be)|must|we (?:need|expect|ask for|want|are looking for)|proven|"
    r"demonstrable|demonstrated|hands-on|recent|relevant|previous|prior|solid|strong|good|excellent|sound|deep|broad|in-depth|advanced|basic|"
    r"extensive|significant|practical|confident|comfortable|working|some|a|an|the|valid|current|full|clean|experience (?:with|in|of|using|working (?:with|in|on)|as|at|on)|"
    r"experienced (?:with|in)|experienced|experience|knowledge of|understanding of|familiar(?:ity)? with|familiar|proficien(?:t|cy) (?:in|with)|"
    r"skilled (?:in|at|with)|expertise (?:in|with)|expert in|competent (?:in|with|at)|command of|ability to|able to|track record (?:of|in)|background in|"
    r"the use of|use of|using|working with|working knowledge of|at least|ideally(?: with)?|preferably(?: with)?|essential:?|required:?|desirable:?|"
    r"experiencia (?:en|con|como)|conocimientos? (?:de|en)|manejo de|dominio de|erfahrung (?:in|mit|als)|kenntnisse (?:in|der|von)|gute|sehr gute|"
    r"and|or|with|in|of|as|on|to|plus|also|both|either)(?:[\s:]+|$)|(?:熟悉|精通|掌握|具有|具备|熟练使用|熟练|有)\s*)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*(?:\b(?:is|are|would be|will be)?\s*(?:a |an )?(?:must|required|essential|needed|necessary|preferred|desirable|a plus|an advantage|plus|advantage|welcome)"
    r"|\bwould be (?:nice|good|great)|\b(?:experience|skills?|knowledge)|的?(?:工作)?经验|者?优先)\s*[.!;,。；]*$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;，；、。]|\band\b|\bas well as\b|\bplus\b|\by\b(?! e)|\bund\b|\bsowie\b|(?<=\s)&(?=\s)|以及|和(?=\S))\s*", re.I)  # fmt: skip
_OR = re.compile(r"\s*(?:\bor\b|(?<=\w\w)/(?=\w\w)|\boder\b|\bo\b|或者?)\s*", re.I)
_EXAMPLES = re.compile(
    r"[\s(,]*\b(?:such as|e\.g\.?|for example|for instance|like|including|ideally|z\. ?B\.|por ejemplo)[\s,:]+(?P<examples>[^)]*)\)?$",
    re.I,
)
CREDENTIAL = re.compile(
    r"\blicen[cs]e|\bcertif|\bregist(?:ered|ration)\b|\bqualifi(?:ed|cation)|\bchartered\b|\baccredit|\bcard\b|\bdbs\b|\bpermit\b|\bnvq\b|\bqts\b|\bpgce\b|\bpin\b"
    r"|\b18th edition\b|\bführerschein|\bschein\b|\bcarné|\bpermiso\b|\bcertificado|\bzertifi|证书|驾照|执照|资格证",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\bfluen|\bnative\b|\blanguage|\bspoken\b|\bwritten\b|\bspeak|\bproficien|\bcommand of\b|\b[abc][12]\b|\blevel\b|\bbilingual|\bmother tongue|\bidioma|\bnivel\b|\bsprache"
    r"|\bkenntnisse|\bin wort und schrift|流利|口语|良好|语",
    re.IGNORECASE,
)
# Words that say nothing of what is wanted.
EMPTY = frozenset(
    stem(word)
    for word in listed(
        "experience experienced skill skills ability able knowledge strong excellent good proven track record work worked working"
        " years year understanding familiar familiarity proficient proficiency solid demonstrated demonstrable relevant similar"
        " equivalent plus ideal ideally required essential must prefer preferred desirable have background level high deep least minimum valid full"
        " current clean new role roles environment setting settings field fields industry area areas related including etc well tool tools technology technologies"
        " method methods practice best hands-on hand comfortable confident competent competence using use recent previous prior basic advanced sound modern large small"
        " professional professionally least hold holding holder degree qualification qualified certificate certification certified diploma"
        " registration registered fluent written spoken language native subject any both preferably mindestens erfahrung kenntnisse"
        " gute experiencia conocimientos profesional trabajo like range variety wide different across various"
        " uk eu card a1 a2 b1 b2 c1 c2 need needed know bring want expect"
    )
) | {"经验", "工作", "熟悉", "掌握", "具有", "具备", "以上", "相关", "优先", "能力", "良好"}
_MANNERS = frozenset(
    stem(word)
    for word in listed(
        "deliver delivering delivery results result success successful quality complex goals communication communicate communicator interpersonal motivated motivation self starter flexible flexibility friendly reliable"
        " reliability punctual organised organized organisational organizational time attention detail problem solving solver solve pressure deadlines"
        " independently independent initiative passion passionate enthusiasm enthusiastic attitude positive willing willingness learn"
        " adaptable adaptability calm empathy patience patient-minded player spirit team teamwork collaborate collaborative collaboration"
        " multitask multitasking multi-task energetic curious curiosity mindset can-do can do driven humour resilience resilient"
        " proactive discretion integrity honest hardworking hard caring compassionate compassion warm eye analytical thinking critical"
        " verbal clear clearly closely fast paced fast-paced manner personality presentable polite autonomous creative creativity strategic listening prioritise"
        " prioritisation meet trabajo equipo teamfähig teamfähigkeit zuverlässig kommunikation kommunikationsstark eigenständig"
    )
) | {"沟通", "团队", "责任", "任心", "合作", "抗压", "学习"}


def read_needs(lines: Sequence[JobLine]) -> tuple[Need, ...]:
    """The needs of a job's lines, what it insists on first; each thing once."""
    found: list[Need] = []
    known: set[tuple[str, ...]] = set()
    for line in sorted(lines, key=lambda line: -(line.factor + (3 if line.must else 0))):
        if not _asks(line):
            continue
        for need in _needs_of(line):
            key = (need.kind, *sorted(_content(" ".join(need.options)) or [plain(need.what)]))
            if key not in known:
                known.add(key)
                found.append(need)
    return tuple(found[:MOST])


def _asks(line: JobLine) -> bool:
    if line.factor <= ABOUT_US or _NOT_ASKED.search(line.text):
        return False
    return (
        line.must
        or line.factor >= REQUIREMENTS
        or line.factor == NICE_TO_HAVE
        or bool(_CUE.search(line.text) or CREDENTIAL.search(line.text))
    )


def _needs_of(line: JobLine) -> Iterator[Need]:
    clauses = [
        part.strip() for part in re.split(r"[;；。]|\.\s+(?=[A-Z])|\bbut\b|—| – ", line.text)
    ]
    for clause in filter(None, clauses):
        for part in _parts(clause):
            yield from _need(part, line)


def _parts(clause: str) -> Iterable[str]:
    """A clause cut at its "and"s; a list that ends with "or" is one part, all of it."""
    examples = _EXAMPLES.search(clause)
    if examples or _YEARS.search(clause) or least_degree_in(clause):
        head = clause[: examples.start()] if examples else clause
        pieces = _mended([piece for piece in _AND.split(head) if piece.strip()], head)
        # "Degree in law or economics and a clean licence": the years and degrees stay with what follows them.
        parts = _kept_together(pieces, head)
        if examples and parts:
            parts[-1] = clause[clause.index(parts[-1]) :]
        return parts
    pieces = _mended([piece for piece in _AND.split(clause) if piece.strip()], clause)
    is_choice = len(pieces) > 1 and _OR.search(pieces[-1]) and " and " not in clause.lower()
    if is_choice and all(len(piece.split()) <= 4 for piece in pieces[1:-1]):
        return [clause]
    return pieces


def _mended(pieces: list[str], clause: str) -> list[str]:
    """What was cut inside one concept ("inspection and testing") is whole again, as it stands."""
    whole: list[str] = []
    end = 0
    for piece in pieces:
        start = clause.index(piece, end)
        if whole and are_one(whole[-1], piece):
            begun = clause.index(whole[-1], max(0, end - len(whole[-1])))
            whole[-1] = clause[begun : start + len(piece)]
        else:
            whole.append(piece)
        end = start + len(piece)
    return whole


def _kept_together(pieces: list[str], head: str) -> list[str]:
    parts: list[str] = []
    for piece in pieces:
        text = piece.strip()
        if not text:
            continue
        begins_anew = (
            not parts
            or bool(_YEARS.search(text))
            or bool(CREDENTIAL.search(text))
            or bool(_CUE.search(text))
            or least_degree_in(text) > 0
            or len(text.split()) > 1
        )
        if begins_anew:
            parts.append(text)
        else:
            start = head.index(parts[-1])
            parts[-1] = head[start : head.index(text, start + len(parts[-1])) + len(text)]
    return parts


def _need(part: str, line: JobLine) -> Iterator[Need]:
    what = part.strip(" .,:;()[]-–•。，；：")
    if _UNREADABLE.search(what) and not CREDENTIAL.search(what):
        return
    spoken = [t for t in tongues_in(what) if _SPOKEN.search(line.text)]
    if spoken and not _content(_without_tongues(what)) - _MANNERS:
        for tongue in spoken:
            yield Need("language", what, line, (tongue.name,), tongue=tongue)
        return
    years = _YEARS.search(what)
    if years:
        topic = _shortened(what[: years.start()] + " " + what[years.end() :])
        said = years["years"].lower()
        count = float(_NUMBER_WORDS.get(said) or said)
        yield Need("years", what, line, _options(topic), years=count)
        return
    degree = least_degree_in(what)
    if degree and not re.search(r"\bdiploma in\b.*\bnurs", what, re.I):
        yield Need("degree", what, line, _options(_shortened(what)), degree=degree)
        return
    short = _shortened(what)
    asked = _content(short)
    if not short or not asked or asked <= _MANNERS:
        return
    kind: NeedKind = "credential" if CREDENTIAL.search(what) else "skill"
    # "Registered" alone is the whole of "registered nurse": a credential keeps its own words.
    yield Need(kind, short if short in line.text else what, line, _options(short))


def _without_tongues(what: str) -> str:
    return " ".join(word for word in re.findall(r"[^\W_]+", what) if not tongues_in(word))


def _shortened(text: str) -> str:
    """Without what leads up to it and what trails behind."""
    text = " ".join(text.split()).strip(" .,:;()[]-–")
    while True:
        shorter = _TAIL.sub("", _LEAD_IN.sub("", text, count=1)).strip(" .,:;()[]-–。，；")
        if shorter == text or not shorter:
            return text if shorter else ""
        text = shorter


def _options(text: str) -> tuple[str, ...]:
    """Any of which is enough: "Python or Go", and what stands behind "such as"."""
    examples = _EXAMPLES.search(text)
    head = text[: examples.start()] if examples else text
    pieces = _OR.split(head)
    if len(pieces) > 1:
        pieces = [cut for piece in pieces for cut in re.split(r"\s*,\s*", piece) if cut]
    options = [_shortened(piece) for piece in pieces]
    if examples:
        options += [
            _shortened(x) for x in re.split(r"\s*(?:,|\bor\b|\band\b|/)\s*", examples["examples"])
        ]
    # "acute or emergency care": the first is short of its noun.
    if len(options) == 2 and len(options[0].split()) == 1 and len(options[1].split()) == 2:
        options.append(f"{options[0]} {options[1].split()[1]}")
    kept = tuple(dict.fromkeys(option for option in options if _content(option)))
    return kept or ((head,) if _content(head) else ())


def content_of(option: str) -> tuple[Unit, ...]:
    """The units that must be found for one option of a need: without empty words."""
    return tuple(
        unit for unit in units(option).asked if unit.name not in EMPTY and not unit.name.isdigit()
    )


def _content(text: str) -> set[str]:
    return {unit.name for unit in content_of(text)}
