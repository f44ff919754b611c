"""Letters that look like others: "іgnore" with a Cyrillic і reads as "ignore" to a person, and so it does here.

For recognising words only: what is folded is never shown or kept. Letters of a word that is Cyrillic or Greek
throughout are folded too, so whoever looks for such words looks at the text as it was written as well.
"""

import unicodedata

# Unicode TR39 confusables, those that a reader takes for a Latin letter at once.
_LOOK = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "ғ": "f", "ɡ": "g", "һ": "h", "н": "h", "і": "i",
    "ї": "i", "ı": "i", "ɩ": "i", "ј": "j", "к": "k", "ⅼ": "l", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p",
    "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ү": "y", "ᴢ": "z",
    "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p",
    "σ": "o", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ω": "w", "ѡ": "w", "օ": "o", "ո": "n", "ս": "u", "հ": "h",
}  # fmt: skip
_TABLE = str.maketrans({**_LOOK, "Α": "A", "Β": "B", "Ε": "E", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N",
                                    "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "Ζ": "Z", "В": "B", "Н": "H",
                                    "А": "A", "Е": "E", "І": "I", "Ј": "J", "К": "K", "М": "M", "О": "O", "Р": "P",
                                    "С": "C", "Ѕ": "S", "Т": "T", "У": "Y", "Х": "X", "Ԍ": "G"})  # fmt: skip


def folded(text: str) -> str:
    """The text in the letters that it seems to be written in: accents, invisible signs and wide forms gone too."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    seen = (sign for sign in parts if unicodedata.category(sign) not in ("Mn", "Cf"))
    return "".join(seen).translate(_TABLE)
