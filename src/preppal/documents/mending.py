"""Characters that a PDF's fonts get wrong, put right; what is an icon or a bullet, and what is a dash."""

import re
import unicodedata

BULLETS = frozenset("•◦▪▫●○■□‣⁃∙·➢➤►▶▸✓✔✦❖◆◇★☆→⇒»›*\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf071")
BULLET = "•"
# Fonts without a table of meanings: TeX's two encodings put their ligatures here.
LIGATURES = {
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x0b": "ff", "\x0c": "fi", "\x0e": "ffi", "\x0f": "ffl",
}  # fmt: skip
# Others use any number: the ligature is the one that makes a word's part that we know.
KNOWN_PARTS = re.compile(
    r"(?:^|[^a-z])(?:"
    r"of(?:fi|fe|fs)|eff|diff|staff|traff|off|ben(?:efi)|cert(?:ifi)|speci(?:fi)|pro(?:fi|fes)|"
    r"defi|confi|identifi|fi(?:rst|eld|nan|lm|le|x|n|re|t)|signifi|scienti|scientifi|simplifi|qualifi|"
    r"fl(?:ow|uen|eet|oor|ex|utter|ask|ink|ag|oat|ight)|workfl|infl|re(?:fl|fi)|confl|airfl|outfl|"
    r"suffi|affi|shuffl|baffl|graffi|coeffi|identifi|verifi|classifi|notifi|"
    r"effort|effic|effect|offer|office|buffer|different|stuff|cliff"
    r")"
)
ICONS = (
    (0xE000, 0xF8FF),
    (0xF0000, 0x10FFFD),
    (0x1F300, 0x1FAFF),
    (0x2600, 0x27BF),
    (0x23E9, 0x23FF),
)
SOFT = "\u00ad"
INVISIBLE = dict.fromkeys(
    [
        0x200B,
        0x200C,
        0x200D,
        0x2060,
        0xFEFF,
        0xFFFD,
        0x200E,
        0x200F,
        0xFE0F,
        0xFE0E,
        *range(0x202A, 0x202F),
    ]
)
SPACED_OUT = re.compile(r"^(?:[^\W\d_]|&)(?:[ \t]+(?:[^\W\d_]|&)){3,}$")


def starts_with_icon(text: str) -> bool:
    code = ord(text[0]) if text else 0
    return text[:1] not in BULLETS and any(low <= code <= high for low, high in ICONS)


def mend(text: str) -> str:
    """The words as a reader sees them: ligatures written out, icons gone, dashes where dashes are drawn.

    An icon in a line parts what stands left and right of it (a phone, an envelope): it becomes a tab.
    """
    if text.isascii() and text.isprintable() and "{" not in text:
        return unspace(text)
    # TeX's dashes, where its fonts have no table of meanings: in one encoding, then in the other.
    text = re.sub(r"(?<![^\W\d_])[\x15\x16\x7b](?![^\W\d_])|\s[\x15\x16\x7b]\s", " – ", text)
    text = re.sub(r"(?<=[\d\s])[\x01-\x08\x10-\x1a](?=[\d\s]|$)", " – ", text)
    text = unligature(text)
    text = re.sub(r"(?<=[\d\s.’'])\s*\u00ad\s*(?=[\d\s]|$)|^\u00ad(?=\s)", " – ", text)
    text = text.replace("\ufffe", "-").replace(SOFT, "")
    text = "".join(replace(letter) for letter in text.translate(INVISIBLE))
    text = re.sub(r"[ \u2000-\u200a\u202f\u205f\u3000\u00a0]+", " ", text)
    text = re.sub(r" ?\t[ \t]*", "\t", text).strip()
    return unspace(unicodedata.normalize("NFC", text))


def replace(letter: str) -> str:
    if letter in BULLETS and ord(letter) >= 0xE000:
        return BULLET
    if starts_with_icon(letter):
        return "\t"
    code = ord(letter)
    if letter not in BULLETS and letter not in "°©®™№℃†‡" and unicodedata.category(letter) == "So":
        return "\t"
    if 0xFB00 <= code <= 0xFB06 or 0xFF01 <= code <= 0xFF5E or 0x2E80 <= code <= 0x2FDF:
        return unicodedata.normalize(
            "NFKC", letter
        )  # ligatures, full width, radicals for characters
    if unicodedata.category(letter) in ("Cc", "Cs", "Cn") and letter != "\t":
        return ""
    return letter


def unligature(text: str) -> str:
    """Control characters between letters, as the ligature that makes the likeliest word."""

    def written(match: re.Match[str]) -> str:
        mark = match[0]
        if mark in LIGATURES:
            return LIGATURES[mark]
        before = re.search(r"[^\W\d_]*$", text[: match.start()])
        after = re.match(r"[^\W\d_]*", text[match.end() :])
        start, rest = before[0] if before else "", after[0] if after else ""
        if not start and not rest:
            return ""
        for ligature in ("fi", "ff", "fl", "ffi", "ti", "tt", "ft", "ffl"):
            if KNOWN_PARTS.search((start + ligature + rest).lower()):
                return ligature
        return "fi"

    return re.sub(r"[\x01-\x08\x0b\x0c\x0e-\x1f]", written, text)


def unspace(text: str) -> str:
    """A head whose letters stand apart ("E D U C A T I O N") as words; two spaces part its words."""
    if not SPACED_OUT.match(text):
        return text
    return " ".join(re.sub(r"\s", "", word) for word in re.split(r" {2,}", text))
