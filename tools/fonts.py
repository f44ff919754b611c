"""Subset the two fallback faces into ``static/fonts`` and write ``static/css/fonts.css``.

Run with ``make fonts`` after a change of ranges; the results are committed, so nobody needs this to
run Preppal. Systems that have one of the faces named in ``tokens.css`` download nothing.

Source Serif and Source Sans (SIL Open Font License) come from the development packages
``font-source-serif-pro`` and ``font-source-sans-pro``. Each face becomes two files: ``basic`` holds
what English pages use, ``more`` what other European languages add, fetched only by pages that need
it. ``size-adjust`` and the ascent, descent and gap overrides make the face that is shown while the
file loads as wide and as tall, so that no line moves when the real one arrives.
"""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent / "src" / "preppal" / "static"
BASIC = (*range(0x20, 0x7F), 0xA0, 0xB7, *range(0x2018, 0x201A), 0x201C, 0x201D, 0x2013, 0x2014)
BASIC = (*BASIC, 0x2026, 0x2192, 0x2212)
MORE = (*range(0xA1, 0xB7), *range(0xB8, 0x180), 0x201A, 0x201E, 0x2020, 0x2022, 0x2030)
MORE = (*MORE, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2190)
# Spanish is one of the product's languages, and its name stands in every page's footer.
BASIC = (*BASIC, *map(ord, "áéíóúüñÁÉÍÓÚÑ¿¡½"))
# Names of languages in themselves: Français, Português.
BASIC = (*BASIC, *map(ord, "çê"))
MORE = tuple(code for code in MORE if code not in BASIC)
# The italic is for one line in quotation marks. With a nought: the unit ch asks for its width.
QUOTED = tuple(code for code in BASIC if chr(code) not in "123456789#$%&*+/<=>@[]\\^_`{|}~")
# Mean advance of English text: letter frequencies in per mille, with spaces.
LETTERS = " etaoinshrdlcumwfgypbvk"
SHARES = (
    182,
    102,
    75,
    65,
    62,
    57,
    57,
    53,
    50,
    50,
    35,
    33,
    23,
    23,
    20,
    19,
    18,
    16,
    16,
    15,
    12,
    8,
    6,
)
FREQUENCY = dict(zip(LETTERS, SHARES, strict=True))
LICENCE = "Source Serif and Source Sans: Copyright Adobe, SIL Open Font License 1.1 (OFL.txt)"


@dataclass(frozen=True)
class Face:
    package: str
    file: str
    name: str
    family: str
    weight: str
    style: str
    features: tuple[str, ...] = ("liga", "tnum")
    basic: tuple[int, ...] = BASIC


SERIF, SANS = "font_source_serif_pro", "font_source_sans_pro"
FACES = (
    # Kerning shows in large sizes, so the serif keeps it.
    Face(
        SERIF,
        "SourceSerifPro-Regular",
        "serif",
        "Preppal Serif",
        "400",
        "normal",
        ("kern", "liga", "tnum"),
    ),
    Face(SERIF, "SourceSerifPro-It", "serif-italic", "Preppal Serif", "400", "italic", (), QUOTED),
    Face(SANS, "SourceSansPro-Regular", "sans", "Preppal Sans", "400", "normal"),
    Face(SANS, "SourceSansPro-Semibold", "sans-strong", "Preppal Sans", "500 700", "normal"),
)
# Source Sans runs narrow and low beside the system faces named before it: set a little larger, it
# fills the same lines.
SIZE_ADJUST = {"Preppal Serif": 1.0, "Preppal Sans": 1.06}
# What is shown while a file loads.
FALLBACKS = {
    "Preppal Serif": ("Liberation Serif", "Times New Roman", "Tinos"),
    "Preppal Sans": ("Liberation Sans", "Arial", "Arimo"),
}
# Advances of Times New Roman and Arial (metric-compatible with the Liberation faces), units of 1/2048 em.
ADVANCES = {
    "Preppal Serif": " 512 e909 t569 a909 o1024 i569 n1024 s797 h1024 r682 d1024 l569 c909 u1024 "
    "m1593 w1479 f682 g1024 y1024 p1024 b1024 v1024 k1024",
    "Preppal Sans": " 569 e1139 t569 a1139 o1139 i455 n1139 s1024 h1139 r682 d1139 l455 c1024 u1139 "
    "m1706 w1479 f569 g1139 y1024 p1139 b1139 v1024 k1024",
}


def _mean(advances: dict[str, float]) -> float:
    return sum(advances[c] * n for c, n in FREQUENCY.items()) / sum(FREQUENCY.values())


def _fallback_mean(family: str) -> float:
    words = ADVANCES[family].split()
    advances = {" ": float(words[0])} | {word[0]: float(word[1:]) for word in words[1:]}
    return _mean(advances) / 2048


def _source(face: Face) -> Path:
    return Path(str(resources.files(face.package))) / "files" / f"{face.file}.ttf"


def _subset(face: Face, characters: tuple[int, ...], target: Path) -> None:
    font = TTFont(_source(face))
    options = Options()
    options.layout_features = list(face.features)
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "GDEF"] if face.style == "italic" else ["DSIG"]
    subsetter = Subsetter(options=options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    # "Source" is a reserved name under the licence: a changed font must bear another.
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 6):
            record.string = face.family.replace(" ", "" if record.nameID == 6 else " ")
    font.flavor = "woff2"
    font.save(target)


def _ranges(characters: tuple[int, ...]) -> str:
    spans: list[list[int]] = []
    for code in sorted(set(characters)):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def _face_rule(face: Face, part: str, characters: tuple[int, ...]) -> str:
    return (
        "@font-face {\n"
        f'  font-family: "{face.family}";\n'
        f"  font-style: {face.style};\n"
        f"  font-weight: {face.weight};\n"
        "  font-display: swap;\n"
        f'  src: url("../fonts/{face.name}-{part}.woff2") format("woff2");\n'
        f"  size-adjust: {SIZE_ADJUST[face.family]:.0%};\n"
        f"  unicode-range: {_ranges(characters)};\n"
        "}\n"
    )


def _fallback_rule(family: str) -> str:
    face = next(f for f in FACES if f.family == family)
    font = TTFont(_source(face))
    em = font["head"].unitsPerEm
    cmap, widths = font.getBestCmap(), font["hmtx"]
    own = _mean({c: widths[cmap[ord(c)]][0] for c in FREQUENCY}) / em
    adjust = own * SIZE_ADJUST[family] / _fallback_mean(family)
    line, em = font["hhea"], em / SIZE_ADJUST[family]
    local = ", ".join(f'local("{name}")' for name in FALLBACKS[family])
    return (
        "@font-face {\n"
        f'  font-family: "{family} Fallback";\n'
        f"  src: {local};\n"
        f"  size-adjust: {adjust:.2%};\n"
        f"  ascent-override: {line.ascent / em / adjust:.2%};\n"
        f"  descent-override: {-line.descent / em / adjust:.2%};\n"
        f"  line-gap-override: {line.lineGap / em / adjust:.2%};\n"
        "}\n"
    )


def main() -> None:
    fonts = STATIC / "fonts"
    fonts.mkdir(exist_ok=True)
    rules = [f"/* Written by tools/fonts.py. {LICENCE}. */\n"]
    for face in FACES:
        rest = tuple(code for code in (*BASIC, *MORE) if code not in face.basic)
        for part, characters in (("basic", face.basic), ("more", rest)):
            target = fonts / f"{face.name}-{part}.woff2"
            _subset(face, characters, target)
            rules.append(_face_rule(face, part, characters))
            print(f"{target.name} {target.stat().st_size / 1000:.1f} kB")
    rules += [_fallback_rule(family) for family in FALLBACKS]
    (STATIC / "css" / "fonts.css").write_text("\n".join(rules), encoding="utf-8")
    licence = (_source(FACES[0]).parent / "LICENSE.txt").read_text(encoding="utf-8")
    (fonts / "OFL.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
