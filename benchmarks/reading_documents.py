"""Reading a file in a process of its own: processor time a page, from start to answer, and memory by kind.

Budgets: 150 ms a page, 300 MB for 15 pages. Time is the processor's, of the process alone, so that a busy
machine says the same; the first row is what the process costs before it reads. ``--mutants 2000`` also reads so
many files of each kind with something wrong in them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace

import msgspec

from preppal.documents.limits import LIMITS, MB, Limits
from preppal.documents.reading import MODULE
from tests.documents import docx, docx_of, pdf_of, scanned_pdf, table, text_box

PAGES = 15
PAGE_MS, MOST_MB = 150.0, 300.0
LINES = [
    "• You plan and give care on a ward of twenty-four beds, and you own it from end to end.",
    "• You explain what is done to the people it is done to, and to their families.",
    "What you bring, and what we would like to hear about when we meet",
    "Fernhill runs the bed lists, rotas and theatre plans of eleven hospitals in the north.",
]
PAGE = "\n".join(LINES * 11)


@dataclass(frozen=True)
class Ran:
    """One reading: seconds of processor, seconds by the clock, megabytes at most, and the answer."""

    processor: float
    clock: float
    memory: float
    answer: bytes


def files() -> dict[str, bytes]:
    """A file of each kind, all but the first with as many pages."""
    whole = "\n".join([PAGE] * PAGES)
    cells = table(
        *([f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES] for _ in range(40))
    )
    boxes = "".join(f"<w:p>{text_box(cells)}</w:p>" for _ in range(4))
    return {
        "nothing but the process": b"x",
        "text": whole.encode(),
        "text in GB18030": "岗位职责：照顾病人，填写护理记录。\n".encode("gb18030") * 40 * PAGES,
        "HTML": f"<!doctype html><main>{whole.replace('•', '<li>').replace(chr(10), '<p>')}".encode(),
        "DOCX": docx_of(whole),
        "DOCX, tables in boxes": docx(boxes),
        "PDF": pdf_of(*[PAGE] * PAGES),
        "PDF, scanned": scanned_pdf(PAGES),
    }


def read(data: bytes, limits: Limits) -> Ran:
    """Start the process as the server does, and wait for it."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered:
        given.write(data)
        given.seek(0)
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", MODULE, msgspec.json.encode(limits).decode()],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        answered.write(process.stdout.read())
        _, _, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - began
        process.returncode = 0  # it has been waited for
        answered.seek(0)
        processor = used.ru_utime + used.ru_stime
        return Ran(processor, clock, used.ru_maxrss / 1024, answered.read())


def least_space(data: bytes) -> int:
    """Megabytes of address space with which it can still be read, to the next ten."""
    for space in range(40, 1_000, 10):
        answer = read(data, replace(LIMITS, memory=space * MB, seconds=60)).answer
        if b'"lines"' in answer:
            return space
    return 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--mutants", type=int, default=0)
    asked = options.parse_args()
    patient = replace(LIMITS, seconds=60, memory=1_000 * MB)
    print(
        f"{PAGES} pages each      ms of processor     a page   from start to answer   memory   space needed"
    )
    idle, kept = 0.0, True
    for name, data in files().items():
        runs = [read(data, patient) for _ in range(asked.rounds)]
        assert b'"lines"' in runs[0].answer, (name, runs[0].answer)
        processor = statistics.median(run.processor for run in runs) * 1000
        idle = idle or processor
        page = (processor - idle) / PAGES
        memory = max(run.memory for run in runs)
        kept = kept and page <= PAGE_MS and memory <= MOST_MB
        print(
            f"{name:24} {processor:10.0f} {page:14.1f} "
            f"{statistics.median(run.clock for run in runs) * 1000:15.0f} ms "
            f"{memory:15.0f} MB {least_space(data):8} MB"
        )
    print(f"Budget ({PAGE_MS:.0f} ms a page, {MOST_MB:.0f} MB): {'kept' if kept else 'NOT KEPT'}")
    for kind in ("pdf", "docx", "html", "text") if asked.mutants else ():
        ran = subprocess.run(
            [sys.executable, "-m", "tests.mutants", kind, str(asked.mutants), "20270301"],
            capture_output=True,
            check=True,
        )
        print(f"{asked.mutants} wrong {kind}: {json.loads(ran.stdout)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
