"""Reading resumes whose pages are pictures: how much of them is found, processor seconds a page, memory.

Chromium prints the made resumes, which are then scanned: askew, with noise and a shadow. The held-out layouts are
those that the reader was written without. Budgets: micro-F1 0.9; 300 MB for 15 pages, models and libraries
included. Time is the processor's, of the process alone.
"""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile

import msgspec

from preppal.documents.limits import MB, PICTURED, Limits
from preppal.resumes.evaluate import facts_of
from preppal.resumes.taking import PICTURES_MODULE
from preppal.resumes.understanding import FILE, Reply
from tests.made_resumes.layouts import DEVELOPED_WITH, HELD_OUT, Layout
from tests.made_resumes.people import Person, read_person, truth
from tests.made_resumes.printing import print_pages
from tests.made_resumes.scanning import as_pdf, scanned
from tests.made_resumes.scoring import Tallies, micro_f1, new_tallies, score

LEAST_F1, MOST_MB = 0.9, 300.0
PAGES = 15
PEOPLE = ("dana", "priya", "jonas", "mateo", "lin", "owen", "camille", "beatriz")


@dataclasses.dataclass(frozen=True)
class Ran:
    """Seconds of processor, megabytes at most, and what was answered."""

    processor: float
    memory: float
    reply: Reply


def read(data: bytes, limits: Limits = PICTURED) -> Ran:
    """Start the process as the server does, and wait for it."""
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", PICTURES_MODULE, msgspec.json.encode(limits).decode(), FILE],
            stdin=given,
            stdout=subprocess.PIPE,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
        assert process.stdout is not None
        answered = process.stdout.read()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0  # it has been waited for
    reply = msgspec.json.decode(answered or b'{"reason":"died"}', type=Reply)
    return Ran(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MB, reply)


def scans() -> list[tuple[Layout, Person, bytes]]:
    """Every layout once, each with another person than the one before it."""
    drawn = [
        (layout, read_person(PEOPLE[number % len(PEOPLE)]))
        for number, layout in enumerate((*DEVELOPED_WITH, *HELD_OUT))
    ]
    printed = print_pages((layout.name, layout.draw(person)) for layout, person in drawn)
    return [
        (layout, person, as_pdf(scanned(pdf, seed=number)))
        for number, ((layout, person), (_, pdf)) in enumerate(zip(drawn, printed, strict=True))
    ]


def found(layout: Layout, person: Person, reply: Reply, tallies: Tallies) -> None:
    true = truth(
        person,
        layout.form,
        layout.school_form,
        has_location=layout.has_location,
        links=layout.links,
    )
    if reply.understood is None:
        raise SystemExit(f"{layout.name} could not be read: {reply.reason} {reply.note}")
    facts = facts_of(reply.understood.profile)
    score(tallies, true, facts | {"experience": facts["experiences"]})


def main() -> None:
    nothing = read(b"x")
    print(f"the process and its models: {nothing.processor:.1f} s, {nothing.memory:.0f} MB")
    rows = scans()
    for name, layouts in (("developed with", DEVELOPED_WITH), ("held out", HELD_OUT)):
        all_of_them = new_tallies()
        for layout, person, data in rows:
            if layout not in layouts:
                continue
            ran = read(data)
            alone = new_tallies()
            found(layout, person, ran.reply, alone)
            found(layout, person, ran.reply, all_of_them)
            wrong = {of: f"{t.right}+{t.wrong}-{t.missed}" for of, t in alone.items() if t.wrong or t.missed}  # fmt: skip
            print(
                f"{layout.name:20} {person.key:8} F1 {micro_f1(alone):.3f}  {ran.processor - nothing.processor:5.1f} s "
                f"{ran.memory:5.0f} MB  {json.dumps(wrong) if wrong else ''}"
            )
        print(f"{name}: micro-F1 {micro_f1(all_of_them):.3f} (at least {LEAST_F1})")
    _, _, one = rows[0]
    long = read(longer(one))
    print(
        f"{PAGES} pages: {(long.processor - nothing.processor) / PAGES:.1f} s a page, {long.memory:.0f} MB (at most"
        f" {MOST_MB:.0f}), {long.memory - nothing.memory:.0f} MB of it for the pages {long.reply.reason}"
    )


def longer(scan: bytes) -> bytes:
    """The first page of a scan, as often as a resume may have pages."""
    return as_pdf(
        [page for page in scanned(scan, seed=1, askew=0, noise=0)[:1] for _ in range(PAGES)]
    )


if __name__ == "__main__":
    main()
