"""A second person's grades: draw what they see, and compare what they gave.

`python -m tools.second_grading draw` writes `training/second/to_grade.jsonl`: 150 answers of every
trap, trade and score, without score, trap or trade and in no order. The second grader reads
`training/GRADING.md` and writes `training/second/graded.jsonl`, a line `{"id": …, "score": …}` each,
the score 1 to 5 in halves or null for "nothing to grade".
`python -m tools.second_grading compare` then prints how far the two agree.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import correlation, fmean

from tools.graded_answers import FOLDER, GradedAnswer, load

SECOND = FOLDER.parent / "second"
TO_GRADE = SECOND / "to_grade.jsonl"
GRADED = SECOND / "graded.jsonl"
SIZE = 150
UNTRAPPED = 42


class NotComparable(Exception):
    """The second grader's file does not fit what was drawn."""


def hidden(name: str) -> str:
    """An id that tells neither trade nor place; the same on every run."""
    return hashlib.sha256(f"second grading: {name}".encode()).hexdigest()[:10]


def draw(answers: Iterable[GradedAnswer], size: int = SIZE) -> list[GradedAnswer]:
    """A sample with each trap about equally often, trades and scores as even as can be."""
    waiting: dict[str | None, list[GradedAnswer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda answer: hidden(answer.id)):
        waiting[answer.trap].append(answer)
    turns: list[str | None] = [None] * min(UNTRAPPED, size)
    traps = sorted(trap for trap in waiting if trap)
    turns += [traps[n % len(traps)] for n in range(size - len(turns))]
    seen: Counter[object] = Counter()
    drawn: list[GradedAnswer] = []
    for trap in turns:
        among = waiting[trap] or waiting[None]  # a rare trap may be used up
        chosen = min(among, key=lambda a: (seen[a.trade] + seen[a.score], seen[a.register]))
        among.remove(chosen)
        seen.update((chosen.trade, chosen.score, chosen.register))
        drawn.append(chosen)
    return sorted(drawn, key=lambda answer: hidden(answer.id))


def shown(answer: GradedAnswer) -> dict[str, str]:
    """What the second grader sees of an answer."""
    return {
        "id": hidden(answer.id), "kind": answer.kind, "competency": answer.competency,
        "question": answer.question, "answer": answer.answer,
    }  # fmt: skip


def read_graded(path: Path, wanted: set[str]) -> dict[str, float | None]:
    """Grades by hidden id; raises NotComparable with a sentence that says what to mend."""
    grades: dict[str, float | None] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        entry = json.loads(line)
        name, score = entry["id"], entry["score"]
        if name not in wanted or name in grades:
            raise NotComparable(f"Line {number}: the id {name} was not drawn, or stands twice.")
        if score is not None and (not 1 <= score <= 5 or score * 2 % 1):
            raise NotComparable(f"Line {number}: {score} is neither 1 to 5 in halves nor null.")
        grades[name] = score
    if missing := wanted - set(grades):
        raise NotComparable(f"{len(missing)} answers have no line, {min(missing)} for one.")
    return grades


def weighted_kappa(pairs: Sequence[tuple[float, float]]) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968): 1 less observed over expected distance."""
    observed = fmean((a - b) ** 2 for a, b in pairs)
    expected = fmean((a - b) ** 2 for a, _ in pairs for _, b in pairs)
    return 1 - observed / expected


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of their ranks."""
    places: dict[float, list[int]] = defaultdict(list)
    for place, value in enumerate(sorted(values), 1):
        places[value].append(place)
    return [fmean(places[value]) for value in values]


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's rank correlation."""
    return correlation(ranks([a for a, _ in pairs]), ranks([b for _, b in pairs]))


def mean_difference(pairs: Sequence[tuple[float, float]]) -> float:
    """Mean absolute difference in points."""
    return fmean(abs(a - b) for a, b in pairs)


def report(answers: Sequence[GradedAnswer], grades: dict[str, float | None]) -> str:
    """The agreement, in all and where it is least."""
    both = [(answer, answer.score, grades[hidden(answer.id)]) for answer in answers]
    pairs = [(a, b) for _, a, b in both if a is not None and b is not None]
    alike = sum((a is None) == (b is None) for _, a, b in both)
    lines = [
        f"Both say whether there is something to grade: {alike} of {len(both)}",
        f"Graded by both: {len(pairs)}",
        f"Weighted kappa (quadratic): {weighted_kappa(pairs):.2f}",
        f"Spearman: {spearman(pairs):.2f}",
        f"Mean absolute difference: {mean_difference(pairs):.2f}",
        f"Second less first, mean: {fmean(b - a for a, b in pairs):+.2f}",
        *(
            f"Within {d}: {sum(abs(a - b) <= d for a, b in pairs) / len(pairs):.0%}"
            for d in (0.5, 1)
        ),
    ]
    for what in ("trap", "kind", "register"):
        groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for answer, a, b in both:
            if a is not None and b is not None:
                groups[str(getattr(answer, what) or "none")].append((a, b))
        lines.append(f"Mean absolute difference by {what} (number; second less first):")
        lines += [
            f"  {name}: {mean_difference(group):.2f} ({len(group)};"
            f" {fmean(b - a for a, b in group):+.2f})"
            for name, group in sorted(groups.items(), key=lambda item: -mean_difference(item[1]))
        ]
    lines.append("More than one point apart (first, second):")
    lines += [
        f"  {answer.id}: {a}, {b}"
        for answer, a, b in both
        if (a is None) != (b is None) or (a is not None and b is not None and abs(a - b) > 1)
    ]
    return "\n".join(lines)


def main() -> None:
    if sys.argv[1:] == ["draw"]:
        lines = [json.dumps(shown(answer), ensure_ascii=False) for answer in draw(load())]
        SECOND.mkdir(exist_ok=True)
        TO_GRADE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(lines)} answers in {TO_GRADE.relative_to(FOLDER.parent.parent)}")
    elif sys.argv[1:] == ["compare"]:
        drawn_ids = {json.loads(line)["id"] for line in TO_GRADE.read_text().splitlines()}
        drawn = [answer for answer in load() if hidden(answer.id) in drawn_ids]
        try:
            print(report(drawn, read_graded(GRADED, drawn_ids)))
        except (FileNotFoundError, NotComparable) as fault:
            sys.exit(str(fault))
    else:
        sys.exit("Say `draw` or `compare`.")


if __name__ == "__main__":
    main()
