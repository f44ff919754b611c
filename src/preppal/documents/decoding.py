"""Bytes as text: which encoding they are in, and whether they are text at all."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Those of 32 bits first: the shorter ones begin alike."""
MARKED = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
GUESSED = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "cp949",
]
"""What text files without a mark are in, where it is not UTF-8."""
_SYLLABLES = (
    ("shift_jis", re.compile("[ぁ-ヺー、。]"), 0.3),
    ("euc_jp", re.compile("[ぁ-ヺー、。]"), 0.3),
    ("cp949", re.compile("[가-힣]"), 0.85),
)
"""Encodings by the characters that make up at least such a part of all beyond ASCII."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
DECLARED = {
    **{f"windows-125{number}": f"cp125{number}" for number in range(9)},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (*range(2, 12), 13, 14, 15, 16)},
    # Browsers read what calls itself Latin 1 or ASCII as its extension by Microsoft.
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "cp1252"), "cp1252"),
    **dict.fromkeys(("gb18030", "gbk", "gb2312", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("shift-jis", "shift_jis", "x-sjis", "ms932", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
}
"""What a page may call its encoding (the Encoding Standard's labels in use), and Python's name for it."""
_SAMPLE = 64 * 1024
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")
"""What no text holds, or only by mistake. Escape is in Japanese mail, form feeds are between pages."""
_FEWEST_PER_CONTROL = 200
"""Characters for each of those that are forgiven."""
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9._-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([a-z0-9._-]{2,40})",
    re.IGNORECASE,
)


def decoded(data: bytes) -> str | None:
    """The text, or None when these bytes are none. What a page of HTML says of itself counts."""
    for encoding in _told(data):
        text = _strictly(data, encoding)
        if text is not None:
            return text if _is_text(text) else None
    if data.count(b"\x00", 0, _SAMPLE):
        return None
    sample = _sample(data)
    found = _by_its_syllables(sample) or _by_its_words(sample)
    if found is None:
        return None
    text = data.decode(found, "replace")
    return text if _is_text(text) else None


def _told(data: bytes) -> list[str]:
    """Encodings that the bytes speak for, the surest first."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    declared = _DECLARED.search(data, 0, 2048)
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
    start = data[:_SAMPLE]
    zeros = start[0::2].count(0), start[1::2].count(0)
    if sum(zeros) > len(start) / 5:
        # Every other byte of what is mostly Latin letters; where others prevail, a mark is needed.
        return ["utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"]
    return ["utf-8", *([DECLARED[name]] if name in DECLARED else [])]


def _by_its_syllables(sample: bytes) -> str | None:
    """Japanese and Korean, which no other text looks like: a guess by words takes some of it for Chinese."""
    for encoding, syllables, least in _SYLLABLES:
        text = _strictly(sample, encoding)
        beyond = _NOT_ASCII.findall(text) if text else []
        found = sum(bool(syllables.match(character)) for character in beyond)
        if beyond and found >= least * len(beyond):
            return encoding
    return None


def _by_its_words(sample: bytes) -> str | None:
    guess = from_bytes(sample, cp_isolation=GUESSED, enable_fallback=False).best()
    return guess.encoding if guess else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _sample(data: bytes) -> bytes:
    """The beginning, up to a line's end so that no character is cut in two."""
    if len(data) <= _SAMPLE:
        return data
    end = data.rfind(b"\n", 0, _SAMPLE)
    return data[: end if end > 0 else _SAMPLE]


def _is_text(text: str) -> bool:
    start = text[:_SAMPLE]
    return len(_CONTROLS.findall(start)) * _FEWEST_PER_CONTROL <= max(len(start), 1)
