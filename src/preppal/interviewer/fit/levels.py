"""Degrees and languages: what they are called, and which is more than which."""

import re
from dataclasses import dataclass

from preppal.foundation.stems import plain

# Vocational 1, bachelor 2, master 3, doctorate 4. Plain text (`stems.plain`), without accents.
_DEGREES: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (4, r"\bph\.? ?d\b|\bdoctora\w*|\bdoktor\w*|\bpromotion\b|博士"),
        (3, r"\bmaster\w*|\bll\.?m\b|\bm\.?sc\b|\bm\.?a\b\.?(?= |$|,)|\bm\.s\.|\bmba\b|\bm\.?eng\b|\bdiplom-|\bdipl\.|\bdiplom\b|\bmagister\b|\bstaatsexamen\b|硕士|研究生"),
        (2, r"\bbachelor\w*|\bll\.?b\b|\bb\.?sc\b|\bb\.a\b|\bba\b(?= |$|,)|\bb\.s\.|\bb\.?eng\b|\bb\.?ed\b|\bbcom\b|\bundergraduate\b|\bdegree\b|\bgraduate\b|\blicenciatura\b|\bgrado\b|\blicenciad[oa]\b|\bgraduad[oa]\b|\bingenieria\b|\bhochschulabschluss\b|\bstudium\b|\btitulo universitario\b|学士|本科|学位"),
        (1, r"\bdiploma\b|\bapprenticeship\b|\bnvq\b|\bbtec\b|\bfoundation degree\b|\bassociate\b|\bausbildung\b|\bgesellenbrief\b|\bformacion profesional\b|\bcity ?& ?guilds\b|\bhnd\b|\bhnc\b|大专|中专|专科"),
    )
)  # fmt: skip
NATIVE, FLUENT, PROFESSIONAL, GOOD, BASIC = 5, 4, 3, 2, 1
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (
            NATIVE,
            r"\bnative\b|\bmother tongue\b|\bbilingual\b|\bc2\b|\bmuttersprach\w*|\bnativ[oa]\b|\blengua materna\b|\bbilingue\b|母语",
        ),
        (
            FLUENT,
            r"\bfluen\w*|\bc1\b|\bproficien\w*|\bfull professional\b|\bfliessend\b|\bverhandlungssicher\b|\bfluid[oa]\b|\bavanzado\b|\badvanced\b|\bexcellent\b|流利|精通|熟练",
        ),
        (
            PROFESSIONAL,
            r"\bb2\b|\bprofessional\b|\bbusiness\b|\bupper[ -]intermediate\b|\bvery good\b|\bsehr gut\w*",
        ),
        (
            GOOD,
            r"\bb1\b|\bgood\b|\bworking\b|\bconversational\b|\bintermedi\w*|\bgute?\b|良好",
        ),
        (
            BASIC,
            r"\bbasic\b|\ba[12]\b|\bbeginner\w*|\bgrundkenntnisse\b|\bbasico\b|\belementary\b|\bsome\b|基础|一般",
        ),
    )
)
_TONGUES = {
    "english": "english ingles englisch 英语 英文",
    "spanish": "spanish espanol castellano spanisch 西班牙语",
    "german": "german aleman deutsch 德语 德文",
    "french": "french frances franzosisch francais 法语",
    "chinese": "chinese mandarin chino chinesisch 中文 汉语 普通话 国语",
    "italian": "italian italiano italienisch 意大利语",
    "portuguese": "portuguese portugues portugiesisch 葡萄牙语",
    "polish": "polish polaco polnisch 波兰语",
    "dutch": "dutch neerlandes niederlandisch 荷兰语",
    "arabic": "arabic arabe arabisch 阿拉伯语",
    "russian": "russian ruso russisch 俄语",
    "turkish": "turkish turco turkisch 土耳其语",
    "japanese": "japanese japones japanisch 日语",
    "hindi": "hindi 印地语",
    "welsh": "welsh gales walisisch",
    "ukrainian": "ukrainian ucraniano ukrainisch 乌克兰语",
    "romanian": "romanian rumano rumanisch 罗马尼亚语",
    "swedish": "swedish sueco schwedisch 瑞典语",
    "catalan": "catalan katalanisch",
    "cantonese": "cantonese 粤语 广东话",
}  # fmt: skip
_NAMES = {name: tongue for tongue, names in _TONGUES.items() for name in names.split()}
_TONGUE = re.compile(
    "|".join(
        rf"\b{name}\w*" if name.isascii() else name
        for name in sorted(_NAMES, key=len, reverse=True)
    )
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """``level`` is 0 where none is said."""

    name: str
    level: int


def degree_in(text: str) -> int:
    """The highest degree a text names, 1 (vocational) to 4 (doctorate); 0 for none."""
    said = plain(text)
    return next((level for level, pattern in _DEGREES if pattern.search(said)), 0)


def least_degree_in(text: str) -> int:
    """The lowest one: what is asked for in "bachelor's or master's degree"."""
    said = plain(text)
    return next((level for level, pattern in reversed(_DEGREES) if pattern.search(said)), 0)


def tongues_in(text: str) -> tuple[Tongue, ...]:
    """The languages a text names, each with the level said of it or of all of them."""
    said = plain(text)
    found: dict[str, int] = {}
    for match in _TONGUE.finditer(said):
        name = next((tongue for word, tongue in _NAMES.items() if match[0].startswith(word)), "")
        near = re.split(r"[,;，；、]| and | y | und ", said[match.end() : match.end() + 40])[0]
        before = re.split(r"[,;，；、]", said[max(0, match.start() - 30) : match.start()])[-1]
        found.setdefault(name, _level(near) or _level(before) or _level(said))
    return tuple(Tongue(name, level) for name, level in found.items() if name)


def _level(text: str) -> int:
    return next((level for level, pattern in _LEVELS if pattern.search(text)), 0)
