"""Ways to reach a person: address of mail, telephone, links, the place where they live."""

import re
from collections.abc import Sequence
from itertools import pairwise

from preppal.documents.model import Document
from preppal.resumes.profile import Said
from preppal.resumes.reading.dates import find_periods, without_dates
from preppal.resumes.reading.heads import Part, plain
from preppal.resumes.reading.places import STREET, find_place, is_city, is_region, place_score
from preppal.resumes.reading.rows import HAN, Row
from preppal.resumes.reading.sections import Section
from preppal.resumes.reading.weighing import company_score, title_score

EMAIL = re.compile(r"[\w.+%'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])")
SPACED_EMAIL = re.compile(
    r"([\w.+%-]+)\s*(?:\(at\)|\[at\]|\s@\s|\s@|@\s)\s*((?:[\w-]+(?:\.|\s?\(dot\)\s?|\s?\[dot\]\s?))+[^\W\d_]{2,})",
    re.I,
)
PHONE = re.compile(
    r"(?<![\w/.@=#-])(?:\+|00)?\(?\d[\d\s().\u2010-\u2015/-]{5,20}\d(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w@/])"
)
PHONE_LABEL = re.compile(
    r"\b(?:phone|tel|telephone|telefon|teléfono|téléphone|telefone|telefono|mobile|mobil|móvil|cell|cellulare|handy|portable|whatsapp|gsm|mob|m|t|p|c)\b\.?|电话|手机|联系电话|☎|✆",
    re.I,
)
FAX = re.compile(r"\bfax\b|传真", re.I)
URL = re.compile(
    r"(?<![@\w.-])(?:https?://)?(?:www\.)?(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|me|co|ai|app|tech|design|info|eu|uk|de|es|fr|it|pt|nl|cn|"
    r"ch|at|be|se|no|fi|dk|pl|cz|br|mx|ar|in|us|ca|au|jp|kr|sg|hk|tw|ie|xyz|site|online|page|blog|example|cc|tv|so|gl|ly|studio|works|"
    r"photography|cloud|pro|name|space|website|global|world|engineer|systems|community|ru|ua|gr|hu|ro|tr|cat|nz|cl|pe|ve|gallery|art|is)(?![\w@])(?:/[^\s,;|<>()\t]*)?",
    re.I,
)  # fmt: skip
PROFILE_HOSTS = re.compile(
    r"(?:linkedin|github|gitlab|xing|orcid|behance|dribbble|kaggle|medium|stackoverflow|twitter|x|bitbucket|researchgate|codepen|"
    r"leetcode|instagram|facebook|youtube|vimeo|hackerrank|angel|wellfound|huggingface|scholar\.google|zhihu|gitee|csdn|juejin|about|"
    r"substack|notion|soundcloud|flickr|deviantart|artstation|mastodon|t|skype|telegram|devpost|codeforces|wordpress|wixsite|netlify)\.",
    re.I,
)
PLACE_LABEL = re.compile(
    r"^(?:home |current |present |permanent )?(?:address|location|residence|city|based in|lives in|place of residence|adresse|anschrift|wohnort|wohnhaft in|ort|"
    r"dirección|direccion|domicilio|residencia|ubicación|lugar de residencia|ciudad|localidad|lieu|ville|domicile|indirizzo|residenza|domicilio|città|"
    r"morada|endereço|localização|cidade|adres|woonplaats|a|地址|现居地|现居|所在地|居住地|所在城市|现住址|城市|现居城市|住址|通讯地址|家庭住址|目前所在地|居住城市)\s*[:：\t]\s*",
    re.I,
)
PRIVATE_LABEL = re.compile(
    r"^(?:birth|born|date of birth|place of birth|geboren|geburtsort|geburtsdatum|geb\b|nationality|staatsangehörigkeit|fecha de nacimiento|"
    r"lugar de nacimiento|nacionalidad|né|née|nationalité|date de naissance|lieu de naissance|data di nascita|luogo di nascita|nazionalità|"
    r"data de nascimento|naturalidade|nascido|nata|nato|familienstand|marital|estado civil|situation|stato civile|religion|konfession|gender|sex|"
    r"age|alter|edad|âge|età|idade|出生|生日|籍贯|民族|婚姻|政治面貌|国籍|年龄|性别|户口|户籍|健康|身高|体重)",
    re.I,
)
SPLIT = re.compile(r"\t|\s*[|‖¦·•]\s*|\s+[–—-]\s+|\s{3,}|\s*;\s*|\s+/\s+")
AT_TOP = (None, Part.CONTACT, Part.SUMMARY, Part.LINKS, Part.PERSONAL)


def top_rows(sections: Sequence[Section]) -> list[Row]:
    """The rows where contact details are looked for first, without private details."""
    return [
        row
        for part in ((None, Part.CONTACT), (Part.LINKS, Part.PERSONAL), (Part.SUMMARY,))
        for section in sections
        if section.part in part
        for row in section.rows
        if not PRIVATE_LABEL.match(row.flat)
    ]


def read_email(document: Document, rows: Sequence[Row], everywhere: Sequence[Row]) -> Said | None:
    for group in (rows, everywhere):
        for row in group:
            found = EMAIL.search(row.text)
            if found:
                return Said(whole_email(found, row, group, document).strip(".'-"), row.index)
        for row, following in pairwise(group):
            if "@" in row.text and row.line.block == following.line.block:
                found = EMAIL.search(row.flat.split()[-1] + following.flat.split()[0])
                if found:
                    return Said(found[0], row.index)
            broken = (
                EMAIL.match(row.flat.split()[-1] + following.flat)
                if following.flat.startswith("@")
                else None
            )
            if broken:
                return Said(broken[0], row.index)
    for link in document.links:
        if link.lower().startswith("mailto:"):
            found = EMAIL.search(link[7:])
            if found:
                return Said(found[0], -1)
    for row in rows:
        spaced = SPACED_EMAIL.search(row.text)
        if spaced:
            domain = re.sub(r"\s?[(\[]dot[)\]]\s?", ".", spaced[2])
            return Said(f"{spaced[1]}@{domain}", row.index)
    return None


def whole_email(found: re.Match[str], row: Row, rows: Sequence[Row], document: Document) -> str:
    """The address with what a narrow column broke off it, as the link behind it or the next line says."""
    for link in document.links:
        if link.lower().startswith(f"mailto:{found[0].lower()}"):
            return link[7:].split("?")[0]
    place = rows.index(row)
    following = rows[place + 1] if place + 1 < len(rows) else None
    if (
        following is not None
        and found.end() == len(row.text)
        and row.is_full
        and re.fullmatch(r"[a-z][a-z.-]*", following.flat)
        and following.line.block == row.line.block
        and not URL.fullmatch(found[0].split("@")[1])
    ):
        return found[0] + following.flat
    return found[0]


def read_phone(document: Document, rows: Sequence[Row], everywhere: Sequence[Row]) -> Said | None:
    best: tuple[float, Said] | None = None
    for rank, group in ((1.0, rows), (0.0, everywhere)):
        for row in group:
            for cell in re.split(r"\t| \| |·|•", row.text.replace("\t", " \t ")):
                for found in PHONE.finditer(cell):
                    weight = weigh_phone(found, cell, row) + rank
                    if weight > 0.5 and (best is None or weight > best[0]):
                        best = (weight, Said(found[0].strip(" .-/"), row.index))
        if best:
            return best[1]
    for link in document.links:
        if link.lower().startswith("tel:") and len(re.sub(r"\D", "", link)) >= 7:
            return Said(link[4:].replace("%20", " "), -1)
    return None


def weigh_phone(found: re.Match[str], cell: str, row: Row) -> float:
    number = found[0]
    digits = re.sub(r"\D", "", number.split("x")[0].split("ext")[0])
    before = cell[: found.start()]
    if not 7 <= len(digits) <= 15 or FAX.search(before) or FAX.search(row.text[:6]):
        return -1.0
    if PRIVATE_LABEL.match(row.flat) or re.search(
        r"(?:orcid|doi|isbn|issn|http|/)\S*$", before, re.I
    ):
        return -1.0
    if (
        len(re.sub(r"\D", "", without_dates(number))) < 5
        and find_periods(number)
        and not number.startswith(("+", "00"))
        and not PHONE_LABEL.search(before)
    ):
        return -1.0
    if re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3,4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}", number.strip()):
        return -1.0
    weight = 0.0
    if number.startswith(("+", "00", "(+")):
        weight += 1.0
    elif (
        number.startswith(("(", "0"))
        or re.match(r"\d{3}[-.\s)]", number)
        or re.match(r"1[3-9]\d", number)
    ):
        weight += 0.6
    if PHONE_LABEL.search(before) or PHONE_LABEL.search(row.flat[: max(row.flat.find(number), 0)]):
        weight += 0.8
    if 9 <= len(digits) <= 13:
        weight += 0.3
    if len(row.flat) > 90:
        weight -= 0.6
    return weight


def bare_link(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip(), flags=re.I).rstrip("/.,;)")


def read_links(
    document: Document,
    rows: Sequence[Row],
    everywhere: Sequence[Row],
    name: str | None,
    email: str | None,
) -> list[Said]:
    """Links of the person: those told at the top, and addresses behind words that lead to a profile or
    carry the person's name."""
    own = [part for part in plain(name or "").split() if len(part) > 2]
    behind = [bare_link(link) for link in document.links if re.match(r"https?://", link, re.I)]
    found: dict[str, Said] = {}

    def add(address: str, line: int, *, is_alone: bool = False) -> None:
        address = bare_link(address)
        key = address.casefold().split("?")[0].rstrip("/")
        is_mails = bool(email) and key == (email or "").casefold().split("@")[1]
        if not key or key in found or (is_mails and not is_alone):
            return
        if any(other.startswith(key) and len(key) < len(other) for other in found):
            return
        for other in [other for other in found if key.startswith(other) and "/" in key]:
            del found[other]
        found[key] = Said(address, line)

    top = {row.index for row in rows}
    for row in everywhere:
        text = EMAIL.sub(" ", row.text)
        for match in URL.finditer(text):
            address = match[0]
            is_top = row.index in top and not (row.line.is_item and len(row.flat) > 60)
            if is_top or is_own(address, own):
                whole = [
                    b for b in behind if b.casefold().startswith(bare_link(address).casefold())
                ]
                ends = match.end() == len(text.rstrip()) and (row.is_full or address[-1] in "-/")
                add(
                    whole[0] if whole else broken(address, row, everywhere) if ends else address,
                    row.index,
                    is_alone=bare_link(address) in map(bare_link, re.split(r"[,\s|·•;]+", text)),
                )
    for address in behind:
        if is_own(address, own) or (len(behind) <= 2 and not found):
            add(address, -1)
    return list(found.values())


def broken(address: str, row: Row, rows: Sequence[Row]) -> str:
    """An address that a narrow column broke, in one."""
    place = rows.index(row)
    following = rows[place + 1] if place + 1 < len(rows) else None
    if following is None or following.line.block != row.line.block or "/" not in address:
        return address
    rest = re.match(r"[\w%/.-]+(?=\s*(?:\(\w+\)|\s*$))", following.flat)
    if (
        rest
        and not URL.match(following.flat)
        and following.gap is not None
        and following.gap < 0.5
        and (
            address.endswith(("/", "-", "_"))
            or "(" in following.flat
            or re.search(r"[\d/-]", rest[0])
            or (rest[0].islower() and len(rest[0]) < 20 and not row.had_room_for(following))
        )
        and not find_periods(rest[0])
    ):
        return address + rest[0]
    return address


def is_own(address: str, own: Sequence[str]) -> bool:
    address = bare_link(address)
    if PROFILE_HOSTS.match(address) and "/" in address:
        path = address.split("/", 1)[1].strip("/")
        return bool(path) and path.count("/") <= 2
    return any(part in plain(address).replace(" ", "") for part in own)


def read_location(
    rows: Sequence[Row], everywhere: Sequence[Row], name: str | None, headline: str | None = None
) -> Said | None:
    for row in everywhere:
        label = PLACE_LABEL.match(row.text)
        if label and not PRIVATE_LABEL.match(row.flat) and (row in rows or len(label[0]) > 4):
            rest = row.text[label.end() :].strip()
            place = find_place(rest) or (
                rest if 1 < len(rest) < 60 and not EMAIL.search(rest) else None
            )
            if place and not (len(label[0]) <= 3 and place == rest and not is_city(rest)):
                return Said(place.replace("\t", " "), row.index)
    weak: Said | None = None
    for row in rows:
        if len(row.flat) > 160 or (len(row.flat.split()) > 16 and not SPLIT.search(row.text)):
            continue
        for cell in cells_of(row):
            if cell == name or "@" in cell:
                continue
            if is_place(cell):
                return Said(find_place(cell) or cell, row.index)
            if cell.count(",") >= 2 and len(cell.split()) <= 9 and (place := find_place(cell)):
                return Said(place, row.index)
            if STREET.search(cell) or re.search(r"\b\d{5}\b", cell):
                place = find_place(cell)
                if place:
                    return Said(place, row.index)
            if weak is None and could_be_place(cell, row, name, headline):
                weak = Said(cell, row.index)
    return weak


def cells_of(row: Row) -> list[str]:
    text = PHONE.sub("\t", EMAIL.sub("\t", row.text))
    text = re.sub(
        r"\b(?:E-?mail|Tel(?:efon|ephone)?|Phone|Mobile?|Web)\b\.?\s*:?", "\t", text, flags=re.I
    )
    cells = (re.sub(r"^[^\w(+]+", "", cell).strip(" ,.:()") for cell in SPLIT.split(text) if cell)
    return [cell for cell in cells if cell]


def is_place(cell: str) -> bool:
    if place_score(cell) >= 0.85:
        return True
    return (
        bool(re.match(r"^(?:based in|lives in|living in|wohnhaft in)\s", cell, re.I))
        and find_place(cell) is not None
    )


def could_be_place(cell: str, row: Row, name: str | None, headline: str | None) -> bool:
    """A short cell beside a phone or an address of mail that is nothing else that we know."""
    beside = EMAIL.search(row.text) or any(
        weigh_phone(m, row.text, row) > 0.5 for m in PHONE.finditer(row.text)
    )
    if not beside or cell in (name, headline) or any(c.isdigit() for c in cell) or URL.search(cell):
        return False
    words = cell.split()
    parts = [part.strip() for part in cell.split(",")]
    if len(words) > 4 or HAN.search(cell) or not all(part[:1].isupper() for part in parts):
        return False
    if len(parts) == 2 and is_region(parts[1]):
        return True
    return (
        title_score(cell) < 0.2
        and company_score(cell) < 0.35
        and plain(cell) not in ("linkedin", "github", "website", "portfolio", "xing")
    )
