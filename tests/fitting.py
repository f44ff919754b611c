"""Written pairs of resume and job, and how well the engine finds what a careful reader finds in them."""

import datetime
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preppal.interviewer.briefing import Correction
from preppal.interviewer.fit.compare import compare
from preppal.interviewer.fit.fit import Fit
from preppal.interviewer.fit.resume import Resume, Role, Study
from preppal.interviewer.job_reading import read_lines
from preppal.interviews.resume_facts import fit_with, resume_of

PAIRS = Path(__file__).parent / "data" / "fit"
TODAY = datetime.date(2026, 11, 1)
KINDS = ("matched", "stale", "missing")


@dataclass(frozen=True)
class Pair:
    trade: str
    job: str
    resume: Resume
    expected: dict[str, tuple[str, ...]]

    @property
    def fit(self) -> Fit:
        return compare(self.resume, read_lines(self.job), today=TODAY)


@dataclass(frozen=True)
class Score:
    """Of one kind, over some pairs: what was found, and what was to be found."""

    found: int
    right: int
    expected: int
    wrong: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def read_pairs(name: str) -> tuple[Pair, ...]:
    stored = tomllib.loads((PAIRS / f"{name}.toml").read_text("utf-8"))["pair"]
    return tuple(_pair(one) for one in stored)


def _pair(one: dict[str, Any]) -> Pair:
    roles = tuple(Role(**{**role, "lines": tuple(role["lines"])}) for role in one.get("roles", ()))
    resume = Resume(
        roles=roles,
        studies=tuple(Study(**study) for study in one.get("studies", ())),
        skills=tuple(one.get("skills", ())),
        languages=tuple(one.get("languages", ())),
        summary=one.get("summary", ""),
    )
    return Pair(one["trade"], one["job"], resume, {kind: tuple(one[kind]) for kind in KINDS})


def score(pairs: Sequence[Pair], kind: str) -> Score:
    found = right = expected = 0
    wrong: list[str] = []
    for pair in pairs:
        wanted = list(pair.expected[kind])
        expected += len(wanted)
        for what in _whats(getattr(pair.fit, kind)):
            found += 1
            hit = next((one for one in wanted if one.lower() in what.lower()), None)
            if hit is None:
                wrong.append(f"{pair.trade}: {kind} {what!r}")
            else:
                right += 1
                wanted.remove(hit)
        wrong += [f"{pair.trade}: {kind} not found {one!r}" for one in wanted]
    return Score(found, right, expected, tuple(wrong))


def _whats(items: Iterable[Any]) -> list[str]:
    """What was asked for, once: a line about two languages is one demand with two answers."""
    return list(dict.fromkeys(item.what for item in items))


WARD = {
    "title": "护士",
    "company": "橡园医院",
    "content": "任职要求\n- 注册护士\n- 三年以上护士经验\n- 急救\n- 伤口护理\n",
}
"""A job without English words, so that those of the pages stand out."""
KEPT: dict[str, Any] = {
    "name": "给病房的",
    "is_confirmed": True,
    "summary": "",
    "roles": [
        {
            "title": "护士",
            "company": "河岸医院",
            "start": "2021-03",
            "end": "present",
            "location": "",
            "done": ["负责30张床位的病房护理。", "将病人跌倒减少30%。"],
        },
        {
            "title": "救生员",
            "company": "游泳馆",
            "start": "2014",
            "end": "2016",
            "location": "",
            "done": ["每周急救两次。"],
        },
    ],
    "studies": [],
    "skills": ["注册护士"],
    "languages": [],
}
"""As `resumes.snapshot` keeps it."""


def with_resume(*, is_confirmed: bool = True, job: dict[str, Any] = WARD) -> dict[str, Any]:
    """Fields of an interview that is held with a resume, for `tests.interviews.an_interview`."""
    kept = KEPT | {"is_confirmed": is_confirmed}
    fit = fit_with(resume_of(kept), job["content"], Correction(), today=TODAY)
    return {"job": job, "resume": kept, "fit": fit.to_json()}
