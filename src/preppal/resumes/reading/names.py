"""The person's name: the largest words at the top that look like one, or what an address of mail confirms."""

import re
import unicodedata
from collections.abc import Sequence

from preppal.documents.model import Document
from preppal.resumes.profile import Said
from preppal.resumes.reading.contact import EMAIL, PRIVATE_LABEL, URL
from preppal.resumes.reading.heads import Part, head_of, plain
from preppal.resumes.reading.places import place_score
from preppal.resumes.reading.rows import HAN, Row, body_size
from preppal.resumes.reading.sections import Section
from preppal.resumes.reading.weighing import company_score, title_score

LABEL = re.compile(
    r"^(?:full name|name|vor- und (?:nach|zu)name|vorname und nachname|vorname,? name|nombre(?: y apellidos?)?|nombre completo|nom(?: et prénom)?|prénom et nom|"
    r"nom complet|nome(?: e cognome)?|nome completo|cognome e nome|naam|姓名|名字|姓 名|名称)\s*[:：\t]\s*",
    re.I,
)
FIRST = re.compile(
    r"^(?:first name|given name|vorname|prénom|nombre|nome|voornaam)\s*[:：\t]\s*", re.I
)
LAST = re.compile(
    r"^(?:last name|surname|family name|nachname|zuname|familienname|nom de famille|nom|apellidos?|cognome|apelidos?|sobrenome|achternaam)\s*[:：\t]\s*",
    re.I,
)
NOT_NAMES = frozenset(
    """curriculum vitae cv resume résumé lebenslauf bewerbung currículum hoja de vida profil profile portfolio page seite confidential
    europass personal information template sample about hello hi contact summary""".split()
)
TITLES = re.compile(
    r"^(?:(?:curriculum vitae|resume|résumé|cv|lebenslauf|currículum(?: vitae)?|hoja de vida)\s*(?:of|von|de|di|-|–|—|:|\|)\s*|hi,? i['’]?a?m\s+|i['’]m\s+|(?:dr|prof|mr|mrs|ms|miss|mx|sir|dame|herr|frau|ing|mag|dipl\.?[- ]?\w+|"
    r"sr|sra|d|dña|dott|dott\.ssa|avv|arch|m|mme|me|eng|univ)\.(?:[- ]?(?:ing|med|rer|nat|phil|jur|dent|ssa|habil|kfm|inf)\.)*\s*|dr\s|prof\s|herr\s|frau\s)+",
    re.I,
)
AFTER = re.compile(
    r"\s*(?:[,|–—]|\s-\s|\()\s*(?:ph\.?\s?d|m\.?d|r\.?n|b\.?s\.?n?|m\.?sc?|b\.?sc|mba|m\.?b\.?a|cpa|pmp|esq|jr|sr|ii|iii|iv|p\.?e|m\.?a|b\.?a|cfa|"
    r"phr|shrm-cp|lcsw|dds|dvm|pharmd|j\.?d|ll\.?m|m\.?eng|b\.?eng|mph|mfa|msc|acca|fcca|cissp|aia|riba|frcs|he/him|she/her|they/them)\b.*$",
    re.I,
)
SMALL = frozenset(
    "de del la las los da das do dos di van von der den zu zur af bin ibn al el le du y e ter ten mac mc st".split()
)
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)


def read_name(
    document: Document, sections: Sequence[Section], rows: Sequence[Row], email: str | None
) -> Said | None:
    labelled = from_labels(rows)
    if labelled:
        return labelled
    size = body_size(list(rows))
    first = [row for row in rows if row.line.page == 0]
    parts = {row.index: section.part for section in sections for row in section.rows}
    heads = {row.index for row in first} - parts.keys()
    best: tuple[float, Said] | None = None
    for place, row in enumerate(first):
        if row.index in heads and head_of(row.flat) is not None:
            continue
        part = parts.get(row.index)
        for text in candidates(row, first[place + 1] if place + 1 < len(first) else None):
            weight = weigh(text, row, email, size, place)
            if part not in (None, Part.CONTACT, Part.SUMMARY, Part.PERSONAL, Part.OTHER):
                weight -= 1.5
            if weight > 1.4 and (best is None or weight > best[0] + 1e-9):
                best = (weight, Said(cased(text), row.index))
    return best[1] if best else None


def from_labels(rows: Sequence[Row]) -> Said | None:
    first = last = None
    for row in rows[:60]:
        whole = LABEL.match(row.text)
        if whole:
            text = trimmed(row.text[whole.end() :].split("\t")[0])
            if text and len(text.split()) + 2 * bool(HAN.search(text)) >= 2 and could_be(text):
                return Said(text, row.index)
        if FIRST.match(row.text):
            first = first or Said(FIRST.sub("", row.text).strip(), row.index)
        elif LAST.match(row.text):
            last = last or Said(LAST.sub("", row.text).strip(), row.index)
    if first and last and could_be(f"{first.text} {last.text}"):
        return Said(f"{first.text} {last.text}", first.line)
    return None


def candidates(row: Row, following: Row | None) -> list[str]:
    texts = []
    for cell in re.split(r"\t|\s*[|·•]\s*|\s+[–—]\s+|\s+-\s+", row.text):
        texts.append(trimmed(cell))
    if row.text.count(",") == 1 and not AFTER.search(row.text):
        texts.append(trimmed(row.text.split(",")[0]))
    if (
        following is not None
        and len(row.flat.split()) <= 2
        and len(following.flat.split()) <= 2
        and row.style == following.style
        and row.line.block == following.line.block
    ):
        texts.insert(0, trimmed(f"{row.flat} {following.flat}"))
    return [text for text in texts if text and could_be(text)]


def trimmed(text: str) -> str:
    text = re.sub(r"\(.*?\)", "", EMAIL.sub("", text)).strip()
    return AFTER.sub("", TITLES.sub("", text).strip()).strip(" ,.:-–—|")


def could_be(text: str) -> bool:
    if HAN.search(text):
        bare = re.sub(r"\s", "", text)
        return 2 <= len(bare) <= 4 and all(HAN.match(c) for c in bare) and bare[0] in SURNAMES
    words = text.split()
    if (
        not 2 <= len(words) <= 6
        or len(text) > 48
        or re.search(r"[\d@/:;!?&+_#]", text)
        or URL.search(text)
    ):
        return False
    if (
        PRIVATE_LABEL.match(text)
        or head_of(text) is not None
        or set(plain(text).split()) & NOT_NAMES
    ):
        return False
    if len(words) <= 3 and text.islower() and text.replace(" ", "").isalpha():
        return True  # some write all of it small; only an address of mail makes that a name
    return all(
        word.casefold() in SMALL or word[:1].isupper() or not word[:1].isalpha() for word in words
    )


def weigh(text: str, row: Row, email: str | None, size: float, place: int) -> float:
    weight = 0.0
    line = row.line
    if line.size and size:
        weight += min(max(line.size / size - 1.0, 0.0) * 2.5, 2.5)
    if line.is_heading:
        weight += 1.0
    weight += 0.4 * line.is_bold + max(0.0, 1.2 - 0.12 * place)
    if HAN.search(text):
        weight += 1.2
    else:
        weight += 0.8 if 2 <= len(text.split()) <= 4 else 0.0
        weight -= 1.6 * max(title_score(text), 0.0)
        weight -= 1.2 * max(company_score(text) - 0.35, 0.0)
        weight -= 2.0 * (place_score(text) >= 0.85)
    if text.islower():
        weight -= 2.0
    if text != row.flat and "," not in row.text:
        weight -= 0.1
    return weight + 3.0 * confirmed(text, email)


def confirmed(text: str, email: str | None) -> float:
    """How much of a name the address of mail spells: 1 is a name's first and last part."""
    if not email:
        return 0.0
    local = plain_letters(email.split("@")[0])
    parts = [plain_letters(part) for part in re.split(r"[\s-]+", text)]
    hits = sum(1 for part in parts if len(part) >= 3 and (part in local or respelt(part) in local))
    initials = "".join(part[:1] for part in parts)
    return min(hits, 2) / 2 + (0.25 if len(initials) >= 2 and initials in local else 0.0)


def plain_letters(text: str) -> str:
    return "".join(
        c
        for c in unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
        if c.isalpha() and not unicodedata.combining(c)
    )


def respelt(part: str) -> str:
    return part


def cased(text: str) -> str:
    """A name in capitals, as a name is written."""
    letters = [c for c in text if c.isalpha()]
    if not (all(c.isupper() for c in letters) or text.islower()) or HAN.search(text):
        return text
    words: list[str] = []
    for word in text.split():
        small = word.casefold()
        words.append(
            small
            if small in SMALL and words
            else re.sub(r"(^|[-'’])(\w)", lambda m: m[1] + m[2].upper(), small)
        )
    return " ".join(words)
