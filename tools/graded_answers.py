"""The graded answers in `training/answers`: read them, count them, and say what is wrong with them.

`python -m tools.graded_answers` prints the counts and every fault. The grades follow
`training/GRADING.md`; what the checks hold up is that a model cannot learn the score from the
length, the register or a repeated turn of phrase instead of from what was said.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import correlation, fmean

import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "training" / "answers"

KINDS = ("behavioural", "situational", "knowledge", "case", "motivation", "warmup")
LEVELS = ("junior", "mid", "senior")
REGISTERS = ("fluent", "hesitant", "terse", "rambling", "recogniser", "non_native")
# Lowest and highest grade that the guide gives each trap; None: the answer shows nothing to grade.
TRAPS: dict[str, tuple[float, float] | None] = {
    "bad_conduct": (1, 1.5), "blame": (1, 2), "broken_english_good": (4, 5), "buzzwords": (1, 2),
    "confidently_wrong": (1, 1.5), "eloquent_off_topic": (1, 1), "generic_star": (1.5, 2.5),
    "hollow_numbers": (1, 2), "honest_gap": (2.5, 3.5), "hypothetical": (1, 2),
    "injection_good": (3, 5), "injection_thin": (1, 2), "keyword_stuffing": (1, 2),
    "long_vague": (1.5, 2.5), "no_result": (2, 3.5), "not_observed": None,
    "parroted_question": (1, 2), "plain_good": (4, 5), "repeated_text": (1, 2),
    "salted_story": (1, 1.5), "self_praise": (1, 1.5), "short_good": (3.5, 5),
    "strong_padding": (3, 5), "we_only": (1.5, 2.5), "wrong_question": (1, 1.5),
}  # fmt: skip
# What no interviewer may ask: as in the question bank's own check.
FORBIDDEN = re.compile(
    r"\b(how old|your age|married|husband|your wife|pregnan\w*|your family|your health|disab\w*"
    r"|religio\w*|church|politic\w*|nationalit\w*|ethnic\w*|accent|native speaker|sexual"
    r"|current salary|earn now|your pay|criminal record|union member)\b",
    re.IGNORECASE,
)
PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|https?://|\+?\d[\d /-]{7,}\d")
WORD = re.compile(r"[a-z']+")
COMMON = 1_000  # words, of which an answer has four in five of its own
AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """One line of a file. `score` is 1 to 5 in halves, None where there was nothing to grade."""

    id: str
    trade: str
    kind: str
    competency: str
    level: str
    question: str
    answer: str
    score: float | None
    label: str
    trap: str | None
    register: str


def load(folder: Path = FOLDER) -> list[GradedAnswer]:
    """Every answer, trade by trade; raises TypeError where a line has other fields."""
    return [
        GradedAnswer(**json.loads(line))
        for path in sorted(folder.rglob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def label_of(score: float | None) -> str:
    """The word for a score."""
    if score is None:
        return "not_observed"
    bounds = ((1.5, "bad"), (2.5, "weak"), (3, "fair"), (4, "good"))
    return next((word for bound, word in bounds if score <= bound), "strong")


def by_question(answers: Iterable[GradedAnswer]) -> dict[tuple[str, str], list[GradedAnswer]]:
    """The answers to one question, under (trade, question)."""
    groups: dict[tuple[str, str], list[GradedAnswer]] = defaultdict(list)
    for answer in answers:
        groups[answer.trade, answer.question].append(answer)
    return groups


def length_correlation(answers: Iterable[GradedAnswer]) -> float:
    """Pearson's r of words and score within questions (both less their question's mean)."""
    words: list[float] = []
    scores: list[float] = []
    for group in by_question(answers).values():
        scored = [(len(a.answer.split()), a.score) for a in group if a.score is not None]
        middle = fmean(n for n, _ in scored), fmean(s for _, s in scored)
        words += [n - middle[0] for n, _ in scored]
        scores += [s - middle[1] for _, s in scored]
    return correlation(words, scores)


def near_duplicates(answers: Sequence[GradedAnswer], limit: float) -> list[tuple[str, str]]:
    """Pairs whose sets of words overlap by more than `limit` (Jaccard); very short ones left out.

    How many of the commonest words two sets share is a product of matrices. Only pairs that would overlap
    enough if they shared all their rarer words as well are compared word by word.
    """
    sets = {answer.id: set(WORD.findall(answer.answer.lower())) for answer in answers}
    names = [name for name, words in sets.items() if len(words) >= 15]
    often = Counter(word for words in sets.values() for word in words).most_common(COMMON)
    has = np.array([[word in sets[name] for word, _ in often] for name in names], np.float32)
    has = has.reshape(len(names), len(often))  # also where there are none
    sizes = np.array([len(sets[name]) for name in names], np.float32)
    rarer = sizes - has.sum(axis=1)
    found = []
    for begin in range(0, len(names), AT_ONCE):
        these, rest = slice(begin, begin + AT_ONCE), slice(begin, None)  # each pair once
        most = has[these] @ has[rest].T + np.minimum(rarer[these, None], rarer[rest])
        for row, other in np.argwhere(most > limit * (sizes[these, None] + sizes[rest] - most)):
            left, right = sets[names[begin + row]], sets[names[begin + other]]
            if row < other and len(left & right) > limit * len(left | right):
                found.append((names[begin + row], names[begin + other]))
    return found


def repeated_phrases(answers: Iterable[GradedAnswer], length: int) -> Counter[str]:
    """In how many answers each run of `length` words stands."""
    counted: Counter[str] = Counter()
    for answer in answers:
        words = WORD.findall(answer.answer.lower())
        counted.update({" ".join(words[n : n + length]) for n in range(len(words) - length + 1)})
    return counted


def faults_of_one(answer: GradedAnswer) -> list[str]:
    """What is wrong with one line by itself."""
    span = TRAPS.get(answer.trap) if answer.trap else (1, 5)
    found = {
        "id": not re.fullmatch(rf"{answer.trade}-\d\d[a-h]", answer.id),
        "kind": answer.kind not in KINDS,
        "level": answer.level not in LEVELS,
        "register": answer.register not in REGISTERS,
        "trap": answer.trap is not None and answer.trap not in TRAPS,
        "score": answer.score is not None
        and (not 1 <= answer.score <= 5 or answer.score * 2 % 1 != 0),
        "label": answer.label != label_of(answer.score),
        "not observed": (answer.score is None) != (span is None),
        "trap's grade": answer.score is not None
        and span is not None
        and not span[0] <= answer.score <= span[1],
        "empty": not answer.answer.strip() or not answer.question.strip(),
        "long": len(answer.answer.split()) > 320,
        "forbidden topic": FORBIDDEN.search(answer.question) is not None,
        "private data": PRIVATE.search(answer.answer) is not None,
        "recogniser's text": answer.register == "recogniser"
        and re.search(r"[A-Z.,;!?]", answer.answer) is not None,
    }
    return [f"{answer.id}: {fault}" for fault, there in found.items() if there]


def faults_of_all(answers: Sequence[GradedAnswer]) -> list[str]:
    """What is wrong with the collection: too little of something, or a short cut to the score."""
    ids = Counter(answer.id for answer in answers)
    found = [f"{name}: id used {n} times" for name, n in ids.items() if n > 1]
    found += [f"{left}, {right}: nearly the same" for left, right in near_duplicates(answers, 0.5)]
    phrases = repeated_phrases(answers, 6).items()
    most = max(4, len(answers) // 800)
    found += [f"'{phrase}' stands in {n} answers" for phrase, n in phrases if n > most]
    for trap in TRAPS:
        having = [answer.trade for answer in answers if answer.trap == trap]
        least = 10 if trap == "honest_gap" else 25
        if len(having) < least or len(set(having)) < 10:
            found.append(f"{trap}: {len(having)} answers over {len(set(having))} trades")
    for (trade, question), group in by_question(answers).items():
        scores = {answer.score for answer in group} - {None}
        if len(group) < 4 or len(scores) < 3:
            found.append(f"{trade}, '{question}': {len(group)} answers, {len(scores)} scores")
        if len({(answer.kind, answer.competency, answer.level) for answer in group}) > 1:
            found.append(f"{trade}, '{question}': not one kind, competency and level")
    for name, seen, wanted in (
        ("answers", len(answers), 600),
        ("trades", len({answer.trade for answer in answers}), 16),
        ("questions", len(by_question(answers)), 160),
        ("answers as recognised", sum(a.register == "recogniser" for a in answers), 150),
        ("answers of non-native speakers", sum(a.register == "non_native" for a in answers), 100),
        *((f"{kind} answers", sum(a.kind == kind for a in answers), 20) for kind in KINDS),
    ):
        if seen < wanted:
            found.append(f"{seen} {name}, {wanted} wanted")
    if abs(r := length_correlation(answers)) > 0.35:
        found.append(f"words and score within a question: r = {r:.2f}")
    return found


def faults(answers: Sequence[GradedAnswer]) -> list[str]:
    """Every fault, as a line that names the answer or the count."""
    return [fault for answer in answers for fault in faults_of_one(answer)] + faults_of_all(answers)


def main() -> None:
    answers = load()
    for field in fields(GradedAnswer):
        if field.name in ("trade", "kind", "competency", "level", "score", "trap", "register"):
            counted = Counter(str(asdict(answer)[field.name]) for answer in answers)
            print(f"{field.name}: " + ", ".join(f"{k} {n}" for k, n in sorted(counted.items())))
    print(f"{len(answers)} answers to {len(by_question(answers))} questions;", end=" ")
    print(f"words and score within a question: r = {length_correlation(answers):.2f}")
    found = faults(answers)
    print("\n".join(found) or "No faults.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
