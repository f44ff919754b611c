"""Text by others inside a model's instruction: marked, bounded, and unable to look like anything of ours.

Every line of such a text begins with `MARK` and stands between a BEGIN and an END line with a number
that is computed from the text itself, so no text can contain its own. That is a mitigation, not a
wall (INTERVIEWING §8.7); the wall is that the interviewer can do nothing but talk.
"""

import hashlib

MARK = "| "
SHORTENED = "(shortened)"


def marked(title: str, text: str, *, longest: int, seed: int = 0) -> str:
    """``text`` as data: at most ``longest`` characters of it, whole lines where that is possible."""
    kept = "\n".join(plain_line(line) for line in text.splitlines() if line.strip())
    if len(kept) > longest:
        cut = kept[:longest]
        kept = (cut[: cut.rfind("\n")] if cut.rfind("\n") > longest // 2 else cut) + (
            f"\n{SHORTENED}"
        )
    number = hashlib.blake2b(f"{seed}\n{title}\n{kept}".encode(), digest_size=6).hexdigest()
    lines = "\n".join(MARK + line for line in kept.splitlines()) or f"{MARK}(nothing was given)"
    return f"BEGIN {title} {number}\n{lines}\nEND {title} {number}"


def plain_line(text: str) -> str:
    """``text`` on one line, without anything invisible."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def as_words(text: str) -> str:
    """What somebody said or wrote, on one line and without square brackets: no direction looks like it."""
    return plain_line(text).replace("[", "(").replace("]", ")")


def quoted(text: str, longest: int = 600) -> str:
    """The same between quotation marks, at most ``longest`` characters: its end, where it is longer."""
    words = as_words(text).replace('"', "'")
    return f'"{words if len(words) <= longest else f"… {words[-longest:]}"}"'
